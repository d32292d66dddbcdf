import { afterEach, expect, test } from 'vitest';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster.ts';
import {
  keyCount,
  provisionInstance,
  publishAll,
  readToEnd,
  requestsOf,
  stillMachine,
} from './kafka-world.ts';
import { committedCount, startTriggerPump } from './trigger-pump.ts';

const COUNT = 20_000;

let cluster: KafkaCluster;
afterEach(() => cluster.stop());

const secondsSince = (startMs: number) => ((performance.now() - startMs) / 1_000).toFixed(1);

test('20,000 requests are produced, read to the end, and each provisioned once from the backlog', async () => {
  // The cluster keeps some megabytes of a partition: the events of all requests must fit.
  const topics = { 'key-requests': 6, 'key-events': 30, 'key-dead-letters': 1 };
  cluster = await startKafkaCluster({ topics });
  const { brokers } = cluster;
  const requests = requestsOf(COUNT);

  const producedMs = performance.now();
  await publishAll(brokers, 'key-requests', requests);
  const producedS = secondsSince(producedMs);

  const readMs = performance.now();
  const records = await readToEnd(brokers, 'key-requests');
  const readS = secondsSince(readMs);
  expect(records.length).toBe(COUNT);
  expect(new Set(records.map(({ value }) => value))).toEqual(
    new Set(requests.map(({ value }) => value)),
  );

  const machine = stillMachine('backlog');
  const instance = provisionInstance(machine, brokers);
  const pumpedMs = performance.now();
  const pump = await startTriggerPump({
    brokers,
    topic: 'key-requests',
    maxMsgNum: 1_000,
    invoke: instance.invoke,
  });
  const committed = () => committedCount(brokers, 'key-requests');
  await expect.poll(committed, { timeout: 60_000, interval: 200 }).toBe(COUNT);
  const pumpedS = secondsSince(pumpedMs);
  await pump.stop();
  await instance.close();

  expect(keyCount(machine)).toBe(COUNT);
  const events = (await readToEnd(brokers, 'key-events')).map(({ value }) => JSON.parse(value!));
  const provisioned = events.filter(({ type }) => type === 'tenant-key.provisioned');
  expect(events.length).toBe(COUNT);
  expect(new Set(provisioned.map(({ data }) => data.requestId)).size).toBe(COUNT);
  expect(await readToEnd(brokers, 'key-dead-letters')).toEqual([]);
  process.stdout.write(
    `${COUNT} messages: produced in ${producedS} s, read in ${readS} s, pumped in ${pumpedS} s\n`,
  );
});
