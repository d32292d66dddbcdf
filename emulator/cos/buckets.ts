import type { Account, Refusal } from '../api/service.ts';
import { refuseCos } from './errors.ts';
import { documentOf, done, findBucket, type Operation, readAcl } from './operation.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/**
 * Lists the buckets of the account, or those of the region that the host names.
 *
 * @see https://www.tencentcloud.com/document/product/436/8291
 */
export const getService: Operation = {
  name: 'GetService',
  mutating: false,
  answer({ region }, { state, account }) {
    const buckets = [...state.buckets.values()]
      .filter((bucket) => region === undefined || bucket.region === region)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, region: location, createdAtMs }) => {
        const created = new Date(createdAtMs).toISOString().replace(/\.\d+/, '');
        const facts = [leaf('Location', location), leaf('CreationDate', created)];
        return branch('Bucket', leaf('Name', name), ...facts, leaf('BucketType', 'cos'));
      });
    const list = [ownerElement(account), branch('Buckets', ...buckets)];
    return documentOf(xmlDocument(branch('ListAllMyBucketsResult', ...list)));
  },
};

/**
 * Creates a bucket in the region of the host.
 *
 * @see https://www.tencentcloud.com/document/product/436/7738
 * @see https://www.tencentcloud.com/document/product/436/13312 (names of buckets)
 */
export const putBucket: Operation = {
  name: 'PutBucket',
  mutating: true,
  answer(request, { state, account }) {
    const { bucket, region = request.homeRegion } = request;
    const invalid = checkName(bucket, account);
    if (invalid !== undefined) return invalid;
    const acl = readAcl(request, 'bucket', 'private');
    if (!acl.ok) return acl;
    const existing = state.buckets.get(bucket);
    if (existing?.region === region) return refuseCos('BucketAlreadyOwnedByYou');
    if (existing !== undefined) return refuseCos('BucketAlreadyExists');
    if (state.buckets.size >= BUCKETS_MAX) return refuseCos('TooManyBuckets');
    return done({ type: 'putBucket', bucket, region, acl: acl.acl ?? 'private' });
  },
};

const BUCKETS_MAX = 200;

const NAME = /^[a-z\d](?:[a-z\d-]{0,48}[a-z\d])?$/;

function checkName(bucket: string, { appId }: Account): Refusal | undefined {
  const name = bucket.endsWith(`-${appId}`) ? bucket.slice(0, -appId.length - 1) : '';
  if (NAME.test(name)) return undefined;
  return refuseCos(
    'InvalidBucketName',
    `A bucket is named <name>-${appId}, and <name> has lower-case letters, digits and inner hyphens.`,
  );
}

/** @see https://www.tencentcloud.com/document/product/436/7735 */
export const headBucket: Operation = {
  name: 'HeadBucket',
  mutating: false,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    return { ok: true, status: 200, headers: { 'x-cos-bucket-region': found.bucket.region } };
  },
};

/** @see https://www.tencentcloud.com/document/product/436/7732 */
export const deleteBucket: Operation = {
  name: 'DeleteBucket',
  mutating: true,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    const { bucket } = request;
    if (steps.state.objects.has(bucket)) return refuseCos('BucketNotEmpty');
    return done({ type: 'deleteBucket', bucket }, 204);
  },
};

/** @see https://www.tencentcloud.com/document/product/436/8275 */
export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  mutating: false,
  answer(request, steps) {
    const found = findBucket(request, steps);
    if (!found.ok) return found;
    return documentOf(xmlDocument(leaf('LocationConstraint', found.bucket.region)));
  },
};

/** The account as owner of buckets and objects. */
export function ownerElement({ uin }: Account): string {
  return branch('Owner', ...identityOf(uin));
}

/** How answers name the account. */
export function identityOf(uin: string): readonly [id: string, displayName: string] {
  return [leaf('ID', `qcs::cam::uin/${uin}:uin/${uin}`), leaf('DisplayName', uin)];
}
