import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type {
  DiscardAnswer,
  RedriveAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { serveDeadLetters } from '../../shared/dead-letters/serve.ts';
import { type DeadLetterTable, readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import {
  inSeconds,
  kafkaReader,
  kafkaTopics,
  requestsOf,
  stillMachine,
} from '../kafka/kafka-world.ts';
import { wallClock } from '../wall-clock.ts';
import { invocationBy } from '../world/invocation.ts';
import { MARKER_KEYS, machineClients } from '../world/machine-ports.ts';
import { CONFIG } from '../world/world-config.ts';
import { renamedReader, renamedTopics, type TopicNames } from './renamed-topics.ts';
import { makeTopic, openPeer, withAdmin } from './shared-broker.ts';

const COUNT = 10_000;
const PARTITIONS = 3;

/** The broker cleans as often as it can, and forgets settled dead letters after a second. */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': 1_000,
  'min.cleanable.dirty.ratio': 0.000_01,
  'delete.retention.ms': 1_000,
};

const peer = openPeer();
afterAll(peer.stop);

let names: TopicNames;
let deadLetters: string;
beforeAll(async () => {
  deadLetters = await makeTopic({ partitions: PARTITIONS, settings: EAGER });
  names = { 'key-dead-letters': deadLetters, 'key-events': await makeTopic() };
});

test(`${COUNT} dead letters are parked, redriven and discarded while the broker compacts them, and the table is what Kafka's own client sees`, async () => {
  const machine = stillMachine('compaction');
  const topics = renamedTopics(kafkaTopics(inject('sharedBrokers')), names);
  const reader = renamedReader(kafkaReader(inject('sharedBrokers')), names);
  const callsPerSecondMax = 5_000;
  const clients = machineClients(machine, wallClock, {
    ...{ callsPerSecondMax, tagCallsPerSecondMax: callsPerSecondMax, random: () => 0, topics },
  });
  const ports = operatorPorts(clients, reader);
  const config = { ...CONFIG, kmsCallsPerSecondMax: callsPerSecondMax };
  const operate = async <Answer>(command: object) =>
    (await serveDeadLetters(
      command,
      ports,
      config,
      invocationBy(wallClock, inSeconds(600)),
    )) as Answer;
  /** Redrives so many, in several commands where a busy machine has no time for all in one. */
  const redrive = async (limit: number) => {
    const outcomes: string[] = [];
    while (outcomes.length < limit) {
      const selection = { all: true, limit: limit - outcomes.length };
      const { results, stoppedBy } = await operate<RedriveAnswer>({
        command: 'redrive',
        selection,
      });
      expect(stoppedBy).toBeUndefined();
      expect(results.length).toBeGreaterThan(0);
      outcomes.push(...results.map(({ outcome }) => outcome));
    }
    return [outcomes.length, ...new Set(outcomes)];
  };
  const refuseKeys = () => {
    const effect = { error: 'InvalidParameterValue.InvalidAlias' };
    machine.faults.add([{ action: 'CreateKey', effect }]);
  };

  const watch = watchTable(reader);
  refuseKeys();
  const requests = requestsOf(COUNT).map(({ key = null, value }, offset) => ({
    offset,
    key,
    value,
  }));
  for (let from = 0; from < COUNT; from += 500) {
    const event = ckafkaEvent('key-requests', 0, requests.slice(from, from + 500));
    const invocation = invocationBy(wallClock, inSeconds(60));
    expect(await provisionEvent(event, ports, config, invocation)).toEqual({ parked: 500 });
  }
  expect(await redrive(2_000)).toEqual([2_000, 'parked']);
  machine.faults.clear();
  expect(await redrive(4_000)).toEqual([4_000, 'provisioned']);
  refuseKeys();
  expect(await redrive(1_000)).toEqual([1_000, 'parked']);
  const { deadLetters: left } = await tableOf(reader);
  const ids = left.slice(-1_000).map(({ id }) => id);
  const discarded = await operate<DiscardAnswer>({ command: 'discard', ids, reason: 'a test' });
  expect(discarded.discarded.length).toBe(1_000);

  const readings = await watch.stop();
  await topics.close();
  expect(readings.length).toBeGreaterThan(10);
  expect(readings.filter(({ unreadable, beyond }) => unreadable.length + beyond > 0)).toEqual([]);
  expect(readings.some(({ records, written }) => records < written)).toBe(true);

  const table = await tableOf(reader);
  expect(table.deadLetters.length).toBe(5_000);
  expect(table.deadLetters.filter(({ redrives }) => redrives === 1).length).toBe(1_000);
  expect(table).toEqual(await tableOf(peerReader));
  await untilClean(5_000);
  expect(await tableOf(reader)).toEqual(table);
  expect(await tableOf(peerReader)).toEqual(table);
}, 1_200_000);

/** What operators see of the topic. */
async function tableOf(records: Pick<TopicReader, 'readAll'>) {
  const table: DeadLetterTable = await readDeadLetterTable(records, inSeconds(60), {
    keys: MARKER_KEYS,
    isRequired: true,
  });
  const { deadLetters, unreadable, beyond } = table;
  return { deadLetters, unreadable, beyond };
}

/** What Kafka's own client sees of the dead letters. */
const peerReader: Pick<TopicReader, 'readAll'> = {
  readAll: async (_topic, onPage) => {
    const records = await peer.read(deadLetters);
    onPage(records.map((record) => ({ ...record, timestampMs: 0 })));
    return new Map();
  },
};

/** Reads the table again and again. */
function watchTable(reader: TopicReader) {
  const stopping = new AbortController();
  const watching = (async () => {
    const readings = [];
    while (!stopping.signal.aborted) {
      let records = 0;
      const counted: Pick<TopicReader, 'readAll'> = {
        readAll: (topic, onPage, ...rest) =>
          reader.readAll(
            topic,
            (page) => {
              records += page.length;
              onPage(page);
            },
            ...rest,
          ),
      };
      const written = await writtenCount();
      readings.push({ ...(await tableOf(counted)), records, written });
      await wallClock.sleep(200);
    }
    return readings;
  })();
  watching.catch(() => {}); // Whoever stops it sees the failure.
  return {
    stop: () => {
      stopping.abort();
      return watching;
    },
  };
}

/** How many records have ever been written to the topic of dead letters. */
function writtenCount(): Promise<number> {
  return withAdmin(inject('sharedBrokers'), async (admin) => {
    const offsets = await admin.fetchTopicOffsets(deadLetters);
    return offsets.reduce((sum, { offset }) => sum + Number(offset), 0);
  });
}

/** Kafka 2 keeps the tombstones of this test for longer than the test can wait. */
const areTombstonesForgotten = !inject('kafka').hasZooKeeper;

/** Resolves when nothing is left but this number of records and what was written last. */
async function untilClean(count: number): Promise<void> {
  const recordCount = async () => {
    // A segment is only cleaned when a later record has begun the next one.
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      await peer.write(deadLetters, [{ key: 'roll', value: null, partition }]);
    }
    const records = await peer.read(deadLetters);
    return records.filter(({ value }) => value !== null || areTombstonesForgotten).length;
  };
  await expect
    .poll(recordCount, { timeout: 180_000, interval: 1_200 })
    .toBeLessThan(count + 10 * PARTITIONS);
}
