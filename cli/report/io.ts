import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { LineTerminal } from '../../terminal/progress-line.ts';

/** What the command uses of the process that it runs in: environment, streams, files and time. */
export type Io = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of the working directory. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly read: ReadText;
  /** Reads the next line from the terminal; absent when stdin is not a terminal. */
  readonly readLine?: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly every: LineTerminal['every'];
};

/** Reads the text of a file, or of stdin when the path is `-`. */
export type ReadText = (path: string) => Promise<string>;

type Output = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};
