import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BrokerPlan,
  type BrokerSettings,
  brokerSettings,
  keeperSettings,
  zooKeeperFile,
} from './broker-settings.ts';
import { type Gate, openGate } from './gate.ts';
import { type JavaProcess, startJava } from './java-process.ts';
import type { KafkaProgram } from './kafka-program.ts';

/** A broker, and what happens to its machine. */
export type ClusterNode = {
  /** As the metadata of a topic names its leaders. */
  readonly id: number;
  /** `host:port` */
  readonly address: string;
  /** Ends the broker at once. What it has stored stays. */
  readonly kill: () => Promise<void>;
  /** Starts the broker after it was killed, at the same port. */
  readonly restart: () => Promise<void>;
  /** Stops the process as it is: the system accepts connections for it, and it never answers. */
  readonly hang: () => void;
  readonly resume: () => void;
  /**
   * Separates the broker from its clients and from the rest of the cluster without ending a connection.
   * Only in a cluster of several brokers.
   */
  readonly cutOff: () => void;
  readonly rejoin: () => void;
};

/** Starts a broker. @param closing Receives what ends it. */
export async function startNode(
  program: KafkaProgram,
  plan: BrokerPlan,
  settings: BrokerSettings,
  closing: (() => Promise<unknown>)[],
): Promise<ClusterNode> {
  const gates = await openGates(plan, closing);
  const own = plan.gates === undefined ? plan : { ...plan, keeperPort: plan.gates.keeper };
  const file = join(plan.folder, `server-${plan.nodeId}.properties`);
  await writeFile(file, linesOf({ ...brokerSettings(own), ...settings }));

  let java: JavaProcess | undefined;
  closing.push(async () => java?.kill());
  const start = async () => {
    java = startKafka(program, file, 512);
    await untilOpen(java, plan.ports.client, `the broker ${plan.nodeId}`);
  };
  await start();
  return {
    id: plan.nodeId,
    address: `127.0.0.1:${plan.gates?.client ?? plan.ports.client}`,
    kill: async () => java?.kill(),
    restart: () => whileRegistered(start),
    hang: () => java?.hang(),
    resume: () => java?.resume(),
    cutOff: () => {
      for (const gate of gates) gate.cut();
    },
    rejoin: () => {
      for (const gate of gates) gate.join();
    },
  };
}

async function openGates(
  { ports, gates, keeperPort }: BrokerPlan,
  closing: (() => Promise<unknown>)[],
): Promise<readonly Gate[]> {
  if (gates === undefined) return [];
  const opened = await Promise.all([
    openGate(gates.client, ports.client),
    openGate(gates.internal, ports.internal),
    openGate(gates.keeper, keeperPort),
  ]);
  closing.push(...opened.map(({ close }) => close));
  return opened;
}

/** Starts what keeps a cluster of several brokers: a controller alone, or ZooKeeper. */
export async function startKeeper(
  program: KafkaProgram,
  folder: string,
  port: number,
): Promise<JavaProcess> {
  const file = join(folder, 'keeper.properties');
  const settings = (program.hasZooKeeper ? zooKeeperFile : keeperSettings)(folder, port);
  await writeFile(file, linesOf(settings));
  const java = program.hasZooKeeper
    ? startJava(program, 128, ['Launch', 'org.apache.zookeeper.server.ZooKeeperServerMain', file])
    : startKafka(program, file, 256);
  await untilOpen(java, port, 'the keeper of the cluster');
  return java;
}

function startKafka(program: KafkaProgram, file: string, heapMb: number): JavaProcess {
  const format = program.hasZooKeeper ? [] : ['--format', file, CLUSTER_ID];
  return startJava(program, heapMb, ['Launch', ...format, 'kafka.Kafka', file]);
}

/** Any id in the form that Kafka gives them. */
const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qk';

function linesOf(settings: BrokerSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Resolves when a port accepts connections; rejects with the log of the process if it does not. */
async function untilOpen(java: JavaProcess, port: number, name: string): Promise<void> {
  java.child.stdout?.resume();
  const endMs = performance.now() + START_MS_MAX;
  while (!(await isOpen(port))) {
    const isLate = performance.now() > endMs;
    if (java.isRunning() && !isLate) {
      await sleep(50);
      continue;
    }
    await java.kill();
    const reason = isLate ? `does not listen after ${START_MS_MAX} ms` : 'ended';
    throw new Error(`While it started, ${name} ${reason}. Its log:\n${java.log()}`);
  }
}

const START_MS_MAX = 90_000;

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** ZooKeeper remembers a killed broker until its session ends, and meanwhile a broker with its id ends at once. */
async function whileRegistered(start: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!/NodeExists/.test((error as Error).message)) throw error;
    }
  }
}
