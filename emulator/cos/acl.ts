import type { Account } from '../api/service.ts';
import type { CosAcl } from '../state/cos.ts';
import { identityOf, ownerElement } from './buckets.ts';
import { refuseCos } from './errors.ts';
import {
  type CosAnswer,
  documentOf,
  done,
  findBucket,
  findObject,
  type Operation,
  readAcl,
} from './operation.ts';
import type { CosRequest } from './request.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/** @see https://www.tencentcloud.com/document/product/436/7733 */
export const getBucketAcl: Operation = {
  name: 'GetBucketACL',
  mutating: false,
  answer(request, steps) {
    const found = findBucket(request, steps);
    return found.ok ? aclDocument(found.bucket.acl, steps.account) : found;
  },
};

/**
 * Sets who may use a bucket, by the header `x-cos-acl` alone.
 *
 * @see https://www.tencentcloud.com/document/product/436/7737
 */
export const putBucketAcl: Operation = {
  name: 'PutBucketACL',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const refused = refuseBody(request);
    if (refused !== undefined) return refused;
    const read = readAcl(request, 'bucket');
    if (!read.ok) return read;
    return done({
      type: 'putBucketAcl',
      bucket: request.bucket,
      acl: read.acl ?? 'private',
    });
  },
};

/** @see https://www.tencentcloud.com/document/product/436/7744 */
export const getObjectAcl: Operation = {
  name: 'GetObjectACL',
  mutating: false,
  answer(request, steps) {
    const found = findObject(request, steps);
    if (!found.ok) return found;
    return aclDocument(found.object.acl ?? found.bucket.acl, steps.account);
  },
};

/** @see https://www.tencentcloud.com/document/product/436/7748 */
export const putObjectAcl: Operation = {
  name: 'PutObjectACL',
  mutating: true,
  answer(request, steps) {
    const found = findObject(request, steps);
    if (!found.ok) return found;
    const refused = refuseBody(request);
    if (refused !== undefined) return refused;
    const read = readAcl(request, 'object');
    if (!read.ok) return read;
    const { bucket, key } = request;
    return done({ type: 'putObjectAcl', bucket, key, ...(read.acl && { acl: read.acl }) });
  },
};

function refuseBody({ body }: CosRequest): CosAnswer | undefined {
  if (body.length === 0) return undefined;
  return refuseCos('NotImplemented', 'The local cloud takes x-cos-acl, and no list of grants.');
}

function aclDocument(acl: CosAcl, account: Account): CosAnswer {
  const owner = grant('CanonicalUser', 'FULL_CONTROL', ...identityOf(account.uin));
  const everyone = (permission: string) => grant('Group', permission, leaf('URI', EVERYONE));
  const grants = [
    owner,
    ...(acl === 'private' ? [] : [everyone('READ')]),
    ...(acl === 'public-read-write' ? [everyone('WRITE')] : []),
  ];
  const list = branch('AccessControlList', ...grants);
  return documentOf(xmlDocument(branch('AccessControlPolicy', ownerElement(account), list)));
}

const EVERYONE = 'http://cam.qcloud.com/groups/global/AllUsers';

function grant(type: string, permission: string, ...grantee: readonly string[]): string {
  const attributes = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}"`;
  const who = `<Grantee ${attributes}>${grantee.join('')}</Grantee>`;
  return branch('Grant', who, leaf('Permission', permission));
}
