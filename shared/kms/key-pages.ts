import type {
  KeyMetadata,
  ListKeyDetailRequest,
  ListKeyDetailResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import type { FoundKey, Tag } from '../tenant-key/key.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';

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
export type FleetKey = Omit<FoundKey, 'keyUsage'> & {
  /** KMS keeps it as the copy of a key in another region. */
  readonly isReplica: boolean;
};

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
  for await (const { keys } of keyPages(api, { pagesMax: FLEET_PAGES_MAX, call }, deadlineMs)) {
    yield keys.map(fleetKey);
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
    isReplica: metadata.IsSyncReplica === 1,
  };
}

/** Which keys are asked for, and in which order. */
export type Listed = {
  /**
   * Oldest first by default: keys created during the listing then do not shift a page, so that none is
   * missed. Newest first, they shift it, and a key may be listed twice.
   */
  readonly order?: 'oldest-first' | 'newest-first';
  /** What KMS searches for, anywhere in alias or id. Without it, KMS lists every key. */
  readonly text?: string;
  /** Only keys that have all of these tags. Empty means any key. */
  readonly tags?: readonly Tag[];
  /** Only keys in this state. */
  readonly keyState?: ListedState;
};

/** The numbers that KMS gives the states of a key. Without one of them it lists keys in any state. */
const STATE_NUMBERS = {
  Enabled: 1,
  Disabled: 2,
  PendingDelete: 3,
  PendingImport: 4,
  Archived: 5,
} as const;

export type ListedState = keyof typeof STATE_NUMBERS;

/** Whether keys in a state can be asked for. */
export function isListedState(text: string): text is ListedState {
  return Object.hasOwn(STATE_NUMBERS, text);
}

export const LISTED_STATES = Object.keys(STATE_NUMBERS);

type Listing = Listed & {
  /** After this many pages of 200 keys, a list that does not end fails. */
  readonly pagesMax: number;
  /** The code of that failure; `UnreadableAnswer` by default. */
  readonly endless?: string;
  /** How each call is made. */
  readonly call?: typeof callTencent;
};

/**
 * The account's user keys, as KMS describes them, page by page. A key that is deleted permanently
 * during the listing may hide another.
 *
 * Throws an `ApiError` with the code `endless` when the list does not end within `pagesMax` pages.
 */
export async function* keyPages(
  api: TencentApi,
  { pagesMax, endless = 'UnreadableAnswer', call = callTencent, ...listed }: Listing,
  deadlineMs: number,
): AsyncGenerator<KeyPage, void, undefined> {
  let seen = 0;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await keyPage(api, listed, seen, deadlineMs, call);
    seen += page.keys.length;
    yield page;
    if (page.unseen === 0) return;
  }
  const detail = `ListKeyDetail did not end within ${pagesMax} pages`;
  throw new ApiError(endless, { detail });
}

/**
 * One page of that list: at most 200 keys, from the given place on.
 *
 * @see https://cloud.tencent.com/document/api/573/34420 (ListKeyDetail)
 */
export async function keyPage(
  api: TencentApi,
  { order = 'oldest-first', text, tags = [], keyState }: Listed,
  offset: number,
  deadlineMs: number,
  call: typeof callTencent = callTencent,
): Promise<KeyPage> {
  const TagFilters = tags.map(({ key, value }) => ({ TagKey: key, TagValue: [value] }));
  const request: ListKeyDetailRequest = {
    ...EVERY_KEY,
    OrderType: order === 'oldest-first' ? 1 : 0,
    ...(text === undefined ? {} : { SearchKeyAlias: text }),
    ...(TagFilters.length === 0 ? {} : { TagFilters }),
    ...(keyState === undefined ? {} : { KeyState: STATE_NUMBERS[keyState] }),
    Offset: offset,
  };
  const answer = await call<ListKeyDetailResponse>(api, 'ListKeyDetail', request, deadlineMs);
  const { KeyMetadatas: keys = [], TotalCount = Number.POSITIVE_INFINITY } = answer;
  const unseen = keys.length === 0 ? 0 : Math.max(0, TotalCount - offset - keys.length);
  return { keys, unseen };
}

export type KeyPage = {
  readonly keys: readonly KeyMetadata[];
  /** How many keys the pages after this one have; `Infinity` if KMS does not say. */
  readonly unseen: number;
};

/**
 * The parameters that list every user key. By default, `KeyUsage` means symmetric keys only, and
 * `Limit` means 10.
 */
const EVERY_KEY = { Role: 0, KeyState: 0, KeyUsage: 'ALL', Origin: 'ALL', Limit: 200 };
