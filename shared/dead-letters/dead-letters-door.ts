import type { Config } from '../config.ts';
import type { OperatorPorts } from '../ports.ts';
import type { Meter } from '../tencent/call-stats.ts';

/** What carrying out commands about dead letters takes. */
export type DeadLettersDoor = {
  readonly ports: OperatorPorts;
  readonly config: Config;
  /** The platform's id of the invocation. */
  readonly invocationId: string;
  /** Counts the calls of this invocation. */
  readonly meter?: Meter;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};
