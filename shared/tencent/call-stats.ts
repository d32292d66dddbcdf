/** What a piece of work took, as far as somebody measured it. */
export type Stats = {
  /** The platform's id of the invocation that it was done in. */
  readonly invocationId?: string | undefined;
  readonly durationMs?: number;
  readonly calls?: CallStats;
};

/**
 * Begins to measure a piece of work; what it gives tells what the work has taken so far. Where the
 * meter counts the calls of others too, none of them may be at work meanwhile.
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

/** What the calls of a piece of work came to. Times are sums: calls may overlap. */
export type CallStats = {
  /** Calls that were sent. */
  readonly calls: number;
  /** The same by action. */
  readonly actions: Readonly<Record<string, number>>;
  /** Time in which calls were under way. */
  readonly cloudMs: number;
  /** Time in which calls waited for their turn. */
  readonly pacedMs: number;
  /** Calls that the cloud refused as too many, and those that found no turn in their time. */
  readonly throttles: number;
};

/** Counts the calls that are made on its ways to the cloud; see `callTencent`. */
export type CallCounter = {
  readonly stats: () => CallStats;
  readonly waited: (waitedMs: number) => void;
  readonly sent: (action: string) => void;
  readonly answered: (tookMs: number) => void;
  readonly throttled: () => void;
};

/** A meter that starts at nothing; what one piece of work took is the difference of two readings. */
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

/** What was done between two readings of one meter. */
export function callStatsSince(before: CallStats, { stats: callStats }: CallCounter): CallStats {
  const now = callStats();
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
