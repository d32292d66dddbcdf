import type { AnnounceOperation } from '../announcements/operation.ts';
import { operationAnnouncer } from '../announcements/operation-announcer.ts';
import type { CloudLinks } from '../cloud-links.ts';
import { kmsKeyService } from '../kms/key-service.ts';
import { tencentTagService } from '../tag/tag-service.ts';
import type { RetryPolicy } from '../tenant-key/decide.ts';
import type { Ports } from '../tenant-key/ports.ts';
import { type FleetReader, fleetReader } from './fleet-reader.ts';

/** What the function reconcile needs from the world outside. */
export type FleetPorts = Pick<Ports, 'keys' | 'tags' | 'clock' | 'random'> & {
  readonly fleet: FleetReader;
  readonly announceOperation: AnnounceOperation;
};

export function fleetPorts(links: CloudLinks, policy: RetryPolicy): FleetPorts {
  const { kms, tag, topics, region, clock, random } = links;
  return {
    keys: kmsKeyService(kms),
    tags: tencentTagService(tag),
    fleet: fleetReader(links, policy),
    announceOperation: operationAnnouncer(topics, region),
    clock,
    random,
  };
}
