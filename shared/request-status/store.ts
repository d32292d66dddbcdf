import type { CosAnswer, CosBucket } from '../cos/bucket.ts';
import { listedObjects } from '../cos/listing.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import { furthestKey, objectKeyOf, prefixOf, type RequestStatus } from './status.ts';
import { readStatus, statusText } from './stored.ts';

/**
 * Keeps the statuses of requests in a bucket, each state of a request in an object of its own. Nothing is ever
 * changed or deleted: the bucket lets objects expire.
 *
 * Every call throws when the bucket does not answer by the deadline, or with anything else than what was asked for.
 */
export function statusStore(bucket: CosBucket): StatusStore {
  const get = async (key: string, deadlineMs: number): Promise<RequestStatus> => {
    const status = readStatus(expect200(await bucket({ method: 'GET', key }, deadlineMs)), key);
    if (status !== undefined) return status;
    throw new ApiError('StatusUnavailable', { detail: `the object ${key} is no status` });
  };

  return {
    write: async (status, deadlineMs) => {
      const put = { method: 'PUT', key: objectKeyOf(status), ...contentOf(status) } as const;
      expect200(await bucket(put, deadlineMs));
    },
    claim: async (queued, deadlineMs) => {
      const key = objectKeyOf(queued);
      const { headers, body } = contentOf(queued);
      const own = { ...headers, 'x-cos-forbid-overwrite': 'true' };
      const answer = await bucket({ method: 'PUT', key, headers: own, body }, deadlineMs);
      if (answer.status !== EXISTS) {
        expect200(answer);
        return queued;
      }
      return get(key, deadlineMs);
    },
    read: async (names, deadlineMs) => {
      const params = { prefix: prefixOf(names), 'max-keys': String(LISTED_MAX) };
      const listed = listedObjects(expect200(await bucket({ method: 'GET', params }, deadlineMs)));
      const key = furthestKey(
        listed.map((each) => each.key),
        names,
      );
      if (key === undefined) return undefined;
      const status = await get(key, deadlineMs);
      const times = [status.updatedAt, ...listed.map(({ changedAt }) => changedAt)];
      return { ...status, acceptedAt: times.reduce(earlier) };
    },
  };
}

export type StatusStore = {
  readonly write: (status: RequestStatus, deadlineMs: number) => Promise<void>;
  /**
   * Writes that a request is queued, unless its id was claimed before. Gives the status of who claimed it first, which
   * may be the same request.
   */
  readonly claim: (queued: RequestStatus, deadlineMs: number) => Promise<RequestStatus>;
  /** The furthest status of a request; undefined if there is none. */
  readonly read: (
    names: Pick<RequestStatus, 'tenantId' | 'requestId'>,
    deadlineMs: number,
  ) => Promise<ReadStatus | undefined>;
};

export type ReadStatus = RequestStatus & {
  /** When the first of its statuses was written, RFC 3339. */
  readonly acceptedAt: string;
};

/** `FileAlreadyExists`: a write that must not replace anything was refused. */
const EXISTS = 409;

/** As many as COS gives at once. The furthest status is the first of them, however many there are. */
const LISTED_MAX = 1_000;

/** Encrypted even where the bucket was set up by hand without a default. */
function contentOf(status: RequestStatus) {
  const headers = {
    'content-type': 'application/json',
    'x-cos-server-side-encryption': 'AES256',
  };
  return { headers, body: statusText(status) };
}

function expect200({ status, text }: CosAnswer): string {
  if (status === 200) return text;
  // The code of COS is for the log alone: nothing is decided by it.
  const [, code = ''] = /<Code>(\w{1,60})<\/Code>/.exec(text) ?? [];
  const detail = `COS answered with HTTP status ${status} ${code}`.trimEnd();
  throw new ApiError('StatusUnavailable', { detail });
}

function earlier(one: string, other: string): string {
  return isoTimeMs(other) < isoTimeMs(one) ? other : one;
}
