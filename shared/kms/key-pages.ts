import type {
  KeyMetadata,
  ListKeyDetailRequest,
  ListKeyDetailResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import type { FoundKey } from '../tenant-key/key.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';

/**
 * The keys of the account whose alias matches, page by page, oldest first. KMS searches for `text`
 * anywhere in alias or id, so each alias is compared here, before any other field is read: an
 * unexpected key of other software must not make the search fail.
 */
export async function* searchKeys(
  api: TencentApi,
  text: string,
  matches: (alias: string) => boolean,
  deadlineMs: number,
): AsyncGenerator<readonly FoundKey[], void, undefined> {
  for await (const page of keyPages(api, { text, pagesMax: SEARCH_PAGES_MAX }, deadlineMs)) {
    yield page.filter(({ Alias }) => matches(Alias ?? '')).map(foundKey);
  }
}

const SEARCH_PAGES_MAX = 100;

/** A key as KMS describes it, in our terms. Its `Type` is omitted: it is not that of CreateKey. */
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

/** Any key of the account, of ours or of other software. A text that KMS omits is empty. */
export type FleetKey = Omit<FoundKey, 'keyUsage'>;

/**
 * Every key of the account in the region, page by page of 200, oldest first: n keys take ⌈n/200⌉ calls,
 * at least one. No field of a key is required, so that one unexpected key does not hide the rest.
 *
 * @param call How each call is made.
 */
export async function* fleetKeys(
  api: TencentApi,
  deadlineMs: number,
  call: typeof callTencent = callTencent,
): AsyncGenerator<readonly FleetKey[], void, undefined> {
  for await (const page of keyPages(api, { pagesMax: FLEET_PAGES_MAX, call }, deadlineMs)) {
    yield page.map(fleetKey);
  }
}

/** A million keys: more than any account is expected to have. */
const FLEET_PAGES_MAX = 5_000;

function fleetKey(metadata: KeyMetadata): FleetKey {
  return {
    keyId: metadata.KeyId ?? '',
    alias: metadata.Alias ?? '',
    createTimeS: metadata.CreateTime ?? 0,
    description: metadata.Description ?? '',
    keyState: metadata.KeyState ?? '',
    origin: metadata.Origin,
    resourceId: metadata.ResourceId ?? '',
  };
}

type Listing = {
  /**
   * Oldest first by default: keys created during the listing then do not shift a page, so that none is
   * missed. Newest first, they shift it, and a key may be listed twice.
   */
  readonly order?: 'oldest-first' | 'newest-first';
  /** What KMS searches for, anywhere in alias or id. Without it, KMS lists every key. */
  readonly text?: string;
  /** After this many pages of 200 keys, a list that does not end fails. */
  readonly pagesMax: number;
  /** How each call is made. */
  readonly call?: typeof callTencent;
};

/**
 * The account's user keys, as KMS describes them, page by page. A key that is deleted permanently
 * during the listing may hide another.
 *
 * Throws the `ApiError` `UnreadableAnswer` when the list does not end within `pagesMax` pages.
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
  const detail = `ListKeyDetail did not end within ${pagesMax} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/**
 * The parameters that list every user key. By default, `KeyUsage` means symmetric keys only, and
 * `Limit` means 10.
 */
const EVERY_KEY = { Role: 0, KeyState: 0, KeyUsage: 'ALL', Origin: 'ALL', Limit: 200 };
