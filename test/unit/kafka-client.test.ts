import { afterEach, describe, expect, test } from 'vitest';
import { kafkaClient } from '../../shared/topics/kafka.ts';
import { kafkaSockets } from '../../shared/topics/kafka-sockets.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { readBatches } from '../../shared/topics/record-batches.ts';
import type { BrokerAccess, TopicRecord } from '../../shared/topics/topics.ts';
import { wallClock } from '../wall-clock.ts';
import { FIRST_ANSWER_4 } from './recorded-fetches.ts';
import { type BrokerOptions, type SmallBroker, startSmallBroker } from './small-broker.ts';

/** Without a pause before a call is made again. */
const OPTIONS = { clock: { ...wallClock, sleep: async () => {} }, random: () => 0, send: fetch };

const soon = () => wallClock.nowMs() + 20_000;

let broker: SmallBroker | undefined;
afterEach(() => broker?.close());

async function start(more: Partial<BrokerOptions> = {}, access: BrokerAccess = {}) {
  const started = await startSmallBroker({ topic: 'key-events', ...more });
  broker = started;
  const address = { engine: 'kafka', brokers: [`127.0.0.1:${started.port}`], ...access } as const;
  return {
    address,
    broker: started,
    namesOf: () => started.calls.map(({ name }) => name),
    callsOf: (wanted: string) => started.calls.filter(({ name }) => name === wanted),
  };
}

/** What a failure says of a topic. */
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    ({ code }) => code,
  );

describe('messages that are published to Kafka', () => {
  test('are stored by every replica before they count, in one call', async () => {
    const { address, callsOf, namesOf } = await start();
    const topics = openTopics(address, OPTIONS);
    const headers = { traceparent: '00-a-b-01' };
    const messages = [{ key: 'a', partitionKey: 'p', value: 'x', headers }, { value: null }];
    await topics.publish('key-events', messages, soon());
    await topics.close();
    const [produced, ...others] = callsOf('Produce');
    expect(others).toEqual([]);
    const { body = Buffer.alloc(0), clientId } = produced ?? {};
    expect(clientId).toBe('tenant-keys');
    // After a transactional id that is null: the acknowledgements, and the time for them.
    expect([body.readInt16BE(2), body.readInt32BE(4)]).toEqual([-1, 3_000]);
    const recordsAt = 2 + 2 + 4 + 4 + (2 + 'key-events'.length) + 4 + 4 + 4;
    const [batch] = await readBatches(body.subarray(recordsAt));
    expect(batch?.records).toMatchObject([
      { key: 'a', value: 'x' },
      { key: null, value: null },
    ]);
    expect(body.includes('traceparent')).toBe(true);
    expect(body.includes('partitionKey')).toBe(false);
    expect(namesOf()).not.toContain('SaslHandshake');
  });

  test('make no topic', async () => {
    const { address, callsOf } = await start({ topicError: 3 });
    const topics = openTopics(address, OPTIONS);
    expect(await codeOf(topics.publish('key-events', [{ value: 'x' }], soon()))).toBe(
      'TopicMissing',
    );
    await topics.close();
    expect(callsOf('Produce')).toEqual([]);
    // The last byte allows to make the topic, as any number but 0 does.
    expect(new Set(callsOf('Metadata').map(({ body }) => body.at(-1)))).toEqual(new Set([0]));
  });

  test('go over one connection, which is kept after an answer that passes', async () => {
    const { address, callsOf, broker: own } = await start({ produceErrors: [19] });
    const topics = openTopics(address, OPTIONS);
    for (let count = 0; count < 3; count += 1) {
      await topics.publish('key-events', [{ value: 'x' }], soon());
    }
    expect(callsOf('Produce')).toHaveLength(4);
    const kept = own.connections();
    expect(kept).toBeLessThanOrEqual(2); // To the first broker, and to the leader.
    await topics.close();
    expect(own.connections()).toBe(kept);
  });

  test.each([
    [10, 'TopicRefused'],
    [29, 'TopicForbidden'],
  ])('have the meaning of the error code %i of a broker: %s', async (error, code) => {
    const { address, callsOf } = await start({ produceErrors: [error] });
    const topics = openTopics(address, OPTIONS);
    const publish = () => topics.publish('key-events', [{ value: 'x' }], soon());
    expect(await codeOf(publish())).toBe(code);
    expect(callsOf('Produce')).toHaveLength(1);
    expect(await codeOf(publish())).toBe('done');
    await topics.close();
  });

  test('fail by what the broker answered last, after a few calls', async () => {
    const { address, callsOf } = await start({ produceErrors: Array(100).fill(19) });
    const topics = openTopics(address, OPTIONS);
    const published = topics.publish('key-events', [{ value: 'x' }], soon());
    await expect(published).rejects.toThrow(
      'TopicsUnavailable: Messages are rejected since there are fewer in-sync replicas than required',
    );
    await topics.close();
    expect(callsOf('Produce')).toHaveLength(6);
  });

  test('are not sent after the deadline', async () => {
    const { address, namesOf } = await start();
    const topics = openTopics(address, OPTIONS);
    const published = topics.publish('key-events', [{ value: 'x' }], wallClock.nowMs());
    await expect(published).rejects.toThrow(
      'TopicsUnavailable: no acknowledgement before the deadline',
    );
    await topics.close();
    expect(namesOf()).toEqual([]);
  });

  test('are sent as the user of the settings', async () => {
    const user = { mechanism: 'plain', username: 'functions', password: 'a-password' } as const;
    const { address, callsOf } = await start({}, { sasl: user });
    const topics = openTopics(address, OPTIONS);
    await topics.publish('key-events', [{ value: 'x' }], soon());
    await topics.close();
    const bodies = callsOf('SaslAuthenticate').map(({ body }) => body.subarray(4).toString());
    expect(new Set(bodies)).toEqual(new Set(['\0functions\0a-password']));
  });

  test('are not sent to a broker that does not encrypt, where that is asked for', async () => {
    const { address, namesOf } = await start({}, { ssl: {} });
    const topics = openTopics(address, OPTIONS);
    const published = topics.publish('key-events', [{ value: 'x' }], wallClock.nowMs() + 500);
    expect(await codeOf(published)).toBe('TopicsUnavailable');
    await topics.close();
    expect(namesOf()).toEqual([]);
  });
});

