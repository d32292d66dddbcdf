import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { signDeadLetter } from '../../shared/dead-letters/signature.ts';
import { countedReader } from '../../shared/retry-queue/counted-reader.ts';
import { entriesOf } from '../../shared/retry-queue/entries.ts';
import { RETRY_CAPACITY, retryQueue } from '../../shared/retry-queue/table.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { causeWith, NOW_MS } from '../world/queue-entries.ts';

const WAITS: Partial<DeadLetter> = { code: 'LimitExceeded.CmkLimitExceeded', state: 'waiting' };

const of = (tenantId: string) => ({ identity: { requestId: 'r', tenantId } });

const waits = (id: string, fields: Partial<DeadLetter> = {}) =>
  deadLetterWith(id, { ...WAITS, ...fields });

/** A table that is kept, with room for few dead letters. */
function keptTable(
  world: OperatorWorld,
  sizeMax = 100,
  records: TopicReader = world.operator.records,
) {
  const queue = retryQueue(undefined, { ...RETRY_CAPACITY, sizeMax });
  return async (nowMs = NOW_MS) => {
    const counted = countedReader(records);
    const deadlineMs = world.clock.nowMs() + 60_000;
    const table = await world.clock.run(queue.refresh(counted, nowMs, deadlineMs));
    const ids = [...table.versions.keys()].sort().join(' ');
    return { ...table, ids, recordsRead: counted.counts().recordsRead };
  };
}

