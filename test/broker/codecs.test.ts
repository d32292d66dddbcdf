import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { afterAll, expect, inject, test } from 'vitest';
import { nodeClock as clock } from '../../shared/node-clock.ts';
import { openTopicReader } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicRecord } from '../../shared/topics/topics.ts';
import { makeTopic, openPeer } from './shared-broker.ts';

const peer = openPeer();
afterAll(peer.stop);

const brokers = inject('sharedBrokers');
const reader = openTopicReader(parseTopicsUrl(`kafka://${brokers}`), {
  clock,
  random: Math.random,
  send: fetch,
});

async function readAll(topic: string): Promise<readonly TopicRecord[]> {
  const records: TopicRecord[] = [];
  const onPage = (page: readonly TopicRecord[]) => void records.push(...page);
  await reader.readAll(topic, onPage, clock.nowMs() + 30_000);
  return records;
}

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** Values that compress well, badly, and not at all. */
const VALUES = [
  'one '.repeat(50_000),
  Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 10_007).join(),
  'ä',
];

test('what Kafka itself compresses is read, with every compression in one topic', async () => {
  const topic = await makeTopic();
  for (const codec of CODECS) {
    await peer.write(
      topic,
      VALUES.map((value) => ({ key: codec, value })),
      { settings: { 'compression.type': codec } },
    );
  }
  const read = await readAll(topic);
  expect(read.map(({ key, value }) => `${key} ${value}`)).toEqual(
    CODECS.flatMap((codec) => VALUES.map((value) => `${codec} ${value}`)),
  );
  const places = read.filter(({ key }) => key !== 'none').map(placeOf);
  const again: TopicRecord[] = [];
  const onPage = (page: readonly TopicRecord[]) => void again.push(...page);
  await reader.readAt(topic, places, onPage, clock.nowMs() + 30_000);
  expect(again).toEqual(read.filter(({ key }) => key !== 'none'));
});

const placeOf = ({ partition, offset, value }: TopicRecord) => ({
  ...{ partition, offset, length: value?.length ?? 0 },
});

test.each(CODECS.slice(1))(
  'what a topic with compression.type=%s makes of ours is read',
  async (codec) => {
    const topic = await makeTopic({ settings: { 'compression.type': codec } });
    await peer.write(topic, [{ key: 'a', value: VALUES[0] ?? '' }]);
    expect((await readAll(topic)).map(({ key, value }) => [key, value])).toEqual([
      ['a', VALUES[0]],
    ]);
  },
);

test('a small batch that is a large one when decompressed is named, and hides no other', async () => {
  const topic = await makeTopic();
  await peer.write(topic, [{ key: 'before', value: 'x' }]);
  const client = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = client.producer();
  await producer.connect();
  const value = Buffer.alloc(40_000_000, 'x');
  const compression = CompressionTypes.GZIP;
  await producer.send({ topic, compression, messages: [{ key: 'large', value }] });
  await producer.disconnect();
  await peer.write(topic, [{ key: 'after', value: 'y' }]);
  const read = await readAll(topic);
  expect(read.map(({ offset, key, undecoded }) => ({ offset, key, undecoded }))).toEqual([
    { offset: 0, key: 'before' },
    { offset: 1, key: null, undecoded: { firstOffset: 1, codec: 'gzip' } },
    { offset: 2, key: 'after' },
  ]);
});
