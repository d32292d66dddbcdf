import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { RedriveResult } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { redriveDeadLetters } from '../../shared/dead-letters/redrive.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import type { Invocation } from '../../shared/invocation.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { deliver, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import type { WorldOptions } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

type Options = Partial<Pick<Invocation, 'log'>> & {
  readonly redrivesMax?: number;
  readonly headroom?: number;
  readonly operator?: DeadLetterPorts;
  readonly timeMs?: number;
};

/** Redrives all dead letters. */
async function redrive(world: OperatorWorld, options: Options = {}) {
  const { clock } = world;
  const { operator = world.operator, timeMs = 300_000, log = () => {} } = options;
  const { redrivesMax = 5, headroom = Number.POSITIVE_INFINITY } = options;
  const config = { ...CONFIG, redrivesMax };
  const table = await clock.run(readDeadLetterTable(operator.records, clock.nowMs() + 60_000));
  const invocation = invocationBy(clock, clock.nowMs() + timeMs, { log });
  return clock.run(redriveDeadLetters(table, operator, config, invocation, headroom));
}

/** A world in which the requests of these tenants are parked, oldest first. */
function worldWith(
  fieldsOf: Readonly<Record<string, Partial<DeadLetter>>>,
  options: WorldOptions = {},
): OperatorWorld {
  const world = operatorWorld(options);
  const deadLetters = Object.entries(fieldsOf).map(([tenantId, fields], index) => {
    const identity = { requestId: `r-${tenantId}`, tenantId, keyName: 'main' };
    const firstSeenAt = `2026-11-01T12:00:00.${String(index).padStart(3, '0')}Z`;
    return deadLetterWith(`id-${tenantId}`, {
      ...{ firstSeenAt, text: requestText(tenantId), identity },
      ...fields,
    });
  });
  writeDeadLetters(world, deadLetters);
  return world;
}

const some = (tenants: number, fields: Partial<DeadLetter> = {}) =>
  Object.fromEntries(Array.from({ length: tenants }, (_, index) => [`t-${index}`, fields]));

const outcomesOf = ({ results }: { readonly results: readonly RedriveResult[] }) =>
  results.map(({ id, outcome, code }) => [id, outcome, ...(code === undefined ? [] : [code])]);

const mutatingCalls = (world: OperatorWorld) =>
  world.machine.journal.list().flatMap(({ mutating, action }) => (mutating ? [action] : []));

const recordCount = (world: OperatorWorld) => world.machine.topics.get('key-dead-letters')!.size();

describe('a redriven dead letter', () => {
  test('whose request is provisioned is settled after the event is published', async () => {
    const world = worldWith({ acme: {} });
    const { results } = await redrive(world);
    const [event] = world.events();
    expect(event).toMatchObject({ type: 'tenant-key.provisioned', subject: 'acme/main' });
    const keyId = expect.any(String);
    expect(results).toEqual([
      {
        ...{ id: 'id-acme', outcome: 'provisioned', adopted: false, keyId },
        ...{ tenantId: 'acme', keyName: 'main' },
      },
    ]);
    expect(world.waiting()).toEqual([]);
  });

  test('whose request is rejected is settled after the event is published', async () => {
    const world = worldWith({ acme: {} });
    await world.call('CreateKey', { Alias: 'acme_main' });
    const redriven = await redrive(world);
    expect(outcomesOf(redriven)).toEqual([['id-acme', 'rejected', 'KeyConflict']]);
    expect(world.events()).toMatchObject([{ type: 'tenant-key.rejected' }]);
    expect(world.waiting()).toEqual([]);
  });

  test('that is parked again keeps its id, and has the totals', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const text = `\n${requestText('acme')} `;
    const source = { door: 'http' } as const;
    const world = worldWith({
      acme: { attempts: 7, redrives: 2, keyId: 'k-1', traceparent, text, source },
    });
    world.fail('ListKeyDetail', { error: 'InvalidParameterValue' });
    const redriven = await redrive(world);
    expect(outcomesOf(redriven)).toEqual([['id-acme', 'parked', 'InvalidParameterValue']]);
    expect(world.waiting()).toMatchObject([
      {
        id: 'id-acme',
        code: 'InvalidParameterValue',
        attempts: 8,
        redrives: 3,
        firstSeenAt: '2026-11-01T12:00:00.000Z',
        lastSeenAt: '2026-11-02T00:00:00.040Z',
        keyId: 'k-1',
        identity: { tenantId: 'acme', keyName: 'main', requestId: 'r-acme' },
        ...{ source, traceparent, text },
      },
    ]);
    expect(world.events()).toMatchObject([
      {
        ...{ type: 'tenant-key.parked', subject: 'acme/main', traceparent },
        data: { deadLetterId: 'id-acme' },
      },
    ]);
  });

  test('without a tenant has its own id in the event too', async () => {
    const world = worldWith({ acme: { text: '{' } });
    await redrive(world);
    expect(world.waiting()).toMatchObject([{ id: 'id-acme', redrives: 1 }]);
    expect(world.events()).toMatchObject([{ data: { deadLetterId: 'id-acme' } }]);
  });

  test('whose key lacks its tag only needs the tag', async () => {
    const world = operatorWorld();
    world.fail('CreateKey', { tagCode: 1 }, { times: 2 });
    world.fail('TagResources', { error: 'LimitExceeded.TagValue' }, { times: 1 });
    await deliver(world, requestText('acme'));
    world.machine.journal.clear();
    const { results } = await redrive(world);
    expect(results).toMatchObject([{ outcome: 'provisioned', adopted: true }]);
    expect(mutatingCalls(world)).toEqual(['TagResources']);
  });

  test('whose key is gone gets no second key', async () => {
    const world = worldWith({ acme: { keyId: 'k-1', code: 'TagsNotConfirmed', stage: 'tag' } });
    for (const redrives of [1, 2]) {
      expect(outcomesOf(await redrive(world))).toEqual([['id-acme', 'parked', 'KeyGone']]);
      expect(world.waiting()).toMatchObject([{ code: 'KeyGone', keyId: 'k-1', redrives }]);
    }
    expect(mutatingCalls(world)).toEqual([]);
  });

  test.each([
    ['has an incomplete text', { cut: { bytes: 200_000, sha256: 'x'.repeat(43) } }, 'LetterCut'],
    ['was redriven too often', { redrives: 5 }, 'RedrivesExhausted'],
  ])('that %s is refused and stays as it was', async (_, fields, code) => {
    const world = worldWith({ acme: fields, globex: {} });
    expect(outcomesOf(await redrive(world))).toEqual([
      ['id-acme', 'refused', code],
      ['id-globex', 'provisioned'],
    ]);
    expect(world.waiting()).toMatchObject([{ id: 'id-acme', ...fields }]);
    expect(recordCount(world)).toBe(3);
  });

  test('that has been settled meanwhile is skipped', async () => {
    const world = worldWith({ acme: {}, globex: {} });
    const records: DeadLetterPorts['records'] = {
      ...world.operator.records,
      readAll: async (...reading) => {
        const position = await world.operator.records.readAll(...reading);
        if (recordCount(world) === 2) writeRecords(world, [['id-acme', null]]);
        return position;
      },
    };
    const redriven = await redrive(world, { operator: { ...world.operator, records } });
    expect(outcomesOf(redriven)).toEqual([['id-globex', 'provisioned']]);
    expect(world.events()).toHaveLength(1);
  });

  test('is logged, without its text', async () => {
    const world = worldWith({
      acme: { text: requestText('acme', { description: 'canary' }) },
      globex: { redrives: 5 },
      initech: { text: '{"canary"', code: 'RequestUnreadable' },
    });
    const took = { invocationId: 'invocation-1', durationMs: expect.any(Number) };
    const lines: string[] = [];
    await redrive(world, { log: (line) => void lines.push(line) });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        ...{ outcome: 'provisioned', letterId: 'id-acme', redrives: 0, adopted: false },
        ...{ requestId: 'r-acme', tenantId: 'acme', keyName: 'main', keyId: expect.any(String) },
        ...{ door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        ...took,
      },
      {
        ...{ outcome: 'refused', letterId: 'id-globex', redrives: 5 },
        ...{ code: 'RedrivesExhausted', tenantId: 'globex', keyName: 'main' },
        ...{ door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        ...took,
      },
      {
        ...{ outcome: 'parked', letterId: 'id-initech', redrives: 0 },
        ...{ code: 'RequestUnreadable', stage: 'parse' },
        ...{ door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        ...took,
      },
    ]);
    expect(lines.join()).not.toContain('canary');
  });
});

