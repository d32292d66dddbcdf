import type { PublishOperation } from './events/operation-event.ts';
import type { KeyReader } from './kms/keys.ts';
import type { Ports } from './tenant-key/ports.ts';
import type { CallCounter } from './tencent/call-stats.ts';
import type { TopicReader, Topics } from './topics/topics.ts';

/** The ports of the HTTP API and the queue consumer: those of the domain, and more. */
export type CloudPorts = Ports & {
  readonly reader: KeyReader;
  readonly topics: Topics;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  /** The same ports, whose calls the counter counts. */
  readonly counted: (counter: CallCounter) => CloudPorts;
};

/** The ports of the functions for operators. */
export type OperatorPorts = CloudPorts & {
  readonly records: TopicReader;
  readonly publishOperation: PublishOperation;
  readonly region: string;
  /** Where the runbook is. A `#` with a code is appended to link to a section. */
  readonly runbookUrl: string;
};
