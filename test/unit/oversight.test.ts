import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { signDeadLetter } from '../../shared/dead-letters/signature.ts';
import { keyStatusTable } from '../../shared/key-status/table.ts';
import type {
  BlockAnswer,
  BlockedTenants,
  StatusReport,
} from '../../shared/oversight/generated/oversight-command.ts';
import type { OversightPorts } from '../../shared/oversight/ports.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { requestText } from '../world/operate.ts';
import { type OverseenWorld, overseenWorld } from '../world/overseen-world.ts';
import { CONFIG } from '../world/world-config.ts';

const STATUS = { command: 'status' };
const BLOCK = { command: 'block', tenantId: 'acme', reason: 'asks for too much' };
const UNBLOCK = { command: 'unblock', tenantId: 'acme' };

const status = (world: OverseenWorld) => world.ask<StatusReport>(STATUS);

const operations = (world: OverseenWorld) =>
  world.events().map(({ type, data }) => [type as string, data as object]);

const deadLetter = (id: string, tenantId: string, fields: Partial<DeadLetter> = {}) => {
  const identity = { requestId: `r-${id}`, tenantId, keyName: 'main', fingerprint: 'f' };
  return deadLetterWith(`dl_${id}`, {
    ...{ code: 'InternalError', state: 'waiting', identity },
    ...{ firstSeenAt: '2026-11-01T00:00:00.000Z', lastSeenAt: '2026-11-01T00:00:00.000Z' },
    ...{ nextAttemptAt: '2026-11-02T00:10:00.000Z', text: requestText(tenantId) },
    ...fields,
  });
};

