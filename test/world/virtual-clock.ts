import type { Clock } from '../../shared/tenant-key/ports.ts';

/** A clock on which time passes only while all tasks sleep. */
export type VirtualClock = Clock & {
  /**
   * Advances the time until the work has ended, and returns its result.
   *
   * @throws Error when the work waits for something that cannot happen.
   */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
};

/** After this number of event-loop turns without an end or a sleep, the work is taken to be stuck. */
const IDLE_TURNS_MAX = 1_000;

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

/** @param idleTurnsMax Must be larger for work in other threads, such as cryptography. */
export function virtualClock(idleTurnsMax = IDLE_TURNS_MAX): VirtualClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();

  function after(delayMs: number, act: () => void): () => void {
    const sleeper = { dueMs: nowMs + Math.max(0, delayMs), wake };
    sleepers.add(sleeper);

    function wake(): void {
      sleepers.delete(sleeper);
      act();
    }

    return () => void sleepers.delete(sleeper);
  }

  /** Wakes the sleeper that is due first; false when there is none. */
  function wakeNext(): boolean {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (next === undefined || sleeper.dueMs < next.dueMs) next = sleeper;
    }
    if (next === undefined) return false;
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    return true;
  }

  return {
    nowMs: () => nowMs,
    sleep: (delayMs) => new Promise((resolve) => void after(delayMs, resolve)),
    after,
    run: async (work) => {
      let ended = false;
      const end = work.finally(() => {
        ended = true;
      });
      end.catch(() => {}); // The await below rejects.
      for (let idleTurns = 0; idleTurns < idleTurnsMax; ) {
        await new Promise(setImmediate); // Now only sleepers are left.
        if (ended) return end;
        idleTurns = wakeNext() ? 0 : idleTurns + 1;
      }
      throw new Error('deadlock: everything waits and nothing sleeps');
    },
  };
}
