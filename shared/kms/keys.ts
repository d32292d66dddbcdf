import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  GetServiceStatusResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { isCount } from '../tenant-key/json.ts';
import { CREATE_KEY_TAGS_MAX, type CreatedKey, type FoundKey } from '../tenant-key/key.ts';
import type { KeyService } from '../tenant-key/ports.ts';
import type { KeySpec } from '../tenant-key/request.ts';
import { vendorAnswer } from '../tenant-key/vendor-answer.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';
import { type KeyListing, type KeyListPart, listKeys } from './key-list.ts';
import { foundKey, keyPages } from './key-pages.ts';
import { findKey, tenantKeys } from './key-search.ts';

/** The keys of provisioning, in Tencent Cloud KMS. */
export function kmsKeyService(api: TencentApi): KeyService {
  return {
    createKey: (spec, deadlineMs) => createKey(api, spec, deadlineMs),
    findKey: (sought, deadlineMs) => findKey(api, sought, deadlineMs),
    describeKey: (keyId, deadlineMs) => describeKey(api, keyId, deadlineMs),
    tenantKeys: (tenantId, deadlineMs) => tenantKeys(api, tenantId, deadlineMs),
  };
}

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey) */
async function createKey(api: TencentApi, spec: KeySpec, deadlineMs: number): Promise<CreatedKey> {
  const request = createKeyRequest(spec);
  const answer = await callTencent<CreateKeyResponse>(api, 'CreateKey', request, deadlineMs);
  const { RequestId, TagCode, TagMsg } = answer;
  const created = {
    keyId: requiredField(answer, 'KeyId'),
    createTimeS: requiredField(answer, 'CreateTime'),
    keyState: requiredField(answer, 'KeyState'),
  };
  if (spec.tags.length === 0) return { ...created, tagged: true };
  if (TagCode !== 0) {
    return { ...created, tagged: false, vendor: vendorAnswer(RequestId, TagCode, TagMsg) };
  }
  return { ...created, tagged: spec.tags.length <= CREATE_KEY_TAGS_MAX };
}

function createKeyRequest(spec: KeySpec): CreateKeyRequest {
  const { alias, description, keyUsage, origin, tags, hsmClusterId } = spec;
  return {
    Alias: alias,
    Description: description,
    KeyUsage: keyUsage,
    Type: origin === 'EXTERNAL' ? 2 : 1,
    Tags: tags
      .slice(0, CREATE_KEY_TAGS_MAX)
      .map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    ...(hsmClusterId === undefined ? {} : { HsmClusterId: hsmClusterId }),
  };
}

async function describeKey(api: TencentApi, keyId: string, deadlineMs: number): Promise<FoundKey> {
  const request: DescribeKeyRequest = { KeyId: keyId };
  const answer = await callTencent<DescribeKeyResponse>(api, 'DescribeKey', request, deadlineMs);
  return foundKey(requiredField(answer, 'KeyMetadata'));
}

/** Reads keys, and changes nothing. Every call ends by `deadlineMs` and throws `ApiError`. */
export type KeyReader = {
  readonly listKeys: (listing: KeyListing, deadlineMs: number) => Promise<KeyListPart>;
  /** Counts the account's user keys that were created at this time, in seconds, or later. */
  readonly countKeysSince: (timeS: number, deadlineMs: number) => Promise<number>;
  readonly serviceStatus: (deadlineMs: number) => Promise<ServiceStatus>;
};

/** Reads the keys of an account in the region of the client. */
export function kmsKeyReader(api: TencentApi): KeyReader {
  return {
    listKeys: (listing, deadlineMs) => listKeys(api, listing, deadlineMs),
    countKeysSince: (timeS, deadlineMs) => countKeysSince(api, timeS, deadlineMs),
    serviceStatus: (deadlineMs) => serviceStatus(api, deadlineMs),
  };
}

/**
 * Stops after the first page with an older key. No field of a key is required, so that one unexpected
 * key of other software does not hide the rest.
 */
async function countKeysSince(api: TencentApi, timeS: number, deadlineMs: number): Promise<number> {
  const found = new Set<string | undefined>();
  const listing = { order: 'newest-first', pagesMax: PAGES_MAX } as const;
  for await (const { keys } of keyPages(api, listing, deadlineMs)) {
    for (const { KeyId, CreateTime = 0 } of keys) if (CreateTime >= timeS) found.add(KeyId);
    if (keys.some(({ CreateTime = timeS }) => CreateTime < timeS)) break;
  }
  return found.size;
}

const PAGES_MAX = 100;

export type ServiceStatus = {
  /** Keys that count towards `limit`. */
  readonly used?: number;
  readonly limit?: number;
};

/** @see https://cloud.tencent.com/document/api/573/34419 (GetServiceStatus) */
async function serviceStatus(api: TencentApi, deadlineMs: number): Promise<ServiceStatus> {
  const answer = await callTencent<GetServiceStatusResponse>(
    api,
    'GetServiceStatus',
    {},
    deadlineMs,
  );
  const used = countOf(answer.CmkUserCount);
  const limit = countOf(answer.CmkLimit);
  return {
    ...(used === undefined ? {} : { used }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** KMS may omit a number. One that cannot be a count is treated as omitted. */
function countOf(value: number | undefined): number | undefined {
  return isCount(value) ? value : undefined;
}
