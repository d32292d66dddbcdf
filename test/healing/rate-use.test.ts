import { describe, expect, test } from 'vitest';
import {
  COUNTINGS,
  type Counting,
  figuresRow,
  RATE_CASES,
  type RateFigures,
  rateFigures,
} from '../world/rate-figures.ts';
import { type RateRun, rateUse } from '../world/rate-use.ts';
import { runHealing } from './healing-world.ts';

/** Without the jitter of the way to the cloud, instances would be more alike than they are. */
const JITTER_MS = 20;

/** Another world of the same kind: SEED=monday. */
const SEED = process.env.SEED ?? 'rate-use';

/** Prints the figures of the part after `fromS`; the tests assert only bounds. */
async function figuresOf(
  name: string,
  run: RateRun,
  counting: Counting,
  { fromS, changeS = 0 }: { fromS: number; changeS?: number },
): Promise<RateFigures> {
  const use = await rateUse({
    jitterMs: JITTER_MS,
    seed: SEED,
    ...run,
    switches: counting.switches,
  });
  const figures = rateFigures(use, { fromS, toS: run.seconds, changeS });
  process.stdout.write(figuresRow(name, counting.name, figures));
  expect(use.stops, 'no batch is redelivered').toBe(0);
  return figures;
}

describe.each(RATE_CASES)('of the rate, with $name,', (each) => {
  test.each(COUNTINGS)('much is used and little throttled ($name)', async (counting) => {
    const { name, run, changeS = 0, usePercentMin, throttledPercentMax } = each;
    const fromS = changeS === 0 ? 15 : changeS + 25;
    const seconds = fromS + 30;
    const figures = await figuresOf(name, { ...run, seconds }, counting, { fromS, changeS });
    const { switches } = counting;
    const throttledCallsCount = switches.throttledCallsCount && !switches.rateWindowsFixed;
    // Each throttled call that counts takes the place of one that would have been carried out.
    const usePercent = usePercentMin - (throttledCallsCount ? 7 : 0);
    expect(figures.usePercent).toBeGreaterThanOrEqual(usePercent);
    expect(figures.throttledPercent).toBeLessThanOrEqual(
      throttledCallsCount ? 2 * throttledPercentMax : throttledPercentMax,
    );
    expect(figures.fairness).toBeGreaterThanOrEqual(0.9);
    expect(figures.convergedS).toBeLessThanOrEqual(25);
  });
});

// The cases above have 0 and 60.
describe.each([15, 30, 45])(
  'while another user of the account takes %i calls a second,',
  (callsPerSecond) => {
    test.each(COUNTINGS)('the queue uses most of what is left ($name)', async (counting) => {
      const other = { callsPerSecond, fromS: 0, toS: 1_000 };
      const run = { seconds: 60, queue: { instances: 1, callsPerSecondMax: 93 }, other };
      const name = `queue, another user takes ${callsPerSecond}`;
      const figures = await figuresOf(name, run, counting, { fromS: 15 });
      expect(figures.usePercent).toBeGreaterThanOrEqual(75);
      expect(figures.throttledPercent).toBeLessThanOrEqual(2);
      expect(figures.convergedS).toBeLessThanOrEqual(25);
    });
  },
);

describe('while 6,000 requests that waited for the quota are sent in again', () => {
  test.each(COUNTINGS)(
    'the queue uses most of the rate, for them and for live requests ($name)',
    async ({ name, switches }) => {
      const raisedS = 120;
      const result = await runHealing({
        ...{ partitions: 1, callsPerSecond: 93, batchLength: 300, rate: switches },
        sent: [{ atS: 0, requests: waitingRequests(6_000) }],
        live: { perSecond: 40, endS: 300, tenants: 20 },
        cmkLimit: 0,
        changes: [
          { atS: raisedS, change: ({ machine }) => machine.setSwitches({ cmkLimit: 1e6 }) },
        ],
        endS: 1_200,
      });
      // From the first minute in which all of them may be sent, while both have work.
      const [fromS, toS] = [raisedS + 60, 240];
      const throttled = meanOf(result.use.throttled.slice(fromS, toS));
      const used = meanOf(result.use.carriedOut.slice(fromS, toS));
      process.stdout.write(
        `| heal sends 6,000 in again | ${name} | ${used.toFixed(0)} | ${throttled.toFixed(1)} | ${result.lastS.toFixed(0)} |\n`,
      );
      expect(result.doneS.size).toBe(result.sentS.size);
      expect(used).toBeGreaterThanOrEqual(80);
      expect(throttled).toBeLessThanOrEqual(0.5);
    },
  );
});

