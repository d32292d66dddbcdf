import type {
  CreateTagsRequest,
  DescribeResourceTagsByResourceIdsRequest,
  DescribeResourceTagsByResourceIdsResponse,
  DescribeTagsRequest,
  DescribeTagsResponse,
  TagResourcesRequest,
  TagResourcesResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { TAGS_PER_CALL_MAX, type Tag } from '../tenant-key/key.ts';
import type { TagService } from '../tenant-key/ports.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';
import type { TencentClient, TencentClientSettings } from '../tencent/client.ts';
import type { RateLimiter } from '../tencent/rate-limiter.ts';

/** How the Tag service is called. */
export type TagApi = TencentApi & {
  /** Limits calls that change tags, of which Tencent Cloud allows far fewer than reads. */
  readonly changeRateLimiter: RateLimiter;
  readonly region: string;
  /** The account that owns the keys; empty means the calling account. */
  readonly accountUin: string;
};

/**
 * The tags of keys, in Tencent Cloud's Tag service.
 *
 * @see https://cloud.tencent.com/document/product/651/35317
 */
export function tencentTagService(api: TagApi): TagService {
  const changes = { ...api, rateLimiter: api.changeRateLimiter };
  return {
    createTags: async (tags, deadlineMs) => {
      for (const chunk of chunksOf(tags)) await createTags(changes, chunk, deadlineMs);
    },
    createNewTags: (tags, deadlineMs) => createNewTags(changes, tags, deadlineMs),
    unknownTags: (tags, deadlineMs) => unknownTags(api, tags, deadlineMs),
    readTags: (resourceId, deadlineMs) => readTags(api, resourceId, deadlineMs),
    addTags: async (resourceId, tags, deadlineMs) => {
      for (const chunk of chunksOf(tags)) await addTags(changes, resourceId, chunk, deadlineMs);
    },
  };
}

function* chunksOf(tags: readonly Tag[]): Generator<readonly Tag[], void, undefined> {
  for (let from = 0; from < tags.length; from += TAGS_PER_CALL_MAX) {
    yield tags.slice(from, from + TAGS_PER_CALL_MAX);
  }
}

/** CreateTags refuses all tags of a call if one of them exists. They are then created one by one. */
async function createTags(
  api: TencentApi,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<void> {
  if ((await createNewTags(api, tags, deadlineMs)) || tags.length === 1) return;
  for (const tag of tags) await createTags(api, [tag], deadlineMs);
}

/** False if one of the tags exists: none is created then. */
async function createNewTags(
  api: TencentApi,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<boolean> {
  const request: CreateTagsRequest = { Tags: tags.map(vendorTag) };
  try {
    await callTencent(api, 'CreateTags', request, deadlineMs);
    return true;
  } catch (error) {
    const isDuplicate = error instanceof ApiError && failureOf(error.code).cause === 'duplicate';
    if (!isDuplicate) throw error;
    return false;
  }
}

async function readTags(
  { region, ...api }: TagApi,
  resourceId: string,
  deadlineMs: number,
): Promise<readonly Tag[]> {
  const tags: Tag[] = [];
  for (let page = 0; page < READ_PAGES_MAX; page += 1) {
    const request: DescribeResourceTagsByResourceIdsRequest = {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [resourceId],
      ResourceRegion: region,
      Offset: page * READ_PAGE_SIZE,
      Limit: READ_PAGE_SIZE,
    };
    const answer = await callTencent<DescribeResourceTagsByResourceIdsResponse>(
      api,
      'DescribeResourceTagsByResourceIds',
      request,
      deadlineMs,
    );
    const rows = answer.Tags ?? [];
    for (const tag of rows) {
      tags.push({ key: requiredField(tag, 'TagKey'), value: requiredField(tag, 'TagValue') });
    }
    if (rows.length === 0 || tags.length >= requiredField(answer, 'TotalCount')) return tags;
  }
  const detail = `the list of a key's tags did not end within ${READ_PAGES_MAX} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** A resource has 50 tags at most. @see https://cloud.tencent.com/document/product/651/13354 */
const READ_PAGE_SIZE = 50;

const READ_PAGES_MAX = 10;

async function addTags(
  { region, accountUin, ...api }: TagApi,
  resourceId: string,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<void> {
  const request: TagResourcesRequest = {
    ResourceList: [`qcs::kms:${region}:uin/${accountUin}:key/${resourceId}`],
    Tags: tags.map(vendorTag),
  };
  const answer = await callTencent<TagResourcesResponse>(api, 'TagResources', request, deadlineMs);
  // TagResources succeeds even if it failed for the resource.
  const [failed] = answer.FailedResources ?? [];
  if (failed === undefined) return;
  throw new ApiError(failed.Code, {
    detail: `TagResources: ${failed.Message}`,
    ...(answer.RequestId === undefined ? {} : { kmsRequestId: answer.RequestId }),
  });
}

function vendorTag({ key, value }: Tag): { TagKey: string; TagValue: string } {
  return { TagKey: key, TagValue: value };
}

/**
 * The tags that do not exist in the account yet, in their order. Each call looks up one pair:
 * a key alone would be listed with all its values, which may be thousands.
 *
 * @see https://cloud.tencent.com/document/api/651/35316 (DescribeTags)
 */
async function unknownTags(
  api: TencentApi,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<readonly Tag[]> {
  const known = await Promise.all(tags.map((tag) => isKnown(api, tag, deadlineMs)));
  return tags.filter((_, index) => !known[index]);
}

/** How the vendor compares is not documented, so each tag of its answer is compared here. */
async function isKnown(api: TencentApi, { key, value }: Tag, deadlineMs: number): Promise<boolean> {
  let seen = 0;
  for (let page = 0; page < SEARCH_PAGES_MAX; page += 1) {
    const request: DescribeTagsRequest = {
      TagKey: key,
      TagValue: value,
      Offset: page * SEARCH_PAGE_SIZE,
      Limit: SEARCH_PAGE_SIZE,
    };
    // Tencent Cloud allows 60 of these calls a second, not 100: each acquires the rate twice.
    await api.rateLimiter.acquire(deadlineMs);
    const answer = await callTencent<DescribeTagsResponse>(
      api,
      'DescribeTags',
      request,
      deadlineMs,
    );
    const rows = answer.Tags ?? [];
    if (rows.some(({ TagKey, TagValue }) => TagKey === key && TagValue === value)) return true;
    seen += rows.length;
    if (rows.length === 0 || seen >= requiredField(answer, 'TotalCount')) return false;
  }
  const detail = `the list of the account's tags did not end within ${SEARCH_PAGES_MAX} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** The most that one call lists. */
const SEARCH_PAGE_SIZE = 1_000;

const SEARCH_PAGES_MAX = 10;

/**
 * A client of the Tag service that is loaded on its first call. Where tags need not be created first and
 * KMS accepts those of CreateKey, it is never loaded.
 */
export function lazyTagClient(settings: TencentClientSettings): TencentClient {
  let loaded: Promise<TencentClient> | undefined;
  return {
    request: async (action, params, signal) => {
      loaded ??= import('./client.ts').then(({ tagClient }) => tagClient(settings));
      return (await loaded).request(action, params, signal);
    },
  };
}
