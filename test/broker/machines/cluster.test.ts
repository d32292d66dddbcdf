import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeTopic, openPeer, withAdmin } from '../shared-broker.ts';
import { type Cluster, startCluster } from '../start-cluster.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster(inject('kafka'), { count: 3 });
});
afterAll(() => cluster?.stop());

/** The only partition of a topic, as these brokers know it. */
function partitionOf(topic: string, brokers: string) {
  return withAdmin(brokers, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]!.partitions[0]!;
  });
}

const PATIENCE = { timeout: 60_000, interval: 200 };

test.each([
  ['killed', 'kill', 'restart'],
  ['hung', 'hang', 'resume'],
  ['cut off', 'cutOff', 'rejoin'],
] as const)('a leader that is %s is replaced, and then follows', async (_, harm, heal) => {
  const topic = await makeTopic({}, cluster.brokers);
  const { leader } = await partitionOf(topic, cluster.brokers);
  const node = cluster.nodes.find(({ id }) => id === leader)!;
  const others = cluster.nodes
    .filter(({ id }) => id !== leader)
    .map(({ address }) => address)
    .join();
  await node[harm]();
  await expect
    .poll(async () => (await partitionOf(topic, others)).leader, PATIENCE)
    .not.toBe(leader);
  const peer = openPeer(others);
  await peer.write(topic, [{ value: 'meanwhile' }]);
  expect(await peer.read(topic)).toMatchObject([{ value: 'meanwhile' }]);
  await peer.stop();
  await node[heal]();
  await expect.poll(async () => (await partitionOf(topic, others)).isr.length, PATIENCE).toBe(3);
});

test('the listeners with TLS have a certificate of the given authority', async () => {
  const secure = await startCluster(inject('kafka'), { users: { alice: 'alice-secret' } });
  const { access } = secure;
  for (const address of [access!.tls, access!.saslTls]) {
    const [host, port] = address.split(':');
    const isTrusted = await new Promise((resolve, reject) => {
      const options = { host, port: Number(port), ca: access!.caPem };
      const socket = connect(options, () => resolve(socket.authorized)).on('error', reject);
      socket.on('secureConnect', () => socket.destroy());
    });
    expect(isTrusted).toBe(true);
  }
  await secure.stop();
});
