import type {
  DescribeTagsRequest,
  DescribeTagsResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Tag } from '../tenant-key/key.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';

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
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const request: DescribeTagsRequest = {
      TagKey: key,
      TagValue: value,
      Offset: page * TAGS_PER_PAGE,
      Limit: TAGS_PER_PAGE,
    };
    // The vendor allows 60 of these calls a second, where a turn is one of a share of 100.
    await api.pace.turn(deadlineMs);
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
  const detail = `the tags of the account did not come to an end within ${PAGES_MAX} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/** The most that a call lists. */
const TAGS_PER_PAGE = 1_000;

const PAGES_MAX = 10;
