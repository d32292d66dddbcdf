import type { Clock } from '../tenant-key/ports.ts';
import type { Credentials } from '../tencent/tencent-client.ts';
import type { Send } from '../topics/http-topics.ts';

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
