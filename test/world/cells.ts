import { placeOf, type TenantFault } from './tenant-faults.ts';

export const WAYS = ['HTTP', 'queue', 'invoke'] as const;
export const LASTING = ['once', 'flaps', 'an hour', 'a week'] as const;
export const PLACES = ['alone', 'in a batch', 'in the retry queue'] as const;

/** One request that meets a failure: how it comes in, how long its calls fail, and what comes beside or before. */
export type Cell = {
  /** Its requestId and its tenantId. */
  readonly id: string;
  readonly way: (typeof WAYS)[number];
  readonly lasts: (typeof LASTING)[number];
  readonly place: (typeof PLACES)[number];
};

/** How long the calls of a cell fail. */
export function faultOf(code: string, { lasts }: Cell, minute: () => number): TenantFault {
  let met = 0;
  switch (lasts) {
    case 'once':
      // Events are published in batches, of which one call or another may fail.
      if (placeOf(code) === 'announce') return { code, isDown: () => minute() < 0.1 };
      return {
        code,
        isDown: () => {
          met += 1;
          return met === 1;
        },
      };
    case 'flaps': // Four minutes of six.
      return { code, isDown: () => minute() < 60 && minute() % 6 < 4 };
    case 'an hour':
      return { code, isDown: () => minute() < 60 };
    case 'a week':
      return { code, isDown: () => minute() < LONG_M };
  }
}

const DAY_M = 1_440;
const WEEK_M = 7 * DAY_M;

/** A fault of a week lasts for longer than anything waits, but for the quota. */
const LONG_M = 8 * DAY_M;

/** A time at which something may happen, and whether callers ask again then. */
type Step = { readonly minute: number; readonly asks: boolean };

/** Often while something may heal or is about to be parked, and now and then in between: a timer may miss. */
export function* stepsUntil(endMinute: number, code: string): Generator<Step> {
  for (let minute = 1; minute <= Math.min(endMinute, 130); minute += minute < 20 ? 1 : 2) {
    yield { minute, asks: CALLER_MINUTES.has(minute) };
  }
  const watched = [...(SHORT.has(code) ? [DAY_M] : []), WEEK_M, LONG_M];
  let askedMinute = 0;
  for (let minute = 150; minute <= endMinute; ) {
    yield { minute, asks: minute - askedMinute >= 3 * DAY_M || minute === LONG_M + 2 };
    if (minute - askedMinute >= 3 * DAY_M) askedMinute = minute;
    const isWatched = watched.some((each) => minute >= each - 2 && minute < each + 70);
    minute += isWatched ? 2 : pauseUntil(minute, watched);
  }
}

/** Those that wait for a day. */
const SHORT: ReadonlySet<string> = new Set(['OwnFault', 'NobodyKnows.ThisCode']);

const CALLER_MINUTES: ReadonlySet<number> = new Set([1, 10, 40, 62]);

function pauseUntil(minute: number, watched: readonly number[]): number {
  const next = watched.find((each) => each - 2 > minute) ?? Number.POSITIVE_INFINITY;
  return Math.min(next - 2 - minute, minute < DAY_M ? 90 : 360);
}
