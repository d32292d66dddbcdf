/** Does `work` with a signal that aborts after `delayMs`, or earlier together with `signal`. */
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
