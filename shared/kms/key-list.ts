import { createHash } from 'node:crypto';
import type { KeyMetadata } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import { type FoundKey, TENANT_TAG_KEY, type TenantId } from '../tenant-key/key.ts';
import type { TencentApi } from '../tencent/call.ts';
import { foundKey, type KeyPage, keyPage, type Listed, type ListedState } from './key-pages.ts';

/**
 * A part of a list of keys, oldest first, in at most six calls.
 *
 * The list is KMS's own, from the place where the part before it ended. Keys that are made meanwhile follow at its
 * end. If keys before the place are gone, the place is found again, so that none is passed over: rather than that, a
 * key of the same second may come twice.
 *
 * The keys of one tenant are those whose alias has its prefix, among the newest 200 that KMS finds by it. Where those
 * are not all, the keys with the tenant's tag are listed, and the newest come at the end, since a new key may not be
 * seen by its tag yet. So the calls follow from the tenant's own keys. Among so many, a key without its tag that is
 * not new is missing until the tag is repaired.
 *
 * Throws `ApiError`; `UnreadableAnswer` where KMS does not end the list.
 */
export async function listKeys(
  api: TencentApi,
  listing: KeyListing,
  deadlineMs: number,
): Promise<KeyListPart> {
  const { tenantId, keyState, place = START } = listing;
  const state = keyState === undefined ? {} : { keyState };
  if (tenantId === undefined) {
    const scanned = await scan(api, listing, state, place, deadlineMs);
    return partOf(scanned);
  }
  const search = { ...state, text: `${tenantId}_` };
  const readNewest = () => keyPage(api, { ...search, order: 'newest-first' }, 0, deadlineMs);
  // A place behind the first page is one of the list by tags.
  const first = place.offset === 0 ? await readNewest() : undefined;
  if (first?.unseen === 0) {
    const part = beginPart(listing, place);
    take(part, oldestFirst(first), () => place.offset);
    return partOf({ ...part, isAtEnd: !part.isFull });
  }
  const tags = [{ key: TENANT_TAG_KEY, value: tenantId }];
  const scanned = await scan(api, listing, { ...search, tags }, place, deadlineMs);
  if (!scanned.isAtEnd) return partOf(scanned);
  const { offset } = scanned.place;
  take(scanned, oldestFirst(first ?? (await readNewest())), () => offset);
  return partOf({ ...scanned, isAtEnd: !scanned.isFull });
}

/** What a part of a list is asked for. */
export type KeyListing = {
  /** Only keys of this tenant. Undefined lists those of every tenant. */
  readonly tenantId?: TenantId | undefined;
  readonly keyState?: ListedState | undefined;
  readonly keyUsage?: string | undefined;
  /** How many keys the part has at most. */
  readonly limit: number;
  /** Where the part before this one ended; the beginning when left out. */
  readonly place?: ListPlace | undefined;
  /** Whether a key is proven to be ours: no other is listed. */
  readonly isOwn: (key: Pick<FoundKey, 'alias' | 'description'>) => boolean;
};

export type KeyListPart = {
  readonly keys: readonly FoundKey[];
  /** Where the next part begins; undefined at the end. Until then, a part may be short or empty. */
  readonly next: ListPlace | undefined;
};

/** A place in a list: behind a key. */
export type ListPlace = {
  /** How many keys of KMS's list come before it, when it was read. */
  readonly offset: number;
  /** When the key was created, in seconds since 1970. */
  readonly timeS: number;
  /** A digest of the key's id: the key may be one of other software. */
  readonly digest: string;
};

const START: ListPlace = { offset: 0, timeS: 0, digest: '' };

/** A part of a list while it is read. */
type Part = {
  readonly listing: KeyListing;
  readonly keys: FoundKey[];
  place: ListPlace;
  /** It has as many keys as it may, and another follows. */
  isFull: boolean;
};

function beginPart(listing: KeyListing, place: ListPlace): Part {
  return { listing, keys: [], place, isFull: false };
}

function partOf({ keys, place, isAtEnd }: Part & { readonly isAtEnd: boolean }): KeyListPart {
  return { keys, next: isAtEnd ? undefined : place };
}

