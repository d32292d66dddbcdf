import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { KafkaProgram } from './kafka-program.ts';

/** A Java process that ends with this one. */
export type JavaProcess = {
  readonly child: ChildProcess;
  /** What it has printed, at most the last {@link LOG_LENGTH_MAX} characters. */
  readonly log: () => string;
  readonly isRunning: () => boolean;
  /** Resolves when it has ended, by itself or by `kill`. */
  readonly ended: Promise<void>;
  /** Ends it at once, as a machine that loses its power, hung or not. */
  readonly kill: () => Promise<void>;
  /** Stops it as it is: its sockets stay open, and nothing answers. */
  readonly hang: () => void;
  readonly resume: () => void;
};

/** The flags keep start and memory small. The client's own tests need no more. */
const JVM = ['-XX:+UseSerialGC', '-Xshare:auto', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Runs a main class. @param heapMb The most memory for its objects. */
export function startJava(
  { classPath }: KafkaProgram,
  heapMb: number,
  args: readonly string[],
  jvmFlags: readonly string[] = [],
): JavaProcess {
  const flags = [...JVM, `-Xmx${heapMb}m`, ...jvmFlags, '-cp', classPath];
  const child = spawn('java', [...flags, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_LENGTH_MAX);
  });
  child.stdin.on('error', () => {}); // It has ended, which its user sees by `ended`.
  const end = () => void child.kill('SIGKILL'); // Works on a process that hangs, too.
  process.once('exit', end);
  const ended = once(child, 'close').then(() => {
    process.off('exit', end);
  });
  return {
    child,
    log: () => log,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
    kill: () => {
      end();
      return ended;
    },
    hang: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

const LOG_LENGTH_MAX = 20_000;
