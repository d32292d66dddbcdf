// Generated from events/openapi.json by `npm run generate` in client/. Do not edit.

export interface paths {
    "/v1/tenants/{tenantId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
            };
            cookie?: never;
        };
        /**
         * List the keys of a tenant
         * @description Lists the keys that are proven to be the tenant's own, oldest first, in any state unless one is given, and says how many the tenant may have if that is limited. The list comes in parts: follow the link, or repeat the query with `nextCursor`, until there is none. A part may be short or empty although others follow. Keys that are made meanwhile come at the end.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Request a key
         * @description Creates the key, or finds it if it exists, and sets its tags. All problems of a request are reported at once.
         */
        post: operations["requestKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/keys/{keyName}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
                /** @example orders */
                keyName: components["schemas"]["KeyName"];
            };
            cookie?: never;
        };
        /**
         * Read one key of a tenant
         * @description Answers 404 if a key of another owner has the alias.
         */
        get: operations["readKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a request
         * @description Answers what the same request would do as a POST for a key, and changes nothing. Whatever the request would come to, a plan of it is 200.
         */
        post: operations["planKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of every tenant
         * @description Lists the keys of all tenants that are proven to be ours, as the list of a tenant does. It is for callers that act for every tenant. Where the account has many keys of other software, parts are short or empty.
         */
        get: operations["listAllKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
                /** @example req-2026-0001 */
                requestId: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        /**
         * Read what became of a request
         * @description The status of a request that was answered with 202, or came by the queue: queued, waiting or parked, and then provisioned or rejected, which are ends. Ask again after `Retry-After` while there is one. A status is kept for 30 days.
         */
        get: operations["readRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the function answers
         * @description Calls no other service, so it does not report an outage of KMS. It needs an instance like any other request: 432 means that all of them are busy, and not that the service is down.
         */
        get: operations["checkHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This description
         * @description The same document as events/openapi.json of the release that is deployed.
         */
        get: operations["describeApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Existing key or plan */
        ExistingKeyOrPlan: components["schemas"]["ProvisionedAnswer"] | components["schemas"]["Plan"];
        /** Kept request */
        KeptRequest: components["schemas"]["QueuedAnswer"] | components["schemas"]["KeptAnswer"];
        /** Health */
        Health: {
            /** @constant */
            status: "ok";
        };
        /** OpenAPI document */
        OpenapiDocument: Record<string, never>;
        /**
         * Failure of the platform
         * @description The answer of SCF itself where the function gave none. Its words and further fields may change: decide by the status.
         */
        PlatformFailure: {
            errorCode?: number;
            errorMessage?: string;
            /** @description The platform's id of the invocation. */
            requestId?: string;
            /** @description The status again. */
            statusCode: number;
        };
        /**
         * HTTP key request
         * @description A key request whose tenantId is in the path and whose requestId may be in the Idempotency-Key header.
         */
        HttpKeyRequest: {
            requestId?: components["schemas"]["RequestId"];
            /** @description May repeat the tenantId of the path, and must then be equal. */
            tenantId?: components["schemas"]["KeyRequestTenantId"];
            keyName: components["schemas"]["KeyName"];
            keyUsage?: components["schemas"]["KeyRequestKeyUsage"];
            origin?: components["schemas"]["Origin"];
            description?: components["schemas"]["Description"];
            tags?: components["schemas"]["Tags"];
            hsmClusterId?: components["schemas"]["HsmClusterId"];
        };
        /** @description The key's alias in KMS: tenantId, an underscore, keyName. */
        Alias: string;
        /** @description As in the request, where it may be invalid. */
        ClaimedName: string;
        /** @description Identifies what happened: a row of the failure table, or the cloud's own code. */
        Code: string;
        /** @description When KMS created the key, by the clock of KMS. */
        CreatedAt: components["schemas"]["Time"];
        /** @description The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid. */
        DeadLetterId: string;
        /** @description The caller's own text, stored with the key: at most 880 bytes of UTF-8, which is less than 880 characters where they are not ASCII, and no half of a surrogate pair. Where answers have an externalTenantId, it takes its length and one byte more of the 880. */
        Description: string;
        /** @description The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one. */
        ExternalTenantId: string;
        /** @description The HSM cluster in which to create the key. Only for the exclusive and managed editions of KMS. */
        HsmClusterId: string;
        /** Kept answer */
        KeptAnswer: {
            /**
             * Kept answer status
             * @description waiting: for the key quota; it is tried again by itself. parked: an operator must act.
             * @enum {unknown}
             */
            status: "waiting" | "parked";
            requestId: components["schemas"]["ClaimedName"];
            tenantId: components["schemas"]["ClaimedName"];
            externalTenantId?: components["schemas"]["ExternalTenantId"];
            keyName?: components["schemas"]["ClaimedName"];
            code: components["schemas"]["Code"];
            reason: components["schemas"]["Reason"];
            kmsRequestId?: components["schemas"]["KmsRequestId"];
            tagCode?: components["schemas"]["TagCode"];
            tagMsg?: components["schemas"]["TagMsg"];
            deadLetterId: components["schemas"]["DeadLetterId"];
        };
        /**
         * Key
         * @description A tenant's key, as KMS reports it now.
         */
        Key: {
            keyId: components["schemas"]["KeyId"];
            alias: components["schemas"]["Alias"];
            tenantId: components["schemas"]["TenantId"];
            externalTenantId?: components["schemas"]["ExternalTenantId"];
            keyName: components["schemas"]["KeyName"];
            keyState: components["schemas"]["KeyState"];
            keyUsage: components["schemas"]["KeyUsage"];
            /** @description Where the key material comes from: TENCENT_KMS or EXTERNAL. */
            origin?: string;
            createdAt: components["schemas"]["CreatedAt"];
        };
        /** @description The key's id in KMS. */
        KeyId: string;
        /**
         * Key list
         * @description A part of a list of keys, oldest first. A part may be short or empty although others follow.
         */
        KeyList: {
            keys: components["schemas"]["Key"][];
            /** @description For the query of the next part, with the same filters. Absent at the end of the list. It says nothing to its reader. */
            nextCursor?: string;
            /** @description The number of keys that the tenant may have. Absent where no limit is set. */
            limit?: number;
            /** @description How many more keys the tenant may ask for before the limit. Keys that are scheduled for deletion do not count. Absent where no limit is set, and where the answer has not all keys of the tenant. */
            left?: number;
        };
        /** @description Distinguishes this key from the tenant's others. The second part of the key's alias. */
        KeyName: string;
        /**
         * Key request key usage
         * @description What the key can do. Not every region offers every value; KMS decides.
         * @default ENCRYPT_DECRYPT
         * @enum {unknown}
         */
        KeyRequestKeyUsage: "ENCRYPT_DECRYPT" | "ASYMMETRIC_DECRYPT_RSA_2048" | "ASYMMETRIC_DECRYPT_SM2" | "ASYMMETRIC_SIGN_VERIFY_SM2" | "ASYMMETRIC_SIGN_VERIFY_ECC" | "ASYMMETRIC_SIGN_VERIFY_RSA_2048" | "ASYMMETRIC_SIGN_VERIFY_ECDSA384" | "ASYMMETRIC_SIGN_VERIFY_RSA_3072" | "ASYMMETRIC_SIGN_VERIFY_DILITHIUM";
        /**
         * @description The tenant that gets the key, by the id that the sender or an identity provider has for it: acme, org_2f8sKq, auth0|5f7c. Up to 36 lower-case letters, digits and inner hyphens are the id of the tenant as they are, unless they begin with kms- or x--. Of any other id, x-- and 26 characters of its SHA-256 are: answers and events have those as tenantId, and this one as externalTenantId. An id in another case means another tenant.
         * @example acme
         * @example auth0|5f7c8ec7c33c6c004bbafe82
         */
        KeyRequestTenantId: string;
        /** @description Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values. */
        KeyState: string;
        /** @description What the key can do, such as ENCRYPT_DECRYPT; KMS may add values. */
        KeyUsage: string;
        /** @description The vendor's id of the call that failed, to quote to their support. */
        KmsRequestId: string;
        /**
         * Key request origin
         * @description Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
         * @default TENCENT_KMS
         * @enum {unknown}
         */
        Origin: "TENCENT_KMS" | "EXTERNAL";
        /**
         * Plan
         * @description The outcome that a request would have. Nothing was changed to find out.
         */
        Plan: {
            /**
             * Plan action
             * @description What provisioning would do.
             * @enum {unknown}
             */
            action: "create" | "adopt" | "reject" | "wait" | "park";
            alias: components["schemas"]["Alias"];
            /**
             * Planned tags
             * @description All tags that the key would have, including the tenant tag.
             */
            tags: {
                [key: string]: string;
            };
            /** @description The calls that would change something, in order. A call that is repeated in a row is listed once. A tag that does not exist in the account yet needs CreateKey, which KMS refuses, then CreateTags, then CreateKey again. If no key would be created, the list has neither the CreateKey that KMS refuses for that reason nor the CreateTags before it. */
            calls: string[];
            /**
             * Planned quota
             * @description The key quota of the account in this region. Over HTTP only for callers that act for every tenant.
             */
            quota?: {
                /** @description The number of keys that the account may have. */
                limit: number;
                /** @description The number of keys that there would be. */
                usedAfter: number;
            };
            /**
             * Planned tenant limit
             * @description The limit of keys of this tenant. Only where one is set, and the plan creates a key or refuses it for the limit.
             */
            tenantLimit?: {
                /** @description The number of keys that the tenant may have. */
                limit: number;
                /** @description The number of keys that the tenant would have. */
                usedAfter: number;
            };
            code?: components["schemas"]["Code"];
        };
        /**
         * Problem
         * @description One thing that is wrong with a request.
         */
        Problem: {
            /**
             * @description The place in the request: a JSON pointer as a URI fragment (RFC 6901, section 6), such as #/tags/a%20b. # is the whole request.
             * @example #/keyName
             * @example #
             */
            pointer: string;
            /** @description A sentence that says what to do. */
            detail: string;
        };
        /**
         * Problem document
         * @description The body of an HTTP error (RFC 9457).
         */
        ProblemDocument: {
            /**
             * Format: uri
             * @description Identifies the kind of problem: the URL of the row about it in the table of failures. The code is more exact where the table has a row for its family alone.
             */
            type?: string;
            /** @description The kind of problem, in a few words. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description What was wrong and what to do, in a sentence. */
            detail: string;
            code: components["schemas"]["Code"];
            /** @description The same request may succeed later. */
            retryable: boolean;
            runbook?: components["schemas"]["Runbook"];
            /** @description The request that the problem is about, if it is known. */
            requestId?: string;
            kmsRequestId?: components["schemas"]["KmsRequestId"];
            tagCode?: components["schemas"]["TagCode"];
            tagMsg?: components["schemas"]["TagMsg"];
            /** @description Everything that is wrong with the request (422). */
            errors?: components["schemas"]["Problem"][];
        };
        /** Provisioned answer */
        ProvisionedAnswer: {
            /**
             * Provisioned answer status
             * @enum {unknown}
             */
            status: "created" | "adopted";
            requestId: components["schemas"]["RequestId"];
            tenantId: components["schemas"]["TenantId"];
            externalTenantId?: components["schemas"]["ExternalTenantId"];
            keyName: components["schemas"]["KeyName"];
            keyId: components["schemas"]["KeyId"];
            alias: components["schemas"]["Alias"];
            keyUsage: components["schemas"]["KeyUsage"];
            origin: components["schemas"]["Origin"];
            keyState: components["schemas"]["KeyState"];
            createdAt: components["schemas"]["CreatedAt"];
        };
        /** Queued answer */
        QueuedAnswer: {
            /** @constant */
            status: "queued";
            requestId: components["schemas"]["RequestId"];
            tenantId: components["schemas"]["TenantId"];
            externalTenantId?: components["schemas"]["ExternalTenantId"];
            keyName: components["schemas"]["KeyName"];
        };
        /** @description What happened, in a sentence. */
        Reason: string;
        /** @description Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead. */
        RequestId: string;
        /**
         * Request status
         * @description What became of a request: provisioned and rejected are ends.
         */
        RequestStatus: {
            /**
             * Request status status
             * @description queued: nothing was decided yet. provisioned: the key exists and has its tags. rejected: its sender must change it. waiting: it is tried again by itself. parked: an operator must act.
             * @enum {unknown}
             */
            status: "queued" | "provisioned" | "rejected" | "waiting" | "parked";
            requestId: components["schemas"]["RequestId"];
            tenantId: components["schemas"]["TenantId"];
            externalTenantId?: components["schemas"]["ExternalTenantId"];
            /** @description As in the request; left out where it had no such name. */
            keyName?: components["schemas"]["ClaimedName"];
            /** @description When the first of its states was noted. */
            acceptedAt: components["schemas"]["Time"];
            /** @description When this state was noted. */
            updatedAt: components["schemas"]["Time"];
            /** @description How many attempts there were, at least. */
            attempts: number;
            /**
             * Status key
             * @description The key of a request that is provisioned, as it was then.
             */
            key?: {
                keyId: components["schemas"]["KeyId"];
                alias: components["schemas"]["Alias"];
                keyUsage: components["schemas"]["KeyUsage"];
                origin: components["schemas"]["Origin"];
                keyState: components["schemas"]["KeyState"];
                createdAt: components["schemas"]["CreatedAt"];
            };
            /** @description Why it was rejected, waits or is parked. */
            problem?: components["schemas"]["ProblemDocument"];
            deadLetterId?: components["schemas"]["DeadLetterId"];
            /** Status links */
            links: {
                /** @description The path of this status. */
                self: string;
                /** @description The path of the key, which exists once the request is provisioned. */
                key?: string;
            };
        };
        /**
         * Format: uri
         * @description The URL of the section of the operators' runbook about the code.
         */
        Runbook: string;
        /** @description TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal. */
        TagCode: number;
        /** @description TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key. */
        TagMsg: string;
        /**
         * Tags
         * @description Tags of the key, besides the one that names its tenant.
         */
        Tags: {
            [key: string]: string;
        };
        /** @description The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId. */
        TenantId: string;
        /**
         * Format: date-time
         * @description A time in UTC (RFC 3339).
         */
        Time: string;
    };
    responses: {
        /** @description The body is not JSON, repeats a name in an object, or is not UTF-8; or the query has an unknown word or an unclear value. */
        Unreadable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The bearer token is missing or invalid. Nothing else was read. */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The token does not allow the tenant of the path, or every tenant where the path has none. */
        Forbidden: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The path does not exist, or the tenant has no such key or request. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The path does not allow the method. */
        MethodNotAllowed: {
            headers: {
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The name is taken by a key of another specification or owner, or the tenant has as many keys as it may have. A request whose key exists is no conflict, however many keys there are. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The body is larger than 32,768 bytes. Above 6 MB the platform itself answers, without a problem document. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The content type is neither application/json nor application/ with the suffix +json, its charset is not UTF-8, or the body has a coding such as gzip. */
        UnsupportedMediaType: {
            headers: {
                /** @description Where the coding was not supported, the one that is. */
                "Accept-Encoding"?: "identity";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The request is invalid, or its requestId was that of a request for another key. `errors` lists every problem. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The allowed rate of calls to KMS is used up for now. The request was not accepted. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The platform had no instance of the function to spare, and did not run it. Send the same request again, with delays that double from a fifth of a second. */
        Busy: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errorCode": -1,
                 *       "errorMessage": "Function [accept-request] concurrency exceeded reserved quota 3072 MB",
                 *       "requestId": "3f1f5c7e-58f1-11e8-89a9-5254005d5fdb",
                 *       "statusCode": 432
                 *     }
                 */
                "application/json": components["schemas"]["PlatformFailure"];
            };
        };
        /** @description The platform ended the function at its timeout. What became of the request is unknown, and sending it again is safe. */
        TimedOut: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errorCode": -1,
                 *       "errorMessage": "Invoking task timed out after 30 seconds",
                 *       "requestId": "3f1f5c7e-58f1-11e8-89a9-5254005d5fdb",
                 *       "statusCode": 433
                 *     }
                 */
                "application/json": components["schemas"]["PlatformFailure"];
            };
        };
        /** @description An error in the service. Sending the same request again is safe. */
        InternalFault: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description This deployment keeps no statuses. Nothing is known of the request but what events say. */
        StatusesOff: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description KMS refused a call of the service, and would again. An operator must act. */
        RefusedByCloud: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description The cloud, the topics or the issuer of the tokens are unavailable at the moment, or a right or a limit must be changed first. The request was not accepted: nobody tries it again but its caller. While many requests fail alike, the answer comes without an attempt. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
    };
    parameters: {
        /**
         * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
         * @example acme
         */
        tenantId: components["schemas"]["KeyRequestTenantId"];
        /** @description The requestId, with or without quotation marks. It is required unless the body has the requestId, such as `"req-2026-0001"`. If both are given they must be equal. */
        idempotencyKey: string;
        /** @description How many keys the part has at most. */
        limit: number;
        /** @description The `nextCursor` of the part before. It goes with the same tenant, state and usage; with any other it is 400. */
        cursor: string;
        /** @description Only keys in this state. */
        state: "Enabled" | "Disabled" | "PendingDelete" | "PendingImport" | "Archived";
        /** @description Only keys for this usage. */
        usage: components["schemas"]["KeyUsage"];
        /**
         * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
         * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
         */
        traceparent: string;
    };
    requestBodies: {
        KeyRequest: {
            content: {
                "application/json": components["schemas"]["HttpKeyRequest"];
            };
        };
    };
    headers: {
        /**
         * @description Where the key can be read. Not with `plan`.
         * @example /v1/tenants/acme/keys/orders
         */
        Location: string;
        /**
         * @description Where the key can be read.
         * @example /v1/tenants/acme/keys/orders
         */
        KeyLocation: string;
        /**
         * @description Where to read what became of the request.
         * @example /v1/tenants/acme/requests/req-2026-0001
         */
        StatusLocation: string;
        /**
         * @description The next part, with `rel="next"` (RFC 8288), relative to this one. Absent at the end of the list.
         * @example <?limit=100&cursor=MTAwOjE3OTU5OTY4MDA>; rel="next"
         */
        NextLink: string;
        /**
         * @description Requests a bearer token, with an `error` if the request had one (RFC 6750).
         * @example Bearer realm="tenant-keys", error="invalid_token"
         */
        "WWW-Authenticate": string;
        /** @description Seconds to wait before asking for the status. Only of a request that is queued or waits: one that is parked changes when an operator acts. */
        StatusRetryAfter: number;
        /** @description Seconds to wait before sending the same request again. */
        "Retry-After": number;
        /**
         * @description The methods that the path allows.
         * @example GET, HEAD, POST
         */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listKeys: {
        parameters: {
            query?: {
                /** @description How many keys the part has at most. */
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the part before. It goes with the same tenant, state and usage; with any other it is 400. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only keys in this state. */
                state?: components["parameters"]["state"];
                /** @description Only keys for this usage. */
                usage?: components["parameters"]["usage"];
            };
            header?: {
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the keys of the tenant, or an empty list. */
            200: {
                headers: {
                    Link: components["headers"]["NextLink"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            502: components["responses"]["RefusedByCloud"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestKey: {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description Deprecated: send the request to /v1/tenants/{tenantId}/plans. Answers what would happen, and changes nothing. The bare name, without a value, means true. Only 1, true, 0 and false are clear; any other value, or another name, is 400. Every answer to it has the headers Deprecation (RFC 9745) and Link with the successor.
                 */
                plan?: boolean;
            };
            header?: {
                /** @description The requestId, with or without quotation marks. It is required unless the body has the requestId, such as `"req-2026-0001"`. If both are given they must be equal. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description `respond-async` puts the request into the queue and answers 202 at once (RFC 7240). */
                Prefer?: string;
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["KeyRequest"];
        responses: {
            /** @description The requested key, which existed already; or, with the deprecated `plan`, the plan. */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    /**
                     * @description Since when `plan` is deprecated (RFC 9745). Only with `plan`, like the link to plans.
                     * @example @1795996800
                     */
                    Deprecation?: string;
                    /**
                     * @description The path of plans, relative to this one (RFC 8288).
                     * @example <plans>; rel="successor-version"
                     */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExistingKeyOrPlan"];
                };
            };
            /** @description The key was created. */
            201: {
                headers: {
                    Location: components["headers"]["KeyLocation"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvisionedAnswer"];
                };
            };
            /** @description The request is stored but has no key yet: it is in the queue, waits for the key quota and is tried again by itself, or is parked for an operator. The outcome is published as an event. A request that waits may lose to a newer one of the same name with another specification, and is rejected then. Only the key quota lets the request of a caller wait: whatever else passes is a 429 or 503, after which nothing is kept. */
            202: {
                headers: {
                    Location: components["headers"]["StatusLocation"];
                    "Retry-After": components["headers"]["StatusRetryAfter"];
                    /** @description Is respond-async if that is the reason why there is no key yet. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptRequest"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            502: components["responses"]["RefusedByCloud"];
            503: components["responses"]["Unavailable"];
        };
    };
    readKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
                /** @example orders */
                keyName: components["schemas"]["KeyName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            502: components["responses"]["RefusedByCloud"];
            503: components["responses"]["Unavailable"];
        };
    };
    planKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The requestId, with or without quotation marks. It is required unless the body has the requestId, such as `"req-2026-0001"`. If both are given they must be equal. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["KeyRequest"];
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            502: components["responses"]["RefusedByCloud"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAllKeys: {
        parameters: {
            query?: {
                /** @description How many keys the part has at most. */
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the part before. It goes with the same tenant, state and usage; with any other it is 400. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only keys in this state. */
                state?: components["parameters"]["state"];
                /** @description Only keys for this usage. */
                usage?: components["parameters"]["usage"];
            };
            header?: {
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the keys. */
            200: {
                headers: {
                    Link: components["headers"]["NextLink"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            502: components["responses"]["RefusedByCloud"];
            503: components["responses"]["Unavailable"];
        };
    };
    readRequest: {
        parameters: {
            query?: {
                /** @description Is in a Location whose status could not be written: when the request was accepted. With it, an unknown state is 503 and not 404. */
                accepted?: string;
            };
            header?: {
                /**
                 * @description Is copied into the events (W3C Trace Context). A malformed value is ignored.
                 * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
                 */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /**
                 * @description The tenant, by the id that its identity provider has, percent-encoded: `auth0%7C5f7c` for `auth0|5f7c`. Never an id that begins with `x--` from an answer or an event, which would mean another tenant: send the `externalTenantId` beside it. `.` and `..` cannot be in a path.
                 * @example acme
                 */
                tenantId: components["parameters"]["tenantId"];
                /** @example req-2026-0001 */
                requestId: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The furthest state that the request has reached. */
            200: {
                headers: {
                    "Retry-After": components["headers"]["StatusRetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestStatus"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            422: components["responses"]["Invalid"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
            500: components["responses"]["InternalFault"];
            501: components["responses"]["StatusesOff"];
            503: components["responses"]["Unavailable"];
        };
    };
    checkHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The function answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Unreadable"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
        };
    };
    describeApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This description as one JSON document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenapiDocument"];
                };
            };
            400: components["responses"]["Unreadable"];
            432: components["responses"]["Busy"];
            433: components["responses"]["TimedOut"];
        };
    };
}
