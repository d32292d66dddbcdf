import { describe, expect, test } from 'vitest';
import type { Cause } from '../../shared/retry-queue/causes.ts';
import type { QueueEntry } from '../../shared/retry-queue/entries.ts';
import { type HealLimits, planHeal } from '../../shared/retry-queue/plan.ts';
import { causeWith, entryWith, MINUTE_MS, minutesOn, NOW_MS } from '../world/queue-entries.ts';

const QUOTA = 'LimitExceeded.CmkLimitExceeded';

const LIMITS: HealLimits = {
  ...{ nowMs: NOW_MS, inFlightMax: 100, room: Number.POSITIVE_INFINITY },
  random: () => 0.5,
};

function plan(
  entries: readonly QueueEntry[],
  causes: readonly Cause[] = [],
  limits: Partial<HealLimits> = {},
  leftOut: readonly string[] = [],
  blocked: readonly string[] = [],
) {
  return planHeal(
    {
      entries: new Map(entries.map((each) => [each.id, each])),
      causes: new Map(causes.map((each) => [each.cause, each])),
      isLeftOut: (id) => leftOut.includes(id),
      isBlocked: (tenant) => blocked.includes(tenant),
    },
    { ...LIMITS, ...limits },
  );
}

/** The ids that are sent, by cause, and those that are trials. */
function sentBy(...args: Parameters<typeof plan>) {
  return plan(...args).batches.map(({ cause, entries, isTrial }) => [
    cause.cause,
    entries.map(({ id }) => id).join(' '),
    isTrial,
  ]);
}

const three = ['a', 'b', 'c'].map((id) => entryWith(id, { tenant: id }));
const sentMinutesAgo = (id: string, minutes: number, fields: Partial<QueueEntry> = {}) =>
  entryWith(id, {
    sentMs: NOW_MS - minutes * MINUTE_MS,
    nextAttemptMs: NOW_MS + (5 - minutes) * MINUTE_MS,
    ...fields,
  });

describe('a cause of which nothing is known', () => {
  test('has one trial, which is remembered as the beginning of its sample', () => {
    expect(plan(three).batches).toEqual([
      {
        cause: { cause: 'InternalError', sample: [], flows: false, sentAt: minutesOn(0) },
        entries: [three[0]],
        ...{ isTrial: true, isJudged: true },
      },
    ]);
  });

  test('has no other while the trial is on its way, and one more when it is lost', () => {
    const trial = sentMinutesAgo('a', 4, { tenant: 'a' });
    const known = [causeWith({ sentAt: minutesOn(-4), sample: ['a'] })];
    expect(sentBy([trial, ...three.slice(1)], known)).toEqual([]);
    const lost = sentMinutesAgo('a', 5, { tenant: 'a' });
    expect(sentBy([lost], [causeWith({ sentAt: minutesOn(-5), sample: ['a'] })])).toEqual([
      ['InternalError', 'a', true],
    ]);
  });

  test('lets tenants take turns in its trials', () => {
    expect(sentBy(three, [causeWith({ lastTenant: 'a' })])).toEqual([['InternalError', 'b', true]]);
  });
});

describe('what was sent', () => {
  const sample = ['x', 'y'];
  const cause = (fields: Partial<Cause> = {}) => causeWith({ sample, ...fields });
  const [x, y] = sample.map((id) => sentMinutesAgo(id, 10, { nextAttemptMs: NOW_MS + MINUTE_MS }));
  const back = { sentMs: Number.NaN, nextAttemptMs: NOW_MS + MINUTE_MS };

  test('shows that the cause is over once some of it is settled: then all that are due are sent', () => {
    const { batches } = plan([...three, x!], [cause()]);
    expect(batches).toMatchObject([
      {
        cause: { flows: true, okAt: minutesOn(-10), sentAt: minutesOn(0) },
        ...{ isTrial: false, isJudged: true },
      },
    ]);
    expect(batches[0]?.entries.map(({ id }) => id)).toEqual(['a', 'x', 'b', 'c']);
  });

  test.each<[string, QueueEntry]>([
    ['has failed again', entryWith('x', back)],
    ['was sent for another cause since', { ...x!, cause: 'NoAnswer', sentMs: NOW_MS - MINUTE_MS }],
    ['has failed beside its mark', { ...x!, isBack: true }],
    ['is parked', { ...x!, isWaiting: false }],
  ])('shows that the cause is not over if some of it %s', (_, entry) => {
    // Others were settled that were sent at the same time, so that y is not taken for lost.
    const flowing = cause({ flows: true, okAt: minutesOn(-10) });
    const { batches } = plan([...three, entry, y!], [flowing]);
    expect(batches).toMatchObject([
      { cause: { flows: false, okAt: minutesOn(-10) }, entries: [{ id: 'a' }], isTrial: true },
    ]);
  });

  test('shows that the cause is over if some of it is settled, whatever else has failed', () => {
    expect(sentBy([...three, entryWith('x', back)], [cause()])).toEqual([
      ['InternalError', 'a x b c', false],
    ]);
  });

  test('says nothing while it is on its way', () => {
    const flowing = cause({ flows: true, sentAt: minutesOn(-1) });
    const flying = sample.map((id) => sentMinutesAgo(id, 1));
    expect(sentBy([...three, ...flying], [flowing])).toEqual([['InternalError', 'a b c', false]]);
    expect(sentBy([...three, ...flying], [{ ...flowing, flows: false }])).toEqual([]);
  });

  test('shows that nothing gets through if it is not heard of in time, and no more is sent than a trial', () => {
    const lost = sample.map((id) => sentMinutesAgo(id, 5, { nextAttemptMs: NOW_MS }));
    const flowing = causeWith({ flows: true, okAt: minutesOn(-6), sentAt: minutesOn(-1) });
    expect(sentBy([...three, ...lost], [flowing])).toEqual([['InternalError', 'a', true]]);
    const flying = sentMinutesAgo('z', 1);
    expect(sentBy([...three, ...lost, flying], [flowing])).toEqual([]);
  });

  test('may be lost if others that were sent then or later are settled', () => {
    const lost = sample.map((id) => sentMinutesAgo(id, 5, { nextAttemptMs: NOW_MS }));
    const flowing = causeWith({ flows: true, okAt: minutesOn(-5), sentAt: minutesOn(-1) });
    expect(sentBy([...three, ...lost], [flowing])).toEqual([['InternalError', 'a x b c y', false]]);
  });

  test('says nothing if it may only be missing in the table', () => {
    expect(sentBy(three, [cause()], {}, sample)).toEqual([['InternalError', 'a', true]]);
  });
});

