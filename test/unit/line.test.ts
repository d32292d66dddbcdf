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

const certain = (outcome: Outcome): AttemptedMessage => ({ outcome, failingSinceMs: undefined });
const failingSince = (failingSinceMs: number): AttemptedMessage => ({
  outcome: HELD,
  failingSinceMs,
});

const PARKED = { kind: 'parked', failed: HELD.failed, attempts: 5 };

describe('a line', () => {
  test('parks a suspect when another message gets through after it', () => {
    const line = circuitBreaker(() => 200);
    expect(line.record(0, failingSince(100))).toEqual([]);
    expect(line.record(1, certain(PROVISIONED))).toEqual([
      { index: 0, outcome: PARKED },
      { index: 1, outcome: PROVISIONED },
    ]);
    expect(line.finish()).toEqual([]);
  });

  test('parks at once what began to fail before another got through', () => {
    const line = circuitBreaker(() => 200);
    line.record(0, certain(PROVISIONED));
    expect(line.record(1, failingSince(199))).toEqual([{ index: 1, outcome: PARKED }]);
  });

  test('suspects what began to fail in the very moment in which another got through', () => {
    const line = circuitBreaker(() => 200);
    line.record(0, certain(PROVISIONED));
    expect(line.record(1, failingSince(200))).toEqual([]);
    expect(line.finish()).toEqual([{ index: 1, outcome: HELD }]);
  });

  test('learns nothing about a suspect from a rejection, which needs no cloud', () => {
    const line = circuitBreaker(() => 200);
    line.record(0, failingSince(100));
    expect(line.record(1, certain(REJECTED))).toEqual([{ index: 1, outcome: REJECTED }]);
    expect(line.finish()).toEqual([{ index: 0, outcome: HELD }]);
  });

  test('that two suspects stopped has all of them come again, whatever else still gets through', () => {
    const line = circuitBreaker(() => 200);
    line.record(0, failingSince(100));
    line.record(1, failingSince(100));
    expect(line.openedBy()).toBe('ServiceUnavailable');
    expect(line.record(2, certain(PROVISIONED))).toEqual([{ index: 2, outcome: PROVISIONED }]);
    const again = { ...HELD, delayMs: 0 };
    expect(line.finish()).toEqual([
      { index: 0, outcome: again },
      { index: 1, outcome: again },
    ]);
  });
});