/** Reads KMS's list from a place on, until the part is full, the list ends or enough calls were made. */
async function scan(
  api: TencentApi,
  listing: KeyListing,
  listed: Listed,
  place: ListPlace,
  deadlineMs: number,
): Promise<Part & { readonly isAtEnd: boolean }> {
  const part = beginPart(listing, place);
  for (let calls = 0; calls < CALLS_MAX && part.keys.length < listing.limit; calls += 1) {
    if (await scanPage(api, part, listed, deadlineMs)) return { ...part, isAtEnd: true };
  }
  return { ...part, isAtEnd: false };
}

/** Reads a page of KMS's list into the part. True if the list ends with it and the part has room for it. */
async function scanPage(
  api: TencentApi,
  part: Part,
  listed: Listed,
  deadlineMs: number,
): Promise<boolean> {
  // The key before the place is read again, to see whether the place is still there.
  const start = Math.max(0, part.place.offset - 1);
  const { keys, unseen } = await keyPage(api, listed, start, deadlineMs);
  if (start > 0 && isBehind(keys[0], part.place)) {
    part.place = { ...part.place, offset: Math.max(0, start - STEP_BACK) };
    return false;
  }
  take(part, keys, (index) => start + index + 1);
  if (part.isFull) return false;
  part.place = { ...part.place, offset: start + keys.length };
  if (part.place.offset > OFFSET_MAX) throw endless();
  return unseen === 0;
}

/** Each is for 200 keys, of which other software may have most. */
const CALLS_MAX = 5;

/** Less than a page, so that the pages overlap. */
const STEP_BACK = 198;

/** A million keys: more than any account is expected to have. */
const OFFSET_MAX = 1_000_000;

function endless(): ApiError {
  const detail = `ListKeyDetail did not end within ${OFFSET_MAX} keys`;
  return new ApiError('UnreadableAnswer', { detail });
}

/** Whether keys before the place are gone, so that others have moved to where they were. */
function isBehind(key: KeyMetadata | undefined, { timeS }: ListPlace): boolean {
  return key === undefined || timeOf(key) > timeS;
}

/**
 * Takes the keys of a page behind the place of the part, and moves the place.
 *
 * @param offsetAt How many keys come before the place behind this key of the page.
 */
function take(part: Part, page: readonly KeyMetadata[], offsetAt: (index: number) => number): void {
  const from = firstBehind(page, part.place);
  for (const [index, key] of page.entries()) {
    if (index >= from && !takeKey(part, key, offsetAt(index))) return;
  }
}

/** The index of the first key that follows a place: behind its key, or else of its second or later. */
function firstBehind(page: readonly KeyMetadata[], { timeS, digest }: ListPlace): number {
  const at = page.findIndex((key) => digestOf(key) === digest);
  if (at !== -1) return at + 1;
  const from = page.findIndex((key) => timeOf(key) >= timeS);
  return from === -1 ? page.length : from;
}

/** Moves the place behind a key, and takes the key if it is one of the list. False if the part has no room for it. */
function takeKey(part: Part, key: KeyMetadata, offset: number): boolean {
  const { listing, keys } = part;
  const isTaken = isListed(key, listing);
  if (isTaken && keys.length >= listing.limit) {
    part.isFull = true;
    return false;
  }
  if (isTaken) keys.push(foundKey(key));
  part.place = { offset, timeS: timeOf(key), digest: digestOf(key) };
  return true;
}

/**
 * Whether a key is one of the list. The alias is compared first: an unexpected key of other software must not make the
 * list fail. KMS does not document every usage as a filter, so usages are compared here.
 */
function isListed(
  { Alias = '', Description = '', KeyState, KeyUsage }: KeyMetadata,
  { tenantId, keyState, keyUsage, isOwn }: KeyListing,
): boolean {
  return (
    (tenantId === undefined || Alias.startsWith(`${tenantId}_`)) &&
    (keyState === undefined || KeyState === keyState) &&
    (keyUsage === undefined || KeyUsage === keyUsage) &&
    isOwn({ alias: Alias, description: Description })
  );
}

function oldestFirst({ keys }: KeyPage): readonly KeyMetadata[] {
  return [...keys].reverse();
}

function timeOf({ CreateTime = 0 }: KeyMetadata): number {
  return CreateTime;
}

function digestOf({ KeyId = '' }: KeyMetadata): string {
  return createHash('sha256').update(KeyId).digest('base64url').slice(0, DIGEST_LENGTH);
}

/** 66 bits. */
const DIGEST_LENGTH = 11;