describe('a topic of Kafka', () => {
  const RECORDED = { high: 4, fetched: [FIRST_ANSWER_4] };

  /** The same answer with the error code 6: the broker is no longer the leader. */
  const NO_LEADER = Buffer.from(FIRST_ANSWER_4);
  NO_LEADER.writeInt16BE(6, 22);

  async function read(address: Parameters<typeof openTopicReader>[0]) {
    const records: TopicRecord[] = [];
    const reader = openTopicReader(address, OPTIONS);
    await reader.readAll('key-events', (page) => void records.push(...page), soon());
    return { reader, values: records.map(({ value }) => value) };
  }

  test('is read to its end, without a group and without what was aborted', async () => {
    const { address, callsOf, namesOf, broker: own } = await start(RECORDED);
    expect((await read(address)).values).toEqual(['plain', 'committed', 'between']);
    const apis = ['ApiVersions', 'Metadata', 'ListOffsets', 'Fetch'];
    expect(namesOf().filter((name) => !apis.includes(name))).toEqual([]);
    expect(new Set(callsOf('Metadata').map(({ body }) => body.at(-1)))).toEqual(new Set([0]));
    // The ends include what follows an open transaction; records are those that are committed.
    expect(callsOf('ListOffsets').map(({ body }) => body.readInt8(4))).toEqual([0, 0]);
    const [fetch] = callsOf('Fetch').map(({ body }) => body);
    expect(fetch?.readInt8(16)).toBe(1);
    while (own.open() > 0) await wallClock.sleep(1);
  });

  test('is read at places', async () => {
    const { address } = await start(RECORDED);
    const reader = openTopicReader(address, OPTIONS);
    const records: TopicRecord[] = [];
    const places = [{ partition: 0, offset: 1, length: 9 }];
    await reader.readAt('key-events', places, (page) => void records.push(...page), soon());
    expect(records.map(({ offset, value }) => [offset, value])).toEqual([[1, 'committed']]);
  });

  test('is read over new connections, where its leader is asked, after an answer of another broker', async () => {
    const plain = await start(RECORDED);
    await read(plain.address);
    const moved = await start({ high: 4, fetched: [NO_LEADER, FIRST_ANSWER_4] });
    expect((await read(moved.address)).values).toEqual(['plain', 'committed', 'between']);
    expect(moved.broker.connections()).toBe(2 * plain.broker.connections());
    plain.broker.close();
  });

  test('that stays without a leader could not be read, for the reason of the broker', async () => {
    const { address } = await start({ high: 4, fetched: [NO_LEADER] });
    await expect(read(address)).rejects.toThrow(
      'TopicsUnavailable: the topic "key-events" could not be read: This server is not the leader for that topic-partition',
    );
  });

  test('is not connected to for records at no places', async () => {
    const { address, broker: own } = await start(RECORDED);
    await openTopicReader(address, OPTIONS).readAt('key-events', [], () => {}, soon());
    expect(own.connections()).toBe(0);
  });

  test('that does not exist is missing', async () => {
    const { address } = await start({ topicError: 3 });
    await expect(read(address)).rejects.toMatchObject({
      code: 'TopicMissing',
      topic: 'key-events',
    });
  });
});

describe('an encrypted connection to Kafka', () => {
  /** With what the client creates its sockets. */
  async function securityOf(ssl: { readonly ca?: readonly string[] } | undefined) {
    const { port } = (await start()).broker;
    const brokers = [`127.0.0.1:${port}`];
    const sockets = kafkaSockets(brokers);
    const seen: unknown[] = [];
    const client = await kafkaClient(
      { engine: 'kafka', brokers, ...(ssl === undefined ? {} : { ssl }) },
      {
        ...sockets,
        create: (args) => {
          seen.push(args.ssl);
          return sockets.create({ ...args, ssl: undefined as never });
        },
      },
    );
    const producer = client.producer();
    await producer.connect();
    await producer.disconnect();
    return seen[0];
  }

  test('trusts the authorities of the settings in place of the public ones', async () => {
    expect(await securityOf({ ca: ['a certificate'] })).toMatchObject({ ca: ['a certificate'] });
  });

  test('trusts the public authorities where there are no others', async () => {
    const security = await securityOf({});
    expect(security).toBeTruthy();
    expect(security).not.toHaveProperty('ca');
  });

  test('is none where none is asked for', async () => {
    expect(await securityOf(undefined)).toBeFalsy();
  });
});
