import type { RateRun, RateUse } from './rate-use.ts';

/** How an account may count calls; no page says which it is. */
export type Counting = {
  readonly name: string;
  readonly switches: { readonly throttledCallsCount: boolean; readonly rateWindowsFixed: boolean };
};

export const COUNTINGS: readonly Counting[] = [
  { name: 'sliding', switches: { throttledCallsCount: false, rateWindowsFixed: false } },
  { name: 'sliding, counted', switches: { throttledCallsCount: true, rateWindowsFixed: false } },
  // What is refused in a fixed window leaves the next one as it is, so it makes no difference if it counts.
  { name: 'fixed', switches: { throttledCallsCount: true, rateWindowsFixed: true } },
];

/** What a run says about the rate, from its journal. */
export type RateFigures = {
  /** Of what the account allows and another user leaves, in the steady part of the run. */
  readonly usePercent: number;
  /** Of all calls in that part. */
  readonly throttledPercent: number;
  /** Until two seconds in a row use nine tenths of what the steady part uses. */
  readonly convergedS: number;
  /** Jain's index of the instances of a function: 1 where all get the same. */
  readonly fairness: number;
  readonly waitMsMedian: number;
  readonly waitMsP99: number;
};

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second) */
const CALLS_PER_SECOND = 100;

/**
 * @param fromS The beginning of the steady part.
 * @param changeS When what the account allows changed last; 0 if it never did.
 */
export function rateFigures(
  use: Omit<RateUse, 'stops'>,
  { fromS, toS, changeS = 0 }: { fromS: number; toS: number; changeS?: number },
): RateFigures {
  const steady = (counts: readonly number[]) => sum(counts.slice(fromS, toS));
  const [own, throttled, others] = [
    steady(use.carriedOut),
    steady(use.throttled),
    steady(use.carriedOutForOther),
  ];
  const mean = own / (toS - fromS);
  const isUsed = (second: number) => (use.carriedOut[second] ?? 0) >= 0.9 * mean;
  const converged = use.carriedOut.findIndex(
    (_, second) => second >= changeS && isUsed(second) && isUsed(second + 1),
  );
  return {
    usePercent: (own * 100) / (CALLS_PER_SECOND * (toS - fromS) - others),
    throttledPercent: own + throttled === 0 ? 0 : (throttled * 100) / (own + throttled),
    convergedS: converged === -1 ? Number.POSITIVE_INFINITY : converged - changeS,
    fairness: Math.min(jain(use.keysOfQueue), jain(use.keysOfHttp)),
    waitMsMedian: quantile(use.waitsMs, 0.5),
    waitMsP99: quantile(use.waitsMs, 0.99),
  };
}

/** @see Jain, Chiu and Hawe, A Quantitative Measure of Fairness (1984) */
export function jain(values: readonly number[]): number {
  const squares = sum(values.map((value) => value ** 2));
  return squares === 0 ? 1 : sum(values) ** 2 / (values.length * squares);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A row of a table in Markdown. */
export function figuresRow(name: string, counting: string, figures: RateFigures): string {
  const { usePercent, throttledPercent, convergedS, fairness, waitMsMedian, waitMsP99 } = figures;
  const cells = [
    ...[name, counting, usePercent.toFixed(0), throttledPercent.toFixed(1), convergedS],
    ...[fairness.toFixed(2), waitMsMedian.toFixed(0), waitMsP99.toFixed(0)],
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** What is measured, as serverless.yml declares the functions, and what happens in the account meanwhile. */
export const RATE_CASES: readonly RateCase[] = [
  {
    name: 'queue alone',
    run: { queue: { instances: 1, callsPerSecondMax: 93 } },
    usePercentMin: 90,
    throttledPercentMax: 0.5,
  },
  {
    name: 'HTTP alone',
    run: { http: { instances: 12, callsPerSecondMax: 8 } },
    usePercentMin: 90,
    throttledPercentMax: 0.5,
  },
  {
    name: 'both, as much as there is',
    run: {
      queue: { instances: 1, callsPerSecondMax: 93 },
      http: { instances: 12, callsPerSecondMax: 8 },
    },
    usePercentMin: 85,
    throttledPercentMax: 2,
  },
  {
    name: 'both, 50 HTTP requests a second',
    run: {
      queue: { instances: 1, callsPerSecondMax: 93 },
      http: { instances: 12, callsPerSecondMax: 8, requestsPerSecond: 50 },
    },
    usePercentMin: 84,
    throttledPercentMax: 2,
  },
  {
    name: 'queue, another user takes 60',
    run: {
      queue: { instances: 1, callsPerSecondMax: 93 },
      other: { callsPerSecond: 60, fromS: 0, toS: 1_000 },
    },
    usePercentMin: 80,
    throttledPercentMax: 2,
  },
  {
    name: 'queue, another user took 60 until 20 s',
    run: {
      queue: { instances: 1, callsPerSecondMax: 93 },
      other: { callsPerSecond: 60, fromS: 0, toS: 20 },
    },
    changeS: 20,
    usePercentMin: 85,
    throttledPercentMax: 0.5,
  },
  {
    name: '8 x 20, more than there is',
    run: { queue: { instances: 8, callsPerSecondMax: 20 } },
    usePercentMin: 85,
    throttledPercentMax: 3,
  },
  {
    name: '8 x 100, far more than there is',
    run: { queue: { instances: 8, callsPerSecondMax: 100 } },
    usePercentMin: 80,
    throttledPercentMax: 6,
  },
];

type RateCase = {
  readonly name: string;
  readonly run: Omit<RateRun, 'seconds'>;
  /** When what the account allows changes; 0 if it does not. */
  readonly changeS?: number;
  readonly usePercentMin: number;
  /** Where throttled calls do not count. */
  readonly throttledPercentMax: number;
};
