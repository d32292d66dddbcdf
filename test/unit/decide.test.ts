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
const CALM = { attempts: 1, timeLeftMs: 60_000, jitter: 0, callerWaits: false };

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
    'is left to the next delivery when the attempts are used up',
    outage,
    { attempts: 3 },
    {
      kind: 'retry',
      inPlace: false,
      delayMs: 200,
    },
  );
  check(
    'is left to the next delivery when no time is left for another attempt',
    outage,
    { timeLeftMs: 99 },
    {
      kind: 'retry',
      inPlace: false,
    },
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
    'parks a message that alone meets it when the attempts are used up',
    failed('FailedOperation.ResourceTagProcessing', { stage: 'tag' }),
    { attempts: 3 },
    { kind: 'parked', attempts: 3 },
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
    'is left to the next delivery at once when every message would meet it',
    failed('AuthFailure'),
    {},
    {
      kind: 'retry',
      inPlace: false,
    },
  );
  check('parks when its code is unknown', failed('Novelty'), {}, { kind: 'parked' });
  check(
    'rejects a conflict and names the field',
    failed('KeyConflict'),
    {},
    {
      kind: 'rejected',
      failed: failed('KeyConflict', {
        problems: [
          {
            pointer: '/keyName',
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
        problems: [{ pointer: '', detail: 'The message is too large for a request.' }],
      }),
    },
  );
  check(
    'keeps the problems that were found',
    failed('RequestInvalid', { problems: [{ pointer: '/a', detail: 'b' }] }),
    {},
    {
      kind: 'rejected',
      failed: failed('RequestInvalid', { problems: [{ pointer: '/a', detail: 'b' }] }),
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

  check('is parked, so that the partition advances', late, {}, { kind: 'parked' });
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
