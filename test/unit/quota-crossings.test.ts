import { describe, expect, test } from 'vitest';
import type { QuotaLevel } from '../../shared/quota/generated/quota-level.ts';
import { headroomOf, publishCrossings, quotaCrossings } from '../../shared/quota/quota.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';
import { REGION } from '../world/machine-ports.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

test.each([
  [{ used: 3, limit: 5 }, 2],
  [{ used: 7, limit: 5 }, 0],
  [{ used: 3 }, Number.POSITIVE_INFINITY],
  [{ limit: 5 }, Number.POSITIVE_INFINITY],
  [{}, Number.POSITIVE_INFINITY],
])('with %j, as KMS says it, there is room for %d keys', (status, room) => {
  expect(headroomOf(status)).toBe(room);
});

test.each([{ used: 3 }, { limit: 5 }, {}])(
  'nothing is read or published where KMS says only %j',
  async (status) => {
    const none = async () => expect.fail('there is nothing to compare');
    const ports = {
      records: { readAll: none, readAt: none },
      topics: { publish: none, close: none },
      publishOperation: none,
    };
    await expect(publishCrossings(status, ports, REGION, 1_000)).resolves.toBeUndefined();
  },
);

describe('the crossings of a quota', () => {
  type Row = readonly [
    name: string,
    last: readonly [percent: QuotaLevel['percent'], crossing: number],
    keys: readonly [used: number, limit: number],
    reached: readonly (readonly [percent: number, crossing: number])[],
    level: readonly [percent: number, crossing: number],
  ];
  const rows: readonly Row[] = [
    ['below every level is none', [0, 0], [159, 200], [], [0, 0]],
    ['at 80 % is one', [0, 0], [160, 200], [[80, 1]], [80, 1]],
    ['between 80 and 90 % is none that was published', [80, 1], [179, 200], [], [80, 1]],
    ['at 90 % is one', [80, 1], [180, 200], [[90, 2]], [90, 2]],
    ['with one key left is not the last', [90, 2], [199, 200], [], [90, 2]],
    ['at the last key is one', [90, 2], [200, 200], [[100, 3]], [100, 3]],
    ['beyond the quota is none more', [100, 3], [201, 200], [], [100, 3]],
    [
      'of several levels at once is one each, the lowest first',
      [0, 0],
      [200, 200],
      [
        [80, 1],
        [90, 2],
        [100, 3],
      ],
      [100, 3],
    ],
    ['back below a level is none', [100, 3], [185, 200], [], [90, 3]],
    ['back below every level is none', [100, 3], [20, 200], [], [0, 3]],
    ['of a level that was left is a new one', [90, 3], [200, 200], [[100, 4]], [100, 4]],
    ['of a quota that was raised is none', [100, 3], [200, 300], [], [0, 3]],
    [
      'of a quota that was lowered is one each',
      [0, 3],
      [190, 200],
      [
        [80, 4],
        [90, 5],
      ],
      [90, 5],
    ],
    [
      'of a quota of no keys is that it is full',
      [80, 1],
      [0, 0],
      [
        [90, 2],
        [100, 3],
      ],
      [100, 3],
    ],
    ['of a small quota goes by whole keys', [0, 0], [2, 3], [], [0, 0]],
    ['at four keys of five is 80 %', [0, 0], [4, 5], [[80, 1]], [80, 1]],
  ];
  test.each(rows)('%s', (_, [percent, crossing], [used, limit], reached, level) => {
    expect(quotaCrossings({ percent, crossing, limit: 200 }, used, limit)).toEqual({
      reached: reached.map(([each, number]) => ({
        type: 'tenant-keys.quota-reached',
        data: { percent: each, limit, crossing: number },
      })),
      level: { percent: level[0], crossing: level[1], limit },
    });
  });
});

