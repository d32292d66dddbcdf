import { describe, expect, test } from 'vitest';
import type { AttemptedMessage } from '../../shared/tenant-key/attempt.ts';
import { circuitBreaker } from '../../shared/tenant-key/circuit-breaker.ts';
import type { FailedAttempt, Outcome } from '../../shared/tenant-key/message.ts';

const failedWith = (code: string): FailedAttempt => ({
  kind: 'failed',
  code,
  stage: 'create',
  identity: undefined,
  problems: [],
});

const HELD: Outcome = {
  kind: 'retry',
  failed: failedWith('ServiceUnavailable'),
  attempts: 5,
  delayMs: 1_600,
  inPlace: false,
};
const REJECTED: Outcome = { kind: 'rejected', failed: failedWith('KeyConflict') };
const PROVISIONED = { kind: 'provisioned' } as Outcome;

const decided = (outcome: Outcome): AttemptedMessage => ({ outcome, failingSinceMs: undefined });
const failingSince = (failingSinceMs: number): AttemptedMessage => ({
  outcome: HELD,
  failingSinceMs,
});

const PARKED = { kind: 'parked', failed: HELD.failed, attempts: 5 };

describe('a circuit breaker', () => {
  test('parks a suspect when another message is provisioned after it', () => {
    const breaker = circuitBreaker(() => 200);
    expect(breaker.record(0, failingSince(100))).toEqual([]);
    expect(breaker.record(1, decided(PROVISIONED))).toEqual([
      { index: 0, outcome: PARKED },
      { index: 1, outcome: PROVISIONED },
    ]);
    expect(breaker.finish()).toEqual([]);
  });

  test('parks at once a message that began to fail before another was provisioned', () => {
    const breaker = circuitBreaker(() => 200);
    breaker.record(0, decided(PROVISIONED));
    expect(breaker.record(1, failingSince(199))).toEqual([{ index: 1, outcome: PARKED }]);
  });

  test('suspects a message that began to fail at the moment when another was provisioned', () => {
    const breaker = circuitBreaker(() => 200);
    breaker.record(0, decided(PROVISIONED));
    expect(breaker.record(1, failingSince(200))).toEqual([]);
    expect(breaker.finish()).toEqual([{ index: 1, outcome: HELD }]);
  });

  test('ignores a rejection, which needs no cloud', () => {
    const breaker = circuitBreaker(() => 200);
    breaker.record(0, failingSince(100));
    expect(breaker.record(1, decided(REJECTED))).toEqual([{ index: 1, outcome: REJECTED }]);
    expect(breaker.finish()).toEqual([{ index: 0, outcome: HELD }]);
  });

  test('opened by two suspects retries both, even if another message is still provisioned', () => {
    const breaker = circuitBreaker(() => 200);
    breaker.record(0, failingSince(100));
    breaker.record(1, failingSince(100));
    expect(breaker.openedBy()).toBe('ServiceUnavailable');
    expect(breaker.record(2, decided(PROVISIONED))).toEqual([{ index: 2, outcome: PROVISIONED }]);
    const again = { ...HELD, delayMs: 0 };
    expect(breaker.finish()).toEqual([
      { index: 0, outcome: again },
      { index: 1, outcome: again },
    ]);
  });
});
