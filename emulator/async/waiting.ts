/** Waits for `delayMs`; ends early when `signal` aborts. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  await untilAborted(elapsed, signal);
  clearTimeout(timer);
}

/** Resolves like `promise`, or to undefined once `signal` aborts; `promise` itself continues. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const forget = () => signal.removeEventListener('abort', stop);
    promise.then(resolve, reject).then(forget, forget);
  });
}

/** Runs `run` with a signal that aborts after `delayMs` or together with `signal`. */
export async function within<T>(
  delayMs: number,
  signal: AbortSignal,
  run: (closed: AbortSignal) => Promise<T>,
): Promise<T> {
  const closing = new AbortController();
  const close = () => closing.abort();
  const timer = setTimeout(close, delayMs);
  if (signal.aborted) close();
  signal.addEventListener('abort', close, { once: true });
  try {
    return await run(closing.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', close);
  }
}
