import type { Clock } from '../../shared/tenant-key/ports.ts';

/** A clock on which time passes only while everybody sleeps. */
export type VirtualClock = Clock & {
  /** Lets time pass until the work has ended, and gives what it came to. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
};

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

export function virtualClock(): VirtualClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();

  function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { dueMs: nowMs + Math.max(0, delayMs), wake: resolve };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        sleepers.delete(sleeper);
        resolve();
      });
    });
  }

  /** Wakes whoever sleeps shortest, when nobody else has anything to do. */
  async function tick(): Promise<void> {
    await new Promise(setImmediate);
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (next === undefined || sleeper.dueMs < next.dueMs) next = sleeper;
    }
    if (next === undefined) return;
    sleepers.delete(next);
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
  }

  return {
    nowMs: () => nowMs,
    sleep,
    run: async (work) => {
      let ended = false;
      const end = work.finally(() => {
        ended = true;
      });
      end.catch(() => {}); // Whoever awaits it below is told.
      while (!ended) await tick();
      return end;
    },
  };
}
