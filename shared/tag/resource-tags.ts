import type {
  DescribeResourceTagsByResourceIdsRequest,
  DescribeResourceTagsByResourceIdsResponse,
  TagResource,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import { callTencent, requiredField } from '../tencent/call.ts';
import type { TagApi } from './tags.ts';

/**
 * Reads the value of one tag on many keys. Keys without the tag are left out.
 *
 * Every 50 keys take one call, plus one for each further 1,000 tags that they have together. Throws
 * `ApiError`.
 *
 * @param call How each call is made.
 * @returns the values by `ResourceId`.
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
    const chunk = resourceIds.slice(from, from + KEYS_PER_CALL_MAX);
    for await (const rows of tagPages(api, chunk, deadlineMs, call)) {
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
    // Offsets must be multiples of the page size, so only a full page has a next one.
    if (rows.length !== TAGS_PER_PAGE) break;
  }
  const detail = `the list of tags is incomplete after ${seen} tags`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** Offsets must be multiples of it. @see https://cloud.tencent.com/document/product/651/33003 */
const TAGS_PER_PAGE = 1_000;

/** 50 keys have at most 2,500 tags. @see https://cloud.tencent.com/document/product/651/13354 */
const PAGES_MAX = 3;
