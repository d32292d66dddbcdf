/** Makes a counter that starts at zero. The calls of a part are the difference of two readings. */
export function callCounter(): CallCounter {
  const actions = new Map<string, number>();
  let calls = 0;
  let cloudMs = 0;
  let pacedMs = 0;
  let throttles = 0;

  return {
    stats: () => ({ calls, actions: Object.fromEntries(actions), cloudMs, pacedMs, throttles }),
    waited: (waitedMs) => {
      pacedMs += waitedMs;
    },
    sent: (action) => {
      calls += 1;
      actions.set(action, (actions.get(action) ?? 0) + 1);
    },
    answered: (tookMs) => {
      cloudMs += tookMs;
    },
    throttled: () => {
      throttles += 1;
    },
  };
}

/** Counts calls; `callTencent` reports to it. */
export type CallCounter = {
  /** All calls so far. */
  readonly stats: () => CallStats;
  readonly waited: (waitedMs: number) => void;
  readonly sent: (action: string) => void;
  readonly answered: (tookMs: number) => void;
  readonly throttled: () => void;
};

/** The calls of an invocation, or of a part of it. Times are sums: calls may overlap. */
type CallStats = {
  /** Calls that were sent. */
  readonly calls: number;
  /** The same by action. */
  readonly actions: Readonly<Record<string, number>>;
  /** Time in which calls were under way. */
  readonly cloudMs: number;
  /** Time in which calls waited for the rate limiter. */
  readonly pacedMs: number;
  /** Calls that the cloud refused as too many, and those that the rate limiter refused. */
  readonly throttles: number;
};

/** The calls since an earlier reading of the same counter. */
export function callStatsSince(before: CallStats, counter: CallCounter): CallStats {
  const now = counter.stats();
  const actions = Object.entries(now.actions)
    .map(([action, count]) => [action, count - (before.actions[action] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return {
    calls: now.calls - before.calls,
    actions: Object.fromEntries(actions),
    cloudMs: now.cloudMs - before.cloudMs,
    pacedMs: now.pacedMs - before.pacedMs,
    throttles: now.throttles - before.throttles,
  };
}

/**
 * Starts a measurement. The function that it returns gives time and calls since then, as often as it
 * is called. If the counter is shared, nothing else may call the cloud meanwhile.
 */
export function measureStats(
  nowMs: () => number,
  counter: CallCounter | undefined,
  invocationId: string | undefined,
): () => Stats {
  const startMs = nowMs();
  const before = counter?.stats();
  return () => {
    const durationMs = nowMs() - startMs;
    if (counter === undefined || before === undefined) return { invocationId, durationMs };
    return { invocationId, durationMs, calls: callStatsSince(before, counter) };
  };
}

/** The time and the calls that a message or a command took; what was not measured is left out. */
export type Stats = {
  /** The platform's id of the invocation. */
  readonly invocationId?: string | undefined;
  readonly durationMs?: number;
  readonly calls?: CallStats;
};