describe('a dead letter is settled only after its event is published', () => {
  test('so it waits when the event cannot be published, and the run ends after two tenants', async () => {
    const world = worldWith(some(3));
    world.fail('topics:publish:key-events', { http: 503 });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBe('TopicsUnavailable');
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'waiting', 'TopicsUnavailable'],
      ['id-t-1', 'waiting', 'TopicsUnavailable'],
    ]);
    const keyId = expect.any(String);
    const waiting = { state: 'waiting', stage: 'announce', redrives: 1, keyId };
    const inOrder = [...world.waiting()].sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(inOrder).toMatchObject([
      { id: 'id-t-0', ...waiting },
      { id: 'id-t-1', ...waiting },
      { id: 'id-t-2', state: 'parked', redrives: 0 },
    ]);
    expect(world.events()).toEqual([]);
  });

  test('and the event is published again when it could not be settled', async () => {
    const world = worldWith(some(2));
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBe('TopicsUnavailable');
    world.machine.faults.clear();
    expect(outcomesOf(await redrive(world))).toEqual([
      ['id-t-0', 'provisioned'],
      ['id-t-1', 'provisioned'],
    ]);
    expect(new Set(world.events().map(({ id }) => id)).size).toBe(2);
    expect(world.waiting()).toEqual([]);
  });

  test('and its request is parked again when the topic refuses the event', async () => {
    const world = worldWith({ acme: {} });
    world.fail('topics:publish:key-events', { http: 413 }, { times: 1 });
    expect(outcomesOf(await redrive(world))).toEqual([['id-acme', 'parked', 'TopicRefused']]);
    expect(world.waiting()).toMatchObject([
      { id: 'id-acme', stage: 'announce', keyId: expect.any(String), redrives: 1 },
    ]);
  });
});

