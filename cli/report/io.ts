import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { LineTerminal } from '../../terminal/progress-line.ts';
import { type Output, type SafeOutput, safeOutput } from '../../terminal/safe-output.ts';

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
  /** Resolves at the first Ctrl-C; absent where nobody can press it. */
  readonly stopped?: Promise<void> | undefined;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly every: LineTerminal['every'];
};

/** The same, where no text can steer the terminal. */
export type SafeIo = Io & { readonly stdout: SafeOutput; readonly stderr: SafeOutput };

/** Makes both outputs safe: everything that the command prints goes through them. */
export function safeIo(io: Io): SafeIo {
  const { stdout, stderr, env } = io;
  return { ...io, stdout: safeOutput(stdout, env), stderr: safeOutput(stderr, env) };
}

/** Reads the text of a file, or of stdin when the path is `-`. */
export type ReadText = (path: string) => Promise<string>;