describe('the table that an instance keeps', () => {
  test('has what a plan needs of each dead letter', async () => {
    const world = operatorWorld();
    const times = {
      ...{ firstSeenAt: '2026-11-01T12:00:00.000Z', lastSeenAt: '2026-11-01T12:30:00.000Z' },
      ...{ nextAttemptAt: '2026-11-01T12:50:00.000Z', sentAt: '2026-11-01T12:45:00.000Z' },
    };
    writeDeadLetters(world, [waits('a', { ...of('acme'), ...times }), deadLetterWith('b')]);
    const { versions } = await keptTable(world)();
    const dayMs = Date.UTC(2026, 10, 1, 12);
    expect([...entriesOf(versions).values()]).toEqual([
      {
        ...{ id: 'a', tenant: 'acme', cause: 'LimitExceeded.CmkLimitExceeded', isWaiting: true },
        ...{ firstSeenMs: dayMs, lastSeenMs: dayMs + 1_800_000 },
        ...{ nextAttemptMs: dayMs + 3_000_000, sentMs: dayMs + 2_700_000, isBack: false },
      },
      {
        ...{ id: 'b', tenant: '', cause: 'KeyDisabled', isWaiting: false },
        ...{ firstSeenMs: dayMs, lastSeenMs: dayMs, nextAttemptMs: Number.NaN },
        ...{ sentMs: Number.NaN, isBack: false },
      },
    ]);
  });

  test('knows by a record beside its mark that what was sent has failed', async () => {
    const world = operatorWorld();
    const mark = waits('a', { recordKey: 'a/1', sentAt: '2026-11-01T12:45:00.000Z' });
    const lastSeenAt = '2026-11-01T12:46:00.000Z';
    writeDeadLetters(world, [mark, waits('a', { recordKey: 'a/2', lastSeenAt })]);
    const { versions } = await keptTable(world)();
    expect(entriesOf(versions).get('a')).toMatchObject({
      ...{ isBack: true, sentMs: Date.UTC(2026, 10, 1, 12, 45) },
    });
  });

  test('is read as a whole at first, and then only as far as it is new', async () => {
    const world = operatorWorld();
    const read = keptTable(world);
    writeDeadLetters(world, [waits('a'), waits('b'), waits('c')]);
    expect(await read()).toMatchObject({ ids: 'a b c', recordsRead: 3 });
    writeDeadLetters(world, [waits('d')]);
    writeRecords(world, [['b', null]]);
    // The last record is looked at again, to know that it is still the same topic.
    expect(await read()).toMatchObject({ ids: 'a c d', recordsRead: 3 });
    expect(await read()).toMatchObject({ ids: 'a c d', recordsRead: 1 });
  });

  test('remembers what it had read when a reading was interrupted', async () => {
    const world = operatorWorld();
    let pagesMax = 1;
    const { readAll, readAt } = world.operator.records;
    const interrupted: TopicReader = {
      readAt,
      readAll: (topic, onPage, ...reading) => {
        let pages = 0;
        const onEach: typeof onPage = (page) => {
          if (pages === pagesMax) throw new Error('interrupted');
          pages += 1;
          onPage(page);
        };
        return readAll(topic, onEach, ...reading);
      },
    };
    const read = keptTable(world, 200, interrupted);
    writeDeadLetters(
      world,
      Array.from({ length: 120 }, (_, index) => waits(`n-${index}`)), // Three pages.
    );
    await expect(read()).rejects.toThrow('interrupted');
    pagesMax = 9;
    const table = await read();
    expect(table.versions.size).toBe(120);
    expect(table.recordsRead).toBeLessThan(80);
  });

  test.each([
    ['created anew and shorter', ['d']],
    ['created anew and as long', ['d', 'e', 'f']],
    ['created anew and longer', ['d', 'e', 'f', 'g']],
    ['created anew and empty', []],
  ])('is read as a whole again when its topic was %s', async (_, ids) => {
    const world = operatorWorld();
    const read = keptTable(world);
    writeDeadLetters(world, [waits('a'), waits('b'), waits('c')]);
    await read();
    world.machine.topics.get('key-dead-letters')!.clear();
    writeDeadLetters(
      world,
      ids.map((id) => waits(id)),
    );
    expect(await read()).toMatchObject({ ids: ids.join(' ') });
  });

  test('is read as a whole again when the record at its place is a later one of the same request', async () => {
    const world = operatorWorld();
    const read = keptTable(world);
    writeDeadLetters(world, [waits('a'), waits('b')]);
    await read();
    world.machine.topics.get('key-dead-letters')!.clear();
    await world.clock.run(world.clock.sleep(1));
    writeDeadLetters(world, [waits('c'), waits('b')]);
    expect(await read()).toMatchObject({ ids: 'b c' });
  });

  test('is read as a whole again after a pause in which removals may have been forgotten', async () => {
    const world = operatorWorld();
    const read = keptTable(world);
    writeDeadLetters(world, [waits('a'), waits('b')]);
    await read();
    expect(await read(NOW_MS + 3_600_000)).toMatchObject({ recordsRead: 1 });
    writeRecords(world, [['a', null]]);
    writeDeadLetters(world, [waits('c')]);
    world.compact();
    expect(await read(NOW_MS + 7_200_001)).toMatchObject({ ids: 'b c', recordsRead: 2 });
    expect(await read(NOW_MS)).toMatchObject({ ids: 'b c', recordsRead: 2 });
  });

  test('is the same after a compaction of its topic', async () => {
    const world = operatorWorld();
    const read = keptTable(world);
    writeDeadLetters(world, [waits('a'), waits('b'), waits('a', { attempts: 7 })]);
    await read();
    writeDeadLetters(world, [waits('a', { attempts: 8 }), waits('c')]);
    world.compact();
    const { versions, ids } = await read();
    expect(ids).toBe('a b c');
    expect(versions.get('a')?.summary.attempts).toBe(8);
  });

  test('has the causes that are remembered, and nothing of what is not ours', async () => {
    const world = operatorWorld();
    writeRecords(world, [
      ['cause:InternalError', JSON.stringify(causeWith())],
      ['cause:NoAnswer', 'x'],
      ['other', 'x'],
      [null, JSON.stringify(waits('a'))],
    ]);
    const table = await keptTable(world)();
    expect([...table.causes.values()]).toEqual([causeWith()]);
    expect(table).toMatchObject({ ids: '', beyond: 0 });
  });

  test('counts as parked what is not signed where signatures are required', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [waits('a'), signDeadLetter(waits('b'), MARKER_KEYS)]);
    const queue = retryQueue({ keys: MARKER_KEYS, isRequired: true });
    const { versions } = await world.clock.run(
      queue.refresh(world.operator.records, NOW_MS, 60_000),
    );
    const states = [...entriesOf(versions).values()].map(({ id, isWaiting }) => [id, isWaiting]);
    expect(states).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});

