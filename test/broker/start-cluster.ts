import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { BrokerPlan, BrokerSettings, Users } from './broker-settings.ts';
import { makeCertificates } from './certificates.ts';
import { type ClusterNode, startKeeper, startNode } from './cluster-node.ts';
import { freePorts } from './free-ports.ts';
import type { KafkaProgram } from './kafka-program.ts';
import { startPeer } from './peer.ts';

/** Brokers of Apache Kafka at 127.0.0.1. */
export type Cluster = {
  /** `host:port,host:port`, without access control. */
  readonly brokers: string;
  readonly nodes: readonly ClusterNode[];
  /** The other listeners, if there are users. */
  readonly access: ClusterAccess | undefined;
  /** Ends every process, and deletes what the brokers have stored. */
  readonly stop: () => Promise<void>;
};

export type ClusterAccess = {
  /** `host:port` of the first broker. */
  readonly sasl: string;
  readonly tls: string;
  readonly saslTls: string;
  /** The authority that clients must trust, as PEM. */
  readonly caPem: string;
};

export type ClusterOptions = {
  readonly count?: number;
  /** More lines of `server.properties`. */
  readonly settings?: BrokerSettings;
  /**
   * Adds listeners with SASL (PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512), with TLS and with both, and access
   * control. These users have no right until they are granted one.
   */
  readonly users?: Users;
};

/**
 * Starts brokers, and resolves when all have joined the cluster. Throws an error with the log of the
 * process that does not start.
 */
export async function startCluster(
  program: KafkaProgram,
  options: ClusterOptions = {},
): Promise<Cluster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToStart(program, options);
    } catch (error) {
      const isTaken = /already in use|BindException/.test((error as Error).message);
      if (!isTaken || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

const ATTEMPTS_MAX = 3;

async function tryToStart(
  program: KafkaProgram,
  { count = 1, settings = {}, users }: ClusterOptions,
): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'kafka-broker-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, REMOVAL)];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const access = users && { users, ...(await makeCertificates(folder)) };
    const { hasZooKeeper } = program;
    const plans = await planBrokers(count, { folder, hasZooKeeper, access });
    const [first] = plans;
    if (first === undefined) throw new Error('A cluster has at least one broker.');
    if (!first.isOwnController) {
      const keeper = await startKeeper(program, folder, first.keeperPort);
      closing.push(keeper.kill);
    }
    const nodes = await allOf(plans.map((plan) => startNode(program, plan, settings, closing)));
    const brokers = nodes.map(({ address }) => address).join();
    await untilJoined(brokers, count);
    if (access === undefined) return { brokers, nodes, access, stop };
    await addUsers(program, brokers, access.users);
    const at = (name: keyof typeof first.ports) => `127.0.0.1:${first.ports[name]}`;
    const listeners = { sasl: at('sasl'), tls: at('tls'), saslTls: at('saslTls') };
    return { brokers, nodes, access: { ...listeners, caPem: access.caPem }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const REMOVAL = { recursive: true, force: true, maxRetries: 5 };

async function planBrokers(
  count: number,
  common: Pick<BrokerPlan, 'folder' | 'hasZooKeeper' | 'access'>,
): Promise<readonly BrokerPlan[]> {
  const [keeperPort = 0, ...rest] = await freePorts(1 + 8 * count);
  return Array.from({ length: count }, (_, index) => {
    const [client = 0, internal = 0, sasl = 0, tls = 0, saslTls = 0, ...gates] = rest.slice(
      8 * index,
    );
    return {
      ...common,
      nodeId: index + 1,
      brokerCount: count,
      keeperPort,
      isOwnController: count === 1 && !common.hasZooKeeper,
      ports: { client, internal, sasl, tls, saslTls },
      gates:
        count === 1
          ? undefined
          : { client: gates[0] ?? 0, internal: gates[1] ?? 0, keeper: gates[2] ?? 0 },
    };
  });
}

/** Like Promise.all, but nothing of it still runs when it rejects. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function untilJoined(brokers: string, count: number): Promise<void> {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    while ((await admin.describeCluster()).brokers.length < count) await sleep(100);
  } finally {
    await admin.disconnect();
  }
}

async function addUsers(program: KafkaProgram, brokers: string, users: Users): Promise<void> {
  const peer = startPeer(program, brokers);
  try {
    for (const [name, password] of Object.entries(users)) await peer.addUser(name, password);
  } finally {
    await peer.stop();
  }
}