describe('the status', () => {
  test('of an application that does nothing has every part, and takes two calls of KMS', async () => {
    const world = overseenWorld();
    expect(await status(world)).toEqual({
      checkedAt: '2026-11-02T00:00:00.000Z',
      requests: { waiting: [], parked: [], beyond: 0, unreadable: 0 },
      quota: { used: 0, limit: 200, madeLately: 0, madeLatelyAt: '2026-11-02T00:00:00.000Z' },
      instances: { reports: [], stale: 0 },
      blocked: { tenants: [], unproven: 0 },
      unknown: [],
    });
    expect(world.calls()).toEqual(['GetServiceStatus', 'ListKeyDetail']);
  });

  test('takes one call when it is asked for again within ten minutes', async () => {
    const world = overseenWorld();
    await status(world);
    await world.clock.run(world.clock.sleep(590_000));
    await status(world);
    expect(world.calls().slice(2)).toEqual(['GetServiceStatus']);
    await world.clock.run(world.clock.sleep(10_000));
    await status(world);
    expect(world.calls().slice(3)).toEqual(['GetServiceStatus', 'ListKeyDetail']);
  });

  test('counts what waits and what is parked by code, the most first', async () => {
    const world = overseenWorld();
    await world.ask({ command: 'block', tenantId: 'globex' });
    const untimed = (id: string, code: string) => {
      const { nextAttemptAt: _, ...fields } = deadLetter(id, 'acme', { code });
      return fields;
    };
    const { identity: __, ...nobodys } = untimed('g', 'HttpStatus');
    writeDeadLetters(world, [
      deadLetter('a', 'acme', { code: 'NoAnswer', firstSeenAt: '2026-10-30T00:00:00.000Z' }),
      deadLetter('b', 'acme', { nextAttemptAt: '2026-11-02T00:09:00.000Z' }),
      deadLetter('c', 'globex', { firstSeenAt: '2026-10-31T00:00:00.000Z' }),
      deadLetter('d', 'hooli', { sentAt: '2026-11-01T23:59:00.000Z' }),
      deadLetter('e', 'hooli', { code: 'KeyDisabled', state: 'parked' }),
      untimed('f', 'NoAnswer'),
      nobodys,
    ]);
    writeRecords(world, [['not ours', '{}']]);
    const { requests, blocked } = await status(world);
    expect(requests).toStrictEqual({
      waiting: [
        {
          ...{ code: 'InternalError', count: 3, inFlight: 1, blocked: 1 },
          oldestAt: '2026-10-31T00:00:00.000Z',
          nextAttemptAt: '2026-11-02T00:09:00.000Z',
        },
        {
          ...{ code: 'NoAnswer', count: 2, inFlight: 0, blocked: 0 },
          oldestAt: '2026-10-30T00:00:00.000Z',
          nextAttemptAt: '2026-11-02T00:10:00.000Z',
        },
        {
          ...{ code: 'HttpStatus', count: 1, inFlight: 0, blocked: 0 },
          oldestAt: '2026-11-01T00:00:00.000Z',
        },
      ],
      parked: [{ code: 'KeyDisabled', count: 1, oldestAt: '2026-11-01T00:00:00.000Z' }],
      ...{ beyond: 0, unreadable: 1 },
    });
    expect(blocked?.tenants.map(({ tenantId }) => tenantId)).toEqual(['globex']);
  });

  test('says when the quota will be full', async () => {
    const world = overseenWorld({ switches: { cmkLimit: 10 } });
    for (let number = 0; number < 5; number += 1) {
      await world.clock.run(world.call('CreateKey', { Alias: `t${number}_main` }));
    }
    const { quota } = await status(world);
    expect(quota).toMatchObject({ used: 5, limit: 10, madeLately: 5, fullOn: '2026-12-02' });
  });

  test.each([{ used: 5 }, { limit: 10 }])(
    'does not say when the quota will be full where KMS says only %j',
    async (known) => {
      const reader = { serviceStatus: async () => known, countKeysSince: async () => 5 };
      const { quota } = await overseenWorld().ask<StatusReport>(STATUS, {
        ports: { reader } as unknown as Partial<OversightPorts>,
      });
      expect(quota).toStrictEqual({
        ...{ ...known, madeLately: 5, madeLatelyAt: '2026-11-02T00:00:00.000Z' },
      });
    },
  );

  test.each([
    ['ten seconds', 59_000, 10_000],
    ['no more than the invocation', 4_000, 4_000],
  ])('gives each part %s', async (_, leftMs, partMs) => {
    const world = overseenWorld();
    const deadlinesMs: number[] = [];
    const records = {
      readAll: async (_topic: string, _onPage: unknown, deadlineMs: number) => {
        deadlinesMs.push(deadlineMs);
        return new Map();
      },
    } as unknown as OversightPorts['records'];
    const startMs = world.clock.nowMs();
    await world.ask(STATUS, { ports: { records }, leftMs });
    expect(deadlinesMs).toEqual([startMs + partMs, startMs + partMs]);
  });

  test('leaves out the growth alone where KMS does not list keys', async () => {
    const world = overseenWorld();
    world.fail('ListKeyDetail', { error: 'InternalError' });
    const { quota, unknown } = await status(world);
    expect([quota, unknown]).toEqual([{ used: 0, limit: 200 }, []]);
  });

  test.each([
    ['KMS', 'GetServiceStatus', ['quota'], 'InternalError'],
    [
      'the topic of dead letters',
      'topics:read:key-dead-letters',
      ['requests'],
      'TopicsUnavailable',
    ],
    [
      'the topic of instances and blocks',
      'topics:read:key-status',
      ['instances', 'blocked'],
      'TopicsUnavailable',
    ],
  ])('says that %s gives no answer, and shows the rest', async (_, action, parts, code) => {
    const world = overseenWorld();
    writeDeadLetters(world, [deadLetter('a', 'acme')]);
    await world.ask({ command: 'block', tenantId: 'globex' });
    const isTopic = action.startsWith('topics');
    world.fail(action, isTopic ? { http: 503 } : { error: 'InternalError' });
    const keyStatus = keyStatusTable(MARKER_KEYS);
    const answer = await world.ask<StatusReport>(STATUS, { ports: { keyStatus } });
    expect(answer.unknown.map((each) => [each.part, each.code])).toEqual(
      parts.map((part) => [part, code]),
    );
    expect(answer.unknown[0]?.detail).toMatch(/^[A-Z].*\.$/);
    expect(answer.unknown[0]?.detail).not.toContain('undefined');
    const all = ['requests', 'quota', 'instances', 'blocked'];
    for (const part of all) expect(part in answer, part).toBe(!parts.includes(part));
    if (parts.includes('blocked'))
      expect(answer.requests?.waiting[0]).not.toHaveProperty('blocked');
  });

  test('names the topic whose failure somebody must repair', async () => {
    const world = overseenWorld();
    const detail = 'the topic is missing';
    const records = {
      readAll: async () => {
        throw new ApiError('TopicMissing', { detail, topic: 'key-status' });
      },
    } as unknown as OversightPorts['records'];
    const { unknown } = await world.ask<StatusReport>(STATUS, { ports: { records } });
    expect(unknown.map(({ detail: text }) => text)[1]).toBe(
      'The brokers do not have the topic. The topic is key-status.',
    );
  });

  const broken = () => {
    throw new TypeError('broken');
  };
  const reader = { serviceStatus: async () => ({}), countKeysSince: async () => 0 };
  test.each<[object, object]>([
    [STATUS, { reader: { ...reader, serviceStatus: async () => broken() } }],
    [STATUS, { reader: { ...reader, countKeysSince: async () => broken() } }],
    [{ ...BLOCK, planOnly: true }, { keys: { tenantKeys: broken } }],
  ])('hides no fault of our own', async (command, ports) => {
    await expect(overseenWorld().ask(command, { ports })).rejects.toThrow('broken');
  });

  test('logs what it could not read', async () => {
    const world = overseenWorld();
    world.fail('GetServiceStatus', { error: 'InternalError' });
    const lines: string[] = [];
    await world.ask(STATUS, { log: (line) => lines.push(line) });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { operation: 'oversee.status', code: 'InternalError' },
    ]);
  });

  test('names records that cannot be decoded', async () => {
    const world = overseenWorld();
    const undecoded = { firstOffset: 0, codec: '7' };
    const record = { partition: 0, offset: 3, key: null, value: null, timestampMs: 0, undecoded };
    const records = {
      readAll: async (topic: string, onPage: (page: readonly object[]) => void) => {
        if (topic === 'key-status') onPage([record]);
        return new Map();
      },
    } as unknown as OversightPorts['records'];
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const answer = await world.ask<StatusReport>(STATUS, { ports: { records }, log });
    expect(answer.leftOut).toMatchObject([{ code: 'RecordUnreadable', topic: 'key-status' }]);
    expect(lines.join()).toContain('oversee.leftOut');
  });

  test('is no answer to a timer', async () => {
    const timer = { Type: 'Timer', TriggerName: 't', Message: '' };
    await expect(overseenWorld().ask(timer)).rejects.toThrow('This function takes commands');
  });
});

