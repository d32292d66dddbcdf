import type { CircuitBreaker } from '../tenant-key/circuit-breaker.ts';
import type { FailedAttempt } from '../tenant-key/message.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { isoTime } from '../tenant-key/time.ts';
import type { RateLimiter } from '../tencent/rate-limiter.ts';
import { KEY_STATUS, type Topics } from '../topics/topics.ts';
import type { InstanceReport } from './generated/instance-report.ts';
import { reportMessage } from './report-message.ts';

/**
 * Reports what only this instance knows to the topic `key-status`: after a minute in which something was wrong, after
 * five minutes otherwise, and when the circuit breaker opens or closes. Nothing waits for a report, and one that
 * cannot be published is lost. The next one says the same and more.
 *
 * @param topics For reports alone: a connection that fails here must not be the one that events need.
 * @param wallMs The time of day, in milliseconds since 1970.
 * @param reading Of the rate limiter of KMS.
 */
export function instanceReporter(
  topics: Topics,
  { clock, wallMs }: { readonly clock: Clock; readonly wallMs: () => number },
  reading: RateLimiter['reading'],
): InstanceReporter {
  let instance: InstanceIdentity | undefined;
  /** Of the circuit breaker while it is open. */
  let opened: InstanceReport['breaker'];
  let lastError: InstanceReport['lastError'];
  let reported = { ms: clock.nowMs(), calls: 0, throttles: 0, hadError: false };
  let isFirst = true;
  let hasNewError = false;

  function report(): void {
    if (instance === undefined) return;
    const nowMs = clock.nowMs();
    const { sent: calls, throttled: throttles, callsPerSecondMax } = reading();
    const message = reportMessage({
      ...instance,
      reportedAt: isoTime(wallMs()),
      windowS: Math.round((nowMs - reported.ms) / 1_000),
      calls: calls - reported.calls,
      throttles: throttles - reported.throttles,
      callsPerSecondMax,
      ...(opened === undefined ? {} : { breaker: opened }),
      ...(lastError === undefined ? {} : { lastError }),
    });
    reported = { ms: nowMs, calls, throttles, hadError: hasNewError };
    isFirst = false;
    hasNewError = false;
    topics.publish(KEY_STATUS, [message], nowMs + PUBLISHING_MS_MAX).catch(() => {});
  }

  function isDue(): boolean {
    const isWrong = opened !== undefined || hasNewError || reading().throttled > reported.throttles;
    // Once more after it is over.
    const pauseMs = isWrong || reported.hadError ? WRONG_MS : QUIET_MS;
    return isFirst || clock.nowMs() - reported.ms >= pauseMs;
  }

  function noteChange(now: string | undefined): void {
    if (now === opened?.code) return;
    opened = now === undefined ? undefined : { code: now, openedAt: isoTime(wallMs()) };
    report();
  }

  return {
    begin: (identity) => {
      instance ??= identity;
      if (isDue()) report();
    },
    watched: (breaker) => ({
      ...breaker,
      fail: (failed: FailedAttempt) => {
        const { code, stage } = failed;
        lastError = { code, stage, at: isoTime(wallMs()) };
        hasNewError = true;
        breaker.fail(failed);
        noteChange(breaker.openedBy());
      },
      succeed: () => {
        breaker.succeed();
        noteChange(breaker.openedBy());
      },
    }),
  };
}

export type InstanceReporter = {
  /** At the start of each invocation: reports if it is time, and does not wait for that. */
  readonly begin: (identity: InstanceIdentity) => void;
  /** The same circuit breaker, whose changes and failures are noted. */
  readonly watched: (breaker: CircuitBreaker) => CircuitBreaker;
};

type InstanceIdentity = Pick<InstanceReport, 'functionName' | 'instanceId'>;

const WRONG_MS = 60_000;
const QUIET_MS = 300_000;
const PUBLISHING_MS_MAX = 5_000;
