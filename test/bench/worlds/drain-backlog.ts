import type { BacklogWorld, Counts } from './backlog-world.ts';
import { requestEvent } from './request-event.ts';

/** A function instance that handles batches sequentially; rejects when one must be delivered again. */
export type Consumer = (event: object) => Promise<unknown>;

export type Drained = {
  /** The time until every request had its key. */
  readonly seconds: number;
  readonly counts: Counts;
  /** Keys created while every consumer had work, as a share of what the limit allows. */
  readonly usePercent: number;
};

export type Backlog = { readonly requests: number; readonly batchLength: number };

/** Delivers a backlog in batches, as a trigger does: a failed batch is delivered again after a minute. */
export async function drainBacklog(
  world: BacklogWorld,
  consumers: readonly Consumer[],
  { requests, batchLength }: Backlog,
): Promise<Drained> {
  const { clock, counts } = world;
  let taken = 0;
  let fullUntil = { ms: 0, keys: 0 };

  async function consume(consumer: Consumer): Promise<void> {
    while (taken < requests) {
      const event = requestEvent(taken, Math.min(batchLength, requests - taken));
      taken += batchLength;
      while (!(await consumer(event).then(isDone, isNotDone))) await clock.sleep(REDELIVERY_MS);
      if (taken < requests) fullUntil = { ms: clock.nowMs(), keys: counts().keys };
    }
  }

  await clock.run(Promise.all(consumers.map(consume)));
  if (counts().keys !== requests) throw new Error(`${counts().keys} keys, not ${requests}`);
  return {
    seconds: clock.nowMs() / 1_000,
    counts: counts(),
    usePercent: (fullUntil.keys / (fullUntil.ms / 1_000) / KEYS_PER_SECOND) * 100,
  };
}

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second) */
export const KEYS_PER_SECOND = 100;

const REDELIVERY_MS = 60_000;

const isDone = () => true;
const isNotDone = () => false;
