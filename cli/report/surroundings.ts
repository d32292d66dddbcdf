import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { LineTerminal } from '../../terminal/progress-line.ts';

/** All that the command knows of the process that it runs in. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of the working directory. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly read: ReadText;
  /** The next line that somebody types; absent where nobody sits at a terminal. */
  readonly typedLine?: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly timeMs: () => number;
  readonly every: LineTerminal['every'];
};

/** Gives the text of a file, or of stdin when the path is `-`. */
export type ReadText = (path: string) => Promise<string>;

type Output = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};
