import { webcrypto } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Config } from '../shared/config.ts';
import { deadLetterQueue } from '../shared/dead-letters/queue.ts';
import { trustOf } from '../shared/dead-letters/signature.ts';
import { eventPublisher } from '../shared/events/cloud-event.ts';
import { operationPublisher } from '../shared/events/operation-event.ts';
import { fleetReader } from '../shared/fleet/reader.ts';
import {
  contextCredentials,
  type Handle,
  invocationOf,
  logFaults,
  type ScfContext,
} from '../shared/invocation.ts';
import { blockedTenants } from '../shared/key-status/blocked-tenants.ts';
import { type InstanceReporter, instanceReporter } from '../shared/key-status/instance-reporter.ts';
import { kmsClient } from '../shared/kms/client.ts';
import { kmsKeyReader, kmsKeyService } from '../shared/kms/keys.ts';
import { nodeClock } from '../shared/node-clock.ts';
import { nodeSend } from '../shared/node-send.ts';
import type { OversightPorts } from '../shared/oversight/ports.ts';
import type {
  CloudPorts,
  DeadLetterPorts,
  FleetPorts,
  ProvisioningPorts,
} from '../shared/ports.ts';
import type { RequestStatuses } from '../shared/request-status/statuses.ts';
import { lazyTagClient, type TagApi, tencentTagService } from '../shared/tag/tags.ts';
import { type CircuitBreaker, circuitBreaker } from '../shared/tenant-key/circuit-breaker.ts';
import type { MarkerKeys } from '../shared/tenant-key/marker.ts';
import type { Clock, TenantBlocks } from '../shared/tenant-key/ports.ts';
import type { RetryPolicy } from '../shared/tenant-key/retry.ts';
import type { TencentApi } from '../shared/tencent/call.ts';
import { type CallCounter, callCounter } from '../shared/tencent/call-stats.ts';
import type { Credentials } from '../shared/tencent/client.ts';
import { rateLimiter } from '../shared/tencent/rate-limiter.ts';
import { coalescedTopics } from '../shared/topics/coalesced.ts';
import type { Send } from '../shared/topics/http.ts';
import { openTopicReader, openTopics } from '../shared/topics/open.ts';
import type { TopicReader, Topics } from '../shared/topics/topics.ts';

// The composition root of the functions: the runtime, the cloud clients on it, the ports on those, and
// the handler that gives them to a function.

/** Time, randomness, network and environment of the process. */
export type Runtime = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly random: () => number;
  readonly send: Send;
  /** The present credentials of the execution role: the platform replaces them. */
  readonly readCredentials: () => Credentials;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
  /** Ends this instance once its answer has been sent. */
  readonly end: () => void;
};

/** The runtime of a deployed function. No other code of the functions reads clock or process. */
export function nodeRuntime(): Runtime {
  return {
    clock: nodeClock,
    wallMs: Date.now,
    random: Math.random,
    send: nodeSend(Date.now),
    readCredentials: () => ({
      secretId: process.env.TENCENTCLOUD_SECRETID,
      secretKey: process.env.TENCENTCLOUD_SECRETKEY,
      token: process.env.TENCENTCLOUD_SESSIONTOKEN,
    }),
    log: (line) => process.stdout.write(`${line}\n`),
    end: () => void setTimeout(() => process.exit(1), ANSWER_SENT_MS),
  };
}

/** By then the platform has the answer, and has not begun another invocation. */
const ANSWER_SENT_MS = 50;

/**
 * Sets the global `crypto`, with which jose verifies signatures. Node has it by default since 19; the
 * platform also offers 18.
 *
 * @see https://nodejs.org/docs/latest-v18.x/api/globals.html#crypto (behind a flag in 18)
 */
export function provideWebCrypto(): void {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}

/**
 * The handler of a function. The clients of the instance are made for the first invocation, and kept for the
 * later ones. The ports are made for each invocation, which counts their calls. An invocation ends with its
 * answer, although connections are kept.
 *
 * An instance whose credentials were refused ends itself after its answer, unless it has others by then: the
 * platform starts another one with new credentials.
 */
