import type { PublishOperation } from './events/operation-event.ts';
import type { KeyReader } from './kms/keys.ts';
import type { Ports } from './tenant-key/ports.ts';
import type { CallCounter } from './tencent/call-stats.ts';
import type { TopicReader, Topics } from './topics/topics.ts';

/** What the HTTP API and the queue consumer need besides the ports of the domain. */
export type CloudPorts = Ports & {
  readonly reader: KeyReader;
  readonly topics: Topics;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  /** The same ports, of which a meter counts the calls. */
  readonly counted: (counter: CallCounter) => CloudPorts;
};

/** What the functions for operators need besides. */
export type OperatorPorts = CloudPorts & {
  readonly records: TopicReader;
  readonly publishOperation: PublishOperation;
  readonly region: string;
  /** Where the runbook is; its sections are found by `#`. */
  readonly runbookUrl: string;
};
