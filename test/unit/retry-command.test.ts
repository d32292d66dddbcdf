import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { RetryAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import { signDeadLetter } from '../../shared/dead-letters/signature.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { type HealWorld, healWorld, waitingFor } from '../world/heal-world.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { type OperateOptions, operate } from '../world/operate.ts';
import type { OperatorWorld } from '../world/operator-world.ts';
import { causeWith, minutesOn, NOW_MS } from '../world/queue-entries.ts';
import { CONFIG } from '../world/world-config.ts';

const ALL = { all: true };
const NONE = { beyond: 0, unreadable: [] };

const NOW = minutesOn(0);
const SOON = minutesOn(40);

/** A request that is not due for forty minutes. */
const early = (id: string, fields: Partial<DeadLetter> = {}) =>
  waitingFor(id, id.split('-')[0] ?? '', { nextAttemptAt: SOON, ...fields });

/** At a time of day that stands still. */
const atNow = (operator: DeadLetterPorts): DeadLetterPorts => ({
  ...operator,
  wallMs: () => NOW_MS,
});

const retry = (
  world: OperatorWorld,
  command: object = {},
  { operator = world.operator, ...options }: OperateOptions = {},
) => {
  const event = { command: 'retry', selection: ALL, ...command };
  return operate<RetryAnswer>(world, event, { ...options, operator: atNow(operator) });
};

const nextAttempts = (world: OperatorWorld) =>
  world.waiting().map(({ id, nextAttemptAt }) => [id, nextAttemptAt]);

/** Ports whose topic of dead letters does not store some records. */
function failing(
  world: OperatorWorld,
  codeFor: (message: {
    readonly key?: string | null;
    readonly value: string | null;
  }) => string | undefined,
): DeadLetterPorts {
  const { topics } = world.operator;
  return {
    ...world.operator,
    topics: {
      ...topics,
      publish: async (topic, messages, deadlineMs) => {
        const code = messages[0] === undefined ? undefined : codeFor(messages[0]);
        if (code !== undefined) throw new ApiError(code, { detail: 'a fault' });
        await topics.publish(topic, messages, deadlineMs);
      },
    },
  };
}

describe('a retry', () => {
  test('makes what waits due now, counts it by code, and publishes which', async () => {
    const world = healWorld();
    writeDeadLetters(world, [
      early('a-1'),
      early('b-1', { code: 'RequestLimitExceeded' }),
      early('c-1'),
      deadLetterWith('parked'),
    ]);
    expect(await retry(world)).toEqual({
      ...{ retried: 3, counts: { InternalError: 2, RequestLimitExceeded: 1 } },
      ...{ due: 0, inFlight: 0, remaining: 0, ...NONE },
    });
    expect(nextAttempts(world)).toEqual([
      ['parked', undefined],
      ['a-1', NOW],
      ['b-1', NOW],
      ['c-1', NOW],
    ]);
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-keys.retried',
        data: {
          invocationId: 'invocation-1',
          selection: ALL,
          counts: { InternalError: 2, RequestLimitExceeded: 1 },
          letters: [
            { id: 'a-1', code: 'InternalError' },
            { id: 'b-1', code: 'RequestLimitExceeded' },
            { id: 'c-1', code: 'InternalError' },
          ],
        },
      },
    ]);
  });

  test('lets the next run of heal send them, one of each code first', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1'), early('b-1')]);
    expect(await world.heal(0)).toMatchObject({ sent: 0 });
    await retry(world);
    expect(await world.heal(0)).toMatchObject({ sent: 1, trials: 1 });
    const [trial] = world.sent();
    world.succeed(trial!);
    expect(await world.heal(1)).toMatchObject({ sent: 1, trials: 0 });
  });

  test('changes nothing when it is repeated', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1')]);
    await retry(world);
    const before = nextAttempts(world);
    expect(await retry(world)).toEqual({
      ...{ retried: 0, counts: {}, due: 1, inFlight: 0, remaining: 0, ...NONE },
    });
    expect(nextAttempts(world)).toEqual(before);
    expect(world.events()).toHaveLength(1);
  });

  test('only says with planOnly what it would do', async () => {
    const world = healWorld();
    const sentAt = minutesOn(-2);
    writeDeadLetters(world, [
      early('a-1'),
      early('b-1', { nextAttemptAt: minutesOn(-1) }),
      early('c-1', { sentAt, nextAttemptAt: minutesOn(3) }),
    ]);
    expect(await retry(world, { planOnly: true })).toEqual({
      ...{ retried: 1, counts: { InternalError: 1 } },
      ...{ due: 1, inFlight: 1, remaining: 0, ...NONE },
    });
    expect(nextAttempts(world)).toHaveLength(3);
    expect(world.events()).toEqual([]);
  });

  test('leaves alone what heal sent in the last five minutes, and takes what was lost before that', async () => {
    const world = healWorld();
    const mark = (id: string, sentAt: string) =>
      early(id, { sentAt, recordKey: retryRecordKey(id, { redrives: 0 }) });
    writeDeadLetters(world, [
      mark('a-1', minutesOn(-4)),
      mark('b-1', minutesOn(-5)),
      // A delivery beside it failed after it was sent: it is on its way all the same.
      mark('c-1', minutesOn(-2)),
      early('c-1', { recordKey: 'c-1/other', lastSeenAt: minutesOn(-1) }),
    ]);
    expect(await retry(world)).toMatchObject({ retried: 1, due: 0, inFlight: 2 });
    const [one] = world.waiting().filter(({ id }) => id === 'b-1');
    expect(one).toMatchObject({
      nextAttemptAt: NOW,
      recordKey: retryRecordKey('b-1', { redrives: 0 }),
    });
    expect(one).not.toHaveProperty('sentAt');
  });

  test('merges the totals of all records into one, under the key of the retry queue', async () => {
    const world = healWorld();
    writeDeadLetters(world, [
      early('a-1', { recordKey: 'a-1/x', attempts: 4, keyId: 'k-1', lastSeenAt: minutesOn(-50) }),
      early('a-1', { recordKey: 'a-1/y', attempts: 2, lastSeenAt: minutesOn(-40) }),
    ]);
    expect(await retry(world)).toMatchObject({ retried: 1 });
    const key = retryRecordKey('a-1', { keyId: 'k-1', redrives: 0 });
    expect(world.waiting()).toEqual([
      expect.objectContaining({
        ...{ id: 'a-1', recordKey: key, attempts: 6, keyId: 'k-1' },
        ...{ firstSeenAt: minutesOn(-60), lastSeenAt: minutesOn(-40), nextAttemptAt: NOW },
      }),
    ]);
    const log = world.machine.topics.get('key-dead-letters')!.read(0, Number.MAX_SAFE_INTEGER);
    expect(log.slice(2).map(({ key: each, value }) => [each, value === null])).toEqual([
      [key, false],
      ['a-1/x', true],
      ['a-1/y', true],
    ]);
  });

  test.each([
    [{ codes: ['InternalError'] }, ['a-1', 'b-1']],
    [{ codes: ['Internal'] }, []],
    [{ tenantId: 'c' }, ['c-1']],
    [{ stages: ['tag'] }, ['b-1']],
    [{ ids: ['c-'] }, ['c-1']],
    [{ olderThanS: 7_200 }, ['c-1']],
    [{ all: true, limit: 2 }, ['c-1', 'a-1']],
    [{ states: ['waiting'], codes: ['RequestLimitExceeded'] }, ['c-1']],
  ])('of the selection %j takes what a list of it has', async (selection, ids) => {
    const world = healWorld();
    writeDeadLetters(world, [
      early('a-1'),
      early('b-1', { stage: 'tag' }),
      early('c-1', { code: 'RequestLimitExceeded', firstSeenAt: minutesOn(-180) }),
    ]);
    expect(await retry(world, { selection })).toMatchObject({ retried: ids.length });
    const due = world.waiting().filter(({ nextAttemptAt }) => nextAttemptAt === NOW);
    expect(due.map(({ id }) => id)).toEqual(ids);
  });

  test('with a limit takes the same ones when it is repeated', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1'), early('b-1')]);
    const selection = { all: true, limit: 1 };
    expect(await retry(world, { selection })).toMatchObject({ retried: 1, due: 0 });
    expect(await retry(world, { selection })).toMatchObject({ retried: 0, due: 1 });
  });

  test.each([
    [{ selection: { states: ['parked'] } }, /^retry takes only what waits: /],
    [{ selection: { all: true, states: ['waiting', 'parked'] } }, /^retry takes only what waits: /],
    [{ selection: {} }, /^selection must have at least one criterion/],
    [{ selection: { ids: ['x'] } }, /^No unsettled dead letter has the id x\.$/],
    [{ planOnly: false }, /^planOnly must be true, or left out\.$/],
    [{ reason: 'why' }, /^reason does not go with retry\.$/],
  ])('with %j is refused', async (command, detail) => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1')]);
    const event = { command: 'retry', selection: ALL, ...command };
    expect(await operate<Refused>(world, event)).toEqual({
      refused: { code: 'CommandInvalid', detail: expect.stringMatching(detail) },
    });
    expect(nextAttempts(world)).toEqual([['a-1', SOON]]);
  });

  test('signs nothing that has no signature where one is required', async () => {
    const world = healWorld();
    const signed = signDeadLetter(early('a-1'), MARKER_KEYS);
    writeDeadLetters(world, [signed, early('b-1')]);
    const config = { ...CONFIG, messageSigning: { keys: MARKER_KEYS, ageSMax: 60 } };
    expect(await retry(world, {}, { config: config as typeof CONFIG })).toMatchObject({
      ...{ retried: 1, due: 0, inFlight: 0 },
    });
    expect(nextAttempts(world)).toEqual([
      ['b-1', SOON],
      ['a-1', NOW],
    ]);
  });

  test('writes nothing when its event cannot be published', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1')]);
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await retry(world)).toEqual({
      refused: {
        code: 'TopicsUnavailable',
        detail: 'The topics could not be reached. Nothing was changed. Try again.',
      },
    });
    expect(nextAttempts(world)).toEqual([['a-1', SOON]]);
  });

  test('that the topic stops says so, and how many are left', async () => {
    const world = healWorld();
    const ids = Array.from({ length: 250 }, (_, index) => `t${String(index).padStart(3, '0')}-1`);
    writeDeadLetters(
      world,
      ids.map((id) => early(id)),
    );
    const operator = failing(world, ({ key }) =>
      key?.startsWith('t120') ? 'TopicsUnavailable' : undefined,
    );
    expect(await retry(world, {}, { operator })).toMatchObject({
      ...{ retried: 199, counts: { InternalError: 199 } },
      ...{ remaining: 51, stoppedBy: 'TopicsUnavailable' },
    });
    expect(await retry(world)).toMatchObject({ retried: 51, due: 199, remaining: 0 });
  });

  test('skips a record that the topic refuses for its size', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1'), early('b-1'), early('c-1')]);
    const operator = failing(world, ({ key }) =>
      key?.startsWith('b-1') ? 'TopicRefused' : undefined,
    );
    const answer = await retry(world, {}, { operator });
    expect(answer).toMatchObject({ retried: 2, remaining: 1 });
    expect(answer).not.toHaveProperty('stoppedBy');
  });

  test('takes as many as fit into an event, and leaves the rest to the next command', async () => {
    const world = healWorld();
    const ids = Array.from({ length: 4_010 }, (_, index) => `t${index}-1`);
    writeDeadLetters(
      world,
      ids.map((id) => early(id, { code: `C${'x'.repeat(127)}` })),
    );
    expect(await retry(world)).toMatchObject({ retried: 4_000, remaining: 10 });
    expect(JSON.stringify(world.events()[0]).length).toBeLessThan(1_000_000);
    expect(await retry(world)).toMatchObject({ retried: 10, due: 4_000, remaining: 0 });
  });

  test('does not bring back what was settled or sent in again since the table was read', async () => {
    const world = healWorld();
    writeDeadLetters(world, [early('a-1'), early('b-1'), early('c-1')]);
    const { publishOperation } = world.operator;
    const sentAt = NOW;
    const operator: DeadLetterPorts = {
      ...world.operator,
      publishOperation: async (operation, deadlineMs) => {
        await publishOperation(operation, deadlineMs);
        writeRecords(world, [['a-1', null]]);
        const recordKey = retryRecordKey('b-1', { redrives: 0 });
        writeDeadLetters(world, [early('b-1', { sentAt, recordKey })]);
      },
    };
    expect(await retry(world, {}, { operator })).toMatchObject({ retried: 1, remaining: 0 });
    const left = world.waiting().map(({ id, sentAt: at }) => [id, at]);
    expect(left).toEqual(
      expect.arrayContaining([
        ['b-1', NOW],
        ['c-1', undefined],
      ]),
    );
    expect(left.map(([id]) => id)).not.toContain('a-1');
  });
});

