import type {
  CreateTagsRequest,
  DescribeResourceTagsByResourceIdsRequest,
  DescribeResourceTagsByResourceIdsResponse,
  TagResourcesRequest,
  TagResourcesResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Tag } from '../tenant-key/key.ts';
import type { TagService } from '../tenant-key/ports.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';
import type { Pacer } from '../tencent/rate-limiter.ts';
import { unknownTags } from './unknown-tags.ts';

/** The way to the Tag service. */
export type TagApi = TencentApi & {
  /** For the calls that change something, which are allowed far less often than reads. */
  readonly changePace: Pacer;
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
  const changes = { ...api, pace: api.changePace };
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
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const request: DescribeResourceTagsByResourceIdsRequest = {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [resourceId],
      ResourceRegion: region,
      Offset: page * TAGS_PER_PAGE,
      Limit: TAGS_PER_PAGE,
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
  const detail = `the tags of a key did not come to an end within ${PAGES_MAX} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** A resource has 50 tags at most. @see https://cloud.tencent.com/document/product/651/13354 */
const TAGS_PER_PAGE = 50;

const PAGES_MAX = 10;

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
