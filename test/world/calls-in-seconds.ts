import type { JournalEntry } from '../../emulator/api/journal.ts';
import { BEGINNING_MS } from './provisioning-world.ts';

/** Calls of CreateKey in each second, as the cloud received them. */
export type CallsInSeconds = {
  readonly carriedOut: readonly number[];
  readonly throttled: readonly number[];
  readonly carriedOutForOther: readonly number[];
};

/** The aliases of another user's keys begin so. */
export const OTHERS_ALIAS = 'of-another-';

/** @param seconds So many from the beginning. */
export function callsInSeconds(calls: readonly JournalEntry[], seconds: number): CallsInSeconds {
  const counts = { carriedOut: zeros(seconds), throttled: zeros(seconds), others: zeros(seconds) };
  for (const { action, atMs, code, params } of calls) {
    const second = Math.floor((atMs - BEGINNING_MS) / 1_000);
    if (action !== 'CreateKey' || second >= seconds) continue;
    const isOthers = String(params.Alias).startsWith(OTHERS_ALIAS);
    if (code === null) counts[isOthers ? 'others' : 'carriedOut'][second]! += 1;
    else if (!isOthers && code === 'RequestLimitExceeded') counts.throttled[second]! += 1;
  }
  const { others, ...own } = counts;
  return { ...own, carriedOutForOther: others };
}

function zeros(length: number): number[] {
  return Array<number>(length).fill(0);
}
