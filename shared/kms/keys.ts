import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  KeyMetadata,
  ListKeyDetailRequest,
  ListKeyDetailResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import {
  CREATE_KEY_TAGS_MAX,
  type CreatedKey,
  type FoundKey,
  type KeyAlias,
  type KeySpec,
} from '../tenant-key/key.ts';
import type { KeyService } from '../tenant-key/ports.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';

/** Keeps keys in Tencent Cloud KMS. */
export function kmsKeyService(api: TencentApi): KeyService {
  return {
    createKey: (spec, deadlineMs) => createKey(api, spec, deadlineMs),
    findKey: (alias, deadlineMs) => findKey(api, alias, deadlineMs),
    describeKey: (keyId, deadlineMs) => describeKey(api, keyId, deadlineMs),
  };
}

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey) */
async function createKey(api: TencentApi, spec: KeySpec, deadlineMs: number): Promise<CreatedKey> {
  const request = createKeyRequest(spec);
  const answer = await callTencent<CreateKeyResponse>(api, 'CreateKey', request, deadlineMs);
  return {
    keyId: requiredField(answer, 'KeyId'),
    createTimeS: requiredField(answer, 'CreateTime'),
    keyState: requiredField(answer, 'KeyState'),
    tagged:
      spec.tags.length === 0 || (answer.TagCode === 0 && spec.tags.length <= CREATE_KEY_TAGS_MAX),
  };
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

/**
 * Finds the key with exactly this alias. If KMS lets go of the alias of a key that is scheduled for
 * deletion, two keys have it: the one that is not is then the alias's key.
 */
export async function findKey(
  api: TencentApi,
  alias: KeyAlias,
  deadlineMs: number,
): Promise<FoundKey | undefined> {
  let dying: FoundKey | undefined;
  const fits = (candidate: string) => candidate === alias;
  for await (const keys of searchKeys(api, alias, fits, deadlineMs)) {
    for (const key of keys) {
      if (key.keyState !== 'PendingDelete') return key;
      dying = key;
    }
  }
  return dying;
}

/**
 * The keys of the account whose alias fits, page by page, oldest first. KMS searches for `text`
 * anywhere in alias or id, so each alias is compared here, before anything else of a key is read:
 * what KMS says of other keys must not matter.
 */
export async function* searchKeys(
  api: TencentApi,
  text: string,
  fits: (alias: string) => boolean,
  deadlineMs: number,
): AsyncGenerator<readonly FoundKey[], void, undefined> {
  for await (const page of keyPages(api, { text, pagesMax: PAGES_MAX }, deadlineMs)) {
    yield page.filter(({ Alias }) => fits(Alias ?? '')).map(foundKey);
  }
}

const PAGES_MAX = 100;

type Listing = {
  /**
   * Oldest first where it is left out: keys made meanwhile then move none out of sight. Newest first
   * they make others come twice.
   */
  readonly order?: 'oldest-first' | 'newest-first';
  /** KMS searches for it anywhere in alias or id; left out, it lists every key. */
  readonly text?: string;
  /** Pages of 200 keys after which a list that does not end is given up. */
  readonly pagesMax: number;
  /** How each call is made. */
  readonly call?: typeof callTencent;
};

/**
 * The keys of the account's users, as KMS describes them, page by page. One that is deleted for good
 * meanwhile may hide another.
 *
 * Throws the `ApiError` `UnreadableAnswer` when the list does not end.
 *
 * @see https://cloud.tencent.com/document/api/573/34420 (ListKeyDetail)
 */
export async function* keyPages(
  api: TencentApi,
  { order = 'oldest-first', text, pagesMax, call = callTencent }: Listing,
  deadlineMs: number,
): AsyncGenerator<readonly KeyMetadata[], void, undefined> {
  const listing = { ...EVERY_KEY, OrderType: order === 'oldest-first' ? 1 : 0 };
  const search = text === undefined ? listing : { ...listing, SearchKeyAlias: text };
  let seen = 0;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const request: ListKeyDetailRequest = { ...search, Offset: seen };
    const answer = await call<ListKeyDetailResponse>(api, 'ListKeyDetail', request, deadlineMs);
    const page = answer.KeyMetadatas ?? [];
    yield page;
    seen += page.length;
    if (page.length === 0 || seen >= (answer.TotalCount ?? Number.POSITIVE_INFINITY)) return;
  }
  const detail = `ListKeyDetail did not come to an end within ${pagesMax} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/**
 * What must be said to get every key of the account's users: left out, `KeyUsage` means symmetric
 * keys only, and `Limit` means 10.
 */
const EVERY_KEY = { Role: 0, KeyState: 0, KeyUsage: 'ALL', Origin: 'ALL', Limit: 200 };

/** A key as KMS describes it, in our words. Its `Type` is left out: it is not that of CreateKey. */
export function foundKey(metadata: KeyMetadata): FoundKey {
  return {
    keyId: requiredField(metadata, 'KeyId'),
    alias: requiredField(metadata, 'Alias'),
    createTimeS: requiredField(metadata, 'CreateTime'),
    description: metadata.Description ?? '',
    keyState: requiredField(metadata, 'KeyState'),
    keyUsage: requiredField(metadata, 'KeyUsage'),
    origin: metadata.Origin,
    resourceId: requiredField(metadata, 'ResourceId'),
  };
}
