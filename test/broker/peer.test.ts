import { afterAll, expect, test } from 'vitest';
import { makeTopic, openPeer } from './shared-broker.ts';

const peer = openPeer();
afterAll(peer.stop);

test("Kafka's own client writes in transactions, and reads what was committed", async () => {
  const topic = await makeTopic();
  await peer.write(topic, [{ key: 'a', value: 'plain' }]);
  await peer.write(topic, [{ value: 'committed' }], { transaction: `${topic}-1` });
  await peer.commit(`${topic}-1`);
  await peer.write(topic, [{ value: 'aborted' }], { transaction: `${topic}-2` });
  await peer.abort(`${topic}-2`);
  await peer.write(topic, [{ key: 'b', value: null }], {
    settings: { 'compression.type': 'zstd' },
  });
  await peer.write(topic, [{ value: 'open' }], { transaction: `${topic}-3` });
  await peer.write(topic, [{ value: 'behind it' }]);
  const valuesOf = async (isolation: 'read_committed' | 'read_uncommitted') =>
    (await peer.read(topic, isolation)).map(({ value }) => value);
  expect(await valuesOf('read_committed')).toEqual(['plain', 'committed', null]);
  expect(await valuesOf('read_uncommitted')).toEqual([
    'plain',
    'committed',
    'aborted',
    null,
    'open',
    'behind it',
  ]);
  await peer.commit(`${topic}-3`);
  expect(await valuesOf('read_committed')).toEqual([
    'plain',
    'committed',
    null,
    'open',
    'behind it',
  ]);
});
