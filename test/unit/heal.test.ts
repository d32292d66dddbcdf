import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { heal, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

function sampleOf(name: string): unknown {
  const url = new URL(`../../events/samples/doors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as unknown;
}

/** A world in which two requests wait for the quota and one for KMS; the operator may look at a fourth. */
function worldThatWaits(): OperatorWorld {
  const world = operatorWorld();
  writeDeadLetters(world, [
    deadLetterWith('a', { code: QUOTA_USED_UP, text: requestText('acme') }),
    deadLetterWith('b', { code: QUOTA_USED_UP, text: requestText('globex') }),
    deadLetterWith('c', { code: 'InternalError', nextAttemptAt: '2026-11-02T00:30:00.000Z' }),
    deadLetterWith('d'),
  ]);
  return world;
}

/** What every line says besides. */
const WORK = { invocationId: 'invocation-1', durationMs: expect.any(Number) };

const timerAt = (time: unknown) => ({
  ...{ Type: 'Timer', TriggerName: 'every-minute', Message: 'heal', Time: time },
});

describe('the function heal', () => {
  test.each([
    ['the timer', timerAt('2026-11-02T00:00:00Z')],
    ['an operator, who sends an empty object', {}],
    ['a timer without a time', timerAt(undefined)],
    ['a timer with a time that does not exist', timerAt('2026-13-41T00:00:00Z')],
  ])('sends in again what is due for %s', async (_, event) => {
    const world = worldThatWaits();
    const lines: string[] = [];
    const answer = await heal(world, { log: (line) => lines.push(line) }, event);
    const counts = { sent: 2, trials: 0, waiting: 3, inFlight: 2, parked: 1 };
    expect(answer).toMatchObject(counts);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { operation: 'heal', ...counts, used: 0, limit: 200, ...WORK },
    ]);
  });

  test('judges what is due by the time of the timer, whatever the time of day', async () => {
    const world = worldThatWaits();
    const answer = await heal(world, {}, timerAt('2026-11-02T00:30:00Z'));
    expect(answer).toMatchObject({ sent: 3, trials: 1 });
  });

  test.each([
    ['nothing', null],
    ['a command', { command: 'redrive', selection: { all: true } }],
    ['the former command of redrive', { command: 'resume' }],
    ['a request', sampleOf('invoke')],
    ['an empty list', []],
    ['a text', 'heal'],
  ])('refuses %s', async (_, event) => {
    const world = worldThatWaits();
    expect(await heal(world, {}, event)).toEqual({
      refused: {
        code: 'CommandInvalid',
        detail: 'The function heal takes the event of a timer or an empty object.',
      },
    });
    expect(world.machine.topics.get('key-requests')?.size()).toBe(0);
    expect(world.machine.journal.list()).toEqual([]);
  });

  test.each([
    ['http', 'function-url'],
    ['queue', 'ckafka'],
  ])('throws at an event of the kind %s', async (kind, sample) => {
    await expect(heal(worldThatWaits(), {}, sampleOf(sample))).rejects.toThrow(
      `This function takes commands and timers, not events of the kind ${kind}.`,
    );
  });

  test('throws when a topic cannot be read, so that the run counts as failed', async () => {
    const world = worldThatWaits();
    world.fail('topics:read:key-dead-letters', { http: 503 });
    await expect(heal(world)).rejects.toBeInstanceOf(ApiError);
    expect(world.machine.topics.get('key-requests')?.size()).toBe(0);
  });

  test('names records that it could not decode, and goes on with the others', async () => {
    const world = worldThatWaits();
    const { records } = world.operator;
    const undecoded = { firstOffset: 17, codec: 'zstd' } as const;
    const record = { partition: 0, offset: 19, key: null, value: null, timestampMs: 0, undecoded };
    const readAll: TopicReader['readAll'] = (topic, onPage, ...reading) => {
      if (topic === 'key-dead-letters') onPage([record]);
      return records.readAll(topic, onPage, ...reading);
    };
    const lines: string[] = [];
    const operator = { ...world.operator, records: { ...records, readAll } };
    const answer = await heal(world, { operator, log: (line) => lines.push(line) });
    expect(answer).toMatchObject({
      sent: 2,
      leftOut: [{ code: 'RecordUnreadable', offset: 17, lastOffset: 19 }],
    });
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual({
      ...{ operation: 'heal.leftOut', code: 'RecordUnreadable' },
      detail:
        'They are left out (RecordUnreadable): topic key-dead-letters, partition 0, offsets 17 to 19, zstd.',
    });
  });
});
