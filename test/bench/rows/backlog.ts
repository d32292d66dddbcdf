import type { Bench } from '../bench.ts';
import { counted } from '../figure.ts';
import { oneByOne, withBackoff } from '../plain/consumers.ts';
import { atMost, type Row } from '../row.ts';
import { type BacklogWorld, backlogWorld } from '../worlds/backlog-world.ts';
import {
  type Consumer,
  type Drained,
  drainBacklog,
  KEYS_PER_SECOND,
} from '../worlds/drain-backlog.ts';
import { ourConsumer } from '../worlds/our-consumer.ts';

/** How long it takes to drain a backlog, and how many calls. In virtual time. */
export const backlog: Bench = {
  name: 'backlog',
  about: 'One instance drains a backlog in batches of 100, at 100 calls a second. In virtual time.',
  measure: async ({ isQuick }) => {
    const requests = isQuick ? 2_000 : 20_000;
    const drained = (consumerOf: (world: BacklogWorld) => Consumer) => {
      const world = backlogWorld('backlog');
      return drainBacklog(world, [consumerOf(world)], { requests, batchLength: 100 });
    };
    const ours = await drained((world) => ourConsumer(world, KEYS_PER_SECOND, 'backlog'));
    const others = [
      { name: 'sequential', drained: await drained(oneByOne) },
      {
        name: '20 concurrent, backoff',
        drained: await drained((world) => withBackoff(world, 'b')),
      },
    ];
    const row = (what: string, unit: Row['unit'], pick: (drained: Drained) => number): Row => ({
      what: `${requests.toLocaleString('en')} requests, ${what}`,
      unit,
      ours: counted(pick(ours)),
      others: others.map((other) => ({
        name: other.name,
        figure: counted(pick(other.drained)),
      })),
    });
    const calls = row('KMS calls per key', 'calls', ({ counts }) => counts.calls / counts.keys);
    return [
      row('time to drain', 's', ({ seconds }) => seconds),
      { ...calls, budget: atMost(calls.ours.median, 1, 'call') },
      ...(await newTenantRows(requests / 10)),
    ];
  },
};

/** Where a tag pair must exist before CreateKey, each new tenant takes a call of the Tag service. */
async function newTenantRows(requests: number): Promise<readonly Row[]> {
  const world = backlogWorld('new tenants', true);
  const consumer = ourConsumer(world, KEYS_PER_SECOND, 'new tenants');
  const { seconds, counts } = await drainBacklog(world, [consumer], { requests, batchLength: 100 });
  const row = (what: string, unit: Row['unit'], value: number): Row => ({
    what: `${requests.toLocaleString('en')} requests with unknown tags, ${what}`,
    unit,
    ours: counted(value),
    others: [],
  });
  return [
    row('time to drain', 's', seconds),
    row('KMS calls per key', 'calls', counts.calls / counts.keys),
    row('Tag calls per key', 'calls', counts.tagCalls / counts.keys),
    row('throttled calls', 'calls', counts.throttles),
  ];
}
