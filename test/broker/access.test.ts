import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CallCloud } from '../../deploy/calls/calls.ts';
import { changeRules } from '../../deploy/resources/topic-rules.ts';
import { nodeClock as clock } from '../../shared/node-clock.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { type BrokerAccess, parseTopicsUrl } from '../../shared/topics/topics.ts';
import { makeTopic, withAdmin } from './shared-broker.ts';
import { type Cluster, type ClusterAccess, startCluster } from './start-cluster.ts';

const PASSWORDS = { functions: 'functions-secret', stranger: 'stranger-secret' };

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster(inject('kafka'), { users: PASSWORDS });
  for (const name of ['key-events', 'key-dead-letters']) await makeTopic({ name }, cluster.brokers);
  // What a deployment sets for `user: functions`, by the numbers of the vendor's API, which are Kafka's.
  await withAdmin(cluster.brokers, async (admin) => {
    const call = async (_product: string, _action: string, params: Rule) => {
      const { ResourceType, ResourceName, Operation, PermissionType, Principal, Host } = params;
      await admin.createAcls({
        acl: [
          {
            ...{ resourceType: ResourceType, resourceName: ResourceName, resourcePatternType: 3 },
            ...{ operation: Operation, permissionType: PermissionType },
            ...{ principal: Principal, host: Host },
          },
        ],
      });
      return {};
    };
    for (const TopicName of ['key-events', 'key-dead-letters']) {
      const place = { InstanceId: 'ckafka-a', TopicName };
      const rules = ['functions reads', 'functions writes'];
      await changeRules(call as unknown as CallCloud, place, rules, []);
    }
  });
});
afterAll(() => cluster?.stop());

type Rule = {
  readonly ResourceType: number;
  readonly ResourceName: string;
  readonly Operation: number;
  readonly PermissionType: number;
  readonly Principal: string;
  readonly Host: string;
};

type Mechanism = NonNullable<BrokerAccess['sasl']>['mechanism'];

const userOf = (
  mechanism: Mechanism,
  username: keyof typeof PASSWORDS = 'functions',
  password: string = PASSWORDS[username],
): BrokerAccess => ({ sasl: { mechanism, username, password } });

const listenersOf = ({ access }: Cluster): ClusterAccess => {
  if (access === undefined) throw new Error('The cluster has no users.');
  return access;
};

const trustOwn = (): BrokerAccess => ({ ssl: { ca: [listenersOf(cluster).caPem] } });

/** Publishes to a topic, and reads it, at a listener: what came back, or each failure with its topic. */
async function useTopic(broker: string, access: BrokerAccess, topic: string) {
  const address = { ...parseTopicsUrl(`kafka://${broker}`), ...access };
  const options = { clock, random: Math.random, send: fetch };
  const topics = openTopics(address, options);
  const values: (string | null)[] = [];
  const asFailure = ({ code, topic }: { readonly code: string; readonly topic: string }) =>
    `${code} of ${topic}`;
  const published = await topics
    .publish(topic, [{ key: 'k', value: 'v' }], clock.nowMs() + 10_000)
    .then(() => 'published', asFailure);
  await topics.close();
  const onPage = (page: readonly { readonly value: string | null }[]) =>
    void values.push(...page.map(({ value }) => value));
  const read = await openTopicReader(address, options)
    .readAll(topic, onPage, clock.nowMs() + 10_000)
    .then(() => `read ${values.at(-1)}`, asFailure);
  return [published, read];
}

const WORKS = ['published', 'read v'];

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

describe.each(MECHANISMS)('a user, checked by %s', (mechanism) => {
  test('publishes and reads, with and without TLS', async () => {
    const { sasl, saslTls } = listenersOf(cluster);
    expect(await useTopic(sasl, userOf(mechanism), 'key-events')).toEqual(WORKS);
    const encrypted = { ...userOf(mechanism), ...trustOwn() };
    expect(await useTopic(saslTls, encrypted, 'key-dead-letters')).toEqual(WORKS);
  });

  test('with a wrong password is refused, in words of its own', async () => {
    const refused = 'TopicsUserRefused of key-events';
    const { sasl, saslTls } = listenersOf(cluster);
    const wrong = userOf(mechanism, 'functions', 'wrong');
    expect(await useTopic(sasl, wrong, 'key-events')).toEqual([refused, refused]);
    const encrypted = { ...wrong, ...trustOwn() };
    expect(await useTopic(saslTls, encrypted, 'key-events')).toEqual([refused, refused]);
  });
});

test.each(['key-events', 'key-dead-letters'])(
  'another user may neither read nor write %s',
  async (topic) => {
    const refused = `TopicForbidden of ${topic}`;
    const { sasl } = listenersOf(cluster);
    expect(await useTopic(sasl, userOf('plain', 'stranger'), topic)).toEqual([refused, refused]);
  },
);

test('brokers with a certificate of an own authority are trusted by the setting alone', async () => {
  const { tls, caPem } = listenersOf(cluster);
  expect(await useTopic(tls, { ssl: { ca: [caPem] } }, 'key-events')).toEqual(WORKS);
  const untrusted = 'TopicsUntrusted of key-events';
  expect(await useTopic(tls, { ssl: {} }, 'key-events')).toEqual([untrusted, untrusted]);
});

test('several brokers with certificates that are not trusted are tried once each', async () => {
  const { tls } = listenersOf(cluster);
  const unknown = { ssl: {} };
  const brokers = `${tls},${tls.replace('127.0.0.1', 'localhost')}`;
  const untrusted = 'TopicsUntrusted of key-events';
  expect(await useTopic(brokers, unknown, 'key-events')).toEqual([untrusted, untrusted]);
});

test('a topic that does not exist is named', async () => {
  const missing = 'TopicMissing of key-quota';
  expect(await useTopic(cluster.brokers, {}, 'key-quota')).toEqual([missing, missing]);
});

test('brokers that cannot be reached are an outage', async () => {
  const outage = 'TopicsUnavailable of undefined';
  expect(await useTopic('127.0.0.1:1', userOf('plain'), 'key-events')).toEqual([outage, outage]);
});
