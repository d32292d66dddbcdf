import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { deadLetterQueue } from '../../shared/dead-letters/queue.ts';
import { readDeadLetter } from '../../shared/dead-letters/records.ts';
import { nodeClock as clock } from '../../shared/node-clock.ts';
import type { FailedAttempt } from '../../shared/tenant-key/message.ts';
import { coalescedTopics } from '../../shared/topics/coalesced.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicRecord } from '../../shared/topics/topics.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { makeTopic, withAdmin } from './shared-broker.ts';
import { type Cluster, startCluster } from './start-cluster.ts';

// The topic has the name that the functions know, so the brokers are this file's own.

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster(inject('kafka'));
  const settings = { 'cleanup.policy': 'compact' };
  await makeTopic({ name: 'key-dead-letters', settings }, cluster.brokers);
});
afterAll(() => cluster?.stop());

const options = { clock, random: Math.random, send: fetch };
const address = () => parseTopicsUrl(`kafka://${cluster.brokers}`);

function limitTo(bytes: number): Promise<unknown> {
  const configEntries = [
    { name: 'max.message.bytes', value: String(bytes) },
    { name: 'cleanup.policy', value: 'compact' },
  ];
  const topic = { type: 2, name: 'key-dead-letters', configEntries };
  return withAdmin(cluster.brokers, (admin) =>
    admin.alterConfigs({ validateOnly: false, resources: [topic] }),
  );
}

const FAILED: FailedAttempt = {
  kind: 'failed',
  ...{ code: 'RequestTooLarge', stage: 'parse' },
  ...{ identity: undefined, problems: [], keyId: undefined, error: undefined },
};

const TIMES = { wallMs: () => 1_793_577_600_000, random: () => 0 };

/** Parks messages together, as those of a batch are, and reads what the topic then has of them. */
async function parkAll(texts: readonly string[]) {
  const topics = coalescedTopics(openTopics(address(), options));
  const { park } = deadLetterQueue(topics, MARKER_KEYS, TIMES, 'https://tenant-keys.example/');
  await Promise.all(
    texts.map((text) => {
      const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 } as const;
      const message = { text, source, callerWaits: false };
      return park(
        { message, failed: FAILED, attempts: 1, state: 'parked' },
        clock.nowMs() + 30_000,
      );
    }),
  );
  await topics.close();
  const records: TopicRecord[] = [];
  const onPage = (page: readonly TopicRecord[]) => void records.push(...page);
  const reader = openTopicReader(address(), options);
  await reader.readAll('key-dead-letters', onPage, clock.nowMs() + 30_000);
  const found = records.slice(-texts.length).map((record) => {
    const read = readDeadLetter(record);
    if (read === undefined || !('text' in read)) throw new Error('unreadable');
    return { length: read.text.length, first: read.text.slice(0, 1), whole: read.cut?.bytes };
  });
  return found.sort((one, other) => one.length - other.length);
}

/** Each has the length that a text is kept whole with, and takes six bytes a character. */
const poison = (number: number) => `${number}${'\u0001'.repeat(131_071)}`;

test('with the declared limit, the largest dead letter is stored whole', async () => {
  await limitTo(1_048_576);
  expect(await parkAll([poison(1)])).toEqual([{ length: 131_072, first: '1', whole: undefined }]);
});

test('with a small limit, large and small dead letters of a batch are all stored', async () => {
  await limitTo(262_144);
  expect(await parkAll([poison(2), '{', poison(3)])).toEqual([
    { length: 1, first: '{', whole: undefined },
    { length: 32_768, first: expect.stringMatching(/[23]/), whole: 131_072 },
    { length: 32_768, first: expect.stringMatching(/[23]/), whole: 131_072 },
  ]);
});