describe('a retry that is killed', () => {
  class Killed extends Error {}

  const prepared = () => {
    const world = healWorld();
    const ids = Array.from({ length: 5 }, (_, index) => `t${index}-1`);
    writeDeadLetters(world, [
      ...ids.map((id) => early(id)),
      early('t5-1', { sentAt: minutesOn(-1) }),
    ]);
    return world;
  };

  /** Ports that make only so many calls of the topics, and how many they were asked for. */
  function killedAfter(world: OperatorWorld, last: number) {
    let calls = 0;
    const counted =
      <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
      async (...args: Args) => {
        calls += 1;
        if (calls > last) throw new Killed();
        return call(...args);
      };
    const { topics, records, publishOperation } = world.operator;
    const operator: DeadLetterPorts = {
      ...world.operator,
      topics: { ...topics, publish: counted(topics.publish) },
      records: { readAll: counted(records.readAll), readAt: counted(records.readAt) },
      publishOperation: counted(publishOperation),
    };
    return { operator, calls: () => calls };
  }

  test('at any call has its end when it is repeated, and what is on its way is left alone', async () => {
    const undisturbed = prepared();
    const { operator, calls } = killedAfter(undisturbed, Number.POSITIVE_INFINITY);
    await retry(undisturbed, {}, { operator });
    expect(calls()).toBe(9);
    for (let last = 0; last < calls(); last += 1) {
      const world = prepared();
      await retry(world, {}, killedAfter(world, last)).catch(() => {});
      expect(await retry(world), `killed after call ${last}`).toMatchObject({
        ...{ inFlight: 1, remaining: 0 },
      });
      const wanted = [...[0, 1, 2, 3, 4].map((index) => [`t${index}-1`, NOW]), ['t5-1', SOON]];
      expect(nextAttempts(world).sort(), `killed after call ${last}`).toEqual(wanted);
      expect(world.events().length, `killed after call ${last}`).toBeGreaterThan(0);
    }
  });

  test('between the runs of heal sends nothing twice in five minutes', async () => {
    for (let last = 0; last < 9; last += 1) {
      const world = prepared();
      const value = JSON.stringify(causeWith({ cause: 'InternalError', flows: true }));
      writeRecords(world, [['cause:InternalError', value]]);
      const sent: string[] = [];
      for (const minute of [0, 1, 2, 3]) {
        await retry(world, {}, killedAfter(world, last)).catch(() => {});
        await retry(world);
        await world.heal(minute);
        sent.push(...world.sent().map(({ id }) => id));
      }
      expect(sent.sort(), `killed after call ${last}`).toEqual(
        [0, 1, 2, 3, 4].map((index) => `t${index}-1`),
      );
    }
  });
});

