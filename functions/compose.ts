import { webcrypto } from 'node:crypto';
import type { Config } from '../shared/config.ts';
import { deadLetterQueue } from '../shared/dead-letters/queue.ts';
import { eventPublisher } from '../shared/events/cloud-event.ts';
import { operationPublisher } from '../shared/events/operation-event.ts';
import { type FleetPorts, fleetReader } from '../shared/fleet/reader.ts';
import { kmsClient } from '../shared/kms/client.ts';
import { kmsKeyReader, kmsKeyService } from '../shared/kms/keys.ts';
import { nodeClock } from '../shared/node-clock.ts';
import type { CloudPorts, OperatorPorts } from '../shared/ports.ts';
import { lazyTagClient, type TagApi, tencentTagService } from '../shared/tag/tags.ts';
import type { MarkerKeys } from '../shared/tenant-key/marker.ts';
import type { Clock } from '../shared/tenant-key/ports.ts';
import type { RetryPolicy } from '../shared/tenant-key/retry.ts';
import type { TencentApi } from '../shared/tencent/call.ts';
import type { CallCounter } from '../shared/tencent/call-stats.ts';
import type { Credentials } from '../shared/tencent/client.ts';
import { rateLimiter } from '../shared/tencent/rate-limiter.ts';
import { coalescedTopics } from '../shared/topics/coalesced.ts';
import type { Send } from '../shared/topics/http.ts';
import { openTopics } from '../shared/topics/open.ts';
import type { TopicReader, Topics } from '../shared/topics/topics.ts';

/** What the process gives: time, chance, the network and the environment. */
export type Runtime = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly random: () => number;
  readonly send: Send;
  /** The execution role's credentials as they are now: the platform replaces them. */
  readonly readCredentials: () => Credentials;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/** The runtime of a deployed function: the one place where its time, chance and process come in. */
export function nodeRuntime(): Runtime {
  return {
    clock: nodeClock,
    wallMs: Date.now,
    random: Math.random,
    send: fetch,
    readCredentials: () => ({
      secretId: process.env.TENCENTCLOUD_SECRETID,
      secretKey: process.env.TENCENTCLOUD_SECRETKEY,
      token: process.env.TENCENTCLOUD_SESSIONTOKEN,
    }),
    log: (line) => process.stdout.write(`${line}\n`),
  };
}

/**
 * Gives the process the global `crypto`, by which jose checks signatures. Node has it since 19; the
 * platform also runs 18.
 *
 * @see https://nodejs.org/docs/latest-v18.x/api/globals.html#crypto (a flag has to turn it on there)
 */
export function provideWebCrypto(): void {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}

/** The ways to the cloud that one instance of a function has, each with its pace. */
export type CloudLinks = {
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly topics: Topics;
  readonly region: string;
  /** Where the runbook is, for whoever reads an event or a letter. */
  readonly runbookUrl: string;
  /** The first one seals letters. */
  readonly signingKeys: MarkerKeys;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly random: () => number;
};

/**
 * The ways to Tencent Cloud, or to the local cloud where the configuration names one. Nothing is
 * sent yet.
 *
 * @param accountUin The account that owns the keys; empty when it is not known.
 */
export function cloudLinks(config: Config, runtime: Runtime, accountUin: string): CloudLinks {
  const { region, apiEndpoint, kmsCallsPerSecondMax, tagCallsPerSecondMax, runbookUrl } = config;
  const { clock, random, wallMs, readCredentials, send } = runtime;
  const settings = { region, endpoint: apiEndpoint?.origin, readCredentials };
  const paceOf = (callsPerSecondMax: number) => rateLimiter({ callsPerSecondMax, clock });
  return {
    kms: { client: kmsClient(settings), rateLimiter: paceOf(kmsCallsPerSecondMax), clock },
    tag: {
      client: lazyTagClient(settings),
      // Reads of tags have limits like those of KMS; changes have a fifth of that.
      rateLimiter: paceOf(kmsCallsPerSecondMax),
      changeRateLimiter: paceOf(tagCallsPerSecondMax),
      clock,
      region,
      accountUin,
    },
    topics: coalescedTopics(openTopics(config.topics, { clock, send })),
    signingKeys: config.provisioning.markerKeys,
    ...{ region, runbookUrl, clock, wallMs, random },
  };
}

/** The same ways, of which a meter counts the calls. Their pace stays one. */
export function linksWithCounter(links: CloudLinks, counter: CallCounter): CloudLinks {
  return { ...links, kms: { ...links.kms, counter }, tag: { ...links.tag, counter } };
}

/** The ports on these ways to the cloud. */
export function cloudPorts(links: CloudLinks): CloudPorts {
  const { topics, region, runbookUrl, signingKeys, clock, wallMs, random } = links;
  const ports: CloudPorts = {
    ...callingPorts(links),
    publishEvent: eventPublisher(topics, region, runbookUrl),
    park: deadLetterQueue(topics, signingKeys, wallMs, runbookUrl),
    topics,
    clock,
    wallMs,
    random,
    counted: (counter) => ({ ...ports, ...callingPorts(linksWithCounter(links, counter)) }),
  };
  return ports;
}

/** Those that call the cloud. */
function callingPorts({ kms, tag }: Pick<CloudLinks, 'kms' | 'tag'>) {
  return { keys: kmsKeyService(kms), reader: kmsKeyReader(kms), tags: tencentTagService(tag) };
}

/** The ports for operators on these ways to the cloud. */
export function operatorPorts(links: CloudLinks, records: TopicReader): OperatorPorts {
  const { topics, region, runbookUrl } = links;
  const publishOperation = operationPublisher(topics, region);
  return { ...cloudPorts(links), records, publishOperation, region, runbookUrl };
}

/** The ports of the function reconcile on these ways to the cloud. */
export function fleetPorts(links: CloudLinks, policy: RetryPolicy): FleetPorts {
  const { kms, tag, topics, region, clock, random } = links;
  return {
    keys: kmsKeyService(kms),
    tags: tencentTagService(tag),
    fleet: fleetReader(links, policy),
    publishOperation: operationPublisher(topics, region),
    clock,
    random,
  };
}