describe('a run of redrives', () => {
  test('takes the oldest dead letter first, and one at a time', async () => {
    const world = worldWith(some(4));
    expect(outcomesOf(await redrive(world)).map(([id]) => id)).toEqual([
      ...['id-t-0', 'id-t-1', 'id-t-2', 'id-t-3'],
    ]);
  });

  test('ends in an outage after four failures of two tenants: what met it waits, and the others stay as they were', async () => {
    const world = worldWith(some(6));
    world.fail('*', { error: 'UnauthorizedOperation' });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBe('UnauthorizedOperation');
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'waiting', 'UnauthorizedOperation'],
      ['id-t-1', 'waiting', 'UnauthorizedOperation'],
      ['id-t-2', 'waiting', 'UnauthorizedOperation'],
      ['id-t-3', 'waiting', 'UnauthorizedOperation'],
    ]);
    const inOrder = [...world.waiting()].sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(inOrder.map(({ state, code, redrives }) => `${state} ${code} ${redrives}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'waiting UnauthorizedOperation 1'),
      ...Array.from({ length: 2 }, () => 'parked KeyDisabled 0'),
    ]);
    expect(world.events().map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      'tenant-key.waiting t-0/main',
      'tenant-key.waiting t-1/main',
      'tenant-key.waiting t-2/main',
      'tenant-key.waiting t-3/main',
    ]);
  });

  test('in an outage repeats no call once two tenants have met it', async () => {
    const world = worldWith(some(3));
    world.fail('ListKeyDetail', { error: 'ServiceUnavailable' });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBe('ServiceUnavailable');
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'waiting', 'ServiceUnavailable'],
      ['id-t-1', 'waiting', 'ServiceUnavailable'],
    ]);
    expect(world.calls()).toHaveLength(6); // Five attempts at the first, and one at the second.
  });

  test('does not end for the failures of one tenant', async () => {
    const world = worldWith({ ...some(1), 't-1': {} });
    const of = { requestId: 'r-2', tenantId: 't-0' };
    const more = ['k-1', 'k-2', 'k-3', 'k-4', 'k-5'].map((keyName) =>
      deadLetterWith(keyName, {
        ...{ identity: { ...of, keyName }, text: JSON.stringify({ ...of, keyName }) },
        firstSeenAt: '2026-11-01T11:00:00.000Z',
      }),
    );
    writeDeadLetters(world, more);
    world.fail('ListKeyDetail', { error: 'UnauthorizedOperation' }, { times: 6 });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBeUndefined();
    expect(redriven.results.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 6 }, () => 'waiting'),
      'provisioned',
    ]);
  });

  test('continues after one dead letter that fails as in an outage', async () => {
    const world = worldWith(some(4));
    world.fail('ListKeyDetail', { error: 'UnauthorizedOperation' }, { times: 1 });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBeUndefined();
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'waiting', 'UnauthorizedOperation'],
      ['id-t-1', 'provisioned'],
      ['id-t-2', 'provisioned'],
      ['id-t-3', 'provisioned'],
    ]);
  });

  test.each([
    ['UnauthorizedOperation', 'waiting'],
    ['InternalError', 'waiting'],
    ['Novelty.Unheard', 'waiting'],
    ['InvalidParameter', 'parked'],
  ])('of one dead letter that fails with %s has the outcome %s', async (code, outcome) => {
    const world = worldWith({ acme: {} });
    world.fail('ListKeyDetail', { error: code });
    const redriven = await redrive(world);
    expect(redriven).toMatchObject({ results: [{ outcome, code }] });
    expect(redriven.stoppedBy).toBeUndefined();
  });

  test('continues after a dead letter that the topic does not accept again, which stays as it was', async () => {
    const world = worldWith({ acme: { text: '{' }, globex: {} });
    world.fail('topics:publish:key-dead-letters', { http: 413 }, { times: 1 });
    const redriven = await redrive(world);
    expect(redriven.stoppedBy).toBeUndefined();
    expect(outcomesOf(redriven)).toEqual([
      ['id-acme', 'left', 'TopicRefused'],
      ['id-globex', 'provisioned'],
    ]);
    expect(world.waiting()).toMatchObject([{ id: 'id-acme', redrives: 0 }]);
  });

  test('lets a request wait at which our own code fails, and logs the stack', async () => {
    const world = worldWith(some(2));
    const { keys } = world.operator;
    const findKey: typeof keys.findKey = async (sought, deadlineMs) => {
      if (sought.alias === 't-0_main') throw new TypeError('of our own');
      return keys.findKey(sought, deadlineMs);
    };
    const operator = { ...world.operator, keys: { ...keys, findKey } };
    const lines: string[] = [];
    const redriven = await redrive(world, { operator, log: (line) => void lines.push(line) });
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'waiting', 'OwnFault'],
      ['id-t-1', 'provisioned'],
    ]);
    expect(lines[0]).toContain('TypeError: of our own');
    expect(world.waiting()).toMatchObject([{ state: 'waiting', code: 'OwnFault', redrives: 1 }]);
  });

  test('takes no dead letter without time for it, and ends in time (P8)', async () => {
    const world = worldWith(some(40));
    world.fail('CreateKey', { delayMs: 900 });
    const startMs = world.clock.nowMs();
    const { results, stoppedBy } = await redrive(world, { timeMs: 20_000 });
    expect(stoppedBy).toBeUndefined(); // The next command takes the rest.
    expect(results.length).toBeGreaterThan(5);
    expect(results.length).toBeLessThan(20);
    expect(world.waiting()).toHaveLength(40 - results.length);
    expect(world.clock.nowMs() - startMs).toBeLessThanOrEqual(20_100);
  });

  test('without time for its first dead letter reports that, so that its caller does not repeat it for ever', async () => {
    const world = worldWith(some(2));
    const redriven = await redrive(world, { timeMs: 4_000 });
    expect(redriven).toEqual({ results: [], stoppedBy: 'DeadlineExceeded' });
    expect(world.calls()).toEqual([]);
  });

  test('leaves dead letters as they were whose calls the rate limiter refused', async () => {
    const world = worldWith(some(2));
    const operator = world.anotherOperator({ callsPerSecondMax: 1 });
    const calls = Array.from({ length: 14 }, () => operator.keys.describeKey('none', 1e6));
    const others = Promise.allSettled(calls);
    const redriven = await redrive(world, { operator });
    await world.clock.run(others);
    expect(redriven.stoppedBy).toBeUndefined();
    expect(outcomesOf(redriven)).toEqual([
      ['id-t-0', 'left', 'NoTurn'],
      ['id-t-1', 'left', 'NoTurn'],
    ]);
    expect(recordCount(world)).toBe(2);
  });

  test('that cannot read the dead letters reports that, and has changed nothing', async () => {
    const world = worldWith(some(2));
    const { records } = world.operator;
    let readings = 0;
    const readAll: typeof records.readAll = async (...reading) => {
      readings += 1;
      if (readings > 1) world.fail('topics:read:key-dead-letters', { http: 503 });
      return records.readAll(...reading);
    };
    const operator = { ...world.operator, records: { ...records, readAll } };
    const redriven = await redrive(world, { operator });
    expect(redriven).toEqual({ results: [], stoppedBy: 'TopicsUnavailable' });
    expect(world.calls()).toEqual([]);
  });

  test('throws an error of our own code that occurs while it reads the dead letters', async () => {
    const world = worldWith(some(2));
    const { records } = world.operator;
    let readings = 0;
    const readAll: typeof records.readAll = async (...reading) => {
      readings += 1;
      if (readings > 1) throw new TypeError('of our own');
      return records.readAll(...reading);
    };
    const operator = { ...world.operator, records: { ...records, readAll } };
    await expect(redrive(world, { operator })).rejects.toThrow('of our own');
  });
});

describe('head-room', () => {
  test('that is used up prevents calls, and leaves dead letters that wait for the quota as they were', async () => {
    const world = worldWith(some(3, { code: QUOTA_USED_UP }));
    expect(outcomesOf(await redrive(world, { headroom: 1 }))).toEqual([
      ['id-t-0', 'provisioned'],
      ['id-t-1', 'waiting', QUOTA_USED_UP],
      ['id-t-2', 'waiting', QUOTA_USED_UP],
    ]);
    expect(mutatingCalls(world)).toEqual(['CreateKey', 'CreateTags', 'CreateKey']);
    // Three dead letters, and the tombstone of the first.
    expect(recordCount(world)).toBe(4);
    expect(world.events()).toHaveLength(1);
  });

  test('that is missing parks the request of another code for the quota', async () => {
    const world = worldWith({ acme: { code: 'KeyDisabled' } });
    await redrive(world, { headroom: 0 });
    expect(world.waiting()).toMatchObject([{ code: QUOTA_USED_UP, redrives: 1 }]);
    expect(world.events()).toMatchObject([{ type: 'tenant-key.waiting' }]);
    expect(mutatingCalls(world)).toEqual([]);
  });

  test('is not needed for a key that exists', async () => {
    const world = worldWith({ acme: { code: QUOTA_USED_UP } });
    await deliver(world, requestText('acme'));
    world.machine.journal.clear();
    expect(outcomesOf(await redrive(world, { headroom: 0 }))).toEqual([['id-acme', 'provisioned']]);
    expect(mutatingCalls(world)).toEqual([]);
  });

  test('that others have used up is discovered by one refusal', async () => {
    const world = worldWith(some(4, { code: QUOTA_USED_UP }), { switches: { cmkLimit: 1 } });
    const { results } = await redrive(world);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...['provisioned', 'waiting', 'waiting', 'waiting'],
    ]);
    const { length } = mutatingCalls(world).filter((action) => action === 'CreateKey');
    // Twice for each of two, because their tags are unknown at first.
    expect(length).toBe(4);
  });
});
