import { describe, expect, test } from 'vitest';
import { type RateRun, type RateUse, rateUse } from '../world/rate-use.ts';

type Row = {
  readonly name: string;
  /** The least use of the rate that the instances have together. */
  readonly percent: number;
  readonly run: RateRun;
};

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second) */
const LIMIT = 100;

describe('a full backlog, with shares that sum up to the limit or less', () => {
  const rows: readonly Row[] = [
    {
      name: 'of one instance with the whole limit',
      percent: 98,
      run: { instances: 1, callsPerSecondMax: 100, seconds: 20 },
    },
    {
      name: 'of one instance with four fifths, whose calls bunch on their way',
      percent: 98,
      run: { instances: 1, callsPerSecondMax: 80, seconds: 20, jitterMs: 40 },
    },
    {
      name: 'of eight instances without coordination',
      percent: 95,
      run: { instances: 8, callsPerSecondMax: 12, seconds: 20 },
    },
    {
      name: 'of eight instances with four fifths, whose calls bunch on their way',
      percent: 95,
      run: { instances: 8, callsPerSecondMax: 10, seconds: 20, jitterMs: 100 },
    },
  ];

  test.each(rows)('$name uses $percent % and has no call throttled', async (row) => {
    const use = await rateUse(row.run);
    const allowed = row.run.instances * row.run.callsPerSecondMax;
    print(row, use, allowed);
    expect(percentUsed(use, allowed)).toBeGreaterThanOrEqual(row.percent);
    expect([sum(use.throttled), use.stops]).toEqual([0, 0]);
  });
});

describe('a full backlog, with more than the limit at the cloud', () => {
  const rows: readonly Row[] = [
    {
      name: 'of eight instances with a fifth each',
      percent: 95,
      run: { instances: 8, callsPerSecondMax: 20, seconds: 25 },
    },
    {
      name: 'of eight instances with a fifth each, whose calls bunch on their way',
      percent: 95,
      run: { instances: 8, callsPerSecondMax: 20, seconds: 25, jitterMs: 40 },
    },
    {
      name: 'of eight instances with the whole limit each',
      percent: 95,
      run: { instances: 8, callsPerSecondMax: 100, seconds: 20 },
    },
    {
      name: 'of two instances with the whole limit each',
      percent: 90,
      run: { instances: 2, callsPerSecondMax: 100, seconds: 20 },
    },
    {
      name: 'of one instance with the whole limit, whose calls bunch on their way',
      percent: 80, // So a fifth of the limit is better left over, as in serverless.yml.
      run: { instances: 1, callsPerSecondMax: 100, seconds: 20, jitterMs: 20 },
    },
  ];

  test.each(rows)('$name uses $percent %, and no batch is redelivered', async (row) => {
    const use = await rateUse(row.run);
    print(row, use, LIMIT);
    expect(percentUsed(use, LIMIT)).toBeGreaterThanOrEqual(row.percent);
    expect(use.stops).toBe(0);
  });

  test('has fewer and fewer calls throttled, until few are left', async () => {
    const { throttled } = await rateUse({ instances: 8, callsPerSecondMax: 20, seconds: 25 });
    expect(sum(throttled.slice(0, 2))).toBeGreaterThan(20);
    expect(mean(throttled.slice(5))).toBeLessThan(4); // With shares alone they would be 60.
  });
});

describe('while another client of the account ignores throttles for ten seconds,', () => {
  const FROM_S = 5;
  const TO_S = 15;
  /** The time in which the whole share is restored, from any lower rate. */
  const BACK_S = 18;

  test.each([
    ['one instance', 1, 100, 50],
    ['one instance that has almost nothing left', 1, 100, 95],
    ['one instance that has nothing left', 1, 100, 200],
    ['eight instances', 8, 12, 50],
  ])(
    '%s lowers its rate, then has its full rate again',
    async (name, instances, share, callsPerSecond) => {
      const other = { callsPerSecond, fromS: FROM_S, toS: TO_S };
      const use = await rateUse({ instances, callsPerSecondMax: share, seconds: 35, other });
      const allowed = instances * share;
      const fullS = use.carriedOut.findIndex((n, second) => second >= TO_S && n >= 0.98 * allowed);
      const [own, others] = [use.carriedOut, use.carriedOutForOther].map((counts) =>
        mean(counts.slice(FROM_S + 3, TO_S)),
      ) as [number, number];
      process.stdout.write(
        `${name}: ${own.toFixed(1)} a second, ${others.toFixed(1)} for the other client's ` +
          `${callsPerSecond}; the full rate after ${fullS - TO_S} s\n`,
      );
      expect(others).toBeGreaterThanOrEqual(0.98 * Math.min(callsPerSecond, LIMIT));
      expect(own + others).toBeGreaterThanOrEqual(0.9 * LIMIT);
      expect(fullS).toBeGreaterThanOrEqual(TO_S);
      expect(fullS).toBeLessThanOrEqual(TO_S + BACK_S);
      expect(mean(use.carriedOut.slice(fullS))).toBeGreaterThanOrEqual(0.98 * allowed);
    },
  );
});

/** Prints the result of a run; the test asserts only the bound. */
function print({ name, run }: Row, use: RateUse, callsPerSecond: number): void {
  const percent = percentUsed(use, callsPerSecond).toFixed(1);
  const throttled = mean(use.throttled).toFixed(1);
  process.stdout.write(
    `${run.instances} x ${run.callsPerSecondMax}, ${name}: ` +
      `${percent} % of ${callsPerSecond} calls, ${throttled} throttled a second\n`,
  );
}

/** The use of a number of calls a second, after all instances have started. */
function percentUsed({ carriedOut }: RateUse, callsPerSecond: number): number {
  return (mean(carriedOut.slice(1)) * 100) / callsPerSecond;
}

function mean(counts: readonly number[]): number {
  return sum(counts) / counts.length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
