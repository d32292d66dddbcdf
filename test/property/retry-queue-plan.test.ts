import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../shared/retry-queue/causes.ts';
import { isInFlight, isLeased, type QueueEntry } from '../../shared/retry-queue/entries.ts';
import { type HealLimits, type HealState, planHeal } from '../../shared/retry-queue/plan.ts';
import { causeWith, entryWith, MINUTE_MS, minutesOn, NOW_MS } from '../world/queue-entries.ts';

const QUOTA = 'LimitExceeded.CmkLimitExceeded';
const CODES = ['InternalError', 'NoAnswer', QUOTA] as const;

const minutes = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min, max }).map((minute) => NOW_MS + minute * MINUTE_MS),
    fc.constant(Number.NaN),
  );

const entry: fc.Arbitrary<Partial<QueueEntry>> = fc.record({
  tenant: fc.constantFrom('', 'a', 'b', 'c'),
  cause: fc.constantFrom(...CODES),
  isWaiting: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
  firstSeenMs: minutes(-900, 0),
  lastSeenMs: minutes(-60, 0),
  nextAttemptMs: minutes(-60, 60),
  sentMs: minutes(-10, 1),
  isBack: fc.boolean(),
});

const cause: fc.Arbitrary<Partial<Cause>> = fc.record({
  flows: fc.boolean(),
  sentAt: fc.integer({ min: -90, max: 0 }).map(minutesOn),
  sample: fc.array(fc.integer({ min: 0, max: 45 }).map(String), { maxLength: 3 }),
  lastTenant: fc.constantFrom('', 'a', 'b', 'z'),
});

const state: fc.Arbitrary<HealState> = fc
  .record({
    all: fc.array(entry, { maxLength: 40 }),
    known: fc.array(cause, { maxLength: CODES.length }),
    leftOut: fc.integer({ min: 40, max: 45 }).map(String),
  })
  .map(({ all, known, leftOut }) => ({
    entries: new Map(all.map((each, index) => [`${index}`, entryWith(`${index}`, each)])),
    causes: new Map(
      known.map((each, index) => [CODES[index]!, causeWith({ ...each, cause: CODES[index]! })]),
    ),
    isLeftOut: (id: string) => id === leftOut,
    isBlocked: (tenant: string) => tenant === 'z',
  }));

const limits: fc.Arbitrary<HealLimits> = fc.record({
  nowMs: fc.constant(NOW_MS),
  inFlightMax: fc.integer({ min: 0, max: 30 }),
  room: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 20 })),
  random: fc.constantFrom(0, 0.5, 0.999).map((chance) => () => chance),
});

const flying = ({ entries }: HealState, code?: string) =>
  [...entries.values()].filter(
    (each) => isInFlight(each, NOW_MS) && (code === undefined || each.cause === code),
  ).length;

describe('any plan', () => {
  const check = (holds: (known: HealState, limit: HealLimits) => void) =>
    fc.assert(fc.property(state, limits, holds), { numRuns: 1_000 });

  test('sends what waits and is not on its way, each once, under its cause', () => {
    check((known, limit) => {
      const { batches } = planHeal(known, limit);
      const sent = batches.flatMap(({ entries }) => entries);
      expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
      for (const each of sent) {
        expect(each.isWaiting && !isLeased(each, NOW_MS)).toBe(true);
        const isEarly = each.nextAttemptMs > NOW_MS;
        const batch = batches.find(({ entries }) => entries.includes(each))!;
        expect(batch.cause.cause).toBe(each.cause);
        // Nothing is sent before it said, unless its cause is over.
        if (isEarly) expect(batch.cause.flows && !batch.isTrial).toBe(true);
      }
    });
  });

  test('keeps to what may be on its way at a time, and to the room of the quota', () => {
    check((known, limit) => {
      const { batches } = planHeal(known, limit);
      const count = batches.reduce((sum, { entries }) => sum + entries.length, 0);
      expect(count).toBeLessThanOrEqual(Math.max(0, limit.inFlightMax - flying(known)));
      const quota = batches.find((each) => each.cause.cause === QUOTA);
      if (quota === undefined || quota.isTrial) return;
      expect(quota.entries.length).toBeLessThanOrEqual(limit.room - flying(known, QUOTA));
    });
  });

  test('has one trial of a cause at a time', () => {
    check((known, limit) => {
      for (const { cause: of, entries, isTrial, isJudged } of planHeal(known, limit).batches) {
        if (!isTrial) continue;
        expect(entries).toHaveLength(1);
        if (isJudged) expect(flying(known, of.cause)).toBe(0);
      }
    });
  });

  test('gives no tenant two more than another who has more that are due, and the oldest first', () => {
    check((known, limit) => {
      for (const { entries, isTrial, cause: of } of planHeal(known, limit).batches) {
        if (isTrial || of.cause === QUOTA) continue;
        const counts = new Map<string, number>();
        for (const { tenant } of entries) counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
        const most = Math.max(...counts.values());
        const chosen = new Set(entries);
        const left = [...known.entries.values()].filter(
          (each) =>
            each.isWaiting &&
            each.cause === of.cause &&
            !isLeased(each, NOW_MS) &&
            !(each.nextAttemptMs > NOW_MS) &&
            !chosen.has(each),
        );
        for (const each of left) {
          expect(counts.get(each.tenant) ?? 0).toBeGreaterThanOrEqual(most - 1);
          const own = entries.filter(({ tenant }) => tenant === each.tenant);
          for (const other of own) expect(other.firstSeenMs > each.firstSeenMs).toBe(false);
        }
      }
    });
  });

  test('uses what it may: nothing that is due of a cause that is over stays while there is room', () => {
    check((known, limit) => {
      const { batches } = planHeal(known, { ...limit, inFlightMax: 1_000 });
      for (const { entries, isTrial, cause: of } of batches) {
        if (isTrial || of.cause === QUOTA) continue;
        const due = [...known.entries.values()].filter(
          (each) =>
            each.isWaiting &&
            each.cause === of.cause &&
            !isLeased(each, NOW_MS) &&
            !(each.nextAttemptMs > NOW_MS),
        );
        expect(due.every((each) => entries.includes(each))).toBe(true);
      }
    });
  });
});
