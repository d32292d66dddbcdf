import { afterAll, expect, inject, test } from 'vitest';
import { nodeClock as clock } from '../../shared/node-clock.ts';
import { openTopicReader } from '../../shared/topics/open.ts';
import { parseTopicsUrl, type TopicRecord } from '../../shared/topics/topics.ts';
import { makeTopic, openPeer } from './shared-broker.ts';

const peer = openPeer();
afterAll(peer.stop);

const address = parseTopicsUrl(`kafka://${inject('sharedBrokers')}`);
const reader = openTopicReader(address, { clock, random: Math.random, send: fetch });

async function valuesIn(topic: string): Promise<readonly (string | null)[]> {
  const values: (string | null)[] = [];
  const onPage = (page: readonly TopicRecord[]) =>
    void values.push(...page.map(({ value }) => value));
  await reader.readAll(topic, onPage, clock.nowMs() + 30_000);
  return values;
}

test('an open transaction fails a reading, and says where it begins', async () => {
  const topic = await makeTopic();
  await peer.write(topic, [{ value: 'before' }]);
  await peer.write(topic, [{ value: 'open' }], { transaction: topic });
  await peer.write(topic, [{ value: 'behind it' }]);
  const failure = {
    ...{ name: 'ApiError', code: 'TransactionOpen' },
    ...{ topic, place: 'partition 0, offset 1' },
  };
  await expect(valuesIn(topic)).rejects.toMatchObject(failure);
  await peer.commit(topic);
  expect(await valuesIn(topic)).toEqual(['before', 'open', 'behind it']);
});

test('an open transaction alone is not an empty topic', async () => {
  const topic = await makeTopic();
  await peer.write(topic, [{ value: 'open' }], { transaction: topic });
  await expect(valuesIn(topic)).rejects.toMatchObject({ code: 'TransactionOpen' });
  await peer.abort(topic);
  expect(await valuesIn(topic)).toEqual([]);
});

test('records before an open transaction are read at their places', async () => {
  const topic = await makeTopic();
  await peer.write(topic, [{ value: 'before' }]);
  await peer.write(topic, [{ value: 'open' }], { transaction: topic });
  const read: TopicRecord[] = [];
  const onPage = (page: readonly TopicRecord[]) => void read.push(...page);
  const places = [{ partition: 0, offset: 0, length: 6 }];
  await reader.readAt(topic, places, onPage, clock.nowMs() + 30_000);
  expect(read.map(({ value }) => value)).toEqual(['before']);
  await peer.abort(topic);
});

test('an aborted record is no record, among those of other producers and of the same one', async () => {
  const topic = await makeTopic();
  const [one, two] = [`${topic}-1`, `${topic}-2`];
  await peer.write(topic, [{ key: 'a', value: 'waits' }]);
  await peer.write(topic, [{ key: 'a', value: null }], { transaction: one });
  await peer.write(topic, [{ value: 'committed' }], { transaction: two });
  await peer.write(topic, [{ value: 'between' }]);
  await peer.commit(two);
  await peer.abort(one);
  await peer.write(topic, [{ value: 'later' }], { transaction: one });
  await peer.commit(one);
  expect(await valuesIn(topic)).toEqual(['waits', 'committed', 'between', 'later']);
});
