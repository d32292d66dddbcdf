import type {
  DescribeResourceTagsByResourceIdsRequest,
  DescribeResourceTagsByResourceIdsResponse,
  TagResource,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import { callTencent, requiredField } from '../tencent/call.ts';
import type { TagApi } from './tags.ts';

/**
 * Reads what many keys have as the value of one tag: by `ResourceId`, for those that have the tag.
 *
 * 50 keys take one call, and one more for each further 1,000 tags that they have together. Throws
 * `ApiError`.
 *
 * @param call How each call is made.
 */
export async function tagOfKeys(
  api: TagApi,
  tagKey: string,
  resourceIds: readonly string[],
  deadlineMs: number,
  call: typeof callTencent = callTencent,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (let from = 0; from < resourceIds.length; from += KEYS_PER_CALL_MAX) {
    const some = resourceIds.slice(from, from + KEYS_PER_CALL_MAX);
    for await (const rows of tagPages(api, some, deadlineMs, call)) {
      for (const row of rows) {
        if (row.TagKey !== tagKey) continue;
        values.set(requiredField(row, 'ResourceId'), requiredField(row, 'TagValue'));
      }
    }
  }
  return values;
}

const KEYS_PER_CALL_MAX = 50;

async function* tagPages(
  { region, ...api }: TagApi,
  resourceIds: string[],
  deadlineMs: number,
  call: typeof callTencent,
): AsyncGenerator<readonly TagResource[], void, undefined> {
  let seen = 0;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const request: DescribeResourceTagsByResourceIdsRequest = {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: resourceIds,
      ResourceRegion: region,
      Offset: seen,
      Limit: TAGS_PER_PAGE,
    };
    const answer = await call<DescribeResourceTagsByResourceIdsResponse>(
      api,
      'DescribeResourceTagsByResourceIds',
      request,
      deadlineMs,
    );
    const rows = answer.Tags ?? [];
    yield rows;
    seen += rows.length;
    if (seen >= requiredField(answer, 'TotalCount')) return;
    // The next page can only be asked for behind a full one.
    if (rows.length !== TAGS_PER_PAGE) break;
  }
  throw new ApiError('UnreadableAnswer', { detail: `the tags of keys end after ${seen}` });
}

/** Offsets are multiples of it. @see https://cloud.tencent.com/document/product/651/33003 */
const TAGS_PER_PAGE = 1_000;

/** 50 keys have at most 2,500 tags. @see https://cloud.tencent.com/document/product/651/13354 */
const PAGES_MAX = 3;
