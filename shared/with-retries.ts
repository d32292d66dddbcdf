import { ApiError } from './tenant-key/api-error.ts';
import { decide, type RetryPolicy } from './tenant-key/decide.ts';
import type { FailedAttempt } from './tenant-key/outcome.ts';
import type { Ports } from './tenant-key/ports.ts';

/**
 * Makes a call that may be repeated: again while its failure may pass and there is time, as attempts
 * at a message are made. Throws what the last one threw.
 */
export async function withRetries<Answer>(
  call: () => Promise<Answer>,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  policy: RetryPolicy,
  deadlineMs: number,
): Promise<Answer> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const timeLeftMs = deadlineMs - clock.nowMs();
      const now = { attempts, timeLeftMs, jitter: random(), callerWaits: true };
      const next = decide(failedWith(error), now, policy);
      if (next.kind !== 'retry' || !next.inPlace) throw error;
      await clock.sleep(next.delayMs);
    }
  }
}

function failedWith({ code }: ApiError): FailedAttempt {
  return { kind: 'failed', code, stage: 'announce', identity: undefined, problems: [] };
}
