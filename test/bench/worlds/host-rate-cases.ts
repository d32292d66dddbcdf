import type { Counting } from '../../world/rate-figures.ts';
import type { DeclaredChanges } from './changed-project.ts';

/** Every way in which an account may count calls: see `COUNTINGS` of the figures in virtual time. */
export const HOST_COUNTINGS: readonly Counting[] = [
  { name: 'sliding', switches: { throttledCallsCount: false, rateWindowsFixed: false } },
  { name: 'sliding, counted', switches: { throttledCallsCount: true, rateWindowsFixed: false } },
  { name: 'fixed', switches: { throttledCallsCount: false, rateWindowsFixed: true } },
  { name: 'fixed, counted', switches: { throttledCallsCount: true, rateWindowsFixed: true } },
];

/** What happens in the account at the same time. */
export type HostRateCase = {
  /** The name for `--cases`. */
  readonly name: string;
  readonly about: string;
  /** Instances of the queue consumer, which always has work; none without. */
  readonly queueInstances?: number;
  /** Instances of the HTTP API; as many callers ask on and on. */
  readonly httpInstances?: number;
  /** Requests that wait when it begins, and that heal sends in again at once. */
  readonly waiting?: number;
  /** The calls of CreateKey by another user of the account, who ignores throttling. */
  readonly othersCallsPerSecond?: number;
  /** Without it, the functions are deployed as declared. */
  readonly declared?: DeclaredChanges;
};

export const HOST_RATE_CASES: readonly HostRateCase[] = [
  { name: 'queue', about: 'queue alone', queueInstances: 1 },
  { name: 'http', about: 'HTTP alone', httpInstances: 12 },
  { name: 'both', about: 'both, as much as there is', queueInstances: 1, httpInstances: 12 },
  {
    name: 'healing',
    about: 'queue, heal sends 400 in again',
    queueInstances: 1,
    waiting: 400,
  },
  {
    name: 'other',
    about: 'queue, another user takes 60',
    queueInstances: 1,
    othersCallsPerSecond: 60,
  },
  {
    name: 'over',
    about: '8 x 20, more than there is',
    queueInstances: 8,
    declared: {
      partitions: 8,
      functions: {
        'accept-request': { instancesMax: 1 }, // There may be 20 instances in total.
        'provision-keys': { instancesMax: 8, kmsCallsPerSecondMax: 20, tagCallsPerSecondMax: 2 },
      },
    },
  },
];
