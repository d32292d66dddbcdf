import type { LetterSummary } from '../dead-letters/letter-summary.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';

/** Nothing but the quota keeps the letter's request from its key, as far as the letter can be believed. */
export function waitsForQuota({ code, isUnsealed }: LetterSummary): boolean {
  return code === QUOTA_USED_UP && isUnsealed !== true;
}
