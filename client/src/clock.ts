/** The time, as the client needs it. A test gives its own. */
export type Clock = {
  /** Milliseconds since some moment; never goes back. */
  readonly nowMs: () => number;
  /** Rejects with the reason of the signal when it aborts. */
  readonly sleep: (delayMs: number, signal?: AbortSignal) => Promise<void>;
};

/** The clock of this process. */
export const realClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, delayMs);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    }),
};
