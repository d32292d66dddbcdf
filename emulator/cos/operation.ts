import type { Account, Refusal } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import type { CosAcl, CosBucket, CosChange, CosObject, CosState } from '../state/cos.ts';
import { refuseCos } from './errors.ts';
import type { CosRequest } from './request.ts';

/** One operation of COS. */
export type Operation = {
  /** Its name in CAM, without `cos:`. */
  readonly name: string;
  /** Whether it changes something when it succeeds. */
  readonly mutating: boolean;
  /** Reads the state and decides; whoever calls it makes the change. */
  readonly answer: (request: CosRequest, steps: CosSteps) => CosAnswer;
};

/** Everything that an operation depends on. */
export type CosSteps = {
  readonly state: CosState;
  readonly switches: Switches;
  readonly account: Account;
};

export type CosAnswer = CosSuccess | Refusal;

export type CosSuccess = {
  readonly ok: true;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for an answer without a body. */
  readonly content?: Buffer;
  readonly change?: CosChange;
};

/** A success whose body is a document. */
export function documentOf(content: Buffer): CosSuccess {
  return { ok: true, status: 200, headers: { 'content-type': 'application/xml' }, content };
}

/** A success without a body. */
export function done(change: CosChange, status = 200): CosSuccess {
  return { ok: true, status, change };
}

type FoundBucket = { readonly ok: true; readonly bucket: CosBucket } | Refusal;

/** Finds the bucket of a request; one of another region is not found. */
export function findBucket(request: CosRequest, { state }: Pick<CosSteps, 'state'>): FoundBucket {
  const bucket = state.buckets.get(request.bucket);
  const isHere = request.region === undefined || request.region === bucket?.region;
  return bucket !== undefined && isHere ? { ok: true, bucket } : refuseCos('NoSuchBucket');
}

type FoundObject =
  | { readonly ok: true; readonly bucket: CosBucket; readonly object: CosObject }
  | Refusal;

/** Finds the object of a request. */
export function findObject(request: CosRequest, steps: Pick<CosSteps, 'state'>): FoundObject {
  const found = findBucket(request, steps);
  if (!found.ok) return found;
  const object = steps.state.objects.get(request.bucket)?.byKey.get(request.key);
  return object === undefined ? refuseCos('NoSuchKey') : { ...found, object };
}

type ReadAcl = { readonly ok: true; readonly acl: CosAcl | undefined } | Refusal;

/**
 * The header `x-cos-acl`; `default`, as only objects have it, is undefined.
 *
 * @param fallback What an absent header means; without it the header is required.
 */
export function readAcl(
  { headers }: CosRequest,
  owner: 'bucket' | 'object',
  fallback?: 'private' | 'default',
): ReadAcl {
  const grant = Object.keys(headers).find((name) => name.startsWith('x-cos-grant-'));
  if (grant !== undefined) return refuseCos('NotImplemented', `The local cloud has no ${grant}.`);
  const acl = headers['x-cos-acl'] ?? fallback;
  if (acl === 'default' && owner === 'object') return { ok: true, acl: undefined };
  const known = ACLS.find((one) => one === acl);
  if (known !== undefined) return { ok: true, acl: known };
  return refuseCos('InvalidArgument', `x-cos-acl must be one of ${ACLS.join(', ')}.`);
}

const ACLS: readonly CosAcl[] = ['private', 'public-read', 'public-read-write'];
