import type {
  KeyMetadata,
  ListKeyDetailRequest,
  ListKeyDetailResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import { ApiError } from '../tenant-key/api-error.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';

type Listing = {
  /**
   * Oldest first where it is left out: keys made meanwhile then move none out of sight. Newest first
   * they make others come twice.
   */
  readonly order?: 'oldest-first' | 'newest-first';
  /** KMS searches for it anywhere in alias or id; left out, it lists every key. */
  readonly text?: string;
  /** Pages of 200 keys after which a list that does not end is given up. */
  readonly pagesMax: number;
  /** How each call is made. */
  readonly call?: typeof callTencent;
};

/**
 * The keys of the account's users, as KMS describes them, page by page. One that is deleted for good
 * meanwhile may hide another.
 *
 * Throws the `ApiError` `UnreadableAnswer` when the list does not end.
 *
 * @see https://cloud.tencent.com/document/api/573/34420 (ListKeyDetail)
 */
export async function* keyPages(
  api: TencentApi,
  { order = 'oldest-first', text, pagesMax, call = callTencent }: Listing,
  deadlineMs: number,
): AsyncGenerator<readonly KeyMetadata[], void, undefined> {
  const listing = { ...EVERY_KEY, OrderType: order === 'oldest-first' ? 1 : 0 };
  const search = text === undefined ? listing : { ...listing, SearchKeyAlias: text };
  let seen = 0;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const request: ListKeyDetailRequest = { ...search, Offset: seen };
    const answer = await call<ListKeyDetailResponse>(api, 'ListKeyDetail', request, deadlineMs);
    const page = answer.KeyMetadatas ?? [];
    yield page;
    seen += page.length;
    if (page.length === 0 || seen >= (answer.TotalCount ?? Number.POSITIVE_INFINITY)) return;
  }
  const detail = `ListKeyDetail did not come to an end within ${pagesMax} pages`;
  throw new ApiError('UnreadableAnswer', { detail });
}

/**
 * What must be said to get every key of the account's users: left out, `KeyUsage` means symmetric
 * keys only, and `Limit` means 10.
 */
const EVERY_KEY = { Role: 0, KeyState: 0, KeyUsage: 'ALL', Origin: 'ALL', Limit: 200 };
