import type { AnnounceOperation } from './announcements/operation.ts';
import { operationAnnouncer } from './announcements/operation-announcer.ts';
import type { CloudLinks } from './cloud-links.ts';
import { type CloudPorts, cloudPorts } from './cloud-ports.ts';
import type { TopicReader } from './topics/topic-reader.ts';

/** What the functions for operators need besides. */
export type OperatorPorts = CloudPorts & {
  readonly records: TopicReader;
  readonly announceOperation: AnnounceOperation;
  readonly region: string;
  /** Where the runbook is; its sections are found by `#`. */
  readonly runbookUrl: string;
};

/** The ports for operators on these ways to the cloud. */
export function operatorPorts(links: CloudLinks, records: TopicReader): OperatorPorts {
  const { topics, region, runbookUrl } = links;
  const announceOperation = operationAnnouncer(topics, region);
  return { ...cloudPorts(links), records, announceOperation, region, runbookUrl };
}
