import { ApiError } from '../tenant-key/api-error.ts';
import { KEY_SEARCH_UNFINISHED } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import {
  type FoundKey,
  type FoundKeys,
  type LocatedKey,
  type SoughtKey,
  type Tag,
  TENANT_TAG_KEY,
  type TenantId,
} from '../tenant-key/key.ts';
import type { TencentApi } from '../tencent/call.ts';
import { foundKey, keyPages } from './key-pages.ts';

/**
 * Finds the key with exactly this alias among all whose alias or id contains it. KMS has no other search, so
 * the tenant `7` has a look-alike in each tenant whose id ends in 7, and `_` may match any character besides.
 *
 * Looks among the keys with the tenant's tags first, whose number is the tenant's own: one call for a key that
 * has them. Then all look-alikes, the newest first, since a new key may not be seen by its tag yet. What is
 * neither takes a call for each 200 look-alikes.
 *
 * If KMS releases the alias of a key that is scheduled for deletion, two keys can have it. The other one is
 * returned then, if it has the tags or is among the newest.
 *
 * Throws the `ApiError` `KeySearchUnfinished` when there are more look-alikes than there is time for.
 */
export async function findKey(
  api: TencentApi,
  { alias, tags }: SoughtKey,
  deadlineMs: number,
): Promise<LocatedKey | undefined> {
  const isSought = (candidate: string) => candidate === alias;
  let dying: LocatedKey | undefined;
  for (const filter of filtersOf(tags)) {
    const search = { text: alias, tags: filter };
    const found = await firstOf(searchKeys(api, search, isSought, deadlineMs));
    const located = found && { ...found, tagged: filter.length === tags.length };
    if (located !== undefined && !isDying(located)) return located;
    dying ??= located;
  }
  const pages = searchKeys(api, { text: alias }, isSought, deadlineMs);
  const found = await firstOf(inTime(pages), dying !== undefined);
  if (found === undefined || (isDying(found) && dying !== undefined)) return dying;
  return { ...found, tagged: false };
}

/**
 * By which tags a key is looked for, one search each: all that it should have, which then need not be read, and
 * that of its tenant alone. Several filters are met by keys that meet all of them.
 *
 * @see https://cloud.tencent.com/document/product/651/46539 (GetResources: at most six, of which all must match)
 */
function filtersOf(tags: readonly Tag[]): readonly (readonly Tag[])[] {
  const ofTenant = tags.filter(({ key }) => key === TENANT_TAG_KEY);
  if (tags.length === ofTenant.length) return [ofTenant];
  return tags.length > FILTERS_MAX ? [ofTenant] : [tags, ofTenant];
}

const FILTERS_MAX = 6;

/**
 * The first key on the pages that is not scheduled for deletion. One that is counts if no other is on its page.
 *
 * @param isOnePageEnough No page after the first one is read.
 */
async function firstOf(
  pages: AsyncIterable<FoundKeys>,
  isOnePageEnough = false,
): Promise<FoundKey | undefined> {
  for await (const { keys } of pages) {
    const found = keys.find((key) => !isDying(key)) ?? keys[0];
    if (found !== undefined || isOnePageEnough) return found;
  }
  return undefined;
}

function isDying({ keyState }: FoundKey): boolean {
  return keyState === 'PendingDelete';
}

/** The pages for which there is time. When it runs out after the first, there were too many look-alikes. */
async function* inTime<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page, void, undefined> {
  let isBegun = false;
  try {
    for await (const page of pages) {
      isBegun = true;
      yield page;
    }
  } catch (cause) {
    const isLate = cause instanceof ApiError && failureOf(cause.code).cause === 'late';
    if (!isBegun || !isLate) throw cause;
    const detail = 'there was no time for all keys with a similar alias';
    throw new ApiError(KEY_SEARCH_UNFINISHED, { detail, cause });
  }
}

/**
 * The keys whose alias has the tenant's prefix, the newest first, page by page; a key may come twice. As long as
 * most keys on a page are the tenant's, every look-alike is read, so that all are found. Otherwise only the
 * newest are, and then those with the tenant's tag: so the calls follow from the tenant's own keys.
 *
 * A key without its tag that is older than the newest look-alikes is missing then, until its tag is repaired.
 */
export async function* tenantKeys(
  api: TencentApi,
  tenantId: TenantId,
  deadlineMs: number,
): AsyncGenerator<FoundKeys, void, undefined> {
  const text = `${tenantId}_`;
  const isOfTenant = (alias: string) => alias.startsWith(text);
  for await (const { length, ...page } of searchKeys(api, { text }, isOfTenant, deadlineMs)) {
    yield page;
    if (page.unseen === 0) return;
    if (page.keys.length < length / 2) break;
  }
  const tags = [{ key: TENANT_TAG_KEY, value: tenantId }];
  yield* searchKeys(api, { text, tags }, isOfTenant, deadlineMs);
}

type Search = {
  /** KMS looks for it anywhere in alias or id. */
  readonly text: string;
  /** Only keys that have all of these. */
  readonly tags?: readonly Tag[];
};

type SearchedPage = FoundKeys & {
  /** How many keys KMS answered, with those that do not match. */
  readonly length: number;
};

/**
 * The keys of the account whose alias matches, page by page, newest first. Each alias is compared here, before
 * any other field is read: an unexpected key of other software must not make the search fail.
 */
async function* searchKeys(
  api: TencentApi,
  search: Search,
  matches: (alias: string) => boolean,
  deadlineMs: number,
): AsyncGenerator<SearchedPage, void, undefined> {
  const listing = {
    ...search,
    order: 'newest-first',
    pagesMax: SEARCH_PAGES_MAX,
    endless: KEY_SEARCH_UNFINISHED,
  } as const;
  for await (const { keys, unseen } of keyPages(api, listing, deadlineMs)) {
    const matching = keys.filter(({ Alias }) => matches(Alias ?? ''));
    yield { keys: matching.map(foundKey), unseen, length: keys.length };
  }
}

/** As many as there is time for at a hundred calls a second, in the ten seconds that a message has. */
const SEARCH_PAGES_MAX = 1_000;
