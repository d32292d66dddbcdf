import { type Effort, effortSince, type Meter } from './tencent/meter.ts';

/** What a piece of work took, as far as somebody measured it. */
export type Work = {
  /** The platform's id of the invocation that it was done in. */
  readonly invocationId?: string | undefined;
  readonly durationMs?: number;
  readonly effort?: Effort;
};

/**
 * Begins to measure a piece of work; what it gives tells what the work has taken so far. Where the
 * meter counts the calls of others too, none of them may be at work meanwhile.
 */
export function measureWork(
  nowMs: () => number,
  meter: Meter | undefined,
  invocationId: string | undefined,
): () => Work {
  const startMs = nowMs();
  const before = meter?.effort();
  return () => {
    const durationMs = nowMs() - startMs;
    if (meter === undefined || before === undefined) return { invocationId, durationMs };
    return { invocationId, durationMs, effort: effortSince(before, meter) };
  };
}
