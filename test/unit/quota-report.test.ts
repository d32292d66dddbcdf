import { describe, expect, test } from 'vitest';
import { answerQuota } from '../../shared/dead-letters/quota-command.ts';
import type { KeyReader } from '../../shared/kms/keys.ts';
import { fullOn } from '../../shared/quota/quota.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { CONFIG } from '../world/world-config.ts';

const DAY_MS = 86_400_000;

describe('the day on which the quota is full', () => {
  type Row = readonly [
    name: string,
    keys: readonly [used: number, limit: number, madeLately: number],
    now: string,
    day: string | undefined,
  ];
  const rows: readonly Row[] = [
    [
      'is computed from the rate of thirty days',
      [100, 200, 30],
      '2026-11-23T08:20:00Z',
      '2027-03-03',
    ],
    ['is in the same month', [170, 200, 100], '2026-11-02T00:00:00Z', '2026-11-11'],
    ['may be today', [199, 200, 60], '2026-11-23T08:20:00Z', '2026-11-23'],
    ['may begin after midnight', [199, 200, 60], '2026-11-23T12:00:00Z', '2026-11-24'],
    ['passes the end of a month', [190, 200, 30], '2026-01-25T12:00:00Z', '2026-02-04'],
    ['passes the end of a year', [190, 200, 30], '2026-12-25T12:00:00Z', '2027-01-04'],
    ['may be the 29th of February', [199, 200, 30], '2028-02-28T00:00:00Z', '2028-02-29'],
    ['has no 29th of February in most years', [199, 200, 30], '2027-02-28T00:00:00Z', '2027-03-01'],
    ['counts by UTC', [199, 200, 30], '2026-11-23T23:59:59.999Z', '2026-11-24'],
    ['is today when it is full', [200, 200, 0], '2026-11-23T08:20:00Z', '2026-11-23'],
    ['is today when it is more than full', [201, 200, 5], '2026-11-23T08:20:00Z', '2026-11-23'],
    ['is today for a quota of no keys', [0, 0, 0], '2026-11-23T08:20:00Z', '2026-11-23'],
    ['is unknown when no key was created lately', [10, 200, 0], '2026-11-23T08:20:00Z', undefined],
    ['is known for up to ten years', [0, 3_650, 30], '2026-11-23T00:00:00Z', '2036-11-20'],
    ['is unknown beyond that', [0, 3_651, 30], '2026-11-23T00:00:00Z', undefined],
    [
      'is unknown for an infinite quota',
      [1, Number.MAX_SAFE_INTEGER, 1],
      '2026-11-23T08:20:00Z',
      undefined,
    ],
  ];
  test.each(rows)('%s', (_, [used, limit, madeLately], now, day) => {
    expect(fullOn({ used, limit, madeLately }, Date.parse(now))).toBe(day);
  });
});