describe('a command about the queue', () => {
  const CHANGED = { command: 'queue', triggers: ['ckafka-abcdefgh-key-requests'] };

  test.each([
    ['paused', 'tenant-keys.queue-paused'],
    ['running', 'tenant-keys.queue-resumed'],
  ])('that is %s publishes the event %s', async (queueState, published) => {
    const world = healWorld();
    expect(await operate(world, { ...CHANGED, queueState })).toEqual({ published });
    expect(world.events()).toMatchObject([
      {
        type: published,
        data: { invocationId: 'invocation-1', triggers: ['ckafka-abcdefgh-key-requests'] },
      },
    ]);
  });

  test.each([
    [{ queueState: 'stopped' }, 'queueState must be paused or running.'],
    [{ queueState: undefined }, 'queue needs queueState.'],
    [{ queueState: 'paused', triggers: [] }, 'triggers must be a list of 1 to 100 names.'],
    [{ queueState: 'paused', selection: ALL }, 'selection does not go with queue.'],
  ])('with %j is refused', async (fields, detail) => {
    const world: HealWorld = healWorld();
    const event = JSON.parse(JSON.stringify({ ...CHANGED, ...fields }));
    expect(await operate<Refused>(world, event)).toEqual({
      refused: { code: 'CommandInvalid', detail },
    });
    expect(world.events()).toEqual([]);
  });
});
