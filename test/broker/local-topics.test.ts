import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { deployApis } from '../../deploy/calls/apis.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { CKAFKA_INSTANCE_ID } from '../../emulator/state/ckafka.ts';
import { wallClock } from '../wall-clock.ts';
import { makeTopic, openPeer, randomTopic, withAdmin } from './shared-broker.ts';

// The topics of the local cloud on brokers: its control plane, its HTTP interface and its reset.

const brokers = inject('sharedBrokers');

let cloud: Emulator;
let warnings: string[];
let name: string;
const peer = openPeer();
afterAll(peer.stop);
beforeEach(async () => {
  warnings = [];
  name = randomTopic();
  cloud = await start();
});
afterEach(() => cloud.close());

const start = () =>
  startEmulator({
    port: 0,
    brokers: brokers.split(','),
    warn: (sentence) => warnings.push(sentence),
  });

/** Calls the API as an operator does. */
function ckafka(action: string, params: object = {}): Promise<any> {
  const { region, url: endpoint, secretId, secretKey } = cloud;
  const readCredentials = () => ({ secretId, secretKey });
  const apis = deployApis({
    region,
    endpoint,
    readCredentials,
    clock: wallClock,
    wallMs: Date.now,
  });
  const place = { InstanceId: CKAFKA_INSTANCE_ID, TopicName: name };
  return apis.ckafka.client.request(action, { ...place, ...params }, new AbortController().signal);
}

const create = (params: object = {}) =>
  ckafka('CreateTopic', { PartitionNum: 1, ReplicaNum: 3, ...params });

async function ask(route: string, body?: object): Promise<any> {
  const [method = '', path = ''] = route.split(' ');
  const request = { method, ...(body && { body: JSON.stringify(body) }) };
  return (await fetch(`${cloud.url}${path}`, request)).json();
}

const post = (...messages: object[]) => ask(`POST /topics/${name}/messages`, messages);

const valuesIn = async (query = ''): Promise<string[]> =>
  (await ask(`GET /topics/${name}/messages${query}`)).map(({ value }: any) => value);

const partitionCount = () =>
  withAdmin(brokers, async (admin) => {
    if (!(await admin.listTopics()).includes(name)) return undefined;
    return (await admin.fetchTopicMetadata({ topics: [name] })).topics[0]?.partitions.length;
  });

/** The settings of the topic that differ from those of the broker. */
const settings = () =>
  withAdmin(brokers, async (admin) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name }],
    });
    const own = resources[0]!.configEntries.filter(
      ({ configSource }) => Number(configSource) === 1,
    );
    return Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
  });

describe('the control plane', () => {
  test('creates, changes and deletes topics of the brokers', async () => {
    const size = { MaxMessageBytes: 2_000_000 };
    // Brokers learn of a change one after the other.
    await create({ PartitionNum: 2, CleanUpPolicy: 'compact', MinInsyncReplicas: 2, ...size });
    await expect.poll(partitionCount).toBe(2);
    const created = {
      'cleanup.policy': 'compact',
      'retention.ms': '7200000',
      'max.message.bytes': '2000000',
      'min.insync.replicas': '1', // There is one broker.
      'unclean.leader.election.enable': 'false',
    };
    await expect.poll(settings).toEqual(created);

    await ckafka('CreatePartition', { PartitionNum: 5 });
    await expect.poll(partitionCount).toBe(5);

    await withAdmin(brokers, async (admin) => {
      const set = Object.entries({ ...created, 'segment.ms': '123456' });
      const configEntries = set.map(([name, value]) => ({ name, value }));
      const resources = [{ type: 2, name, configEntries }];
      await admin.alterConfigs({ validateOnly: false, resources });
    });
    await ckafka('ModifyTopicAttributes', { RetentionMs: 86_400_000 });
    await expect.poll(settings).toEqual({
      ...created,
      'retention.ms': '86400000',
      'segment.ms': '123456',
    });

    await ckafka('DeleteTopic');
    await expect.poll(partitionCount).toBe(undefined);
    expect(warnings).toEqual([]);
  });

  test('leaves a topic as it is that somebody else made, and says so', async () => {
    await makeTopic({ name });
    await peer.write(name, [{ value: 'theirs' }]);
    await create({ PartitionNum: 3, CleanUpPolicy: 'compact' });
    await ckafka('ModifyTopicAttributes', { RetentionMs: 3_600_000 });
    await ckafka('CreatePartition', { PartitionNum: 5 });
    expect([await partitionCount(), await settings()]).toEqual([1, {}]);
    await ask('POST /reset');
    expect(await valuesIn()).toEqual(['theirs']);
    await ckafka('DeleteTopic');
    expect(await partitionCount()).toBe(1);
    const there = `The topic ${name} was at kafka://${brokers} before this local cloud, and`;
    expect(warnings).toEqual([
      `${there} is used as it is.`,
      `${there} keeps its settings.`,
      `${there} keeps its partitions.`,
      `${there} keeps its messages.`,
      `${there} stays there: delete it with a tool of Kafka.`,
    ]);
  });

  test('answers FailedOperation when the brokers refuse, and then has no such topic', async () => {
    name = '..'; // The vendor allows it, and Kafka does not.
    await expect(create()).rejects.toMatchObject({ code: 'FailedOperation' });
    const { Result } = await ckafka('DescribeTopicDetail', { TopicName: undefined });
    expect(Result.TotalCount).toBe(0);
    const calls = await ask('GET /journal');
    expect(calls.map(({ action, code }: any) => [action, code])).toEqual([
      ['CreateTopic', 'FailedOperation'],
      ['DescribeTopicDetail', null],
    ]);
  });

  test('reports the messages that the brokers have, so that a topic with some is not deleted', async () => {
    await create({ PartitionNum: 2 });
    await peer.write(name, [
      { value: 'a', partition: 1 },
      { value: 'b', partition: 1 },
    ]);
    const { Result } = await ckafka('DescribeTopicSyncReplica');
    const rows = Result.TopicInSyncReplicaList.map((row: any) => [row.Partition, row.MessageCount]);
    expect(rows).toEqual([
      ['0', 0],
      ['1', 2],
    ]);
  });
});

