import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import {
  type Callback,
  type InvocationContext,
  invocationContext,
  type WorkerCall,
  type WorkerReply,
  type WorkerSetup,
} from './worker-messages.ts';

// One instance of a function: a thread that loads the bundle and handles one event at a time. An
// uncaught error ends the thread, and the host reports it to the caller.

type Handler = (event: unknown, context: InvocationContext, callback: Callback) => unknown;

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a thread of the function host only');

const handler = loadHandler(workerData as WorkerSetup);
port.on('message', (call: WorkerCall) => {
  Object.assign(process.env, call.environment);
  // With the port unreferenced, `beforeExit` fires when the handler has nothing left to do.
  port.unref();
  port.postMessage({ kind: 'started' } satisfies WorkerReply);
  run(handler, call, (reply) => {
    port.ref();
    port.postMessage(reply);
  });
});

function loadHandler({ bundlePath, exportName }: WorkerSetup): Handler {
  const bundle = createRequire(bundlePath)(bundlePath) as Readonly<Record<string, unknown>>;
  const exported = bundle[exportName];
  if (typeof exported === 'function') return exported as Handler;
  throw new Error(`${bundlePath} exports no function "${exportName}"; did the build succeed?`);
}

/**
 * Calls the handler. The first of return, throw, callback and an empty event loop decides its answer. The
 * answer is sent when the event loop is empty, or at once if the handler does not want to wait for that.
 */
function run(handler: Handler, call: WorkerCall, reply: (reply: WorkerReply) => void): void {
  let answer: WorkerReply | undefined;
  const send = () => {
    process.off('beforeExit', send);
    reply(answer ?? returned(null));
  };
  const callback: Callback = (error, value) => {
    if (answer !== undefined) return;
    answer = isNone(error) ? returned(value) : threw(error);
    if (!context.callbackWaitsForEmptyEventLoop) send();
  };
  const context = invocationContext(call.facts, () => performance.now(), callback);
  process.on('beforeExit', send);
  try {
    const value = handler(JSON.parse(call.eventText), context, callback);
    // A value that is not a promise is ignored: such a handler answers by its callback.
    if (isThenable(value)) value.then(context.succeed, (error) => callback(error ?? 'undefined'));
  } catch (error) {
    callback(error ?? 'undefined');
  }
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}

function returned(value: unknown): WorkerReply {
  try {
    return { kind: 'returned', text: JSON.stringify(value) ?? 'null' };
  } catch (cause) {
    return threw(new Error(`stringify response to json failed: ${String(cause)}`, { cause }));
  }
}

function threw(error: unknown): WorkerReply {
  const stackTrace =
    error instanceof Error
      ? (error.stack ?? error.message)
      : `${String(error)}(callback err is not instance of Error)`;
  process.stderr.write(`${stackTrace}\n`);
  return { kind: 'threw', stackTrace };
}
