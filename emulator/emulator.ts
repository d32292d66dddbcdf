import { createHash } from 'node:crypto';
import { localCredentials } from './api/credentials.ts';
import type { JournalEntry } from './api/journal.ts';
import { randomSource } from './api/random-source.ts';
import { LOCAL_ACCOUNT } from './api/service.ts';
import { checkSignature } from './api/signature.ts';
import { refuseRight } from './cloud/answer-call.ts';
import { brokerCalls } from './cloud/broker-calls.ts';
import { grantRole } from './cloud/grants.ts';
import { type CloudMachine, cloudMachine } from './cloud/machine.ts';
import { cosEndpoint } from './http/cos-endpoint.ts';
import type { Route } from './http/route.ts';
import { aboutRoute, adminRoutes, apiRoute } from './http/routes.ts';
import { type Handler, startHttpServer } from './http/server.ts';
import { topicRoutes } from './http/topic-routes.ts';
import { type EmulatorPage, emulatorPage } from './page/page.ts';
import { type DataDirectory, openDataDirectory } from './persistence/data-directory.ts';
import { type Input, NO_STORE } from './persistence/input-store.ts';
import { madeTopics } from './persistence/made-topics.ts';
import type { Functions } from './scf/actions/invoke.ts';
import { codeRoute } from './scf/code-route.ts';
import type { HostCloud } from './scf/host-cloud.ts';
import { emulatedServices } from './services.ts';
import { memoryEngine, type TopicEngine } from './topics/topic-engine.ts';
import type { OffsetRange } from './topics/topic-log.ts';
import type { Topics } from './topics/topics.ts';

export type EmulatorOptions = {
  /** 0 selects a free one. */
  readonly port: number;
  readonly region?: string;
  /** The topics that exist from the start in memory, each with its number of partitions. */
  readonly topics?: ReadonlyMap<string, number>;
  /**
   * Brokers with the Kafka protocol that have the topics, each as `host:port`; without them, the topics
   * are in memory. On brokers there are no topics from the start: CreateTopic creates them.
   */
  readonly brokers?: readonly string[];
  /** With a seed, ids, secrets and the random numbers of faults are the same at every start. */
  readonly seed?: string;
  /** State and secrets are kept in this directory; without one they end with the process. */
  readonly dataDir?: string;
  /**
   * The cloud's clock before it is advanced; the system's by default. Signatures and temporary
   * credentials always follow the system's clock, which their creators use.
   */
  readonly nowMs?: () => number;
  /** The folder of the built page that browsers get at `/`, with a slash at its end; none by default. */
  readonly pageUrl?: URL;
  /** Receives one sentence about each problem that does not end the emulator. */
  readonly warn?: (sentence: string) => void;
};

/** A running emulator. */
export type Emulator = HostCloud & {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** The topics in memory; none when they are on brokers. */
  readonly topics: Topics;
  /** A new UUID; drawn from the seed if there is one. */
  readonly newId: () => string;
  /** 43 letters and digits that stay the same after a restart with the same seed or directory. */
  readonly secretFor: (purpose: string) => string;
  /** Gives a role this policy, and creates the role if it does not exist; see `grantRole`. */
  readonly grantRole: (role: string, document: object) => void;
  /** Calls `listener` after each call of the API, until the returned function is called. */
  readonly onCall: (listener: (entry: JournalEntry) => void) => () => void;
  /** The page for browsers; absent when none is served. */
  readonly page?: EmulatorPage;
  /** Serves more routes from now on; `GET /` lists them after its own. */
  readonly addRoutes: (routes: readonly Route[]) => void;
  /** Ends all connections and timers. Late effects that are still pending do not happen. */
  readonly close: () => Promise<void>;
};