describe('a full table', () => {
  const many = (tenantId: string, count: number) =>
    Array.from({ length: count }, (_, index) => waits(`${tenantId}-${index}`, of(tenantId)));

  test('lets the tenant with the most give way to another', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [...many('big', 3), ...many('small', 2), waits('new', of('new'))]);
    const table = await keptTable(world, 5)();
    expect(table).toMatchObject({ ids: 'big-1 big-2 new small-0 small-1', beyond: 1 });
    expect(table.leftOut).toMatchObject({ count: 1 });
    expect(['big-0', 'big-1'].map(table.leftOut.has)).toEqual([true, false]);
  });

  test('leaves out more of the tenant with the most', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [...many('small', 2), ...many('big', 5)]);
    expect(await keptTable(world, 4)()).toMatchObject({ ids: 'big-0 big-1 small-0 small-1' });
  });

  test('lets what is parked give way first, and takes no more of that', async () => {
    const world = operatorWorld();
    const parked = ['p-1', 'p-2'].map((id) => deadLetterWith(id));
    writeDeadLetters(world, [...parked, ...many('acme', 2), deadLetterWith('p-3')]);
    expect(await keptTable(world, 4)()).toMatchObject({ ids: 'acme-0 acme-1 p-1 p-2', beyond: 1 });
    writeDeadLetters(world, [waits('z', of('acme'))]);
    expect(await keptTable(world, 4)()).toMatchObject({ ids: 'acme-0 acme-1 p-2 z', beyond: 2 });
  });

  test('knows at any time who has the most', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [...many('a', 3), ...many('b', 2)]);
    writeRecords(world, [
      ['a-0', null],
      ['a-1', null],
    ]);
    writeDeadLetters(world, [...many('c', 2), waits('d', of('d'))]);
    // b and c have two each: either may give way, and a must not.
    const { ids } = await keptTable(world, 5)();
    expect(ids).toContain('a-2');
    expect(ids).toContain('d');
  });

  test('finds what was left out by another reading, once there is room for more than a few', async () => {
    const world = operatorWorld();
    const read = keptTable(world, 4);
    writeDeadLetters(world, [...many('a', 6)]);
    expect(await read()).toMatchObject({ ids: 'a-0 a-1 a-2 a-3' });
    writeRecords(world, [
      ['a-0', null],
      ['a-1', null],
    ]);
    await read();
    world.compact();
    const tables = [];
    for (let run = 0; run < 10; run += 1) tables.push((await read()).ids);
    expect(tables).toEqual([...Array(8).fill('a-2 a-3'), ...Array(2).fill('a-2 a-3 a-4 a-5')]);
  });

  test.each([
    ['nothing was left out', 2],
    ['it is full', 4],
    ['it is more than half full', 3],
  ])('is not read as a whole again and again while %s', async (_, left) => {
    const world = operatorWorld();
    const read = keptTable(world, 4);
    writeDeadLetters(world, many('a', left === 2 ? 2 : 6));
    await read();
    if (left === 3) writeRecords(world, [['a-0', null]]);
    await read();
    for (let run = 0; run < 12; run += 1) expect(await read()).toMatchObject({ recordsRead: 1 });
  });

  test('does not take the later record of one that was left out for the whole', async () => {
    const world = operatorWorld();
    const read = keptTable(world, 2);
    writeDeadLetters(world, [...many('a', 3)]);
    await read();
    writeRecords(world, [['a-0', null]]);
    writeDeadLetters(world, [waits('a-2', { ...of('a'), recordKey: 'a-2/later' })]);
    expect(await read()).toMatchObject({ ids: 'a-1' });
  });
});
