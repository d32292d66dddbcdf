import { announcer } from './announcements/announcer.ts';
import type { Config } from './config.ts';
import { deadLetterQueue } from './dead-letters/dead-letter-queue.ts';
import type { Runtime } from './invocation/runtime.ts';
import { type KeyReader, kmsKeyReader } from './kms/key-reader.ts';
import { kmsKeyService } from './kms/key-service.ts';
import { kmsClient } from './kms/kms-client.ts';
import { tagClient } from './tag/tag-client.ts';
import { tencentTagService } from './tag/tag-service.ts';
import type { Ports } from './tenant-key/ports.ts';
import { pacer } from './tencent/pacer.ts';
import { coalescedTopics } from './topics/coalesced-topics.ts';
import { openTopics } from './topics/open-topics.ts';
import type { Topics } from './topics/topics.ts';

/** What provisioning needs from Tencent Cloud, and what the doors need besides. */
export type CloudPorts = Ports & {
  readonly reader: KeyReader;
  readonly topics: Topics;
};

/**
 * Connects the ports to Tencent Cloud, or to the local cloud where the configuration names one.
 * Nothing is sent yet.
 *
 * @param accountUin The account that owns the keys; empty when it is not known.
 */
export function cloudPorts(config: Config, runtime: Runtime, accountUin: string): CloudPorts {
  const { region, apiEndpoint, kmsCallsPerSecondMax, tagCallsPerSecondMax } = config;
  const { clock, random, wallMs, readCredentials, send } = runtime;
  const settings = { region, endpoint: apiEndpoint?.origin, readCredentials };
  const kms = {
    client: kmsClient(settings),
    pace: pacer({ callsPerSecondMax: kmsCallsPerSecondMax, clock }),
    clock,
  };
  const tag = {
    client: tagClient(settings),
    // Reads of tags have limits like those of KMS; changes have a fifth of that.
    pace: pacer({ callsPerSecondMax: kmsCallsPerSecondMax, clock }),
    changePace: pacer({ callsPerSecondMax: tagCallsPerSecondMax, clock }),
    clock,
  };
  const topics = coalescedTopics(openTopics(config.topics, { clock, send }));
  return {
    keys: kmsKeyService(kms),
    reader: kmsKeyReader(kms),
    tags: tencentTagService({ ...tag, region, accountUin }),
    announce: announcer(topics, region),
    park: deadLetterQueue(topics, wallMs),
    topics,
    clock,
    random,
  };
}
