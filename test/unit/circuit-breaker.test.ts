import { describe, expect, test } from 'vitest';
import {
  admission,
  afterFailure,
  type BreakerState,
  CLOSED,
  circuitBreaker,
} from '../../shared/tenant-key/circuit-breaker.ts';
import type { FailedAttempt, Retry } from '../../shared/tenant-key/message.ts';

const failed = (
  code: string,
  tenant: number,
  more: Partial<FailedAttempt> = {},
): FailedAttempt => ({
  kind: 'failed',
  code,
  stage: 'create',
  identity: { requestId: 'r-1', tenantId: `t-${tenant}`, keyName: 'main', fingerprint: 'f' },
  problems: [],
  ...more,
});

/** Failed attempts, one after the other. */
const stateAfter = (failures: readonly FailedAttempt[], nowMs = 1_000): BreakerState =>
  failures.reduce((state, each) => afterFailure(state, each, nowMs), CLOSED);

/** Failed attempts with one code, of so many tenants in turn. */
const failures = (code: string, count: number, tenants: number) =>
  Array.from({ length: count }, (_, index) => failed(code, index % tenants));

const openedBy = (state: BreakerState) => state.open?.code;

const LIVE = {};

const retried = (more: Partial<Retry>): { readonly retry: Retry } => ({
  retry: {
    firstSeenAt: '2026-11-02T00:00:00.000Z',
    ...{ code: 'InternalError', sinceAt: '2026-11-02T00:00:00.000Z' },
    ...{ ageMs: 0, attempts: 1, redrives: 0, isTrial: false },
    ...more,
  },
});

describe('a circuit breaker opens', () => {
  test('beside requests of a tenant that has reached its limit, which make no key', () => {
    const mixed = failures('InternalError', 10, 3).flatMap((each) => [
      each,
      failed('TenantLimitReached', 1),
    ]);
    expect(openedBy(stateAfter(mixed))).toBe('InternalError');
    expect(openedBy(stateAfter(failures('TenantLimitReached', 100, 3)))).toBeUndefined();
  });

  test('after ten failed attempts with one code, of three tenants', () => {
    expect(openedBy(stateAfter(failures('InternalError', 9, 3)))).toBeUndefined();
    expect(openedBy(stateAfter(failures('InternalError', 10, 3)))).toBe('InternalError');
  });

  test('for no number of failures of two tenants', () => {
    expect(openedBy(stateAfter(failures('InternalError', 100, 2)))).toBeUndefined();
  });

  test('for no number of failures of two tenants and of messages that prove no sender', () => {
    const unproven = failed('TopicsUnavailable', 0, { stage: 'announce', identity: undefined });
    const mixed = failures('TopicsUnavailable', 100, 2).flatMap((each) => [
      { ...each, stage: 'announce' as const },
      unproven,
    ]);
    expect(openedBy(stateAfter(mixed))).toBeUndefined();
  });

  test('for ten of one code, whatever other failures are between them', () => {
    const mixed = failures('NoAnswer', 9, 3).flatMap((each, index) => [
      each,
      failed('NotConnected', index),
    ]);
    expect(openedBy(stateAfter(mixed))).toBeUndefined();
    expect(openedBy(stateAfter([...mixed, failed('NoAnswer', 9)]))).toBe('NoAnswer');
  });

  test.each([
    ...['RequestLimitExceeded', 'LimitExceeded.CmkLimitExceeded', 'NoTurn', 'KeyDisabled'],
    'KeySearchUnfinished',
  ])('for no number of failures with %s', (code) => {
    expect(openedBy(stateAfter(failures(code, 100, 50)))).toBeUndefined();
  });

  test('for no number of messages that cannot be read', () => {
    const unreadable = failures('OwnFault', 100, 50).map((each) => ({
      ...each,
      stage: 'parse' as const,
    }));
    expect(openedBy(stateAfter(unreadable))).toBeUndefined();
  });

  test.each([
    'KeyConflict',
    'KeyDisabled',
    'InvalidParameterValue',
    'LimitExceeded.CmkLimitExceeded',
  ])('not if an answer of %s between the failures shows that the cloud works', (code) => {
    const nine = failures('InternalError', 9, 3);
    expect(stateAfter([...nine, failed(code, 1), ...nine]).open).toBeUndefined();
  });

  test('although a topic refused an event between the failures, which shows nothing of KMS', () => {
    const nine = failures('InternalError', 9, 3);
    const refused = failed('TopicRefused', 1, { stage: 'announce' });
    expect(openedBy(stateAfter([...nine, refused, ...nine]))).toBe('InternalError');
  });

  test.each(['RequestLimitExceeded', 'DeadlineExceeded'])(
    'although %s came between the failures, which shows nothing',
    (code) => {
      const nine = failures('InternalError', 9, 3);
      expect(openedBy(stateAfter([...nine, failed(code, 1), ...nine]))).toBe('InternalError');
    },
  );
});

