/**
 * The time in which consumers are members of their groups. A reset ends all of them, because they must
 * not commit positions of messages that it removes.
 */
export type ConsumerSessions = {
  /**
   * Runs a session when none is forbidden. Its signal aborts together with `signal` or at a reset.
   *
   * @param run Receives how many resets there have been.
   */
  readonly run: (
    signal: AbortSignal,
    run: (closing: AbortSignal, resets: number) => Promise<void>,
  ) => Promise<void>;
  /** Ends all sessions, waits for them, and starts none until `act` has ended. */
  readonly whileStopped: (act: () => Promise<void>) => Promise<void>;
};

export function consumerSessions(): ConsumerSessions {
  const running = new Map<AbortController, Promise<void>>();
  let stopped: Promise<void> = Promise.resolve();
  let resets = 0;

  async function stopAll(act: () => Promise<void>): Promise<void> {
    for (const stop of running.keys()) stop.abort();
    await Promise.allSettled(running.values());
    resets += 1;
    await act();
  }

  return {
    run: async (signal, run) => {
      for (let awaited: Promise<void> | undefined; awaited !== stopped; ) {
        awaited = stopped;
        await awaited;
      }
      const stop = new AbortController();
      const session = run(AbortSignal.any([signal, stop.signal]), resets);
      running.set(stop, session);
      await session.finally(() => running.delete(stop));
    },
    whileStopped: (act) => {
      const acted = stopped.then(() => stopAll(act));
      stopped = acted.catch(() => {});
      return acted;
    },
  };
}