const SWITCHES = { throttledCallsCount: [false, true], rateWindowsFixed: [false, true] };

describe('eight instances that want more than there is', () => {
  const queue = { instances: 8, callsPerSecondMax: 20 };
  const run = (switches: RateRun['switches']) =>
    rateUse({ seconds: 30, jitterMs: JITTER_MS, seed: SEED, queue, switches: switches ?? {} });

  test.each(SWITCHES.throttledCallsCount)(
    'use most of it in each five seconds, with throttled calls that count: %s',
    async (throttledCallsCount) => {
      const { carriedOut } = await run({ throttledCallsCount });
      for (let fromS = 2; fromS + 5 <= 30; fromS += 1) {
        expect(meanOf(carriedOut.slice(fromS, fromS + 5))).toBeGreaterThanOrEqual(60);
      }
    },
  );

  test.each(SWITCHES.rateWindowsFixed)(
    'have few calls throttled, with windows that are fixed: %s',
    async (rateWindowsFixed) => {
      const { carriedOut, throttled } = await run({ rateWindowsFixed });
      expect(meanOf(carriedOut.slice(5))).toBeGreaterThanOrEqual(85);
      expect(meanOf(throttled.slice(5))).toBeLessThanOrEqual(5); // With the maxima alone they would be 60.
    },
  );
});

describe('while another client of the account ignores throttles for ten seconds,', () => {
  const [FROM_S, TO_S] = [5, 15];

  test.each([
    ['one instance', 1, 93, 60],
    ['one instance that has almost nothing left', 1, 93, 95],
    ['one instance that has nothing left', 1, 93, 200],
    ['eight instances', 8, 12, 60],
  ])(
    '%s gives way, then has its full rate again',
    async (name, instances, callsPerSecondMax, callsPerSecond) => {
      const other = { callsPerSecond, fromS: FROM_S, toS: TO_S };
      const queue = { instances, callsPerSecondMax };
      const switches = { throttledCallsCount: false };
      const use = await rateUse({ seconds: 60, jitterMs: JITTER_MS, queue, other, switches });
      const { carriedOut } = use;
      const full = 0.9 * instances * callsPerSecondMax;
      const fullS = carriedOut.findIndex((count, second) => second >= TO_S && count >= full);
      const others = meanOf(use.carriedOutForOther.slice(FROM_S + 3, TO_S));
      process.stdout.write(
        `${name}: ${others.toFixed(1)} for the other client's ${callsPerSecond}; ` +
          `the full rate after ${fullS - TO_S} s\n`,
      );
      expect(others).toBeGreaterThanOrEqual(0.9 * Math.min(callsPerSecond, 100));
      expect(fullS).toBeGreaterThanOrEqual(TO_S);
      expect(fullS).toBeLessThanOrEqual(TO_S + 30);
      expect(meanOf(carriedOut.slice(fullS + 3))).toBeGreaterThanOrEqual(full);
    },
  );

  test('even where throttled calls count, and it has everything, the rate comes back', async () => {
    const other = { callsPerSecond: 200, fromS: FROM_S, toS: TO_S };
    const queue = { instances: 8, callsPerSecondMax: 100 };
    const { carriedOut } = await rateUse({ seconds: 50, queue, other });
    expect(meanOf(carriedOut.slice(FROM_S + 2, TO_S))).toBeLessThan(5);
    expect(meanOf(carriedOut.slice(TO_S + 20))).toBeGreaterThanOrEqual(75);
  });
});

function waitingRequests(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    requestId: `waiting-${index}`,
    tenantId: `w-${index % 100}`,
  }));
}

function meanOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0) / counts.length;
}