describe('an open circuit breaker', () => {
  const open = stateAfter(failures('InternalError', 10, 3), 1_000);

  test('refuses messages for a minute, and says until when', () => {
    const refusal = { code: 'InternalError', stage: 'create' };
    expect(admission(open, LIVE, 1_000)).toStrictEqual({ ...refusal, delayMs: 60_000 });
    expect(admission(open, LIVE, 60_999)).toStrictEqual({ ...refusal, delayMs: 1 });
    expect(admission(open, LIVE, 61_000)).toBeUndefined();
  });

  test('admits one after the time of day was set back, rather than none for as long', () => {
    expect(admission(open, LIVE, 999)).toBeUndefined();
  });

  test('admits a message that was sent in as a trial', () => {
    expect(admission(open, retried({ isTrial: true }), 1_000)).toBeUndefined();
    expect(admission(open, retried({ isTrial: false }), 1_000)).toBeDefined();
  });

  test('admits a message whose cause has healed for others since it opened', () => {
    expect(admission(open, retried({ okMs: 1_001 }), 1_002)).toBeUndefined();
    expect(admission(open, retried({ okMs: 1_000 }), 1_002)).toBeDefined();
  });

  test('stays open with the code that opened it, whatever fails next', () => {
    const later = afterFailure(open, failed('NoAnswer', 7), 5_000);
    expect(later.open).toStrictEqual(open.open);
  });

  test('closes for a refusal that is about the request of a trial', () => {
    expect(afterFailure(open, failed('KeyConflict', 7), 5_000)).toStrictEqual(CLOSED);
  });

  test.each(['tag', 'announce'] as const)(
    'for failures of the stage %s stays open when only KMS is seen to work',
    (stage) => {
      const later = stateAfter(
        failures('InternalError', 10, 3).map((each) => ({ ...each, stage })),
      );
      expect(openedBy(later)).toBe('InternalError');
      expect(openedBy(afterFailure(later, failed('KeyConflict', 7), 5_000))).toBe('InternalError');
      const tagged = failed('InvalidParameter.Tag', 7, { stage: 'tag' });
      const known = stage === 'tag' ? undefined : 'InternalError';
      expect(openedBy(afterFailure(later, tagged, 5_000))).toBe(known);
    },
  );
});

describe('the circuit breaker of an instance', () => {
  const opened = () => {
    let nowMs = 1_000;
    const breaker = circuitBreaker(() => nowMs);
    for (const each of failures('InternalError', 10, 3)) breaker.fail(each);
    return { breaker, advance: (ms: number) => (nowMs += ms) };
  };

  test('tries one message a minute', () => {
    const { breaker, advance } = opened();
    advance(60_000);
    expect(breaker.admit(LIVE)).toBeUndefined();
    expect(breaker.admit(LIVE)).toMatchObject({ delayMs: 60_000 });
    advance(59_999);
    expect(breaker.admit(LIVE)).toMatchObject({ delayMs: 1 });
    advance(1);
    expect(breaker.admit(LIVE)).toBeUndefined();
  });

  test('closes with any success, and then counts anew', () => {
    const { breaker } = opened();
    expect(breaker.openedBy()).toBe('InternalError');
    breaker.succeed();
    expect(breaker.openedBy()).toBeUndefined();
    for (const each of failures('InternalError', 9, 3)) breaker.fail(each);
    expect(breaker.admit(LIVE)).toBeUndefined();
    breaker.fail(failed('InternalError', 9));
    expect(breaker.openedBy()).toBe('InternalError');
  });

  test('tries no message early because a trial of the retry queue was made', () => {
    const { breaker, advance } = opened();
    advance(30_000);
    expect(breaker.admit(retried({ isTrial: true }))).toBeUndefined();
    advance(30_000);
    expect(breaker.admit(LIVE)).toMatchObject({ delayMs: 30_000 });
  });
});
