import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdaptiveRate, adaptiveRate } from '../../shared/tencent/adaptive-rate.ts';

/** A rate whose instance has sent a call, and had none throttled. */
function startedRate(callsPerSecondMax: number, sentMs = 900): AdaptiveRate {
  const rate = adaptiveRate(callsPerSecondMax);
  rate.sent(sentMs, false);
  return rate;
}

/** Sends a call that had to wait, each half second. */
function keepBusy(rate: AdaptiveRate, fromMs: number, toMs: number): void {
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 500) rate.sent(nowMs, true);
}

describe('the rate', () => {
  test('is the ceiling at first, and stays there', () => {
    const rate = adaptiveRate(93);
    expect([rate.callsPerSecond(), rate.pausedUntilMs()]).toEqual([93, Number.NEGATIVE_INFINITY]);
    keepBusy(rate, 0, 60_000);
    expect(rate.callsPerSecond()).toBe(93);
  });

  test('is nine tenths after a throttled call, and nothing is sent for a moment', () => {
    for (const [chance, pausedUntilMs] of [
      [0, 1_125],
      [0.5, 1_250],
      [0.75, 1_312.5],
    ] as const) {
      const rate = startedRate(100);
      rate.throttled(960, 1_000, chance);
      expect(rate.callsPerSecond()).toBeCloseTo(90);
      expect(rate.pausedUntilMs()).toBe(pausedUntilMs);
    }
  });

  test('is lowered by each throttled call of a burst, to three tenths at least', () => {
    const rate = startedRate(100);
    const rates = Array.from({ length: 13 }, (_, index) => {
      rate.throttled(960 + index, 1_000 + index, 0);
      return rate.callsPerSecond();
    });
    expect(rates.map(Math.round)).toEqual([90, 81, 73, 66, 59, 53, 48, 43, 39, 35, 31, 30, 30]);
  });

  test('is lowered no further by calls with gaps of up to a fifth of a second', () => {
    const rateAfter = (gapMs: number) => {
      const rate = startedRate(100);
      for (let nowMs = 1_000; nowMs <= 1_000 + 12 * gapMs; nowMs += gapMs) {
        rate.throttled(nowMs, nowMs, 0);
      }
      return Math.round(rate.callsPerSecond());
    };
    expect([rateAfter(200), rateAfter(201)]).toEqual([30, 25]);
  });

  test('is lowered below that by the next burst, to one at least', () => {
    const rate = startedRate(100);
    for (let burst = 0; burst < 5; burst += 1) {
      const nowMs = 1_000 * (burst + 1);
      for (let call = 0; call < 20; call += 1) rate.throttled(nowMs, nowMs, 0);
    }
    expect(rate.callsPerSecond()).toBe(1); // 30, 9, 2.7, 1
  });

  test('is not lowered by calls that were sent well before it was', () => {
    const rate = startedRate(100);
    rate.throttled(960, 1_000, 0);
    rate.throttled(899, 1_300, 0.9);
    expect([rate.callsPerSecond(), rate.pausedUntilMs()]).toEqual([90, 1_125]);
    rate.throttled(900, 1_300, 0);
    expect(rate.callsPerSecond()).toBeCloseTo(81);
  });

  test('returns within a second to just below the level before, then nearly stays', () => {
    const rate = startedRate(100);
    rate.throttled(900, 1_000, 0);
    const at = (nowMs: number) => {
      rate.sent(nowMs, true);
      return rate.callsPerSecond();
    };
    expect(at(1_099)).toBe(90); // For 0.2 s of waiting calls, it stays.
    expect(at(1_100)).toBe(90);
    expect(at(1_600)).toBeCloseTo(92.5); // Halfway from 90 to 95.
    expect(at(2_090)).toBeCloseTo(94.95);
    expect(at(2_500)).toBeCloseTo(95);
    expect(at(3_000)).toBeCloseTo(95.15); // It grows by 0.3 a second.
  });

  test('grows the faster, the longer nothing is throttled', () => {
    const rate = startedRate(100);
    for (let call = 0; call < 30; call += 1) rate.throttled(900, 1_000, 0);
    const at = (nowMs: number) => {
      keepBusy(rate, nowMs - 4_500, nowMs);
      return Math.round(rate.callsPerSecond());
    };
    expect([5_400, 10_400, 15_400, 20_400].map(at)).toEqual([96, 98, 100, 100]);
  });

  test('does not grow while calls need not wait', () => {
    const rate = startedRate(100);
    rate.throttled(900, 1_000, 0);
    for (let nowMs = 1_100; nowMs < 60_000; nowMs += 500) rate.sent(nowMs, false);
    expect(rate.callsPerSecond()).toBe(90);
  });

  test('is the ceiling again for an instance that sent nothing for ten seconds', () => {
    const rate = startedRate(100);
    rate.throttled(900, 1_000, 0);
    rate.sent(10_900, true);
    expect(rate.callsPerSecond()).toBeLessThan(95);
    rate.sent(20_901, true);
    expect(rate.callsPerSecond()).toBe(100);
  });

  test('of a ceiling of one is one', () => {
    const rate = startedRate(1);
    rate.throttled(900, 1_000, 0);
    expect(rate.callsPerSecond()).toBe(1);
    keepBusy(rate, 1_100, 20_000);
    expect(rate.callsPerSecond()).toBe(1);
  });

  test('is between one and the ceiling, gives way at once, and is the ceiling after 30 busy seconds (P6)', () => {
    const deeds = fc.array(
      fc.record({
        afterMs: fc.nat(3_000),
        tookMs: fc.nat(3_000),
        isThrottled: fc.boolean(),
        hasWaited: fc.boolean(),
        chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), deeds, (ceiling, given) => {
        const rate = adaptiveRate(ceiling);
        let nowMs = 0;
        let cutMs = Number.NEGATIVE_INFINITY;
        for (const { afterMs, tookMs, isThrottled, hasWaited, chance } of given) {
          nowMs += afterMs;
          const before = rate.callsPerSecond();
          if (isThrottled) {
            rate.throttled(nowMs - tookMs, nowMs, chance);
            if (nowMs - tookMs >= cutMs - 100) {
              cutMs = nowMs;
              expect(rate.pausedUntilMs()).toBeGreaterThanOrEqual(nowMs + 125);
              expect(rate.pausedUntilMs()).toBeLessThan(nowMs + 375);
            }
            expect(rate.callsPerSecond()).toBeLessThanOrEqual(before);
          } else {
            rate.sent(nowMs, hasWaited);
            expect(rate.callsPerSecond()).toBeGreaterThanOrEqual(before);
          }
          expect(rate.callsPerSecond()).toBeGreaterThanOrEqual(1);
          expect(rate.callsPerSecond()).toBeLessThanOrEqual(ceiling);
        }
        keepBusy(rate, nowMs + 500, nowMs + 30_000);
        expect(rate.callsPerSecond()).toBe(ceiling);
      }),
    );
  });
});
