import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURES, failureOf } from '../../shared/tenant-key/failures/failures.ts';
import type { FailedAttempt, Outcome, Stage } from '../../shared/tenant-key/message.ts';
import { decide } from '../../shared/tenant-key/retry.ts';

const POLICY = { attemptsMax: 5, delayMsMin: 100, delayMsMax: 2_000, attemptMsMin: 200 };

const IDENTITY = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'f' };

const STAGES: readonly Stage[] = ['parse', 'create', 'tag', 'announce'];

const knownCode = fc.constantFrom(...FAILURES.keys());

/** Unknown codes, some of them of a known family. */
const anyCode = fc.oneof(
  knownCode,
  fc.tuple(knownCode, fc.stringMatching(/^[A-Za-z.]{0,8}$/)).map(([code, more]) => code + more),
  fc.constantFrom('', '.', '__proto__', 'constructor', 'toString', 'hasOwnProperty.x'),
  fc.string({ unit: 'binary' }),
);

const anyFailure: fc.Arbitrary<FailedAttempt> = fc.record({
  kind: fc.constant('failed' as const),
  code: anyCode,
  stage: fc.constantFrom(...STAGES),
  identity: fc.constantFrom(IDENTITY, undefined),
  problems: fc.constantFrom([], [{ pointer: '#/keyName', detail: 'keyName is required.' }]),
});

const anyMoment = fc.record({
  attempts: fc.oneof(
    fc.integer({ min: 1, max: 8 }),
    fc.maxSafeNat().map((n) => n + 1),
  ),
  timeLeftMs: fc.oneof(fc.integer({ min: -100, max: 4_000 }), fc.double({ noNaN: true })),
  jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  callerWaits: fc.boolean(),
  ageMs: fc.oneof(fc.nat(60_000), fc.nat(20 * 86_400_000)),
});

type Moment = typeof anyMoment extends fc.Arbitrary<infer Value> ? Value : never;

const checkAll = (check: (outcome: Outcome, failed: FailedAttempt, now: Moment) => void) =>
  fc.assert(
    fc.property(anyFailure, anyMoment, (failed, now) => {
      check(decide(failed, now, POLICY), failed, now);
    }),
    { numRuns: 5_000 },
  );

/** The kind of an outcome, or that it is retried in place. */
function endOf(outcome: Outcome): string {
  return outcome.kind === 'retry' && outcome.inPlace ? 'in place' : outcome.kind;
}

/** How a failure ends, by its row, for a message of the queue and for a caller. */
function expectedEnd(
  code: string,
  { callerWaits, ageMs }: Pick<Moment, 'callerWaits' | 'ageMs'>,
): Outcome['kind'] {
  const { end, cause, waitMsMax } = failureOf(code);
  if (end !== 'wait') return end === 'park' ? 'parked' : 'rejected';
  if (callerWaits && cause !== 'quota') return 'retry';
  return ageMs < waitMsMax ? 'waiting' : 'parked';
}

describe('whatever a failure is, and whenever it happens', () => {
  test('it has exactly one end, that of its row, and nothing is thrown (P3)', () => {
    checkAll((outcome, failed, now) => {
      if (endOf(outcome) === 'in place') return;
      const { end } = failureOf(failed.code);
      const isAnonymous = end === 'reject' && failed.identity === undefined && !now.callerWaits;
      expect(outcome.kind).toBe(isAnonymous ? 'parked' : expectedEnd(failed.code, now));
    });
  });

  test('the outcome contains the whole failure and the number of attempts', () => {
    checkAll((outcome, failed, { attempts }) => {
      if (outcome.kind === 'provisioned') throw new Error('a failure cannot provision');
      expect(outcome.failed).toMatchObject({ ...failed, problems: expect.any(Array) });
      if (outcome.kind === 'rejected') expect(outcome.failed.problems).not.toEqual([]);
      else expect(outcome).toMatchObject({ attempts, failed });
    });
  });

  test('it is retried in place only where that can help, within attempts and time (P8)', () => {
    checkAll((outcome, { code }, { attempts, timeLeftMs }) => {
      const mayHelp = failureOf(code).reaction !== 'give-up' && attempts < 5;
      if (outcome.kind === 'retry' && outcome.inPlace) {
        expect(mayHelp).toBe(true);
        expect(outcome.delayMs + 200).toBeLessThanOrEqual(timeLeftMs);
      } else if (mayHelp) {
        // The fifth attempt would have begun at the latest two seconds later, and taken the rest.
        expect(timeLeftMs).toBeLessThan(2_200);
      }
    });
  });

  test('the delay is a whole number, and between half of the step and all of it', () => {
    checkAll((outcome, _, { attempts }) => {
      if (outcome.kind !== 'retry') return;
      const [least, most] = STEPS[attempts - 1] ?? [1_000, 2_000];
      expect(Number.isInteger(outcome.delayMs)).toBe(true);
      expect(outcome.delayMs).toBeGreaterThanOrEqual(least);
      expect(outcome.delayMs).toBeLessThanOrEqual(most);
    });
  });

  const STEPS: readonly (readonly [number, number])[] = [
    [50, 100],
    [100, 200],
    [200, 400],
    [400, 800],
    [800, 1_600],
  ];

  test('the same arguments give the same outcome', () => {
    checkAll((outcome, failed, now) => expect(decide(failed, now, POLICY)).toEqual(outcome));
  });
});

test('every row of the table leads to the same ends at every stage', () => {
  const never = { attempts: 5, timeLeftMs: 60_000, jitter: 0 };
  const ends = new Set<string>();
  for (const code of FAILURES.keys()) {
    for (const stage of STAGES) {
      for (const callerWaits of [false, true]) {
        for (const ageMs of [0, 86_400_000, 604_800_000]) {
          const failed = { kind: 'failed', code, stage, identity: IDENTITY, problems: [] } as const;
          const { kind } = decide(failed, { ...never, callerWaits, ageMs }, POLICY);
          expect([code, kind]).toEqual([code, expectedEnd(code, { callerWaits, ageMs })]);
          ends.add(kind);
        }
      }
    }
  }
  expect([...ends].sort()).toEqual(['parked', 'rejected', 'retry', 'waiting']);
});

test('an unclassified code is never retried in place and never rejected, and waits for a day', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), anyMoment, (text, now) => {
      const code = `Unheard${text}`;
      const failed = { kind: 'failed', code, stage: 'create', identity: IDENTITY } as const;
      const outcome = decide({ ...failed, problems: [] }, now, POLICY);
      if (now.callerWaits) expect(outcome).toMatchObject({ kind: 'retry', inPlace: false });
      else expect(outcome.kind).toBe(now.ageMs < 86_400_000 ? 'waiting' : 'parked');
    }),
    { numRuns: 2_000 },
  );
});
