import type { Account } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import type { Right } from '../cam/access.ts';
import type { CosAcl, CosState } from '../state/cos.ts';
import { deletedKeys } from './objects.ts';
import type { Operation } from './operation.ts';
import { type CosRequest, paramOf } from './request.ts';

type RightSteps = {
  readonly state: CosState;
  readonly account: Account;
  readonly switches: Pick<Switches, 'cosListByPrefix'>;
};

/**
 * All permissions that a request needs. An object is named by its key, and a bucket by an empty one, which
 * only a pattern for all of its objects matches. To list by a prefix is a switch. To delete several objects
 * needs the permission for each of them too.
 *
 * @see https://www.tencentcloud.com/document/product/598/57092 (all are resource-level)
 * @see https://www.tencentcloud.com/document/product/436/30580 (policies by operation)
 */
export function cosRights(
  { name }: Operation,
  request: CosRequest,
  { state, account, switches }: RightSteps,
): readonly Right[] {
  const { bucket, key, homeRegion } = request;
  if (bucket === '') return [{ action: `cos:${name}`, resource: '*' }];
  const region = state.buckets.get(bucket)?.region ?? request.region ?? homeRegion;
  const right = (action: string, named: string): Right => ({
    action: `cos:${action}`,
    resource: `qcs::cos:${region}:uid/${account.appId}:${bucket}/${named}`,
  });
  if (name === 'DeleteMultipleObjects') {
    const { keys } = deletedKeys(request);
    return [right(name, ''), ...keys.map((one) => right('DeleteObject', one))];
  }
  const isByPrefix = name === 'GetBucket' && switches.cosListByPrefix;
  return [right(name, isByPrefix ? (paramOf(request, 'prefix') ?? '') : key)];
}

/** Whether everyone may do this by the list of an object or of its bucket. */
export function isPublic(
  { name }: Operation,
  { bucket, key }: CosRequest,
  { buckets, objects }: CosState,
): boolean {
  const acl = objects.get(bucket)?.byKey.get(key)?.acl ?? buckets.get(bucket)?.acl ?? 'private';
  return PUBLIC.get(name)?.includes(acl) ?? false;
}

const WRITABLE: readonly CosAcl[] = ['public-read-write'];

const READABLE: readonly CosAcl[] = ['public-read', 'public-read-write'];

/** The lists that open an operation to everyone. */
const PUBLIC: ReadonlyMap<string, readonly CosAcl[]> = new Map([
  ['GetObject', READABLE],
  ['HeadObject', READABLE],
  ['GetBucket', READABLE],
  ['HeadBucket', READABLE],
  ['PutObject', WRITABLE],
  ['DeleteObject', WRITABLE],
]);