describe('a request is due', () => {
  const isSent = (fields: Partial<QueueEntry>, flows: boolean, random = 0.5) => {
    const known = [causeWith({ flows })];
    return sentBy([entryWith('a', fields)], known, { random: () => random }).length === 1;
  };
  const inMinutes = (minutes: number) => ({ nextAttemptMs: NOW_MS + minutes * MINUTE_MS });
  const seen = (minutes: number) => ({ lastSeenMs: NOW_MS - minutes * MINUTE_MS, ...inMinutes(9) });

  test.each<[string, Partial<QueueEntry>, boolean, boolean]>([
    ['when it said it would be', inMinutes(0), false, true],
    ['not before', inMinutes(0.01), false, false],
    ['if it does not say when', { nextAttemptMs: Number.NaN }, false, true],
    ['if it says a time that nobody writes', inMinutes(66), false, true],
    ['not within the longest pause', inMinutes(65), false, false],
    ['a quarter of an hour after it failed, once others succeed', seen(11.25), true, true],
    ['not much sooner than that', seen(11.24), true, false],
    ['not for that while none succeeds', seen(20), false, false],
    ['not at a time that does not exist', { ...seen(9), lastSeenMs: Number.NaN }, true, false],
  ])('%s', (_, fields, flows, expected) => {
    expect(isSent(fields, flows)).toBe(expected);
  });

  test('sooner or later than others by chance, once others succeed', () => {
    expect(isSent(seen(7.5), true, 0)).toBe(true);
    expect(isSent(seen(14.9), true, 0.999)).toBe(false);
    expect(isSent(seen(15), true, 0.999)).toBe(true);
  });

  test('five minutes after it was sent, unless it was heard of', () => {
    expect(isSent({ sentMs: NOW_MS - 299_999 }, true)).toBe(false);
    expect(isSent({ sentMs: NOW_MS - 300_000 }, true)).toBe(true);
    expect(isSent({ sentMs: NOW_MS - 1_000, isBack: true }, true)).toBe(false);
    expect(isSent({ sentMs: NOW_MS + 299_999 }, true)).toBe(false);
    expect(isSent({ sentMs: NOW_MS + 300_000 }, true)).toBe(true);
  });

  test('never while it is parked', () => {
    expect(isSent({ isWaiting: false }, true)).toBe(false);
  });
});

describe('what may be on its way at a time', () => {
  const flowing = [causeWith({ flows: true })];

  test('is bounded, with what is on its way already', () => {
    const flying = ['x', 'y'].map((id) => sentMinutesAgo(id, 1));
    expect(sentBy([...three, ...flying], flowing, { inFlightMax: 4 })).toEqual([
      ['InternalError', 'a b', false],
    ]);
    expect(sentBy([...three, ...flying], flowing, { inFlightMax: 1 })).toEqual([]);
  });

  test('does not include what has failed since', () => {
    const failed = { ...sentMinutesAgo('x', 1), isBack: true };
    expect(sentBy([...three, failed], flowing, { inFlightMax: 2.9 })).toEqual([
      ['InternalError', 'a b', false],
    ]);
  });

  test('is given to causes with few requests first', () => {
    const few = [entryWith('z', { cause: 'ResourceInUse' }), entryWith('w', { cause: 'NoAnswer' })];
    const known = ['InternalError', 'ResourceInUse'].map((code) =>
      causeWith({ cause: code, flows: true }),
    );
    expect(sentBy([...three, ...few], known, { inFlightMax: 4 })).toEqual([
      ['NoAnswer', 'w', true],
      ['ResourceInUse', 'z', false],
      ['InternalError', 'a b', false],
    ]);
    expect(sentBy([...few.reverse(), ...three], known, { inFlightMax: 2 })).toEqual([
      ['NoAnswer', 'w', true],
      ['ResourceInUse', 'z', false],
    ]);
  });

  test('is given to the trial of a cause with many before others have used it up', () => {
    const many = ['x', 'y', 'z', 'w'].map((id) => entryWith(id, { cause: 'NoAnswer' }));
    expect(sentBy([...three, ...many], flowing, { inFlightMax: 3 })).toEqual([
      ['NoAnswer', 'w', true],
      ['InternalError', 'a b', false],
    ]);
  });
});

