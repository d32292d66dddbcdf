import type { Refusal } from '../api/service.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './acl.ts';
import { deleteBucket, getBucketLocation, getService, headBucket, putBucket } from './buckets.ts';
import { refuseCos } from './errors.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './lifecycle.ts';
import { getBucket } from './listing.ts';
import { getObject, headObject } from './object-reads.ts';
import { deleteMultipleObjects, deleteObject, putObject } from './objects.ts';
import type { Operation } from './operation.ts';
import { type CosRequest, paramOf } from './request.ts';

/** Method, kind of resource and subresource of every operation. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['GET service', getService],
  ['PUT bucket', putBucket],
  ['HEAD bucket', headBucket],
  ['GET bucket', getBucket],
  ['DELETE bucket', deleteBucket],
  ['GET bucket?location', getBucketLocation],
  ['GET bucket?acl', getBucketAcl],
  ['PUT bucket?acl', putBucketAcl],
  ['GET bucket?lifecycle', getBucketLifecycle],
  ['PUT bucket?lifecycle', putBucketLifecycle],
  ['DELETE bucket?lifecycle', deleteBucketLifecycle],
  ['POST bucket?delete', deleteMultipleObjects],
  ['PUT object', putObject],
  ['GET object', getObject],
  ['HEAD object', headObject],
  ['DELETE object', deleteObject],
  ['GET object?acl', getObjectAcl],
  ['PUT object?acl', putObjectAcl],
]);

/** The actions of COS as faults and the journal name them, such as `cos:PutObject`. */
export const COS_ACTIONS: readonly string[] = [...OPERATIONS.values()].map(
  ({ name }) => `cos:${name}`,
);

type FoundOperation = { readonly ok: true; readonly operation: Operation } | Refusal;

/** Finds the operation that a request asks for. */
export function findOperation(request: CosRequest): FoundOperation {
  if (request.path === undefined) return refuseCos('InvalidURI');
  const name = nameOf(request);
  const operation = OPERATIONS.get(name);
  if (operation !== undefined) return { ok: true, operation };
  if (name.includes('?') || request.method === 'POST') {
    return refuseCos('NotImplemented', `The local cloud does not emulate ${name}.`);
  }
  return refuseCos('MethodNotAllowed');
}

/** Such as `PUT bucket?acl`. */
export function nameOf(request: CosRequest): string {
  const { method, bucket, key } = request;
  const subresource = SUBRESOURCES.find((name) => paramOf(request, name) !== undefined);
  const inBucket = key === '' ? 'bucket' : 'object';
  const kind = bucket === '' ? 'service' : inBucket;
  return `${method} ${kind}${subresource === undefined ? '' : `?${subresource}`}`;
}

/** Parameters that select another operation. A client must not get the plain one in its place. */
const SUBRESOURCES: readonly string[] = [
  ...['acl', 'lifecycle', 'location', 'delete'],
  ...['uploads', 'uploadId', 'append', 'restore', 'select', 'versions', 'versionId', 'tagging'],
  ...['cors', 'policy', 'versioning', 'replication', 'website', 'referer', 'domain', 'origin'],
  ...['logging', 'inventory', 'accelerate', 'encryption', 'intelligenttiering', 'notification'],
  ...['object-lock', 'retention', 'legal-hold', 'attributes', 'metadata', 'symlink', 'rename'],
];
