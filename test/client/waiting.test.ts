import { expect, test } from 'vitest';
import { NoAnswerError, ProblemError } from '../../client/src/errors.ts';
import { type Look, untilEnd } from '../../client/src/waiting.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** Looks that come out so, the last one for ever. */
function looking(...looks: readonly (Look<string> | Error)[]) {
  const clock = virtualClock();
  const times: number[] = [];
  const look = async () => {
    times.push(clock.nowMs());
    const result = looks[Math.min(times.length, looks.length) - 1]!;
    if (result instanceof Error) throw result;
    return result;
  };
  const wait = (endMs: number) => clock.run(untilEnd(look, { clock, endMs, signal: undefined }));
  return { wait, times };
}

const AGAIN = { kind: 'again' } as const;
const END = { kind: 'end', end: 'made' } as const;

test('looks are further and further apart, up to ten seconds', async () => {
  const { wait, times } = looking(...Array(7).fill(AGAIN), END);
  expect(await wait(100_000)).toBe('made');
  expect(times).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 25_500, 35_500]);
});

test('a look is as late as the answer asks', async () => {
  const { wait, times } = looking({ kind: 'again', retryAfterMs: 30_000 }, END);
  expect(await wait(60_000)).toBe('made');
  expect(times).toEqual([0, 30_000]);
});

test('what fails for now is looked at again', async () => {
  const { wait, times } = looking(
    new NoAnswerError('https://keys.example/', undefined),
    new ProblemError(503, undefined, true),
    END,
  );
  expect(await wait(60_000)).toBe('made');
  expect(times).toEqual([0, 500, 1_500]);
});

test('what fails for good ends the waiting', async () => {
  await expect(looking(new ProblemError(403, undefined, false)).wait(60_000)).rejects.toThrow(
    'HTTP status 403: that is not how tenant-keys answers',
  );
});

test('there is no end when none comes in time', async () => {
  const { wait, times } = looking(AGAIN);
  expect(await wait(3_000)).toBeUndefined();
  expect(times).toEqual([0, 500, 1_500]);
});
