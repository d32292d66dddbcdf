import type { Clock } from './ports.ts';

/**
 * A point in time as RFC 3339 text in UTC, such as `2019-03-18T08:19:50.000Z`.
 *
 * @param timeMs Milliseconds since 1970.
 */
export function isoTime(timeMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: It formats the given time and does not read the clock.
  return new Date(timeMs).toISOString();
}

/** The milliseconds since 1970 of such a text; `NaN` when the date does not exist. */
export function isoTimeMs(text: string): number {
  // biome-ignore lint/style/noRestrictedGlobals: It parses the given text and does not read the clock.
  return Date.parse(text);
}

/**
 * Makes a call and waits for it for at most `waitMs`, whatever timers the call has. Gives undefined
 * when the time is over, so the call itself must not give undefined. With no time at all, no call is
 * made.
 *
 * The signal is aborted when the call fails or takes too long, so that the call releases its socket. A
 * call that succeeds has read its response to the end.
 */
export async function within<Answer>(
  waitMs: number,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (waitMs <= 0) return undefined;
  const controller = new AbortController();
  const made = call(controller.signal);
  return new Promise((resolve, reject) => {
    const cancel = clock.after(waitMs, () => {
      resolve(undefined);
      controller.abort(ABORT_REASON);
    });
    made.then(
      (answer) => {
        cancel();
        resolve(answer);
      },
      (error: unknown) => {
        cancel();
        reject(error);
        controller.abort(ABORT_REASON);
      },
    );
  });
}

/** Node creates an error with a stack for each abort that has no reason. */
const ABORT_REASON = 'the call failed or took too long';
