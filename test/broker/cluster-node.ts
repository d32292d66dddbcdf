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
import { type Gate, gateTo } from './gate.ts';
import { type JavaProcess, startJava } from './java-process.ts';
import type { KafkaProgram } from './kafka-program.ts';

/** A broker, and what happens to its machine. */
export type ClusterNode = {
  /** As the metadata of a topic names its leaders. */
  readonly id: number;
  /** `host:port` */
  readonly address: string;
  /** What its process has printed since it was started last. */
  readonly log: () => string;
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
  const gates = gatesOf(plan);
  const onGates = (act: (gate: Gate) => void | Promise<void>) => Promise.all(gates.map(act));
  closing.push(() => onGates(({ shut }) => shut()));
  const own = plan.gates === undefined ? plan : { ...plan, keeperPort: plan.gates.keeper };
  const file = join(plan.folder, `server-${plan.nodeId}.properties`);
  await writeFile(file, linesOf({ ...brokerSettings(own), ...settings }));

  let java: JavaProcess | undefined;
  closing.push(async () => java?.kill());
  const start = async () => {
    await onGates(({ open }) => open());
    java = startKafka(program, file, 512);
    await untilOpen(java, plan.ports.client, `the broker ${plan.nodeId}`);
  };
  await start();
  return {
    id: plan.nodeId,
    address: `127.0.0.1:${plan.gates?.client ?? plan.ports.client}`,
    log: () => java?.log() ?? '',
    kill: async () => {
      await java?.kill();
      await onGates(({ shut }) => shut());
    },
    restart: () => whileRegistered(start),
    hang: () => java?.hang(),
    resume: () => java?.resume(),
    cutOff: () => void onGates(({ cut }) => cut()),
    rejoin: () => void onGates(({ join }) => join()),
  };
}

function gatesOf({ ports, gates, keeperPort }: BrokerPlan): readonly Gate[] {
  if (gates === undefined) return [];
  return [
    gateTo(gates.client, ports.client),
    gateTo(gates.internal, ports.internal),
    gateTo(gates.keeper, keeperPort),
  ];
}

/** Starts what keeps a cluster of several brokers: a controller alone, or ZooKeeper. */
export async function startKeeper(program: KafkaProgram, plan: BrokerPlan): Promise<JavaProcess> {
  const file = join(plan.folder, 'keeper.properties');
  const settings = (program.hasZooKeeper ? zooKeeperFile : keeperSettings)(plan);
  await writeFile(file, linesOf(settings));
  const java = program.hasZooKeeper
    ? startJava(program, 128, ['Launch', 'org.apache.zookeeper.server.ZooKeeperServerMain', file])
    : startKafka(program, file, 256);
  await untilOpen(java, plan.keeperPort, 'the keeper of the cluster');
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
