import { describe, expect, test } from 'vitest';
import { redriveDeadLetters } from '../../cli/dead-letters/redrive.ts';
import { withLeftOutNote } from '../../cli/report/left-out.ts';
import { refusedResult } from '../../cli/report/result.ts';
import type {
  DeadLetterList,
  LeftOutRecords,
  RedriveAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { TopicReader, TopicRecord } from '../../shared/topics/topics.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { scriptedContext } from './cli-operator.ts';

const LEFT_OUT: LeftOutRecords = {
  code: 'RecordUnreadable',
  ...{ topic: 'key-dead-letters', partition: 0, offset: 17, lastOffset: 19, codec: 'zstd' },
};

const UNDECODED: TopicRecord = {
  ...{ partition: 0, offset: 19, key: null, value: null, timestampMs: 0 },
  undecoded: { firstOffset: 17, codec: 'zstd' },
};

const ALL = { all: true } as const;

/** A world with two dead letters, in whose topic these records come first. */
function worldWith(undecoded: readonly TopicRecord[]) {
  const world = operatorWorld({ switches: { rateLimits: false, tagsMustExist: false } });
  writeDeadLetters(
    world,
    ['a', 'b'].map((id) => deadLetterWith(id, { text: requestText(`t-${id}`) })),
  );
  const { records } = world.operator;
  const readAll: TopicReader['readAll'] = (topic, onPage, ...reading) => {
    if (topic === 'key-dead-letters' && reading[1] === undefined) onPage(undecoded);
    return records.readAll(topic, onPage, ...reading);
  };
  return { world, operator: { ...world.operator, records: { ...records, readAll } } };
}

describe('records that cannot be decoded', () => {
  test.each([
    [{ command: 'list' }, { total: 2 }],
    [{ command: 'show', id: 'a' }, { letter: { id: 'a' } }],
    [{ command: 'plan', selection: ALL }, { total: 2 }],
    [{ command: 'redrive', selection: ALL }, { remaining: 0 }],
    [{ command: 'discard', ids: ['a'], reason: 'test' }, { discarded: ['a'] }],
    [{ command: 'quota' }, { waiting: 0 }],
  ])('are named by %j, which goes on with the others', async (command, expected) => {
    const { world, operator } = worldWith([UNDECODED]);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const answer = await operate<DeadLetterList>(world, command, { operator, log });
    expect(answer).toMatchObject({ ...expected, leftOut: [LEFT_OUT] });
    expect(lines.map((line) => JSON.parse(line))).toContainEqual({
      ...{ operation: 'redrive.leftOut', code: 'RecordUnreadable' },
      detail:
        'They are left out (RecordUnreadable): topic key-dead-letters, partition 0, offsets 17 to 19, zstd.',
    });
  });

  test('are not among the answers of a topic without them', async () => {
    const { world, operator } = worldWith([]);
    expect(await operate(world, { command: 'list' }, { operator })).not.toHaveProperty('leftOut');
  });

  test('are named where a dead letter is not found, since it may be among them', async () => {
    const { world, operator } = worldWith([UNDECODED]);
    const command = { command: 'discard', ids: ['c'], reason: 'test' };
    const { refused } = await operate<Refused>(world, command, { operator });
    expect(refused).toEqual({
      code: 'CommandInvalid',
      detail:
        'No unsettled dead letter has the id c. Records of a topic cannot be decoded: their compression is unknown here, or their data is damaged. They are left out (RecordUnreadable): topic key-dead-letters, partition 0, offsets 17 to 19, zstd. Find the program that wrote them. Have it write without compression, or with gzip, snappy, lz4 or zstd; the other dead letters can be listed and you can redrive them.',
    });
  });

  test('fill an answer with a hundred of their batches at most', async () => {
    const many = Array.from({ length: 150 }, (_, offset) => ({
      ...UNDECODED,
      ...{ offset, undecoded: { firstOffset: offset, codec: 'none' } },
    }));
    const { world, operator } = worldWith(many);
    const answer = await operate<DeadLetterList>(world, { command: 'list' }, { operator });
    expect(answer.leftOut).toHaveLength(100);
    expect(
      withLeftOutNote({ exit: 'done', answer, text: '' }, 80).text.replace(/\s+/g, ' '),
    ).toContain('offset 4, not compressed; and 95 more.');
  });
});

describe('a command', () => {
  const answer = { leftOut: [LEFT_OUT] };

  test.each([
    ['done', 'partly'],
    ['nothing', 'partly'],
    ['partly', 'partly'],
    ['failed', 'failed'],
  ] as const)('that is %s ends as %s when records were left out', (exit, expected) => {
    const result = withLeftOutNote({ exit, answer, text: 'There are no dead letters.\n' }, 80);
    expect(result.exit).toBe(expected);
    expect(result.text).toMatch(
      /^There are no dead letters\.\nRecords of a topic cannot be decoded/,
    );
    expect(result.text.replace(/\s+/g, ' ')).toContain(
      'topic key-dead-letters, partition 0, offsets 17 to 19, zstd.',
    );
  });

  test('that leaves nothing out ends as it is', () => {
    const result = { exit: 'nothing', answer: {}, text: 'x' } as const;
    expect(withLeftOutNote(result, 80)).toBe(result);
  });

  test('that redrives in several rounds names what any of them has left out, once', async () => {
    const next = { command: 'redrive', selection: ALL } as const;
    const base = { startedAt: '2026-11-23T14:00:00.000Z' };
    const results = [{ id: 'dl_a', outcome: 'provisioned' }] as const;
    const later = { ...LEFT_OUT, offset: 30, lastOffset: 30 };
    const answers = [
      { ...base, results, remaining: 1, next, leftOut: [LEFT_OUT] },
      { ...base, results, remaining: 0, leftOut: [LEFT_OUT, later] },
    ];
    const ran = await redriveDeadLetters(next, scriptedContext(answers), { planOnly: false });
    expect((ran.answer as RedriveAnswer).leftOut).toEqual([LEFT_OUT, later]);
  });
});

describe('an open transaction', () => {
  test.each([
    { command: 'list' },
    { command: 'plan', selection: ALL },
    { command: 'redrive', selection: ALL },
    { command: 'discard', ids: ['a'], reason: 'test' },
    { command: 'quota' },
  ])('fails %j, which names its place', async (command) => {
    const { world, operator } = worldWith([]);
    const readAll = async () => {
      throw new ApiError('TransactionOpen', {
        ...{ detail: 'open', topic: 'key-dead-letters', place: 'partition 0, offset 9' },
      });
    };
    const records = { ...operator.records, readAll };
    const answer = await operate<Refused>(world, command, { operator: { ...operator, records } });
    expect(answer.refused).toEqual({
      code: 'TransactionOpen',
      detail:
        'An open transaction of another program hides the end of a topic. The topic is key-dead-letters, partition 0, offset 9. Nothing was changed. Find the program that writes to the topic in transactions, and end its transaction, or wait until the broker aborts it. Then run the command again.',
    });
    expect(refusedResult(answer).exit).toBe('failed');
  });

  test('is not like a command that is refused for what it says', () => {
    expect(refusedResult({ refused: { code: 'CommandInvalid', detail: '' } }).exit).toBe('refused');
    expect(refusedResult({ refused: { code: 'TopicsUnavailable', detail: '' } }).exit).toBe(
      'refused',
    );
  });
});
