import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptiveRate } from '../../shared/tencent/rate-limiter.ts';

type Throttle = readonly [sentMs: number, nowMs: number];

const rows: readonly (readonly [
  name: string,
  share: number,
  throttles: readonly Throttle[],
  rates: readonly (readonly [nowMs: number, callsPerSecond: number])[],
])[] = [
  [
    'is the share at first, at any time',
    100,
    [],
    [
      [0, 100],
      [1, 100],
      [1e12, 100],
    ],
  ],
  ['is seven tenths after a throttle', 100, [[960, 1_000]], [[1_000, 70]]],
  [
    'grows by a twentieth of the share in a second, and ends at the share',
    ...([100, [[960, 1_000]]] as const),
    [
      [1_200, 71],
      [2_000, 75],
      [6_900, 99.5],
      [7_000, 100],
      [8_000, 100],
    ],
  ],
  [
    'is the same without any call in between',
    20,
    [[0, 0]],
    [
      [6_000, 20],
      [3_600_000, 20],
    ],
  ],
  [
    'is lowered once by the throttles of a second',
    ...([
      100,
      [
        [960, 1_000],
        [970, 1_010],
        [1_999, 2_000],
      ],
    ] as const),
    [[2_000, 75]],
  ],
  [
    'is lowered again by a call that was sent a second after',
    ...([
      100,
      [
        [960, 1_000],
        [2_000, 3_000],
      ],
    ] as const),
    [[3_000, 56]],
  ],
  [
    'is never less than a ninth of the share, and is the share again in 18 seconds',
    ...([100, Array.from({ length: 30 }, (_, n) => [n * 1_000, n * 1_000] as const)] as const),
    [
      [29_000, 11.67],
      [47_000, 100],
    ],
  ],
  [
    'is never less than one',
    2,
    [
      [0, 0],
      [1_000, 1_000],
      [2_000, 2_000],
    ],
    [
      [2_000, 1],
      [3_000, 1.1],
    ],
  ],
  [
    'of a share of one is one',
    1,
    [
      [0, 0],
      [1_000, 1_000],
    ],
    [[1_000, 1]],
  ],
];

test.each(rows)('the rate %s', (_, share, throttles, rates) => {
  const rate = adaptiveRate(share);
  for (const throttle of throttles) rate.throttled(...throttle);
  for (const [nowMs, expected] of rates) {
    expect(rate.callsPerSecond(nowMs)).toBeCloseTo(expected, 2);
  }
});

test('the rate is always between a ninth of the share, or one, and the share', () => {
  const throttles = fc.array(fc.record({ afterMs: fc.nat(3_000), tookMs: fc.nat(3_000) }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), throttles, (share, given) => {
      const rate = adaptiveRate(share);
      let nowMs = 0;
      for (const { afterMs, tookMs } of given) {
        nowMs += afterMs;
        rate.throttled(nowMs - tookMs, nowMs);
        const callsPerSecond = rate.callsPerSecond(nowMs);
        expect(callsPerSecond).toBeGreaterThanOrEqual(Math.max(1, share / 9));
        expect(callsPerSecond).toBeLessThanOrEqual(share);
        expect(rate.callsPerSecond(nowMs + 18_000)).toBe(share);
      }
    }),
  );
});
