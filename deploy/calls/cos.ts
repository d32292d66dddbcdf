import { cosBucket } from '../../shared/cos/bucket.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { Credentials, TencentClient } from '../../shared/tencent/client.ts';
import type { Send } from '../../shared/topics/http.ts';

/** The calls about buckets, with the names that policies have for them. An answer is the body as it came. */
export type CosActions = {
  readonly GetBucketACL: (params: OfBucket) => Promise<CosText>;
  readonly PutBucketACL: (params: OfBucket) => Promise<CosText>;
  readonly PutBucket: (params: OfBucket) => Promise<CosText>;
  readonly DeleteBucket: (params: OfBucket) => Promise<CosText>;
  /** The first object of the bucket, if it has any. */
  readonly GetBucket: (params: OfBucket) => Promise<CosText>;
  readonly GetBucketLifecycle: (params: OfBucket) => Promise<CosText>;
  readonly PutBucketLifecycle: (params: OfBucket & { readonly Rules: string }) => Promise<CosText>;
};

type OfBucket = { readonly Bucket: string };

type CosText = { readonly Text: string };

/**
 * A client of COS in the form of the other products. A refused call throws an `ApiError` with the code of COS, or with
 * one of ours where a server failed.
 *
 * @see https://www.tencentcloud.com/document/product/436/7730 (error response)
 */
export function cosClient(options: CosClientOptions): TencentClient {
  const { region, endpoint, clock, send: sendAll, readCredentials, wallMs } = options;
  return {
    request: async (action, params, signal) => {
      const { Bucket: bucket = '', Rules } = params as { Bucket?: string; Rules?: string };
      const row = ROWS[action as keyof CosActions];
      const send: Send = (url, request) => sendAll(url, { ...request, signal });
      const runtime = { send, readCredentials, wallMs, clock };
      const ask = cosBucket({ bucket, region, endpoint }, runtime);
      const body = Rules === undefined ? {} : { body: Rules };
      const { status, text } = await ask({ ...row, ...body }, Number.POSITIVE_INFINITY);
      if (status < 300) return { Text: text };
      const [, code = 'HttpStatus'] = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(text) ?? [];
      const detail = `${action} was answered with HTTP status ${status}`;
      throw new ApiError(status >= 500 ? 'HttpStatus' : code, { detail });
    },
  };
}

type CosClientOptions = {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly readCredentials: () => Credentials;
  readonly clock: Clock;
  readonly send: Send;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
};

const PRIVATE = { 'x-cos-acl': 'private' };

const ROWS = {
  GetBucketACL: { method: 'GET', params: { acl: '' } },
  PutBucketACL: { method: 'PUT', params: { acl: '' }, headers: PRIVATE },
  PutBucket: { method: 'PUT', headers: PRIVATE },
  DeleteBucket: { method: 'DELETE' },
  GetBucket: { method: 'GET', params: { 'max-keys': '1' } },
  GetBucketLifecycle: { method: 'GET', params: { lifecycle: '' } },
  PutBucketLifecycle: {
    method: 'PUT',
    params: { lifecycle: '' },
    headers: { 'content-type': 'application/xml' },
  },
} as const satisfies { readonly [Action in keyof CosActions]: object };
