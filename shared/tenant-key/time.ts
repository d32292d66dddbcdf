import type { Clock } from './ports.ts';

/**
 * A point in time as RFC 3339 text in UTC, such as `2019-03-18T08:19:50.000Z`.
 *
 * @param timeMs Milliseconds since 1970.
 */
export function isoTime(timeMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: It writes down a time that is given; it reads none.
  return new Date(timeMs).toISOString();
}

/** The milliseconds since 1970 of such a text; `NaN` when there is no such day. */
export function isoTimeMs(text: string): number {
  // biome-ignore lint/style/noRestrictedGlobals: It reads a time that is written down; not the clock.
  return Date.parse(text);
}

/**
 * Makes a call, and waits for it no longer than `waitMs`, whatever the call's own timers do. Gives
 * undefined when the time ran out, so the call itself must not end with undefined. Where there is no
 * time at all, there is no call.
 *
 * The signal of a call that fails, or that takes too long, is aborted, so that it lets go of its
 * socket. One that ends well has read its answer to the end.
 */
export async function within<Answer>(
  waitMs: number,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (waitMs <= 0) return undefined;
  const over = new AbortController();
  const made = call(over.signal);
  return new Promise((resolve, reject) => {
    const cancel = clock.after(waitMs, () => {
      resolve(undefined);
      over.abort(OVER);
    });
    made.then(
      (answer) => {
        cancel();
        resolve(answer);
      },
      (error: unknown) => {
        cancel();
        reject(error);
        over.abort(OVER);
      },
    );
  });
}

/** Given as the reason, since the platform would make an error with a stack for each. */
const OVER = 'the call has failed, or its time is over';
