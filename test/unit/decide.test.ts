import { describe, expect, test } from 'vitest';
import type { FailedAttempt, Outcome } from '../../shared/tenant-key/message.ts';
import { decide } from '../../shared/tenant-key/retry.ts';

const POLICY = { attemptsMax: 3, delayMsMin: 100, delayMsMax: 1_000, attemptMsMin: 50 };

const IDENTITY = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'f' };

const failed = (code: string, more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  kind: 'failed',
  code,
  stage: 'create',
  identity: IDENTITY,
  problems: [],
  ...more,
});

/** The first attempt at a message of the queue, with a minute left and no jitter. */
const CALM = { attempts: 1, timeLeftMs: 60_000, jitter: 0, callerWaits: false, ageMs: 0 };

const check = (
  name: string,
  attempt: FailedAttempt,
  now: Partial<typeof CALM>,
  expected: Partial<Outcome>,
) =>
  test(name, () => {
    expect(decide(attempt, { ...CALM, ...now }, POLICY)).toMatchObject(expected);
  });

describe('a transient failure', () => {
  const outage = failed('ServiceUnavailable');

  check(
    'is retried in place after half a step at least',
    outage,
    {},
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 50,
    },
  );
  check(
    'is retried after a whole step at most',
    outage,
    { jitter: 0.999_999 },
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 100,
    },
  );
  check(
    'is retried after twice the time in the next attempt',
    outage,
    { attempts: 2 },
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 100,
    },
  );
  test('is never retried later than the policy allows', () => {
    const policy = { ...POLICY, attemptsMax: 100 };
    const outcome = decide(outage, { ...CALM, attempts: 60, jitter: 0.999_999 }, policy);
    expect(outcome).toMatchObject({ kind: 'retry', inPlace: true, delayMs: 1_000 });
  });
  check(
    'waits when the attempts are used up',
    outage,
    { attempts: 3 },
    { kind: 'waiting', attempts: 3 },
  );
  check(
    'waits when no time is left for another attempt',
    outage,
    { timeLeftMs: 99 },
    { kind: 'waiting', attempts: 1 },
  );
  check(
    'is left to a caller who waits when the attempts are used up',
    outage,
    { attempts: 3, callerWaits: true },
    { kind: 'retry', inPlace: false, delayMs: 200 },
  );
  check(
    'is retried when there is just enough time',
    outage,
    { timeLeftMs: 100 },
    {
      kind: 'retry',
      inPlace: true,
    },
  );
  check(
    'waits also where one message alone meets it',
    failed('FailedOperation.ResourceTagProcessing', { stage: 'tag' }),
    { attempts: 3 },
    { kind: 'waiting', attempts: 3 },
  );
  check(
    'leads to another attempt after a lost response',
    failed('NoAnswer'),
    {},
    {
      kind: 'retry',
      inPlace: true,
    },
  );
});

describe('a permanent failure', () => {
  check(
    'waits at once when the quota is used up',
    failed('LimitExceeded.CmkLimitExceeded'),
    {},
    {
      kind: 'waiting',
      attempts: 1,
    },
  );
  check(
    'waits for the quota also where a caller waits',
    failed('LimitExceeded.CmkLimitExceeded'),
    { callerWaits: true },
    { kind: 'waiting' },
  );
  check(
    'waits at once when every message would meet it',
    failed('AuthFailure'),
    {},
    { kind: 'waiting', attempts: 1 },
  );
  check(
    'rejects a conflict and names the field',
    failed('KeyConflict'),
    {},
    {
      kind: 'rejected',
      failed: failed('KeyConflict', {
        problems: [
          {
            pointer: '#/keyName',
            detail: 'The name is taken by a key of another specification or owner.',
          },
        ],
      }),
    },
  );
  check(
    'rejects a request that is refused as a whole, and says so',
    failed('RequestTooLarge'),
    {},
    {
      kind: 'rejected',
      failed: failed('RequestTooLarge', {
        problems: [{ pointer: '#', detail: 'The message is too large for a request.' }],
      }),
    },
  );
  check(
    'keeps the problems that were found',
    failed('RequestInvalid', { problems: [{ pointer: '#/a', detail: 'b' }] }),
    {},
    {
      kind: 'rejected',
      failed: failed('RequestInvalid', { problems: [{ pointer: '#/a', detail: 'b' }] }),
    },
  );
});

describe('a message without an identity', () => {
  const poison = failed('RequestUnreadable', { identity: undefined, stage: 'parse' });

  check('is parked, as no consumer could attribute a rejection', poison, {}, { kind: 'parked' });
  check(
    'is rejected when its caller waits',
    poison,
    { callerWaits: true },
    {
      kind: 'rejected',
    },
  );
});

describe('a message whose time ran out', () => {
  const late = failed('NoTurn');

  check('waits, so that the partition advances', late, {}, { kind: 'waiting' });
  check(
    'is left to a waiting caller to send again',
    late,
    { callerWaits: true },
    {
      kind: 'retry',
      inPlace: false,
    },
  );
});

describe('a message that has waited', () => {
  const [hourMs, dayMs] = [3_600_000, 86_400_000];

  const old: readonly (readonly [code: string, ageMs: number, kind: Outcome['kind']])[] = [
    ['AuthFailure', 7 * dayMs - 1, 'waiting'],
    ['AuthFailure', 7 * dayMs, 'parked'],
    ['InternalError', 7 * dayMs, 'parked'],
    ['Novelty', dayMs - 1, 'waiting'],
    ['Novelty', dayMs, 'parked'],
    ['OwnFault', dayMs - 1, 'waiting'],
    ['OwnFault', dayMs, 'parked'],
    ['LimitExceeded.CmkLimitExceeded', 400 * dayMs, 'waiting'],
    ['KeyDisabled', hourMs, 'parked'],
  ];
  for (const [code, ageMs, kind] of old) {
    check(
      `for ${ageMs / hourMs} h and fails with ${code} is ${kind}`,
      failed(code),
      { ageMs, attempts: 3 },
      { kind },
    );
  }
});