describe('publishing the crossings', () => {
  const publish = (world: OperatorWorld, used?: number, limit?: number) => {
    const status = {
      ...(used === undefined ? {} : { used }),
      ...(limit === undefined ? {} : { limit }),
    };
    const { operator, clock } = world;
    return clock.run(publishCrossings(status, operator, REGION, clock.nowMs() + 10_000));
  };
  const published = (world: OperatorWorld) =>
    valuesOf(world, 'key-events').map((value) => JSON.parse(value).data);
  const valuesOf = ({ machine }: OperatorWorld, topic: string) =>
    (machine.topics.get(topic)?.read(0, 1_000) ?? []).map(({ value }) => value ?? 'null');
  const keep = (world: OperatorWorld, message: TopicMessage) =>
    world.clock.run(world.operator.topics.publish('key-quota', [message], 60_000));

  test('happens once, however often the quota is read', async () => {
    const world = operatorWorld();
    for (const used of [100, 165, 165, 170, 199, 199, 200, 200]) await publish(world, used, 200);
    expect(published(world)).toEqual([
      { percent: 80, limit: 200, crossing: 1 },
      { percent: 90, limit: 200, crossing: 2 },
      { percent: 100, limit: 200, crossing: 3 },
    ]);
  });

  test('keeps one record per region, and writes it only when it changes', async () => {
    const world = operatorWorld();
    for (const used of [0, 165, 166, 200, 10, 11]) await publish(world, used, 200);
    await publish(world, 11, 210);
    expect(valuesOf(world, 'key-quota')).toEqual([
      '{"percent":80,"crossing":1,"limit":200}',
      '{"percent":100,"crossing":3,"limit":200}',
      '{"percent":0,"crossing":3,"limit":200}',
      '{"percent":0,"crossing":3,"limit":210}',
    ]);
    const keys = world.machine.topics
      .get('key-quota')
      ?.read(0, 9)
      .map(({ key }) => key);
    expect(new Set(keys)).toEqual(new Set(['ap-guangzhou']));
  });

  test('happens again after the keys fell below the level, as a new crossing', async () => {
    const world = operatorWorld();
    for (const used of [165, 150, 165]) await publish(world, used, 200);
    expect(published(world)).toEqual([
      { percent: 80, limit: 200, crossing: 1 },
      { percent: 80, limit: 200, crossing: 2 },
    ]);
  });

  test('does nothing when KMS reports no count or no limit', async () => {
    const world = operatorWorld();
    await publish(world, undefined, 200);
    await publish(world, 200, undefined);
    await publish(world);
    expect(valuesOf(world, 'key-quota')).toEqual([]);
    expect(published(world)).toEqual([]);
  });

  test.each(['not JSON', '[]', '{"percent":85,"crossing":1,"limit":200}', 'null'])(
    'takes the record %j for none, since compaction forgets the one before it',
    async (value) => {
      const world = operatorWorld();
      await publish(world, 165, 200);
      await keep(world, { key: 'ap-guangzhou', value: value === 'null' ? null : value });
      await publish(world, 165, 200);
      const first = { percent: 80, limit: 200, crossing: 1 };
      expect(published(world)).toEqual([first, first]);
    },
  );

  test("skips another region's record", async () => {
    const world = operatorWorld();
    const value = '{"percent":100,"crossing":3,"limit":200}';
    await keep(world, { key: 'ap-beijing', value });
    await publish(world, 165, 200);
    expect(published(world)).toEqual([{ percent: 80, limit: 200, crossing: 1 }]);
  });

  test('that was interrupted before the record was written repeats its events, apart from their time (P3, P4)', async () => {
    const world = operatorWorld();
    world.fail('topics:publish:key-quota', { http: 502 }, { times: 1 });
    await expect(publish(world, 185, 200)).rejects.toMatchObject({ code: 'TopicsUnavailable' });
    await publish(world, 200, 200);
    const events = valuesOf(world, 'key-events');
    const untimed = events.map((text) => ({ ...JSON.parse(text), time: undefined }));
    expect(untimed.slice(2, 4)).toEqual(untimed.slice(0, 2));
    expect(published(world).slice(2)).toEqual([
      { percent: 80, limit: 200, crossing: 1 },
      { percent: 90, limit: 200, crossing: 2 },
      { percent: 100, limit: 200, crossing: 3 },
    ]);
  });

  test('that was interrupted between two events loses none (P3)', async () => {
    const world = operatorWorld();
    const { operator, clock } = world;
    let calls = 0;
    const publishOperation: typeof operator.publishOperation = (operation, deadlineMs) => {
      calls += 1;
      if (calls === 2) return Promise.reject(new Error('The process was ended.'));
      return operator.publishOperation(operation, deadlineMs);
    };
    const status = { used: 200, limit: 200 };
    const first = publishCrossings(status, { ...operator, publishOperation }, REGION, 10_000);
    await expect(clock.run(first)).rejects.toThrow('The process was ended.');
    await publish(world, 200, 200);
    expect(published(world).map(({ percent }) => percent)).toEqual([80, 80, 90, 100]);
  });
});