/**
 * Starts an emulated Tencent cloud on 127.0.0.1.
 *
 * @throws Error in one sentence, when the port is taken, the directory is in use or damaged, or no broker
 *   answers.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { port, region = 'ap-guangzhou', seed, brokers, pageUrl } = options;
  const { nowMs: baseNowMs = Date.now, warn = () => {} } = options;
  const store = openStore(options);
  const hosts: Functions[] = [];
  const services = emulatedServices(hosts, region);
  const handlers: Handler[] = [];
  try {
    const { newId } = randomSource(seed, `ids after ${digestOf(store.inputs)}`);
    const { random } = randomSource(seed, 'faults');
    const { secret } = store;
    const credentials = localCredentials(randomSource(secret, 'credentials'), Date.now);
    const world = { services, account: LOCAL_ACCOUNT, baseNowMs, newId, random, store };
    const offsets = new Map<string, readonly OffsetRange[]>();
    const machine = cloudMachine({
      ...world,
      topics: (brokers === undefined && options.topics) || new Map(),
      ...(brokers && { offsets: (name: string) => offsets.get(name) ?? [] }),
    });
    const topicEngine = await openTopicEngine(options, region, machine);
    const { control } = topicEngine;
    const onBrokers = control && brokerCalls(machine, { control, region, offsets, warn });
    await onBrokers?.start();
    const listed = [
      apiRoute(onBrokers?.call ?? machine.call, credentials, Date.now),
      ...adminRoutes(machine, topicEngine, onBrokers?.reset),
      ...topicRoutes(machine, topicEngine),
    ];
    handlers.push(codeRoute(machine));
    const about = { region, services, machine, topicEngine, routes: listed };
    const routes = [aboutRoute(about), ...listed];
    const endpoints = [cosEndpoint(machine, credentials, region, Date.now)];
    const paged = pageUrl && emulatorPage({ ...about, pageUrl, onBrokers, routes, warn });
    const served = { routes, endpoints, firstHandlers: paged?.handlers ?? [], handlers };
    const server = await startHttpServer({ port, ...served, warn });
    const { topics, switches, nowMs, onClockSet, journal, functionsIn, onDeployed } = machine;
    const { secretId, secretKey } = credentials.permanent;
    return {
      ...{ url: server.url, region, account: LOCAL_ACCOUNT, secretId, secretKey },
      secretFor: (purpose) => randomSource(secret, `secret for ${purpose}`).newText(43),
      ...{ topics, topicEngine, switches, functionsIn, onDeployed },
      ...{ nowMs, onClockSet, newId, onCall: journal.onAdd },
      issueTemporaryCredentials: credentials.issue,
      grantRole: (role, document) => grantRole(machine, role, document),
      authorize: (request, action, resource = '*') => {
        const check = checkSignature(request, credentials.find, Date.now());
        if (!check.ok) return check;
        const right = { action, resource };
        if (machine.isAllowed(check.caller, right)) return undefined;
        return refuseRight('UnauthorizedOperation.CAM', right);
      },
      addRoutes: (more) => {
        listed.push(...more);
        routes.push(...more);
      },
      ...(paged && { page: paged.page }),
      addHandler: (handler) => void handlers.push(handler),
      addFunctions: (functions) => void hosts.push(functions),
      close: async () => {
        paged?.close();
        await server.close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** What is kept in the directory, with the secret from which all others are derived. */
function openStore({ dataDir, seed, warn = () => {} }: EmulatorOptions): DataDirectory {
  const newSecret = randomSource(seed, 'secret').newText(43);
  if (dataDir === undefined) return { ...NO_STORE, secret: newSecret };
  return openDataDirectory(dataDir, newSecret, warn);
}

async function openTopicEngine(
  { brokers, dataDir, warn = () => {} }: EmulatorOptions,
  region: string,
  machine: CloudMachine,
): Promise<TopicEngine> {
  if (brokers === undefined) return memoryEngine(machine.topics);
  // Loaded only for brokers, since a cloud without them must start as fast as before.
  const { kafkaEngine } = await import('./topics/kafka/engine.ts');
  return kafkaEngine({
    brokers,
    names: () => [...machine.topicsIn(region).keys()],
    madeIn: (clusterId) => madeTopics(dataDir, clusterId),
    warn,
  });
}

/**
 * An emulator that continues from stored state must not draw ids again that are in use. Its ids
 * therefore depend on all stored inputs: their number, or the last one alone, may be the same at
 * two starts.
 */
function digestOf(inputs: readonly Input[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(JSON.stringify(input));
  return hash.digest('hex');
}
