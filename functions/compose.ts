import { webcrypto } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Config } from '../shared/config.ts';
import { deadLetterQueue } from '../shared/dead-letters/queue.ts';
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
import { kmsClient } from '../shared/kms/client.ts';
import { kmsKeyReader, kmsKeyService } from '../shared/kms/keys.ts';
import { nodeClock } from '../shared/node-clock.ts';
import { nodeSend } from '../shared/node-send.ts';
import type { DeadLetterPorts, FleetPorts, ProvisioningPorts } from '../shared/ports.ts';
import { lazyTagClient, type TagApi, tencentTagService } from '../shared/tag/tags.ts';
import type { MarkerKeys } from '../shared/tenant-key/marker.ts';
import type { Clock } from '../shared/tenant-key/ports.ts';
import type { RetryPolicy } from '../shared/tenant-key/retry.ts';
import type { TencentApi } from '../shared/tencent/call.ts';
import { type CallCounter, callCounter } from '../shared/tencent/call-stats.ts';
import type { Credentials } from '../shared/tencent/client.ts';
import { rateLimiter } from '../shared/tencent/rate-limiter.ts';
import { coalescedTopics } from '../shared/topics/coalesced.ts';
import type { Send } from '../shared/topics/http.ts';
import { openTopics } from '../shared/topics/open.ts';
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
 *
 * @param middlewares Those that are used around the one that logs faults.
 */
export function functionHandler<FunctionPorts, Answer>(
  config: Config,
  runtime: Runtime,
  portsOf: (clients: CloudClients) => FunctionPorts,
  handle: Handle<unknown, FunctionPorts, Answer>,
  middlewares: readonly MiddlewareObj<unknown, Answer, Error, ScfContext>[] = [],
) {
  const { clock, log } = runtime;
  const instance = instanceCredentials(runtime);
  const { readCredentials, onTokenRefused } = instance;
  let clients: CloudClients | undefined;
  const handler = middy<unknown, Answer, Error, ScfContext>({ timeoutEarlyInMillis: 0 })
    .use([...middlewares, logFaults(log)])
    .handler((event: unknown, context: ScfContext) => {
      clients ??= cloudClients(config, { ...runtime, readCredentials }, onTokenRefused);
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
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly topics: Topics;
  readonly region: string;
  /** The address of the runbook, for events and dead letters. */
  readonly runbookUrl: string;
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
  const { region, apiEndpoint, kmsCallsPerSecondMax, tagCallsPerSecondMax, runbookUrl } = config;
  const { accountUin } = config;
  const { clock, random, wallMs, readCredentials, send } = runtime;
  const settings = { region, endpoint: apiEndpoint?.origin, readCredentials, wallMs };
  const limiterOf = (callsPerSecondMax: number) => rateLimiter({ callsPerSecondMax, clock });
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
    signingKeys: config.provisioning.markerKeys,
    ...{ region, runbookUrl, clock, wallMs, random },
  };
}

/** The same clients with a counter of their calls. They share the rate limiters. */
function countedClients(clients: CloudClients, counter: CallCounter): CloudClients {
  return { ...clients, kms: { ...clients.kms, counter }, tag: { ...clients.tag, counter } };
}

/** The ports of the HTTP API and the queue consumer. */
export function cloudPorts(clients: CloudClients): ProvisioningPorts {
  const { topics, region, runbookUrl, signingKeys, clock, wallMs, random } = clients;
  const ports: ProvisioningPorts = {
    ...callingPorts(clients),
    publishEvent: eventPublisher(topics, region, runbookUrl),
    park: deadLetterQueue(topics, signingKeys, wallMs, runbookUrl),
    topics,
    clock,
    wallMs,
    random,
    counted: (counter) => ({ ...ports, ...callingPorts(countedClients(clients, counter)) }),
  };
  return ports;
}

/** The ports whose calls are counted. */
function callingPorts({ kms, tag }: Pick<CloudClients, 'kms' | 'tag'>) {
  return { keys: kmsKeyService(kms), reader: kmsKeyReader(kms), tags: tencentTagService(tag) };
}

/** The ports of the function `redrive`. */
export function operatorPorts(clients: CloudClients, records: TopicReader): DeadLetterPorts {
  const publishOperation = operationPublisher(clients.topics, clients.region);
  return { ...cloudPorts(clients), records, publishOperation };
}

/** The ports of the function `reconcile`. */
export function fleetPorts(clients: CloudClients, policy: RetryPolicy): FleetPorts {
  const { kms, tag, topics, region, clock, random } = clients;
  return {
    keys: kmsKeyService(kms),
    tags: tencentTagService(tag),
    fleet: fleetReader(kms, tag, { clock, random }, policy),
    publishOperation: operationPublisher(topics, region),
    clock,
    random,
  };
}