describe('those that wait for the key quota', () => {
  const later = { nextAttemptMs: NOW_MS + 30 * MINUTE_MS, cause: QUOTA };
  const waiting = three.map((each) => ({ ...each, ...later }));
  const known = (fields: Partial<Cause> = {}) => [causeWith({ cause: QUOTA, ...fields })];

  test('are sent as soon as there is room, as many as there is room for', () => {
    expect(sentBy(waiting, [], { room: 2 })).toEqual([[QUOTA, 'a b', false]]);
    expect(plan(waiting, [], { room: 2 }).batches).toMatchObject([{ isJudged: true }]);
    expect(sentBy(waiting, known({ flows: true }), { room: 9 })).toEqual([[QUOTA, 'a b c', false]]);
  });

  test('leave room to those that are on their way', () => {
    const flying = sentMinutesAgo('x', 1, { cause: QUOTA });
    expect(sentBy([...waiting, flying], [], { room: 3 })).toEqual([[QUOTA, 'a b', false]]);
    expect(sentBy([...waiting, flying], known(), { room: 1 })).toEqual([]);
  });

  test('are not sent without room, but for one an hour that says nothing', () => {
    const due = waiting.map((each) => ({ ...each, nextAttemptMs: NOW_MS }));
    expect(sentBy(due, known({ sentAt: minutesOn(-59) }), { room: 0 })).toEqual([]);
    const { batches } = plan(due, known({ sentAt: minutesOn(-60), flows: true }), { room: 0 });
    expect(batches).toMatchObject([
      { cause: { flows: true }, entries: [{ id: 'a' }], isTrial: true, isJudged: false },
    ]);
  });

  test('are tried one at a time if KMS refuses in spite of the room', () => {
    const failed = entryWith('x', { ...later, nextAttemptMs: NOW_MS + MINUTE_MS });
    const refused = known({ sample: ['x'], flows: true });
    expect(sentBy([...waiting, failed], refused, { room: 9 })).toEqual([]);
    const due = entryWith('y', { cause: QUOTA });
    expect(sentBy([...waiting, failed, due], refused, { room: 9 })).toEqual([[QUOTA, 'y', true]]);
  });

  test('are tried as any others if KMS does not say how much room there is', () => {
    const due = waiting.map((each) => ({ ...each, nextAttemptMs: NOW_MS }));
    expect(sentBy(due)).toEqual([[QUOTA, 'a', true]]);
    const flowing = known({ flows: true, okAt: minutesOn(-10) });
    expect(sentBy(due, flowing)).toEqual([[QUOTA, 'a b c', false]]);
  });

  test('are not all sent when KMS stops saying how much room there is and none has succeeded since it was full', () => {
    const due = waiting.map((each) => ({ ...each, nextAttemptMs: NOW_MS }));
    const flowed = known({ sentAt: minutesOn(-60), flows: true, okAt: minutesOn(-70) });
    const [full] = plan(due, flowed, { room: 0 }).batches;
    expect(sentBy(due, [{ ...full!.cause, sentAt: minutesOn(-1) }])).toEqual([[QUOTA, 'a', true]]);
  });
});

describe('those of a tenant that is blocked', () => {
  const later = { nextAttemptMs: NOW_MS + MINUTE_MS };

  test('are not sent, whatever they wait for, and take nobody else the turn', () => {
    const flowing = [causeWith({ flows: true })];
    expect(sentBy(three, flowing, {}, [], ['a', 'c'])).toEqual([['InternalError', 'b', false]]);
    expect(sentBy(three, [], {}, [], ['a', 'b', 'c'])).toEqual([]);
  });

  test('are all sent at once when they are blocked no more, with nothing to try or to judge', () => {
    const waiting = three.map((each) => ({ ...each, ...later, cause: 'TenantBlocked' }));
    const { batches } = plan(waiting, [], {}, [], ['c']);
    expect(batches).toMatchObject([
      { cause: { cause: 'TenantBlocked', flows: true }, isTrial: false, isJudged: false },
    ]);
    expect(batches[0]!.entries.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

test('a cause for which nothing waits any more is forgotten, so that the next time begins with a trial', () => {
  const parked = entryWith('x', { cause: 'KeyGone', isWaiting: false });
  const causes = ['InternalError', 'NoAnswer', 'KeyGone'].map((cause) => causeWith({ cause }));
  expect(plan([...three, parked], causes).forgotten).toEqual(['NoAnswer', 'KeyGone']);
});
