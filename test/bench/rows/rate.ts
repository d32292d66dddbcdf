import type { Bench } from '../bench.ts';
import { counted } from '../figure.ts';
import { withBackoff } from '../plain/consumers.ts';
import { atLeast, atMost, type Row } from '../row.ts';
import { type BacklogWorld, backlogWorld } from '../worlds/backlog-world.ts';
import {
  type Backlog,
  type Consumer,
  type Drained,
  drainBacklog,
} from '../worlds/drain-backlog.ts';
import { ourConsumer } from '../worlds/our-consumer.ts';

/** How much of the vendor's limit is used, and how often it is exceeded. In virtual time. */
export const rate: Bench = {
  name: 'rate',
  about: 'Use of 100 calls a second with a full backlog, and throttled calls. In virtual time.',
  measure: async ({ isQuick }) => {
    const requests = isQuick ? 5_000 : 30_000;
    const rows: Row[] = [];
    for (const each of CASES) {
      const { instances, share } = each;
      const drained = (consumerOf: (world: BacklogWorld, seed: string) => Consumer) =>
        drain(instances, { requests, batchLength: 1_000 / instances }, consumerOf);
      const ours = await drained((world, seed) => ourConsumer(world, share, seed));
      const other = await drained((world, seed) => withBackoff(world, seed));
      rows.push(...rowsOf(each, ours, other));
    }
    return rows;
  },
};

type Case = {
  readonly instances: number;
  /** The calls a second that an instance may use at most. */
  readonly share: number;
  /** Where all together stay within the limit: how much of it must be used. */
  readonly usePercentMin?: number;
};

const CASES: readonly Case[] = [
  { instances: 1, share: 93, usePercentMin: 90 },
  { instances: 8, share: 12, usePercentMin: 90 },
  // They want more than the limit together; instances notice only by throttling.
  { instances: 8, share: 20 },
];

function drain(
  instances: number,
  backlog: Backlog,
  consumerOf: (world: BacklogWorld, seed: string) => Consumer,
): Promise<Drained> {
  const world = backlogWorld('rate');
  const consumers = Array.from({ length: instances }, (_, index) =>
    consumerOf(world, `instance ${index}`),
  );
  return drainBacklog(world, consumers, backlog);
}

function rowsOf(
  { instances, share, usePercentMin }: Case,
  ours: Drained,
  other: Drained,
): readonly Row[] {
  const row = (what: string, unit: Row['unit'], pick: (drained: Drained) => number): Row => ({
    what: `${instances} ${instances === 1 ? 'instance' : 'instances'} at ${share} calls/s, ${what}`,
    unit,
    ours: counted(pick(ours)),
    others: [{ name: '20 concurrent, backoff', figure: counted(pick(other)) }],
  });
  const use = row('use of the limit', '%', ({ usePercent }) => usePercent);
  const throttles = row('throttled calls', 'calls', ({ counts }) => counts.throttles);
  if (usePercentMin === undefined) return [use, throttles];
  return [
    { ...use, budget: atLeast(use.ours.median, usePercentMin, '%') },
    { ...throttles, budget: atMost(throttles.ours.median, 0, 'calls') },
  ];
}