describe('the report on the quota', () => {
  const report = ({ operator, clock }: OperatorWorld) =>
    clock.run(answerQuota({}, operator, CONFIG, invocationBy(clock, clock.nowMs() + 30_000)));
  const make = (world: OperatorWorld, tenants: readonly string[]) => {
    const requests = tenants.map((tenantId) => ({ requestId: 'r', tenantId, keyName: 'main' }));
    const { ports, clock } = world;
    const invocation = invocationBy(clock, clock.nowMs() + 60_000);
    return clock.run(provisionEvent(requests, ports, CONFIG, invocation));
  };

  test('has the keys in use, the dead letters that wait and the day on which it is full, and changes nothing', async () => {
    const world = operatorWorld({ switches: { cmkLimit: 6 } });
    await make(world, ['a', 'b', 'c']);
    world.machine.advanceClock(31 * DAY_MS);
    await make(world, ['d', 'e', 'f', 'g', 'h']);
    await world.call('DisableKey', { KeyId: await oldestKey(world) });
    await world.call('ScheduleKeyDeletion', {
      KeyId: await oldestKey(world),
      PendingWindowInDays: 7,
    });
    world.machine.journal.clear();
    // By 3 December, three keys were created in thirty days: the last one will be created ten days later.
    expect(await report(world)).toEqual({
      used: 5,
      limit: 6,
      waiting: 2,
      madeLately: 3,
      fullOn: '2026-12-13',
    });
    expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
  });

  test('reads no more pages of keys than needed', async () => {
    const world = operatorWorld({ switches: { cmkLimit: 1_000, rateLimits: false } });
    const add = async (count: number, name: string) => {
      for (let n = 0; n < count; n += 1) await world.call('CreateKey', { Alias: `${name}${n}` });
    };
    await add(300, 'old');
    world.machine.advanceClock(30 * DAY_MS + 1_000);
    await add(250, 'new');
    world.machine.journal.clear();
    expect(await report(world)).toMatchObject({ used: 550, madeLately: 250 });
    expect(world.calls().filter((action) => action === 'ListKeyDetail')).toHaveLength(2);
  });

  test('counts keys of every kind and state that the account created, and one of 30 days ago', async () => {
    const world = operatorWorld();
    await world.call('CreateKey', { Alias: 'a_sign', KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' });
    await world.call('CreateKey', { Alias: 'a_import', Type: 2 });
    world.machine.advanceClock(30 * DAY_MS);
    expect(await report(world)).toMatchObject({ used: 2, madeLately: 2 });
  });

  test('says how many of 50,010 dead letters it could not count', async () => {
    const world = operatorWorld();
    const waiting = { code: 'LimitExceeded.CmkLimitExceeded' } as const;
    writeDeadLetters(
      world,
      Array.from({ length: 50_010 }, (_, index) =>
        deadLetterWith(`l-${index}`, index % 2 === 0 ? waiting : {}),
      ),
    );
    expect(await report(world)).toMatchObject({ waiting: 25_000, beyond: 10 });
  });

  test('leaves out what KMS does not report', async () => {
    const world = operatorWorld();
    await make(world, ['a']);
    const reader = { ...world.operator.reader, serviceStatus: async () => ({ limit: 200 }) };
    const operator = { ...world.operator, reader };
    expect(await report({ ...world, operator })).toEqual({ limit: 200, waiting: 0, madeLately: 1 });
  });

  async function oldestKey(world: OperatorWorld): Promise<string> {
    const { KeyMetadatas } = await world.call('ListKeyDetail', { OrderType: 1, Limit: 1 });
    return (KeyMetadatas as readonly { readonly KeyId: string }[])[0]!.KeyId;
  }
});

describe('what KMS answers', () => {
  /** The result of a reader that gets this answer to every call. */
  const reading = <T>(answer: object, read: (reader: KeyReader) => Promise<T>) => {
    const { anotherOperator, clock } = operatorWorld();
    const client = () => ({ request: async () => answer });
    return clock.run(read(anotherOperator({ client }).reader));
  };

  const rows: readonly (readonly [answer: object, expected: object])[] = [
    [
      { CmkUserCount: 0, CmkLimit: 0 },
      { used: 0, limit: 0 },
    ],
    [{ CmkUserCount: 7 }, { used: 7 }],
    [{ CmkUserCount: null, CmkLimit: -1 }, {}],
    [{ CmkUserCount: '7', CmkLimit: 1.5 }, {}],
  ];
  test.each(rows)(
    'about the quota in %j is used only where it is a valid count',
    async (answer, expected) => {
      expect(await reading(answer, (reader) => reader.serviceStatus(60_000))).toEqual(expected);
    },
  );

  test('about a key without a time hides none of the others', async () => {
    const KeyMetadatas = [
      { KeyId: 'a', CreateTime: 9 },
      { KeyId: 'b' },
      { KeyId: 'c', CreateTime: 8 },
    ];
    const answer = { TotalCount: 3, KeyMetadatas };
    expect(await reading(answer, (reader) => reader.countKeysSince(8, 60_000))).toBe(2);
  });

  test('with the same key twice, because another was created meanwhile, counts it once', async () => {
    const answer = { TotalCount: 2, KeyMetadatas: [{ KeyId: 'a', CreateTime: 9 }] };
    expect(await reading(answer, (reader) => reader.countKeysSince(8, 60_000))).toBe(1);
  });
});
