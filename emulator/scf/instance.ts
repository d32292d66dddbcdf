import { createInterface } from 'node:readline';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { isJsonObject } from '../json/json.ts';
import { type Ending, type Failure, failure, SYNC_BYTES_MAX, timedOut } from './invoke-result.ts';
import type { WorkerCall, WorkerReply } from './worker-messages.ts';

/** An instance of a function: one thread, which keeps its modules between events. */
export type Instance = {
  /** Runs an event; only one at a time. Never rejects. */
  readonly run: (call: FunctionCall) => Promise<Ending>;
  /** Ends the thread at once; a running event ends with 439. Resolves when the thread has ended. */
  readonly kill: () => Promise<void>;
  readonly isAlive: () => boolean;
};

/** An event with the context of its invocation. */
export type FunctionCall = Omit<WorkerCall, 'environment'>;

type InstanceOptions = {
  readonly workerUrl: URL;
  /** The only variables of the thread. */
  readonly thread: Required<Pick<WorkerOptions, 'env' | 'workerData'>>;
  readonly memoryMb: number;
  /** Returns the variables that are new for each event. */
  readonly environmentOfCall: () => Readonly<Record<string, string>>;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string, requestId: string) => void;
};

/**
 * Starts an instance. `memoryMb` limits only the heap of the thread. Buffers are not included, and
 * all instances share the current folder, the files and the process.
 */
export function startInstance(options: InstanceOptions): Instance {
  const { workerUrl, memoryMb, thread, environmentOfCall, onLine } = options;
  let alive = true;
  let requestId = '';
  let timer: NodeJS.Timeout | undefined;
  let settle: ((ending: Ending) => void) | undefined;
  let timeoutMs = 0;

  const worker = new Worker(workerUrl, {
    ...thread,
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: worker[stream] }).on('line', (line) =>
      onLine(stream, line, requestId),
    );
  }
  worker.on('message', (message: unknown) => {
    const reply = replyOf(message);
    if (reply?.kind !== 'started') finish(endingOf(reply));
    else if (alive) expireAfter(timeoutMs, timedOut('Invoking', timeoutMs));
  });
  worker.on('error', (error) => void end(endingOfCrash(error)));
  worker.on('exit', () => void end(failure(439)));

  function run(call: FunctionCall): Promise<Ending> {
    ({ request_id: requestId, time_limit_in_ms: timeoutMs } = call.facts);
    expireAfter(LOAD_TIMEOUT_MS, timedOut('Initializing', LOAD_TIMEOUT_MS));
    const message: WorkerCall = { ...call, environment: environmentOfCall() };
    worker.postMessage(message);
    return new Promise((resolve) => {
      settle = resolve;
    });
  }

  function expireAfter(delayMs: number, late: Failure): void {
    clearTimeout(timer);
    timer = setTimeout(() => void end(late), delayMs);
  }

  function finish(ending: Ending): void {
    clearTimeout(timer);
    settle?.(ending);
    settle = undefined;
  }

  async function end(ending: Ending): Promise<void> {
    alive = false;
    finish(ending);
    await worker.terminate();
  }

  return { run, kill: () => end(failure(439)), isAlive: () => alive };
}

/**
 * The limit for loading a function; the function's own timeout starts afterwards.
 *
 * @see https://cloud.tencent.com/document/product/583/19805 (initialization timeout, 60 s if unset)
 */
const LOAD_TIMEOUT_MS = 60_000;

/**
 * Parses a message of the thread; undefined if it is not one of ours, because the function can send
 * anything through the same port.
 */
function replyOf(message: unknown): WorkerReply | undefined {
  if (!isJsonObject(message)) return undefined;
  const { kind, text, stackTrace } = message;
  if (kind === 'started') return { kind };
  if (kind === 'threw' && typeof stackTrace === 'string') return { kind, stackTrace };
  return kind === 'returned' && typeof text === 'string' ? { kind, text } : undefined;
}

function endingOf(reply: Exclude<WorkerReply, { readonly kind: 'started' }> | undefined): Ending {
  if (reply?.kind === 'threw') return failure(430, reply.stackTrace);
  if (reply === undefined) return failure(430, NO_REPLY);
  if (Buffer.byteLength(reply.text) > SYNC_BYTES_MAX) return failure(407);
  try {
    return { ok: true, value: JSON.parse(reply.text) };
  } catch {
    return failure(430, NO_REPLY);
  }
}

const NO_REPLY = 'Error: the function sent a message of its own on the port of its thread';

/** The result when the thread itself ended: out of memory, or an uncaught error. */
function endingOfCrash(error: unknown): Ending {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return failure(434);
  return failure(430, error instanceof Error ? error.stack : String(error));
}
