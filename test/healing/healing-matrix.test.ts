import { afterAll, describe, expect, test } from 'vitest';
import { FAILURES, failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { type Cell, LASTING, PLACES, WAYS } from '../world/cells.ts';
import { type CellFailure, type CellResult, runCells } from '../world/healing-cells.ts';
import { OTHER_CELLS } from '../world/other-cells.ts';
import { placeOf } from '../world/tenant-faults.ts';

/** Every way in, however long the failure lasts, whatever comes beside the request or was before it. */
const CELLS: readonly Cell[] = WAYS.flatMap((way) =>
  LASTING.flatMap((lasts) =>
    PLACES.map((place) => ({ id: idOf(way, lasts, place), way, lasts, place })),
  ),
);

/** At most 32 characters, which a tenant may have. */
function idOf(...words: readonly string[]): string {
  const last = words.map((each) => each.split(' ').at(-1)?.toLowerCase());
  return `c-${last.join('-')}`;
}

const UNKNOWN_CODE = 'NobodyKnows.ThisCode';
const QUOTA = 'LimitExceeded.CmkLimitExceeded';

/** What is waited for without an end: room for keys, and an operator who lifts a block. */
const ENDLESS: readonly string[] = [QUOTA, 'TenantBlocked'];

/** How long a request waits, in minutes: seven days, one day where nobody knows better, and for ever. */
const SHORT: readonly string[] = [UNKNOWN_CODE, 'OwnFault'];
const waitMinutesOf = (code: string) => (SHORT.includes(code) ? 1_440 : 10_080);

/** The longest pause before the next attempt, and some minutes for the trials of others. */
const PAUSE_MINUTES_MAX = 75;

const codesOf = (...ends: readonly string[]) =>
  [...FAILURES.values()].filter(({ end }) => ends.includes(end)).map(({ code }) => code);

const tally = { cells: 0, deliveries: 0, healRuns: 0, longestMs: 0, healedMinuteMax: 0 };
const codes = { wait: 0, others: 0 };

afterAll(() => {
  const { cells, deliveries, healRuns, longestMs, healedMinuteMax } = tally;
  const longest = `the longest took ${(longestMs / 1_000).toFixed(1)} s`;
  process.stdout.write(
    `${codes.wait} codes that wait, ${codes.others} others: ${cells} requests, ${deliveries} deliveries by the queue (${longest}), ${healRuns} runs of heal; what healed within an hour was provisioned ${healedMinuteMax.toFixed(1)} minutes after the beginning at the latest\n`,
  );
});

async function run(failure: CellFailure, cells: readonly Cell[], untilMinute: number) {
  const ran = await runCells(failure, cells, untilMinute);
  tally.cells += cells.length;
  tally.deliveries += ran.deliveries;
  tally.healRuns += ran.healRuns;
  tally.longestMs = Math.max(tally.longestMs, ran.longestMs);
  // The consumer has a minute, and a partition stands still for as long as it takes.
  expect(ran.longestMs).toBeLessThan(15_000);
  for (const { cell, lostMinutes } of ran.results) expect(lostMinutes, cell.id).toEqual([]);
  return ran;
}

test('62 codes wait, 42 park a request and 9 reject it', () => {
  expect(['wait', 'park', 'reject'].map((end) => codesOf(end).length)).toEqual([62, 42, 9]);
});

describe('a request that meets', () => {
  test.each([...codesOf('wait'), UNKNOWN_CODE])(
    '%s is provisioned without a person if that ends in time',
    async (code) => {
      const { results, othersAtOnce, othersAtLast } = await run({ code }, CELLS, 8 * 1_440 + 80);
      codes.wait += 1;
      for (const result of results) {
        const { cell } = result;
        if (cell.lasts !== 'a week') expectHealed(result, code);
        else if (ENDLESS.includes(code)) expectProvisionedAfterAWeek(result);
        else if (isKept(cell, code)) expectParkedInTime(result, code);
        else expectAskedForAWeek(result);
        if (cell.way !== 'queue') expectTold(result, code);
      }
      // Four with each of 12. Where events cannot be published, theirs cannot either; callers may not ask again.
      if (placeOf(code) !== 'announce') expect([othersAtOnce, othersAtLast]).toEqual([48, 48]);
      else expect(othersAtLast).toBeGreaterThanOrEqual(32);
    },
  );

  test.each(codesOf('park', 'reject').filter((code) => !OTHER_CELLS.has(code)))(
    '%s at a call has an end at once',
    async (code) => {
      const { results, othersAtLast } = await run({ code }, CELLS, 30);
      codes.others += 1;
      for (const result of results) expectEndedAtOnce(result, code);
      expect(othersAtLast).toBe(48);
    },
  );

  test.each([...OTHER_CELLS])(
    '%s in what it says or finds has an end at once',
    async (code, { failure, ways, places }) => {
      const cells = CELLS.filter(
        ({ way, lasts, place }) =>
          lasts === 'a week' && ways.includes(way) && places.includes(place),
      );
      const { results } = await run(failure, cells, 30);
      codes.others += 1;
      for (const result of results) expectEndedAtOnce(result, code);
    },
  );
});

/** Whether it is kept for its caller, or for whoever sent it into the queue. */
function isKept({ way, place }: Cell, code: string): boolean {
  return way === 'queue' || place === 'in the retry queue' || code === QUOTA;
}

/** Provisioned as soon as may be, and never parked. */
function expectHealed(
  { cell, endedMinute, parkedMinute, events, left, wasKept }: CellResult,
  code: string,
): void {
  const endsMinute = cell.lasts === 'once' ? 0 : 60;
  expect(endedMinute, cell.id).toBeLessThan(endsMinute + PAUSE_MINUTES_MAX);
  tally.healedMinuteMax = Math.max(tally.healedMinuteMax, endedMinute ?? 0);
  expect(parkedMinute, cell.id).toBeUndefined();
  expect(
    events.filter((type) => type !== 'waiting'),
    cell.id,
  ).toEqual(['provisioned']);
  expect(left, cell.id).toEqual([]);
  if (wasKept) expect(isKept(cell, code), cell.id).toBe(true);
}

function expectProvisionedAfterAWeek({ cell, endedMinute, parkedMinute, left }: CellResult): void {
  expect(endedMinute, cell.id).toBeGreaterThanOrEqual(11_520);
  expect(parkedMinute, cell.id).toBeUndefined();
  expect(left, cell.id).toEqual([]);
}

function expectParkedInTime({ cell, parkedMinute, events, left }: CellResult, code: string): void {
  const waitMinutes = waitMinutesOf(code);
  expect(parkedMinute, cell.id).toBeGreaterThanOrEqual(waitMinutes);
  expect(parkedMinute, cell.id).toBeLessThan(waitMinutes + PAUSE_MINUTES_MAX);
  // Where events cannot be published, only the dead letter says it.
  const isTold = placeOf(code) !== 'announce';
  expect(events.filter((type) => type === 'parked').length, cell.id).toBe(isTold ? 1 : 0);
  expect(
    left.map((each) => [each.state, each.code]),
    cell.id,
  ).toEqual([['parked', code]]);
}

/** Its caller has the only copy, and asks until it is provisioned. */
function expectAskedForAWeek({ cell, endedMinute, wasKept }: CellResult): void {
  expect(endedMinute, cell.id).toBeGreaterThanOrEqual(11_520);
  expect(wasKept, cell.id).toBe(false);
}

/** A caller who waits is told to ask again, and when. */
function expectTold({ cell, answers }: CellResult, code: string): void {
  const last = answers.at(-1);
  expect(last?.kind, cell.id).toBe(
    code === QUOTA && answers.length === 1 && last?.kind === 'waiting' ? 'waiting' : 'provisioned',
  );
  for (const { kind, status, retryAfterS } of answers.slice(0, -1)) {
    expect(kind, cell.id).toBe('retry');
    if (cell.way !== 'HTTP') continue;
    expect([429, 503], cell.id).toContain(status);
    expect(retryAfterS, cell.id).toBeGreaterThanOrEqual(1);
  }
}

/** Whoever waits is told so. In the retry queue a request first comes to its turn: there is one trial a minute. */
function expectEndedAtOnce(
  { cell, answers, endedMinute = 1_000, parkedMinute = 1_000, events, left }: CellResult,
  code: string,
): void {
  const { id, way, place, lasts } = cell;
  const isNameless = NAMELESS.includes(code);
  const end =
    failureOf(code).end === 'park' || (isNameless && way === 'queue') ? 'parked' : 'rejected';
  if (way !== 'queue') expect(answers, id).toMatchObject([{ kind: end, code }]);
  // Nobody could attribute the event.
  if (way !== 'queue' && isNameless) return;
  const isTurn = way === 'queue' && place === 'in the retry queue';
  expect(Math.min(parkedMinute, endedMinute), id).toBeLessThan(isTurn ? 25 : 1);
  const [first] = events.filter((type) => type !== 'waiting');
  // Its turn may come while the cloud works.
  const isOver = lasts === 'flaps' || placeOf(code) === 'announce';
  if (isTurn && isOver && first === 'provisioned') return;
  expect(first, id).toBe(end);
  const parked = left.filter(({ state }) => state === 'parked');
  expect(
    parked.map((each) => each.code),
    id,
  ).toEqual(end === 'parked' ? [code] : []);
}

/** A message without an identity cannot be rejected in an event. */
const NAMELESS: readonly string[] = ['RequestUnreadable', 'RequestTooLarge'];
