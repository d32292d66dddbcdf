import type { FoundKey } from '../tenant-key/key.ts';
import type { TencentApi } from '../tencent/call.ts';
import { foundKey } from './found-key.ts';
import { keyPages } from './key-pages.ts';

/**
 * The keys of the account whose alias fits, page by page, oldest first. KMS searches for `text`
 * anywhere in alias or id, so each alias is compared here, before anything else of a key is read:
 * what KMS says of other keys must not matter.
 */
export async function* searchKeys(
  api: TencentApi,
  text: string,
  fits: (alias: string) => boolean,
  deadlineMs: number,
): AsyncGenerator<readonly FoundKey[], void, undefined> {
  for await (const page of keyPages(api, { text, pagesMax: PAGES_MAX }, deadlineMs)) {
    yield page.filter(({ Alias }) => fits(Alias ?? '')).map(foundKey);
  }
}

const PAGES_MAX = 100;
