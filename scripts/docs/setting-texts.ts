import type { SettingName } from '../../shared/settings.ts';

/**
 * What each setting means, in Markdown: the last column of the table in shared/settings.ts. It is here
 * since that table is part of every bundle.
 */
export const SETTING_TEXTS: Readonly<Record<SettingName, string>> = {
  REGION: 'The region of keys, functions and topics.',
  ENVIRONMENT:
    'The `name` of `serverless.yml`. Markers, messages and dead letters that were signed for another environment prove nothing in this one, whatever secrets the two share.',
  TOPICS_URL: 'The Kafka brokers that have the topics, or the local cloud.',
  TOPICS_USER:
    'The user of the functions at the brokers ([access control](deploy.md#access-to-the-topics)). Without it, the brokers must accept connections without one.',
  TOPICS_PASSWORD: 'The password of `TOPICS_USER`.',
  TOPICS_SASL_MECHANISM:
    'How the password is checked. With `plain` it is sent as plain text, so use `TOPICS_TLS` or a network of your own.',
  TOPICS_TLS: 'Whether the connections to the brokers are encrypted.',
  TOPICS_CA:
    'The authorities that sign the certificates of the brokers, if they are not public: the lines of each PEM file between its first and last one, joined, without the `=` at the end.',
  MARKER_KEYS:
    'The HMAC keys of markers, comma-separated. The first signs; each of them verifies. To rotate, add a new key at the end in all functions, then move it to the front ([how](operations.md#rotating-the-marker-keys)). Never remove one while keys with its markers exist.',
  API_ENDPOINT:
    "The address where KMS and Tag are called, such as that of the local cloud. Without it, they are called at Tencent Cloud's own hosts.",
  ACCOUNT_UIN:
    'The account that owns the keys. A deployment sets it, because the context of an invocation may name a sub-account instead.',
  FORMER_ACCOUNT_UINS:
    'Numbers that `ACCOUNT_UIN` had by mistake, comma-separated. Keys whose markers were made for them are recognised ([how](operations.md#correct-the-number-of-the-account)).',
  KMS_CALLS_PER_SECOND_MAX:
    'The most calls a second that one instance sends to KMS, of the 100 that an account may make. After throttled calls it sends fewer for a while. The same number limits its reads of tags.',
  TAG_CALLS_PER_SECOND_MAX:
    'The most changes of tags a second that one instance sends, of the 20 that an account may make. Up to ten new tenants that follow each other in a batch share one change; a new tenant between known ones takes one of its own.',
  QUEUE_CALLS_PER_SECOND_MAX:
    'The most calls a second that all instances of the queue consumer together send to KMS. `heal` sends in no more requests a minute than that allows.',
  KEYS_PER_TENANT_MAX:
    'How many keys a tenant may have. A request for one more is rejected with [`TenantLimitReached`](runbook.md#tenantlimitreached), and one whose key exists is still served ([what counts](security.md#one-tenant-must-not-take-all-keys)). Each new key then takes a second call of KMS.',
  RETRY_ATTEMPTS_MAX: 'How many attempts one delivery of a message may take.',
  RETRY_DELAY_MS_MIN:
    'The delay before the second attempt, in milliseconds. It doubles before each further attempt.',
  RETRY_DELAY_MS_MAX: 'The longest delay between two attempts, in milliseconds.',
  ATTEMPT_MS_MIN: 'The least time left in which another attempt is started, in milliseconds.',
  SETTLE_MS:
    "The part of the function's time that is reserved to settle messages, in milliseconds.",
  REDRIVES_MAX: 'How often a dead letter may be redriven before its cause must be found.',
  DOCS_URL:
    'The URL under which this repository is published: the folder that has `docs/`. Events, dead letters and problem documents link to pages there.',
  STATUS_STORE:
    'The bucket of COS that has the [statuses of requests](operations.md#statuses-of-requests). A deployment creates it. Without it, no statuses are kept.',
  STATUS_OF_QUEUE:
    'Whether requests that producers write to the queue have statuses too, and not only those of the HTTP API.',
  REQUESTS_TOPIC:
    'The only topic of CKafka that requests may come from. Without it, they may come from any.',
  CMQ_TOPIC:
    'The topic of CMQ that requests may come from. Without it, requests of CMQ are parked unread.',
  EVENTBRIDGE_SOURCE:
    'The `source` of the events of EventBridge that are requests. Without it, events of EventBridge are parked unread.',
  INVOKED_REQUESTS:
    'Whether requests are accepted from callers who invoke the function by name, for any tenant and without a signature.',
  MESSAGE_KEYS:
    'HMAC keys that the senders of messages share with us, comma-separated. With them, every message of the queue must be [signed](operations.md#signed-messages), and a dead letter without a valid signature is not redriven. The first signs what the HTTP API puts into the queue. Without them, messages need no signature.',
  MESSAGE_AGE_S_MAX:
    'How old the signature of a message may be, in seconds. Older messages are parked, so allow for as long as a message may wait in the queue.',
  AUTH: 'How callers authenticate: `jwt` by a bearer token of an issuer, `cam` by a signature that the platform checks, for a Function URL that is deployed with CAM ([how to choose](deploy.md#4-fill-in-env)). Where `API_ENDPOINT` and all hosts of `TOPICS_URL` are loopback addresses, the default is `open`, which lets every caller in.',
  JWT_ISSUER: 'The claim `iss` of tokens, character for character. Required for `AUTH=jwt`.',
  JWT_AUDIENCE: 'One of the values of the claim `aud` of tokens. Required for `AUTH=jwt`.',
  JWT_JWKS_URL:
    'Where the issuer publishes its signing keys. Required for `AUTH=jwt`. Plain `http` is accepted for loopback addresses only.',
  JWT_ALGORITHMS: 'The accepted signature algorithms of tokens.',
  JWT_TENANT_CLAIM: 'The claim with the tenants that a caller may act for: one, or an array.',
  JWT_SCOPE_CLAIM:
    'The claim with the scopes: one text with spaces, or an array. Without it, `scope` and `scp` are read.',
  JWT_SERVICE_SCOPE: 'The scope that lets a caller act for every tenant.',
};
