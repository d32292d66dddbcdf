import type { JournalEntry } from '../../emulator/api/journal.ts';
import { json, type Route } from '../../emulator/http/route.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import type { Curves } from './wire.ts';

/** The figures of the last minutes, a value for each second. */
export type Figures = {
  /** Counts a call of the APIs. */
  readonly countCall: (call: Pick<JournalEntry, 'code'>) => void;
  /** Ends a second. */
  readonly sample: (keys: number, keyLimit: number) => void;
  readonly curves: () => Curves;
};

/**
 * @param systemNowMs The time of a sample: the cloud's own clock may be put forward by a day.
 * @param samplesMax How many seconds are kept.
 */
export function figures(systemNowMs: () => number, samplesMax = SAMPLES_MAX): Figures {
  const samples: Sample[] = [];
  let [calls, throttled] = [0, 0];

  return {
    countCall: ({ code }) => {
      calls += 1;
      if (code !== null && failureOf(code).cause === 'throttle') throttled += 1;
    },
    sample: (keys, keyLimit) => {
      const timeS = Math.floor(systemNowMs() / 1_000);
      samples.push({ timeS, calls, throttled, keys, keyLimit });
      if (samples.length > samplesMax) samples.shift();
      [calls, throttled] = [0, 0];
    },
    curves: () => ({
      times: samples.map(({ timeS }) => timeS),
      calls: samples.map((sample) => sample.calls),
      throttled: samples.map((sample) => sample.throttled),
      keys: samples.map(({ keys }) => keys),
      keyLimit: samples.map(({ keyLimit }) => keyLimit),
    }),
  };
}

/** Ten minutes. */
const SAMPLES_MAX = 600;

type Sample = {
  readonly timeS: number;
  readonly calls: number;
  readonly throttled: number;
  readonly keys: number;
  readonly keyLimit: number;
};

export function figureRoutes({ curves }: Figures): readonly Route[] {
  return [{ method: 'GET', path: '/page/curves', handle: () => json(curves()) }];
}
