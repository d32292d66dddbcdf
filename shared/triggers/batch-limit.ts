import type { Refused } from './trigger.ts';

/**
 * The most messages in an event.
 *
 * @see https://cloud.tencent.com/document/product/583/17530 (CKafka: at most 10,000 in a batch)
 */
const MESSAGES_MAX = 10_000;

/** Refuses a list that is longer than any that the platform sends. */
export function refuseTooMany(list: readonly unknown[]): Refused | undefined {
  if (list.length <= MESSAGES_MAX) return undefined;
  const problem = `The event has ${list.length} messages; send at most ${MESSAGES_MAX} at once.`;
  return { kind: 'refused', problem };
}
