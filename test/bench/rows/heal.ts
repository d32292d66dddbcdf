import { recordOf } from '../../../shared/dead-letters/queue.ts';
import { parkedRecordKey } from '../../../shared/dead-letters/record-key.ts';
import { countedReader } from '../../../shared/retry-queue/counted-reader.ts';
import { type RetryQueue, retryQueue } from '../../../shared/retry-queue/table.ts';
import type { Message } from '../../../shared/tenant-key/message.ts';
import { type HealWorld, healWorld, waitingFor } from '../../world/heal-world.ts';
import { MARKER_KEYS } from '../../world/machine-ports.ts';
import { machineTopicReader } from '../../world/machine-topic-reader.ts';
import { MINUTE_MS, NOW_MS } from '../../world/queue-entries.ts';
import type { Bench } from '../bench.ts';
import { counted, type Figure, figureOf } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { atMost, type Row } from '../row.ts';

/** What it costs the function heal to know what waits, while the queue provisions as many as it can, and as many come. */
export const heal: Bench = {
  name: 'heal',
  about:
    'What heal reads in a minute while 5,580 requests are provisioned in it, as deployed, and its table.',
  measure: async ({ isQuick }) => {
    const rows: Row[] = [];
    for (const size of isQuick ? [2_000] : [20_000, 100_000]) {
      rows.push(...(await rowsOf(size, isQuick ? 2 : 5)));
    }
    return rows;
  },
};

async function rowsOf(size: number, rounds: number): Promise<readonly Row[]> {
  const world = healWorld({ callsPerSecondMax: CALLS_PER_SECOND });
  fill(world, size, size);
  const records = machineTopicReader(world.machine, world.clock, undefined, 5_000);
  const ports = { ...world.operator, records };
  const queue = retryQueue(undefined);
  const config = { queueCallsPerSecondMax: CALLS_PER_SECOND };
  const before = usedHeap();
  let written = size;
  const runAt = async (minute: number) => {
    const report = await world.heal(minute, { ports, queue, config });
    world.sent().forEach(world.succeed);
    // As many wait in the end as before.
    fill(world, report.sent, size, written);
    written += report.sent;
    return report;
  };
  await runAt(0); // A trial.
  const tableMb = (usedHeap() - before) / 1_000_000;
  await runAt(1);

  const tails: Read[] = [];
  const wholes: Read[] = [];
  const sends: Read[] = [];
  const read = async (own: RetryQueue, round: number, reads: Read[]) => {
    const counting = countedReader(records);
    const startMs = performance.now();
    const deadlineMs = world.clock.nowMs() + TIME_MS;
    await world.clock.run(own.refresh(counting, timeMsOf(round), deadlineMs));
    reads.push(counting.counts());
    return performance.now() - startMs;
  };
  const { ours, whole } = await interleave(rounds, {
    ours: async (round) => {
      const takenMs = await read(queue, round, tails);
      sends.push(await runAt(round + 2));
      return takenMs;
    },
    whole: (round) => read(retryQueue(undefined), round, wholes),
  });
  const name = `${size.toLocaleString('en')} wait`;
  const others = (figure: Figure) => [{ name: 'the whole table', figure }];
  const recordsOf = (reads: readonly Read[]) => figureOf(reads.map((each) => each.recordsRead));
  const kilobytesOf = (reads: readonly Read[]) =>
    figureOf(reads.map(({ bytesRead }) => bytesRead / 1_000));
  return [
    {
      ...{ what: `${name}, read to know them`, unit: 'records', ours: recordsOf(tails) },
      others: others(recordsOf(wholes)),
    },
    {
      ...{ what: `${name}, read to know them`, unit: 'kB', ours: kilobytesOf(tails) },
      others: others(kilobytesOf(wholes)),
    },
    {
      ...{ what: `${name}, time for that`, unit: 'ms', ours, others: others(whole) },
      budget: atMost(ours.median / whole.median, 1, 'times'),
    },
    {
      what: `${name}, read besides to send 5,580 of them`,
      ...{ unit: 'kB', ours: kilobytesOf(sends), others: [] },
    },
    {
      ...{ what: `${name}, memory of the table`, unit: 'MB', ours: counted(tableMb), others: [] },
      budget: atMost(Math.round(tableMb), MEMORY_MB_MAX, 'MB'),
    },
  ];
}

/** Of `provision-keys` in serverless.yml. */
const CALLS_PER_SECOND = 93;
const TIME_MS = 600_000;

/** The function has 512 MB. */
const MEMORY_MB_MAX = 256;

/** Of the timer in a round: two minutes went before. */
function timeMsOf(round: number): number {
  return NOW_MS + (round + 2) * MINUTE_MS;
}

type Read = { readonly recordsRead: number; readonly bytesRead: number };

/** Writes requests of ten times fewer tenants than wait, as the consumer of the queue writes them. */
function fill({ machine }: HealWorld, count: number, size: number, from = 0): void {
  const topic = machine.topics.get('key-dead-letters');
  for (let index = from; index < from + count; index += 1) {
    const tenantId = `tenant-${index % (size / 10)}`;
    const requestId = `request-${index}`;
    const id = `dl_${String(index).padStart(43, '0')}`;
    const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: index } as const;
    const text = JSON.stringify({ id, requestId, tenantId, keyName: 'main' });
    const waiting = waitingFor(id, tenantId, {
      ...{ source, text, identity: { requestId, tenantId, keyName: 'main', fingerprint: id } },
      reason: 'An internal error occurred in the cloud.',
      nextStep: 'The request is tried again by itself; if it was parked, redrive it.',
    });
    const message: Message = { source, text, callerWaits: false };
    const failed = { kind: 'failed', code: 'InternalError', stage: 'create' } as const;
    const parking = { message, failed: { ...failed, identity: undefined, problems: [] } };
    const { key, value } = recordOf(waiting, parkedRecordKey(id, parking), MARKER_KEYS);
    topic?.append([{ key: key ?? null, value, headers: {} }]);
  }
}

/** Collects twice, since the first collection may release objects that only the second frees. */
function usedHeap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
