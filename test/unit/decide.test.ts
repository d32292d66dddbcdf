import { describe, expect, test } from 'vitest';
import type { Attempt, FailedAttempt, Outcome } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
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

/** The first attempt of a message of the queue, with a minute left and no jitter. */
const CALM = { attempts: 1, timeLeftMs: 60_000, jitter: 0, callerWaits: false };

const check = (
  name: string,
  attempt: Attempt,
  now: Partial<typeof CALM>,
  expected: Partial<Outcome>,
) =>
  test(name, () => {
    expect(decide(attempt, { ...CALM, ...now }, POLICY)).toMatchObject(expected);
  });

describe('an attempt that succeeds', () => {
  const parsed = parseRequest('{"requestId":"r-1","tenantId":"acme","keyName":"main"}');
  if (!parsed.ok) throw new Error('the request of this test must be valid');
  const { request } = parsed;
  const key = { keyId: 'k', createTimeS: 1, keyState: 'Enabled' };

  check(
    'provisions',
    { kind: 'ready', request, key, adopted: true },
    {},
    {
      kind: 'provisioned',
      request,
      key,
      adopted: true,
    },
  );
});

describe('a failure that may pass', () => {
  const outage = failed('ServiceUnavailable');

  check(
    'is tried again in place, half a step later at least',
    outage,
    {},
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 50,
    },
  );
  check(
    'is tried again at most a whole step later',
    outage,
    { jitter: 0.999_999 },
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 100,
    },
  );
  check(
    'waits twice as long the next time',
    outage,
    { attempts: 2 },
    {
      kind: 'retry',
      inPlace: true,
      delayMs: 100,
    },
  );
  test('never waits longer than the policy says', () => {
    const policy = { ...POLICY, attemptsMax: 100 };
    const outcome = decide(outage, { ...CALM, attempts: 60, jitter: 0.999_999 }, policy);
    expect(outcome).toMatchObject({ kind: 'retry', inPlace: true, delayMs: 1_000 });
  });
  check(
    'stops the line when the attempts are used up',
    outage,
    { attempts: 3 },
    {
      kind: 'retry',
      inPlace: false,
      delayMs: 200,
    },
  );
  check(
    'stops the line when no time is left for another attempt',
    outage,
    { timeLeftMs: 99 },
    {
      kind: 'retry',
      inPlace: false,
    },
  );
  check(
    'is tried again when there is just enough time',
    outage,
    { timeLeftMs: 100 },
    {
      kind: 'retry',
      inPlace: true,
    },
  );
  check(
    'parks the message that alone meets it, when the attempts are used up',
    failed('FailedOperation.ResourceTagProcessing', { stage: 'tag' }),
    { attempts: 3 },
    { kind: 'parked', attempts: 3 },
  );
  check(
    'looks for the key again after an answer that got lost',
    failed('NoAnswer'),
    {},
    {
      kind: 'retry',
      inPlace: true,
    },
  );
});

describe('a failure that stays', () => {
  check(
    'parks at once when the quota is full',
    failed('LimitExceeded.CmkLimitExceeded'),
    {},
    {
      kind: 'parked',
      attempts: 1,
    },
  );
  check(
    'stops the line at once when it would hit every message',
    failed('AuthFailure'),
    {},
    {
      kind: 'retry',
      inPlace: false,
    },
  );
  check('parks what this release does not know', failed('Novelty'), {}, { kind: 'parked' });
  check(
    'rejects a conflict, and says where',
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
    'rejects what KMS refuses as a whole, and says so',
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

describe('a message that names nobody', () => {
  const poison = failed('RequestUnreadable', { identity: undefined, stage: 'parse' });

  check('is parked, since a rejection would reach nobody', poison, {}, { kind: 'parked' });
  check(
    'is rejected when its caller is on the line',
    poison,
    { callerWaits: true },
    {
      kind: 'rejected',
    },
  );
});

describe('a message whose time ran out', () => {
  const late = failed('NoTurn');

  check('is parked, so that the line moves on', late, {}, { kind: 'parked' });
  check(
    'is for its caller to send again',
    late,
    { callerWaits: true },
    {
      kind: 'retry',
      inPlace: false,
    },
  );
});
