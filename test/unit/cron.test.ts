import { describe, expect, test } from 'vitest';
import { nextTimeMs, parseCron } from '../../emulator/scf/cron.ts';

/** The next times in Beijing time, each after the previous one; the first is after `after`. */
function timesOf(text: string, after: string, count: number): readonly string[] {
  const cron = parseCron(text);
  const times: string[] = [];
  let timeMs = Date.parse(`${after}+08:00`);
  while (times.length < count) {
    timeMs = nextTimeMs(cron, timeMs);
    times.push(new Date(timeMs + 8 * 3_600_000).toISOString().slice(0, 19));
  }
  return times;
}

describe('a schedule', () => {
  test.each<[string, string, readonly string[]]>([
    [
      '0 */1 * * * * *',
      '2026-11-23T16:15:30.250',
      ['2026-11-23T16:16:00', '2026-11-23T16:17:00', '2026-11-23T16:18:00'],
    ],
    ['0 * * * * * *', '2026-11-23T16:16:00', ['2026-11-23T16:17:00']],
    ['*/20 * * * * * *', '2026-11-23T16:15:59.999', ['2026-11-23T16:16:00', '2026-11-23T16:16:20']],
    ['0 0 3 * * * *', '2026-12-31T03:00:00', ['2027-01-01T03:00:00', '2027-01-02T03:00:00']],
    ['0 1/25 5 1 1 * *', '2026-11-23T00:00:00', ['2027-01-01T05:01:00', '2027-01-01T05:26:00']],
    ['0 0 0-2/2,23 * * * *', '2026-11-23T01:00:00', ['2026-11-23T02:00:00', '2026-11-23T23:00:00']],
    ['0 30 9 ? * MON-FRI *', '2026-11-27T09:30:00', ['2026-11-30T09:30:00', '2026-12-01T09:30:00']],
    ['0 0 0 29 feb * *', '2026-11-23T00:00:00', ['2028-02-29T00:00:00', '2032-02-29T00:00:00']],
    ['0 0 0 1 * * 2030-2031', '2026-11-23T00:00:00', ['2030-01-01T00:00:00']],
  ])('%s fires after %s at %j', (text, after, times) => {
    expect(timesOf(text, after, times.length)).toEqual(times);
  });

  test('that names a day and a weekday fires on either', () => {
    expect(timesOf('0 0 0 25 11 SUN *', '2026-11-20T00:00:00', 3)).toEqual([
      '2026-11-22T00:00:00',
      '2026-11-25T00:00:00',
      '2026-11-29T00:00:00',
    ]);
  });

  test('without a future time never fires', () => {
    const after = Date.UTC(2026, 10, 23);
    expect(nextTimeMs(parseCron('0 0 0 31 4 * *'), after)).toBe(Number.POSITIVE_INFINITY);
    expect(nextTimeMs(parseCron('0 0 0 * * * 2020'), after)).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    [
      '*/5 * * * *',
      '"*/5 * * * *" must have seven fields: second, minute, hour, day, month, weekday, year.',
    ],
    [
      '60 * * * * * *',
      '"60 * * * * * *" is not a schedule: CronPattern: Invalid value for second: 60.',
    ],
    [
      '0 0 0 * MAI * *',
      '"0 0 0 * MAI * *" is not a schedule: CronPattern: configuration entry 4 (MAI) contains illegal characters.',
    ],
  ])('%s is refused in one sentence', (text, problem) => {
    expect(() => parseCron(text)).toThrow(problem);
  });
});
