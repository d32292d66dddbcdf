import type { Config } from './config.ts';
import type { Runtime } from './invocation/runtime.ts';
import { kmsClient } from './kms/kms-client.ts';
import { lazyTagClient } from './tag/lazy-tag-client.ts';
import type { TagApi } from './tag/tag-service.ts';
import type { MarkerKeys } from './tenant-key/marker.ts';
import type { Clock } from './tenant-key/ports.ts';
import type { TencentApi } from './tencent/call-tencent.ts';
import type { Meter } from './tencent/meter.ts';
import { pacer } from './tencent/pacer.ts';
import { coalescedTopics } from './topics/coalesced-topics.ts';
import { openTopics } from './topics/open-topics.ts';
import type { Topics } from './topics/topics.ts';

/** The ways to the cloud that one instance of a function has, each with its pace. */
export type CloudLinks = {
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly topics: Topics;
  readonly region: string;
  /** Where the runbook is, for whoever reads an event or a letter. */
  readonly runbookUrl: string;
  /** The first one seals letters. */
  readonly sealKeys: MarkerKeys;
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
  const paceOf = (callsPerSecondMax: number) => pacer({ callsPerSecondMax, clock });
  return {
    kms: { client: kmsClient(settings), pace: paceOf(kmsCallsPerSecondMax), clock },
    tag: {
      client: lazyTagClient(settings),
      // Reads of tags have limits like those of KMS; changes have a fifth of that.
      pace: paceOf(kmsCallsPerSecondMax),
      changePace: paceOf(tagCallsPerSecondMax),
      clock,
      region,
      accountUin,
    },
    topics: coalescedTopics(openTopics(config.topics, { clock, send })),
    sealKeys: config.provisioning.markerKeys,
    ...{ region, runbookUrl, clock, wallMs, random },
  };
}

/** The same ways, of which a meter counts the calls. Their pace stays one. */
export function meteredLinks(links: CloudLinks, meter: Meter): CloudLinks {
  return { ...links, kms: { ...links.kms, meter }, tag: { ...links.tag, meter } };
}
