import type { Clock } from './tenant-key/ports.ts';

/**
 * Makes a call, and waits for it no longer than `waitMs`, whatever the call's own timers do. Gives
 * undefined when the time ran out, so the call itself must not end with undefined. Where there is no
 * time at all, there is no call.
 *
 * However a call ends, the signal is then aborted, so that the call lets go of its socket.
 */
export async function within<Answer>(
  waitMs: number,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (waitMs <= 0) return undefined;
  const ended = new AbortController();
  const timeout = clock.sleep(waitMs, ended.signal).then(() => undefined);
  try {
    return await Promise.race([call(ended.signal), timeout]);
  } finally {
    ended.abort(OVER);
  }
}

/** Given as the reason, since the platform would make an error with a stack for each call. */
const OVER = 'the call has ended';