describe('the HTTP interface', () => {
  test('publishes to the partition that other clients choose, and says where each message is', async () => {
    await create({ PartitionNum: 3 });
    const theirs = await peer.write(name, [{ key: 'acme', value: 'theirs' }]);
    const ours = await post(
      { key: 'acme', value: 'ours', headers: { a: 'b' } },
      { key: 'acme', value: null },
      { value: 'without a key' },
    );
    const { partition } = theirs[0]!;
    expect(ours.slice(0, 2)).toEqual([
      { partition, offset: 1 },
      { partition, offset: 2 },
    ]);
    const read = await peer.read(name);
    const acme = read.filter(({ key }) => key === 'acme');
    expect(acme.map(({ value, headers }) => [value, headers])).toEqual([
      ['theirs', {}],
      ['ours', { a: 'b' }],
      [null, {}],
    ]);
    expect(await ask(`GET /topics/${name}/messages?partition=${partition}&from=1&limit=1`)).toEqual(
      [
        {
          partition,
          offset: 1,
          key: 'acme',
          value: 'ours',
          headers: { a: 'b' },
          timestampMs: expect.any(Number),
        },
      ],
    );
    const about = await ask('GET /');
    expect([about.brokers, about.topics]).toEqual([
      `kafka://${brokers}`,
      [{ name, partitions: 3, messages: 4 }],
    ]);
  });

  test('reads all partitions in the order of arrival, without what transactions aborted', async () => {
    await create({ PartitionNum: 2 });
    for (const [index, partition] of [0, 1, 1, 0, 1].entries()) {
      await peer.write(name, [{ value: `m${index}`, partition }]);
      await wallClock.sleep(5); // The order is that of the timestamps.
    }
    await peer.write(name, [{ value: 'aborted', partition: 0 }], { transaction: name });
    await peer.abort(name);
    await peer.write(name, [{ value: 'last', partition: 0 }]);
    expect(await valuesIn()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'last']);
    expect(await valuesIn('?from=2&limit=3')).toEqual(['m2', 'm3', 'm4']);
    expect(await valuesIn('?partition=0&from=1')).toEqual(['m3', 'last']);
  });

  test('has no topic that the brokers do not have, and creates none', async () => {
    expect(await ask(`POST /topics/${name}/messages`, { value: 'x' })).toEqual({
      error: `There is no topic "${name}"; there are none yet.`,
    });
    expect(await partitionCount()).toBe(undefined);
  });
});

test('a reset empties the topics that this cloud made, and they work afterwards', async () => {
  await create({ PartitionNum: 2 });
  await post({ key: 'a', value: 'old' });
  expect(await ask('POST /reset')).toEqual({ reset: true });
  expect([await valuesIn(), await partitionCount()]).toEqual([[], 2]);
  await post({ key: 'a', value: 'new' });
  expect(await valuesIn()).toEqual(['new']);
});