describe('a tenant', () => {
  test('is blocked with an event before it and a signed record, and unblocked', async () => {
    const world = overseenWorld();
    const blockedAt = '2026-11-02T00:00:00.020Z';
    const blocked = await world.ask<BlockAnswer>(BLOCK);
    expect(blocked).toMatchObject({
      ...{ tenantId: 'acme', isBlocked: true, isChanged: true, reason: 'asks for too much' },
    });
    expect(blocked.blockedAt! >= blockedAt.slice(0, 19)).toBe(true);
    expect(await world.ask({ command: 'blocked' })).toEqual({
      tenants: [{ tenantId: 'acme', blockedAt: blocked.blockedAt, reason: 'asks for too much' }],
      unproven: 0,
    });
    expect(await world.ask(UNBLOCK)).toEqual({
      ...{ tenantId: 'acme', isBlocked: false, isChanged: true },
    });
    expect(await world.ask({ command: 'blocked' })).toEqual({ tenants: [], unproven: 0 });
    expect(operations(world)).toEqual([
      [
        'tenant-keys.tenant-blocked',
        { invocationId: 'invocation-1', tenantId: 'acme', reason: 'asks for too much' },
      ],
      ['tenant-keys.tenant-unblocked', { invocationId: 'invocation-1', tenantId: 'acme' }],
    ]);
    expect(world.statusRecords().map(({ key }) => key)).toEqual(['block:acme', 'block:acme']);
    expect(world.calls()).toEqual([]);
  });

  test('that is so already stays so, with its reason, and nothing is published', async () => {
    const world = overseenWorld();
    expect(await world.ask(UNBLOCK)).toEqual({
      ...{ tenantId: 'acme', isBlocked: false, isChanged: false },
    });
    await world.ask({ command: 'block', tenantId: 'acme' });
    const again = await world.ask<BlockAnswer>(BLOCK);
    expect(again).toMatchObject({ isBlocked: true, isChanged: false });
    expect(again).not.toHaveProperty('reason');
    expect(operations(world)).toHaveLength(1);
    expect(world.statusRecords()).toHaveLength(1);
  });

  test('is listed by its name among those that are blocked', async () => {
    const world = overseenWorld();
    const isBlockedAt = { blockedAt: expect.stringMatching(/^2026-11-02T00:00:0/) };
    for (const tenantId of ['globex', 'acme', 'hooli', 'initech', 'delos']) {
      await world.ask({ command: 'block', tenantId });
    }
    const { tenants } = await world.ask<BlockedTenants>({ command: 'blocked' });
    expect(tenants).toStrictEqual(
      ['acme', 'delos', 'globex', 'hooli', 'initech'].map((tenantId) => ({
        tenantId,
        ...isBlockedAt,
      })),
    );
  });

  test.each([BLOCK, UNBLOCK])(
    'that is so already has no change in a plan to $command',
    async (command) => {
      const world = overseenWorld();
      const isBlocked = command === BLOCK;
      if (isBlocked) await world.ask(BLOCK);
      expect(await world.ask({ ...command, planOnly: true })).toMatchObject({
        ...{ tenantId: 'acme', isBlocked, isChanged: false },
      });
    },
  );

  test.each([
    ['ten seconds', 59_000, 10_000],
    ['no more than the invocation', 4_000, 4_000],
  ])('has what it would lose counted for %s', async (_, leftMs, partMs) => {
    const world = overseenWorld();
    let deadlineMs = 0;
    const readAll: OversightPorts['records']['readAll'] = async (topic, _onPage, byMs) => {
      if (topic === 'key-dead-letters') deadlineMs = byMs;
      return new Map();
    };
    const records = { ...world.operator.records, readAll };
    const startMs = world.clock.nowMs();
    await world.ask({ ...BLOCK, planOnly: true }, { ports: { records }, leftMs });
    expect(deadlineMs).toBe(startMs + partMs);
  });

  test.each([BLOCK, UNBLOCK])('is not changed by a plan to $command', async (command) => {
    const world = overseenWorld();
    const { identity: _, ...nobodys } = deadLetter('e', 'acme');
    const isBlocked = command === UNBLOCK;
    if (isBlocked) await world.ask(BLOCK);
    await world.clock.run(world.call('CreateKey', { Alias: 'acme_other' }));
    writeDeadLetters(world, [
      deadLetter('a', 'acme'),
      deadLetter('b', 'acme', { state: 'parked', code: 'KeyDisabled' }),
      deadLetter('c', 'globex'),
      deadLetter('d', 'acme'),
      nobodys,
    ]);
    const before = [world.statusRecords().length, operations(world).length];
    // A key that is not ours is none of the tenant's.
    expect(await world.ask({ ...command, planOnly: true })).toMatchObject({
      ...{ tenantId: 'acme', isBlocked, isChanged: true, keys: 0, waiting: 2 },
    });
    expect([world.statusRecords().length, operations(world).length]).toEqual(before);
  });

  test('can be planned while neither KMS nor the topic of dead letters answers', async () => {
    const world = overseenWorld();
    writeDeadLetters(world, [deadLetter('a', 'acme')]);
    world.fail('ListKeyDetail', { error: 'InternalError' });
    world.fail('topics:read:key-dead-letters', { http: 503 });
    expect(await world.ask({ ...BLOCK, planOnly: true })).toStrictEqual({
      ...{ tenantId: 'acme', isBlocked: false, isChanged: true },
    });
  });

  test.each([
    [
      'Acme Inc',
      'tenantId must be 1 to 128 printable characters of ASCII without a space, such as acme.',
    ],
    [undefined, 'block needs tenantId.'],
  ])('with the name %s is refused', async (tenantId, detail) => {
    const command = { command: 'block', ...(tenantId === undefined ? {} : { tenantId }) };
    expect(await overseenWorld().ask(command)).toEqual({
      refused: { code: 'CommandInvalid', detail },
    });
  });

  test('is as before when the topics are down, and the command says so', async () => {
    const world = overseenWorld();
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await world.ask(BLOCK)).toMatchObject({ refused: { code: 'TopicsUnavailable' } });
    expect(world.statusRecords()).toEqual([]);
  });

  class Killed extends Error {}

  /** Ports of a function that is killed before or after its n-th call of the topics. */
  function killedAt(world: OverseenWorld, at: number, isDone: boolean): Partial<OversightPorts> {
    let calls = 0;
    const orKilled =
      <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
      async (...args: Args) => {
        calls += 1;
        if (calls === at && !isDone) throw new Killed();
        const answer = await call(...args);
        if (calls >= at) throw new Killed();
        return answer;
      };
    const { operator } = world;
    return {
      keyStatus: keyStatusTable(MARKER_KEYS),
      records: { ...operator.records, readAll: orKilled(operator.records.readAll) },
      topics: { ...operator.topics, publish: orKilled(operator.topics.publish) },
      publishOperation: orKilled(operator.publishOperation),
    };
  }

  const kills = [1, 2, 3].flatMap((at) => [
    [at, 'before', false] as const,
    [at, 'after', true] as const,
  ]);
  describe.each([BLOCK, UNBLOCK])('that is to be changed by $command', (command) => {
    test.each(kills)(
      'is so after a kill at call %i, %s it, and a repeat',
      async (at, _, isDone) => {
        const world = overseenWorld();
        const isWanted = command === BLOCK;
        if (!isWanted) await world.ask(BLOCK);
        const eventsBefore = operations(world).length;
        await expect(world.ask(command, { ports: killedAt(world, at, isDone) })).rejects.toThrow(
          Killed,
        );
        const isChanged = () => world.statusRecords().length > (isWanted ? 0 : 1);
        // No change is without an event.
        if (isChanged()) expect(operations(world).length).toBeGreaterThan(eventsBefore);
        await world.ask(command, { ports: { keyStatus: keyStatusTable(MARKER_KEYS) } });
        const { tenants } = await world.ask<BlockedTenants>({ command: 'blocked' });
        expect(tenants).toHaveLength(isWanted ? 1 : 0);
        expect(world.statusRecords()).toHaveLength(isWanted ? 1 : 2);
      },
    );
  });

  test('has only those requests counted that we signed, where they must be signed', async () => {
    const messageSigning = { keys: MARKER_KEYS, ageSMax: 60 };
    const world = overseenWorld({}, { ...CONFIG, messageSigning });
    const signed = signDeadLetter(deadLetter('b', 'acme'), MARKER_KEYS);
    writeDeadLetters(world, [deadLetter('a', 'acme'), signed]);
    expect(await world.ask({ ...BLOCK, planOnly: true })).toMatchObject({ waiting: 1 });
  });
});
