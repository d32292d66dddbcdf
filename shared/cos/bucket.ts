import { createHash } from 'node:crypto';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { Credentials } from '../tencent/client.ts';
import type { Send } from '../topics/http.ts';
import { cosAuthorization, encodeStrictly } from './signature.ts';

/**
 * Sends requests to one bucket of COS. Nothing is sent until the first of them, and none is repeated.
 *
 * A bucket is named by the host, as the vendor demands for those made since 2024. At an endpoint of this machine it
 * is named by the path: a name in front of `127.0.0.1` is no host.
 *
 * @param bucket With the number of its account, such as `statuses-1250000000`.
 * @param endpoint The origin in place of the vendor's own host, such as `http://127.0.0.1:4700`.
 * @see https://cloud.tencent.com/document/product/436/102489 (buckets in the path are refused)
 */
export function cosBucket(
  { bucket, region, endpoint }: BucketPlace,
  runtime: CosRuntime,
): CosBucket {
  const { send, readCredentials, wallMs, clock } = runtime;
  const [origin, root] =
    endpoint === undefined
      ? [`https://${bucket}.cos.${region}.myqcloud.com`, '']
      : [endpoint, `/${bucket}`];
  const { host } = new URL(origin);

  return async ({ method, key = '', params = {}, headers = {}, body }, deadlineMs) => {
    const { secretId, secretKey, token } = readCredentials();
    if (!secretId || !secretKey) {
      throw new ApiError('NoCredentials', { detail: 'there is no secret id or no secret key' });
    }
    const signed = {
      ...headers,
      host,
      ...(body === undefined ? {} : { 'content-md5': md5(body) }),
      ...(token === undefined ? {} : { 'x-cos-security-token': token }),
    };
    const request = { method, path: `${root}/${key}`, params, headers: signed };
    const nowS = Math.floor(wallMs() / 1_000);
    const authorization = cosAuthorization(request, { secretId, secretKey }, nowS);
    const sent = { method, headers: { ...signed, authorization }, bytesMax: ANSWER_BYTES_MAX };
    const answer = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
      const url = `${origin}${encodedPath(request.path)}${queryOf(params)}`;
      const received = await send(url, { ...sent, ...(body !== undefined && { body }), signal });
      return { status: received.status, text: await received.text() };
    });
    if (answer !== undefined) return answer;
    throw new ApiError('NoAnswer', { detail: `COS did not answer ${method} in time` });
  };
}

/**
 * Sends a request, and gives the answer whatever its status. Throws when there is none by the deadline, on the clock
 * of the runtime.
 */
export type CosBucket = (request: CosRequest, deadlineMs: number) => Promise<CosAnswer>;

export type CosRequest = {
  readonly method: 'DELETE' | 'GET' | 'PUT';
  /** Of an object; the bucket itself when left out. */
  readonly key?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type CosAnswer = { readonly status: number; readonly text: string };

export type BucketPlace = {
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | undefined;
};

export type CosRuntime = {
  readonly send: Send;
  readonly readCredentials: () => Credentials;
  /** The time of day, in milliseconds since 1970, for signatures. */
  readonly wallMs: () => number;
  readonly clock: Clock;
};

/** More than a list of 1,000 objects has, with keys of the greatest length. */
const ANSWER_BYTES_MAX = 2_097_152;

/** Required of some requests, and checked where it is there. */
function md5(body: string): string {
  return createHash('md5').update(body).digest('base64');
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeStrictly).join('/');
}

function queryOf(params: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(params).map(([name, value]) => {
    return value === '' ? encodeStrictly(name) : `${encodeStrictly(name)}=${encodeStrictly(value)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
