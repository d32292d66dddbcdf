/** Waits; ends early when `signal` aborts. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  await untilStopped(elapsed, signal);
  clearTimeout(timer);
}

/**
 * The result of `work`, or undefined if `signal` aborts first; `work` then continues unobserved.
 */
export function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const forget = () => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).then(forget, forget);
  });
}

/** Runs `work` with a signal that aborts after `delayMs` or together with `signal`. */
export async function within<T>(
  delayMs: number,
  signal: AbortSignal,
  work: (closed: AbortSignal) => Promise<T>,
): Promise<T> {
  const closing = new AbortController();
  const close = () => closing.abort();
  const timer = setTimeout(close, delayMs);
  if (signal.aborted) close();
  signal.addEventListener('abort', close, { once: true });
  try {
    return await work(closing.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', close);
  }
}
