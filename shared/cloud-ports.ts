import { announcer } from './announcements/announcer.ts';
import { type CloudLinks, meteredLinks } from './cloud-links.ts';
import { deadLetterQueue } from './dead-letters/dead-letter-queue.ts';
import { type KeyReader, kmsKeyReader } from './kms/key-reader.ts';
import { kmsKeyService } from './kms/key-service.ts';
import { tencentTagService } from './tag/tag-service.ts';
import type { Ports } from './tenant-key/ports.ts';
import type { Meter } from './tencent/meter.ts';
import type { Topics } from './topics/topics.ts';

/** What provisioning needs from Tencent Cloud, and what the doors need besides. */
export type CloudPorts = Ports & {
  readonly reader: KeyReader;
  readonly topics: Topics;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  /** The same ports, of which a meter counts the calls. */
  readonly metered: (meter: Meter) => CloudPorts;
};

/** The ports on these ways to the cloud. */
export function cloudPorts(links: CloudLinks): CloudPorts {
  const { topics, region, runbookUrl, sealKeys, clock, wallMs, random } = links;
  const ports: CloudPorts = {
    ...callingPorts(links),
    announce: announcer(topics, region, runbookUrl),
    park: deadLetterQueue(topics, sealKeys, wallMs, runbookUrl),
    topics,
    clock,
    wallMs,
    random,
    metered: (meter) => ({ ...ports, ...callingPorts(meteredLinks(links, meter)) }),
  };
  return ports;
}

/** Those that call the cloud. */
function callingPorts({ kms, tag }: Pick<CloudLinks, 'kms' | 'tag'>) {
  return { keys: kmsKeyService(kms), reader: kmsKeyReader(kms), tags: tencentTagService(tag) };
}
