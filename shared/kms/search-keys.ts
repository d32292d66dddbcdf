import type {
  ListKeyDetailRequest,
  ListKeyDetailResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import type { FoundKey } from '../tenant-key/key.ts';
import { callTencent, type TencentApi } from '../tencent/call-tencent.ts';
import { foundKey } from './found-key.ts';

/**
 * The keys of the account whose alias fits, page by page, oldest first, so that keys made meanwhile
 * move none out of sight. KMS searches for `text` anywhere in alias or id, so each alias is compared
 * here, before anything else of a key is read: what KMS says of other keys must not matter.
 *
 * @see https://cloud.tencent.com/document/api/573/34420 (ListKeyDetail)
 */
export async function* searchKeys(
  api: TencentApi,
  text: string,
  fits: (alias: string) => boolean,
  deadlineMs: number,
): AsyncGenerator<readonly FoundKey[], void, undefined> {
  let seen = 0;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const request: ListKeyDetailRequest = { ...EVERY_KEY, Offset: seen, SearchKeyAlias: text };
    const answer = await callTencent<ListKeyDetailResponse>(
      api,
      'ListKeyDetail',
      request,
      deadlineMs,
    );
    const page = answer.KeyMetadatas ?? [];
    yield page.filter(({ Alias }) => fits(Alias ?? '')).map(foundKey);
    seen += page.length;
    if (page.length === 0 || seen >= (answer.TotalCount ?? Number.POSITIVE_INFINITY)) return;
  }
  const detail = `ListKeyDetail did not come to an end within ${PAGES_MAX} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/**
 * What must be said to get every key of the account's users: left out, `KeyUsage` means symmetric
 * keys only, and `Limit` means 10.
 */
const EVERY_KEY = {
  Role: 0,
  KeyState: 0,
  KeyUsage: 'ALL',
  Origin: 'ALL',
  OrderType: 1,
  Limit: 200,
};

const PAGES_MAX = 100;
