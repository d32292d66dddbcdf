import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type {
  DeadLetterList,
  QuotaReport,
  RedriveAnswer,
  RedrivePlans,
  ShownDeadLetter,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import {
  deadLetterWith,
  summaryWith,
  writeDeadLetters,
  writeRecords,
} from '../world/dead-letters.ts';
import { type OperateOptions, operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ALL = { all: true };

function sampleOf(name: string): unknown {
  const url = new URL(`../../events/samples/doors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as unknown;
}

/** A world with parked requests, oldest first. */
function worldWith(count: number, fields: object = {}): OperatorWorld {
  const world = operatorWorld({ switches: { rateLimits: false, tagsMustExist: false } });
  const deadLetters = Array.from({ length: count }, (_, index) => {
    const firstSeenAt = new Date(1_793_000_000_000 + index).toISOString();
    const text = requestText(`t-${index}`);
    return deadLetterWith(`id-${index}`, {
      ...{ firstSeenAt, lastSeenAt: firstSeenAt, text },
      ...fields,
    });
  });
  writeDeadLetters(world, deadLetters);
  return world;
}

const operations = (world: OperatorWorld) =>
  (world.events() as readonly { readonly type: string }[]).filter(({ type }) =>
    type.startsWith('tenant-keys.'),
  );

describe('a list of dead letters', () => {
  test('has the summaries of the table, and counts those that match', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [
      deadLetterWith('a'),
      deadLetterWith('b'),
      deadLetterWith('c', { code: 'KeyGone' }),
    ]);
    writeRecords(world, [['d', 'hello']]);
    const selection = { codes: ['KeyDisabled'], limit: 1 };
    expect(await operate<DeadLetterList>(world, { command: 'list', selection })).toEqual({
      letters: [summaryWith('a')],
      waiting: 0,
      total: 2,
      counts: { KeyDisabled: 2 },
      beyond: 0,
      unreadable: ['d'],
    });
  });

  test('stays below the limit of the platform, and has no texts', async () => {
    const messageId = 'm'.repeat(900);
    const world = worldWith(6_000, { source: { door: 'queue', topic: 'topic', messageId } });
    const list = await operate<DeadLetterList>(world, { command: 'list' });
    expect(list.total).toBe(6_000);
    expect(list.letters.length).toBeGreaterThan(3_000);
    expect(JSON.stringify(JSON.stringify(list)).length).toBeLessThan(6_000_000);
    expect(JSON.stringify(list)).not.toContain('requestId');
    const short = await operate<DeadLetterList>(worldWith(6_000), { command: 'list' });
    expect(short.letters).toHaveLength(5_000);
  });
});

describe('a dead letter that is shown', () => {
  test('is complete, with its totals and a link to the runbook', async () => {
    const world = operatorWorld();
    const text = '{ "odd" :\t"\\ud83d"} ';
    const identity = { requestId: 'r-1', tenantId: 'acme' };
    writeDeadLetters(world, [
      deadLetterWith('abc', { recordKey: 'abc/1', attempts: 4, identity }),
      deadLetterWith('abc', { recordKey: 'abc/2', text, identity }),
    ]);
    const letter = deadLetterWith('abc', { recordKey: 'abc/2', attempts: 5, text, identity });
    const { text: _, ...others } = { ...letter, textLength: text.length };
    const show = { command: 'show', id: 'ab' };
    const runbook = 'https://tenant-keys.example/docs/runbook.md#keydisabled';
    expect(await operate<ShownDeadLetter>(world, { ...show, text: true })).toEqual({
      letter: { ...others, text },
      runbook,
    });
    // The platform logs what a function returns, so a text is not in it unless it is asked for.
    expect(await operate<ShownDeadLetter>(world, show)).toEqual({ letter: others, runbook });
  });

  test.each([
    ['x', 'No unsettled dead letter has the id x.'],
    ['ab', '2 dead letters have ids that begin with ab; give more characters.'],
  ])('by the id %s is refused when that does not name one', async (id, detail) => {
    const world = operatorWorld();
    writeDeadLetters(world, [deadLetterWith('abc'), deadLetterWith('abd')]);
    expect(await operate<Refused>(world, { command: 'show', id })).toEqual({
      refused: { code: 'CommandInvalid', detail },
    });
  });
});

describe('a redrive', () => {
  const redrive = (world: OperatorWorld, command: object = {}, options: OperateOptions = {}) =>
    operate<RedriveAnswer>(world, { command: 'redrive', selection: ALL, ...command }, options);

  test('returns the result of each dead letter, and publishes it in an event', async () => {
    const world = worldWith(2);
    writeDeadLetters(world, [deadLetterWith('x', { text: '{', code: 'RequestUnreadable' })]);
    const answer = await redrive(world);
    expect(answer).toMatchObject({
      results: [{ outcome: 'provisioned' }, { outcome: 'provisioned' }, { outcome: 'parked' }],
      startedAt: '2026-11-02T00:00:00.000Z',
      remaining: 0,
    });
    expect(answer).not.toHaveProperty('next');
    expect(operations(world)).toMatchObject([
      {
        type: 'tenant-keys.redriven',
        data: {
          invocationId: 'invocation-1',
          selection: ALL,
          counts: { provisioned: 2, parked: 1 },
          letters: [
            { id: 'id-0', outcome: 'provisioned' },
            { id: 'id-1', outcome: 'provisioned' },
            { id: 'x', outcome: 'parked', code: 'RequestUnreadable' },
          ],
        },
      },
    ]);
  });

  test('of no dead letter does nothing', async () => {
    const world = worldWith(1);
    const answer = await redrive(world, { selection: { tenantId: 'unknown' } });
    expect(answer).toEqual({ results: [], startedAt: '2026-11-02T00:00:00.000Z', remaining: 0 });
    expect(world.events()).toEqual([]);
    expect(world.calls()).toEqual([]);
  });

  test('continues with the command in its answer, and takes each dead letter once', async () => {
    const world = worldWith(30);
    writeDeadLetters(world, [
      deadLetterWith('x', { text: '{' }),
      deadLetterWith('y', { redrives: 5 }),
    ]);
    world.fail('CreateKey', { delayMs: 500 });
    const taken: string[] = [];
    let command: object = { command: 'redrive', selection: ALL };
    for (let invocations = 1; ; invocations += 1) {
      const answer = await operate<RedriveAnswer>(world, command, { timeMs: 15_000 });
      taken.push(...answer.results.map(({ id }) => id));
      expect(answer.remaining).toBe(32 - taken.length);
      if (answer.next === undefined) break;
      expect(answer.next).toMatchObject({ startedAt: '2026-11-02T00:00:00.000Z' });
      expect(invocations).toBeLessThan(10);
      command = answer.next;
    }
    expect(taken).toEqual([...Array.from({ length: 30 }, (_, each) => `id-${each}`), 'x', 'y']);
    const waiting = [...world.waiting()].sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(waiting).toMatchObject([
      { id: 'x', redrives: 1 },
      { id: 'y', redrives: 5 },
    ]);
  });

  test('with a limit takes no more when it continues', async () => {
    const world = worldWith(30);
    world.fail('CreateKey', { delayMs: 500 });
    const first = await redrive(world, { selection: { limit: 22 } }, { timeMs: 15_000 });
    const second = await operate<RedriveAnswer>(world, first.next);
    expect(first.results.length).toBeGreaterThan(5);
    expect(first.results.length + second.results.length).toBe(22);
    expect(world.waiting()).toHaveLength(8);
  });

  test('that only has its start time leaves out what was parked since', async () => {
    const world = worldWith(1);
    writeDeadLetters(world, [deadLetterWith('x', { text: '{', code: 'RequestUnreadable' })]);
    const { startedAt } = await redrive(world);
    const again = await redrive(world, { startedAt });
    expect(again).toEqual({ results: [], startedAt, remaining: 0 });
  });

  test('creates no more keys than the head-room allows', async () => {
    const world = worldWith(5);
    world.machine.setSwitches({ cmkLimit: 3 });
    const { results } = await redrive(world);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...['provisioned', 'provisioned', 'provisioned', 'waiting', 'waiting'],
    ]);
    expect(world.calls().filter((action) => action === 'CreateKey')).toHaveLength(3);
  });

  test('has the code of an outage in the answer and the event', async () => {
    const world = worldWith(5);
    world.fail('ListKeyDetail', { error: 'UnauthorizedOperation' });
    expect(await redrive(world)).toMatchObject({
      stoppedBy: 'UnauthorizedOperation',
      results: Array.from({ length: 4 }, () => ({ outcome: 'waiting' })),
      remaining: 1,
    });
    expect(operations(world)).toMatchObject([
      { data: { counts: { waiting: 4 }, stoppedBy: 'UnauthorizedOperation' } },
    ]);
  });

  test('whose event cannot be published says so, and the log has every dead letter', async () => {
    const world = worldWith(2);
    const lines: string[] = [];
    const log = (line: string) => {
      const { outcome, operation } = JSON.parse(line);
      lines.push(outcome ?? operation);
      if (lines.length === 2) world.fail('topics:publish:key-events', { http: 503 });
    };
    const answer = await redrive(world, {}, { log });
    expect(answer).toMatchObject({ stoppedBy: 'TopicsUnavailable', remaining: 0 });
    expect(answer.results).toHaveLength(2);
    expect(lines).toEqual(['provisioned', 'provisioned', 'fault', 'redrive.redrive']);
  });

  test('takes as many dead letters as fit into an event', async () => {
    const world = worldWith(4_010, { redrives: 5, code: 'C'.repeat(128), state: 'parked' });
    const answer = await redrive(world);
    expect(answer.results).toHaveLength(4_000);
    expect(answer.remaining).toBe(10);
    expect(JSON.stringify(world.events()[0]).length).toBeLessThan(1_000_000);
    expect((await operate<RedriveAnswer>(world, answer.next)).results).toHaveLength(10);
  });

  test('of unknown ids is refused', async () => {
    const world = worldWith(1);
    expect(await redrive(world, { selection: { ids: ['x'] } })).toMatchObject({
      refused: { code: 'CommandInvalid' },
    });
  });
});

describe('the function redrive', () => {
  test('plans with the quota that KMS reports', async () => {
    const world = worldWith(3);
    world.machine.setSwitches({ cmkLimit: 2 });
    const selection = { limit: 3 };
    expect(await operate<RedrivePlans>(world, { command: 'plan', selection })).toMatchObject({
      plans: [
        { outcome: 'provisioned', calls: ['CreateKey', 'CreateTags', 'CreateKey'] },
        { outcome: 'provisioned', calls: ['CreateKey', 'CreateTags', 'CreateKey'] },
        { outcome: 'waiting', code: 'LimitExceeded.CmkLimitExceeded', calls: [] },
      ],
      ...{ total: 3, beyond: 0, unreadable: [] },
    });
  });

  test('reports the quota', async () => {
    const world = worldWith(2, { code: 'LimitExceeded.CmkLimitExceeded' });
    expect(await operate<QuotaReport>(world, { command: 'quota' })).toMatchObject({
      ...{ used: 0, limit: 200, waiting: 2 },
    });
  });

  test.each([
    ['http', 'function-url'],
    ['queue', 'ckafka'],
    ['queue', 'cmq-topic'],
    ['timer', 'timer'],
  ])('throws at an event of the kind %s', async (kind, sample) => {
    const world = worldWith(1);
    await expect(operate(world, sampleOf(sample))).rejects.toThrow(
      `This function takes commands, not events of the kind ${kind}.`,
    );
  });

  test.each([
    ['nothing', null],
    ['a request', { requestId: 'r-1', tenantId: 'acme', keyName: 'main' }],
    ['a list', [{ command: 'list' }]],
    ['something else', { commando: 'list' }],
  ])('refuses %s', async (_, event) => {
    const world = worldWith(1);
    expect(await operate<Refused>(world, event)).toMatchObject({
      refused: { code: 'CommandInvalid', detail: expect.stringMatching(/\.$/) },
    });
  });

  test.each([
    [{ command: 'list' }, 'topics:read:key-dead-letters', 'TopicsUnavailable'],
    [{ command: 'show', id: 'l' }, 'topics:read:key-dead-letters', 'TopicsUnavailable'],
    [{ command: 'plan', selection: ALL }, 'GetServiceStatus', 'HttpStatus'],
    [{ command: 'redrive', selection: ALL }, 'GetServiceStatus', 'HttpStatus'],
    [{ command: 'quota' }, 'GetServiceStatus', 'HttpStatus'],
  ])('refuses %j in an outage', async (command, action, code) => {
    const world = worldWith(1);
    world.fail(action, { http: 503 });
    expect(await operate<Refused>(world, command)).toMatchObject({
      refused: { code, detail: expect.stringMatching(/ Nothing was changed\. Try again\.$/) },
    });
  });
});
