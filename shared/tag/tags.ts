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
import type { Tag } from '../tenant-key/key.ts';
import type { TagService } from '../tenant-key/ports.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';
import type { TencentClient, TencentClientSettings } from '../tencent/client.ts';
import type { RateLimiter } from '../tencent/rate-limiter.ts';

/** The way to the Tag service. */
export type TagApi = TencentApi & {
  /** For the calls that change something, which are allowed far less often than reads. */
  readonly changeRateLimiter: RateLimiter;
  readonly region: string;
  /** Of the account that owns the keys; empty means the one that calls. */
  readonly accountUin: string;
};

/**
 * Keeps the tags of keys in Tencent Cloud's Tag service.
 *
 * @see https://cloud.tencent.com/document/product/651/35317
 */
export function tencentTagService(api: TagApi): TagService {
  const changes = { ...api, rateLimiter: api.changeRateLimiter };
  return {
    createTags: async (tags, deadlineMs) => {
      for (const some of chunksOf(tags)) await createTags(changes, some, deadlineMs);
    },
    unknownTags: (tags, deadlineMs) => unknownTags(api, tags, deadlineMs),
    readTags: (resourceId, deadlineMs) => readTags(api, resourceId, deadlineMs),
    addTags: async (resourceId, tags, deadlineMs) => {
      for (const some of chunksOf(tags)) await addTags(changes, resourceId, some, deadlineMs);
    },
  };
}

/** Every call takes at most ten tags. */
const TAGS_PER_CALL_MAX = 10;

function* chunksOf(tags: readonly Tag[]): Generator<readonly Tag[], void, undefined> {
  for (let from = 0; from < tags.length; from += TAGS_PER_CALL_MAX) {
    yield tags.slice(from, from + TAGS_PER_CALL_MAX);
  }
}

/** The vendor refuses all the tags of a call in which one is known already: then one by one. */
async function createTags(
  api: TencentApi,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<void> {
  const request: CreateTagsRequest = { Tags: tags.map(vendorTag) };
  try {
    await callTencent(api, 'CreateTags', request, deadlineMs);
  } catch (error) {
    const isDuplicate = error instanceof ApiError && error.code === 'ResourceInUse.TagDuplicate';
    if (!isDuplicate) throw error;
    if (tags.length === 1) return;
    for (const tag of tags) await createTags(api, [tag], deadlineMs);
  }
}

async function readTags(
  { region, ...api }: TagApi,
  resourceId: string,
  deadlineMs: number,
): Promise<readonly Tag[]> {
  const tags: Tag[] = [];
  for (let page = 0; page < PAGES_MAX_TAG_SERVICE; page += 1) {
    const request: DescribeResourceTagsByResourceIdsRequest = {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [resourceId],
      ResourceRegion: region,
      Offset: page * TAGS_PER_PAGE_TAG_SERVICE,
      Limit: TAGS_PER_PAGE_TAG_SERVICE,
    };
    const answer = await callTencent<DescribeResourceTagsByResourceIdsResponse>(
      api,
      'DescribeResourceTagsByResourceIds',
      request,
      deadlineMs,
    );
    const some = answer.Tags ?? [];
    for (const tag of some) {
      tags.push({ key: requiredField(tag, 'TagKey'), value: requiredField(tag, 'TagValue') });
    }
    if (some.length === 0 || tags.length >= requiredField(answer, 'TotalCount')) return tags;
  }
  const detail = `the tags of a key did not come to an end within ${PAGES_MAX_TAG_SERVICE} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** A resource has 50 tags at most. @see https://cloud.tencent.com/document/product/651/13354 */
const TAGS_PER_PAGE_TAG_SERVICE = 50;

const PAGES_MAX_TAG_SERVICE = 10;

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
  // A call that failed for the resource is answered as a success.
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
 * Those of the tags that the account does not know yet, in their order. A call asks for one tag: a
 * name that is asked for alone is listed with all of its values, which may be thousands.
 *
 * @see https://cloud.tencent.com/document/api/651/35316 (DescribeTags)
 */
export async function unknownTags(
  api: TencentApi,
  tags: readonly Tag[],
  deadlineMs: number,
): Promise<readonly Tag[]> {
  const known = await Promise.all(tags.map((tag) => isKnown(api, tag, deadlineMs)));
  return tags.filter((_, index) => !known[index]);
}

/** Nothing says how exactly the vendor compares, so that each tag of its answer is compared here. */
async function isKnown(api: TencentApi, { key, value }: Tag, deadlineMs: number): Promise<boolean> {
  let seen = 0;
  for (let page = 0; page < PAGES_MAX_UNKNOWN_TAGS; page += 1) {
    const request: DescribeTagsRequest = {
      TagKey: key,
      TagValue: value,
      Offset: page * TAGS_PER_PAGE_UNKNOWN_TAGS,
      Limit: TAGS_PER_PAGE_UNKNOWN_TAGS,
    };
    // The vendor allows 60 of these calls a second, where a turn is one of a share of 100.
    await api.rateLimiter.acquire(deadlineMs);
    const answer = await callTencent<DescribeTagsResponse>(
      api,
      'DescribeTags',
      request,
      deadlineMs,
    );
    const some = answer.Tags ?? [];
    if (some.some(({ TagKey, TagValue }) => TagKey === key && TagValue === value)) return true;
    seen += some.length;
    if (some.length === 0 || seen >= requiredField(answer, 'TotalCount')) return false;
  }
  const detail = `the tags of the account did not come to an end within ${PAGES_MAX_UNKNOWN_TAGS} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** The most that a call lists. */
const TAGS_PER_PAGE_UNKNOWN_TAGS = 1_000;

const PAGES_MAX_UNKNOWN_TAGS = 10;

/**
 * A client of the Tag service that is loaded with its first call: where tags need not be made known
 * and KMS takes those of a request, there is none.
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