export function functionHandler<FunctionPorts, Answer>(
  config: Config,
  runtime: Runtime,
  portsOf: (clients: CloudClients) => FunctionPorts,
  handle: Handle<unknown, FunctionPorts, Answer>,
  {
    middlewares = [],
    reports = NO_REPORTS,
    statusesOf = () => undefined,
  }: HandlerOptions<Answer> = {},
) {
  const { clock, log } = runtime;
  const instance = instanceCredentials(runtime);
  const { readCredentials, onTokenRefused } = instance;
  let clients: CloudClients | undefined;
  const handler = middy<unknown, Answer, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
    .use([...middlewares, logFaults(log)])
    .handler((event: unknown, context: ScfContext) => {
      const own = { ...runtime, readCredentials };
      clients ??= reports.watched({
        ...cloudClients(config, own, onTokenRefused),
        statuses: statusesOf(config, own),
      });
      reports.begin(context.function_name);
      const counter = callCounter();
      const ports = portsOf(countedClients(clients, counter));
      return handle(event, ports, config, invocationOf(context, clock, log, counter));
    });
  return async (event: unknown, context: ScfContext): Promise<Answer> => {
    context.callbackWaitsForEmptyEventLoop = false;
    instance.begin(context);
    try {
      return await handler(event, context);
    } finally {
      if (instance.areRefused()) runtime.end();
    }
  };
}

type HandlerOptions<Answer> = {
  /** Those that are used around the one that logs faults. */
  readonly middlewares?: readonly MiddlewareObj<unknown, Answer, Error, ScfContext>[];
  readonly reports?: InstanceReports;
  /** Opens the statuses of requests; without it, the function writes none. */
  readonly statusesOf?: typeof lazyStatuses;
};

/**
 * Reports of an instance to the topic `key-status`. They have connections of their own, so that their failures do
 * not touch those of events.
 */
export function instanceReports(config: Config, runtime: Runtime): InstanceReports {
  const own = coalescedTopics(openTopics(config.topics, runtime));
  const instanceId = newInstanceId(runtime);
  let reporter: InstanceReporter | undefined;
  return {
    watched: (clients) => {
      reporter = instanceReporter(own, runtime, clients.kms.rateLimiter.reading);
      return { ...clients, breaker: reporter.watched(clients.breaker) };
    },
    begin: (functionName) => reporter?.begin({ functionName, instanceId }),
  };
}

export type InstanceReports = {
  /** At the start of each invocation. Nothing waits for it. */
  readonly begin: (functionName: string) => void;
  /** The clients of the instance, about which it reports. */
  readonly watched: (clients: CloudClients) => CloudClients;
};

/** Without it, an instance reports nothing. */
const NO_REPORTS: InstanceReports = { begin: () => {}, watched: (clients) => clients };

/** Other than those of the other instances of the function, as far as chance allows. */
function newInstanceId({ random }: Runtime): string {
  return Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
}

/** The credentials that an instance has at the moment: those of the process, or of the last context. */
function instanceCredentials({ readCredentials: readOfProcess }: Runtime) {
  let ofContext: Credentials = {};
  let used: Credentials = {};
  let isRefused = false;
  const readCredentials = () => {
    const ofProcess = readOfProcess();
    return ofProcess.secretId ? ofProcess : ofContext;
  };
  return {
    readCredentials,
    begin: (context: ScfContext) => {
      ofContext = contextCredentials(context);
      used = readCredentials();
      isRefused = false;
    },
    onTokenRefused: () => {
      isRefused = true;
    },
    /** Whether some were refused and there are no others than at the beginning. */
    areRefused: () => isRefused && isDeepStrictEqual(used, readCredentials()),
  };
}

/** What one function instance shares: its clients with their rate limiters, and what its ports need. */
export type CloudClients = Pick<Runtime, 'clock' | 'wallMs' | 'random'> & {
  readonly breaker: CircuitBreaker;
  readonly blocks: TenantBlocks;
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly topics: Topics;
  /** Undefined where none are kept. */
  readonly statuses: RequestStatuses | undefined;
  readonly region: string;
  /** The URL of the folder that has `docs/`, for the links of events and dead letters. */
  readonly docsUrl: string;
  /** The first one signs dead letters. */
  readonly signingKeys: MarkerKeys;
};

/**
 * Makes the clients of Tencent Cloud, or of the local cloud where the configuration has an endpoint.
 * Nothing is sent yet.
 *
 * @param onTokenRefused Is called when the credentials of a call were refused.
 */
export function cloudClients(
  config: Config,
  runtime: Omit<Runtime, 'end'>,
  onTokenRefused: () => void = () => {},
): CloudClients {
  const { region, apiEndpoint, kmsCallsPerSecondMax, tagCallsPerSecondMax, docsUrl } = config;
  const { accountUin } = config;
  const { clock, random, wallMs, readCredentials, send } = runtime;
  const settings = { region, endpoint: apiEndpoint?.origin, readCredentials, wallMs };
  const records = openTopicReader(config.topics, { clock, random, send });
  const limiterOf = (callsPerSecondMax: number) =>
    rateLimiter({ callsPerSecondMax, clock, random });
  return {
    kms: {
      client: kmsClient(settings),
      rateLimiter: limiterOf(kmsCallsPerSecondMax),
      ...{ clock, onTokenRefused },
    },
    tag: {
      client: lazyTagClient(settings),
      // The limits for reading tags are like those of KMS; those for changing them are a fifth of that.
      rateLimiter: limiterOf(kmsCallsPerSecondMax),
      changeRateLimiter: limiterOf(tagCallsPerSecondMax),
      ...{ clock, onTokenRefused, region, accountUin },
    },
    topics: coalescedTopics(openTopics(config.topics, { clock, random, send })),
    breaker: circuitBreaker(wallMs),
    blocks: blockedTenants(records, config.signingKeys, { clock, wallMs }),
    signingKeys: config.signingKeys,
    statuses: undefined,
    ...{ region, docsUrl, clock, wallMs, random },
  };
}

