import type { LetterSummary } from './letter-summary.ts';

/**
 * Where a letter stands among others, oldest first: places compare as texts do. No two letters have
 * the same, and a letter keeps its own until it is settled.
 */
export function placeOf({ firstSeenAt, id }: Pick<LetterSummary, 'firstSeenAt' | 'id'>): string {
  return `${firstSeenAt} ${id}`;
}
