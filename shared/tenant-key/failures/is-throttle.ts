import { familyOf } from './failure-table.ts';

/**
 * Whether a code of the cloud means that the rate limit was exceeded.
 *
 * @see https://cloud.tencent.com/document/product/573/34422 (the code's family)
 */
export function isThrottle(code: string): boolean {
  return familyOf(code) === 'RequestLimitExceeded';
}
