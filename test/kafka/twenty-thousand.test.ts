import { afterEach, expect, test } from 'vitest';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster.ts';
import { keyCount, provisionInstance, stillMachine } from './kafka-world.ts';
import { settleBacklog } from './request-backlog.ts';

const COUNT = 20_000;

let cluster: KafkaCluster;
afterEach(() => cluster.stop());

test('20,000 requests are produced, read to the end, and each provisioned once from the backlog', async () => {
  // The cluster keeps some megabytes of a partition: the events of all requests must fit.
  const topics = { 'key-requests': 6, 'key-events': 30, 'key-dead-letters': 1 };
  cluster = await startKafkaCluster({ topics });
  const { brokers } = cluster;
  const machine = stillMachine('backlog');
  const { invoke, close } = provisionInstance(machine, brokers);
  const { times, events, ...settled } = await settleBacklog({
    ...{ brokers, count: COUNT, maxMsgNum: 1_000, invoke },
  });
  await close();
  expect(keyCount(machine)).toBe(COUNT);
  expect(settled).toEqual({
    ...{ distinct: COUNT, provisioned: COUNT, provisionedEvents: COUNT },
    ...{ pending: 0, parked: 0, deadLetters: 0 },
  });
  // A batch that ran out of time is delivered again, with the same events (P4).
  expect(events).toBeGreaterThanOrEqual(COUNT);
  process.stdout.write(`${COUNT} messages, ${events} events: ${times}\n`);
});