/**
 * The statuses of requests, of which the code is loaded with the first one. Undefined where none are kept. A function
 * that does not name it has none of that code.
 */
export function lazyStatuses(
  { statusBucket: bucket, statusOfQueue, region, apiEndpoint }: Config,
  runtime: Omit<Runtime, 'end'>,
): RequestStatuses | undefined {
  if (bucket === undefined) return undefined;
  const settings = { bucket, region, endpoint: apiEndpoint?.origin };
  let opening: Promise<RequestStatuses> | undefined;
  function open(): Promise<RequestStatuses> {
    opening ??= import('../shared/request-status/open.ts').then(({ openStatuses }) =>
      openStatuses({ ...settings, isOfQueue: statusOfQueue === 'on' }, runtime),
    );
    return opening;
  }
  return {
    claim: async (...given) => (await open()).claim(...given),
    record: async (...given) => (await open()).record(...given),
    writeLeft: async (...given) => (await open()).writeLeft(...given),
    read: async (...given) => (await open()).read(...given),
  };
}

/** Reads the dead letters. The code for that is loaded when a status cannot be read. */
export function lazyKept(config: Config, records: TopicReader): CloudPorts['findKept'] {
  let find: CloudPorts['findKept'] | undefined;
  return async (...given) => {
    const { keptRequests } = await import('../shared/dead-letters/kept-request.ts');
    find ??= keptRequests(records, trustOf(config));
    return find(...given);
  };
}

/** The same clients with a counter of their calls. They share the rate limiters. */
function countedClients(clients: CloudClients, counter: CallCounter): CloudClients {
  return { ...clients, kms: { ...clients.kms, counter }, tag: { ...clients.tag, counter } };
}

/** The ports of the HTTP API and the queue consumer. */
export function cloudPorts(clients: CloudClients): ProvisioningPorts {
  const { topics, region, docsUrl, signingKeys, clock, wallMs, random } = clients;
  const { breaker, blocks, statuses } = clients;
  const ports: ProvisioningPorts = {
    ...callingPorts(clients),
    publishEvent: eventPublisher(topics, region, docsUrl, wallMs),
    ...deadLetterQueue(topics, signingKeys, { wallMs, random }, docsUrl),
    topics,
    statuses,
    recordStatus: statuses?.record ?? (async () => false),
    ...{ breaker, blocks, clock, wallMs, random },
    counted: (counter) => ({ ...ports, ...callingPorts(countedClients(clients, counter)) }),
  };
  return ports;
}

/** The ports whose calls are counted. */
function callingPorts({ kms, tag }: Pick<CloudClients, 'kms' | 'tag'>) {
  return { keys: kmsKeyService(kms), reader: kmsKeyReader(kms), tags: tencentTagService(tag) };
}

/** The ports of the functions `heal` and `redrive`. */
export function operatorPorts(clients: CloudClients, records: TopicReader): DeadLetterPorts {
  const publishOperation = operationPublisher(clients.topics, clients.region, clients.wallMs);
  return { ...cloudPorts(clients), records, publishOperation };
}

/** The ports of the function `oversee`, but for what its instance keeps. */
export function oversightPorts(
  clients: CloudClients,
  records: TopicReader,
): Omit<OversightPorts, 'keyStatus' | 'growth'> {
  const { kms, topics, statuses, region, clock, random, wallMs } = clients;
  return {
    keys: kmsKeyService(kms),
    reader: kmsKeyReader(kms),
    publishOperation: operationPublisher(topics, region, wallMs),
    ...{ records, topics, statuses, clock, random, wallMs },
  };
}

/** The ports of the function `reconcile`. */
export function fleetPorts(clients: CloudClients, policy: RetryPolicy): FleetPorts {
  const { kms, tag, topics, region, clock, wallMs, random } = clients;
  return {
    keys: kmsKeyService(kms),
    tags: tencentTagService(tag),
    fleet: fleetReader(kms, tag, { clock, random }, policy),
    publishOperation: operationPublisher(topics, region, wallMs),
    clock,
    random,
  };
}
