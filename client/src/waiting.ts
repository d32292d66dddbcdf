import type { Clock } from './clock.ts';
import { isTransientError } from './errors.ts';

export type Patience = {
  readonly clock: Clock;
  /** When no look begins any more, on the clock. */
  readonly endMs: number;
  readonly signal: AbortSignal | undefined;
};

/** What a look says: it has come to its end, or to look again after a while. */
export type Look<End> =
  | { readonly kind: 'end'; readonly end: End }
  | { readonly kind: 'again'; readonly retryAfterMs?: number | undefined };

/**
 * Looks until there is an end, with pauses that double from half a second to ten seconds and are never shorter than
 * the look asks. A look that fails for now is repeated.
 *
 * @returns The end; undefined when there is none in time.
 */
export async function untilEnd<End>(
  look: () => Promise<Look<End>>,
  { clock, endMs, signal }: Patience,
): Promise<End | undefined> {
  for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2)) {
    const result = await look().catch(againIfTransient);
    if (result.kind === 'end') return result.end;
    const delayMs = Math.max(pauseMs, result.retryAfterMs ?? 0);
    if (clock.nowMs() + delayMs > endMs) return undefined;
    await clock.sleep(delayMs, signal);
  }
}

const PAUSE_MS_MIN = 500;
const PAUSE_MS_MAX = 10_000;

function againIfTransient(error: unknown): Look<never> {
  if (isTransientError(error)) return { kind: 'again' };
  throw error;
}
