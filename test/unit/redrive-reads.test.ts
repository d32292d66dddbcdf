import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import type { Config } from '../../shared/config.ts';
import type {
  DeadLettersCommand,
  NextRedrive,
  RedriveAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { redriveDeadLetters } from '../../shared/dead-letters/redrive.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import type { TopicReader, TopicRecord } from '../../shared/topics/topics.ts';
import { type CountedReader, countedReader } from '../world/counted-reader.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { CONFIG } from '../world/world-config.ts';

/** In this time a command redrives some 170 dead letters, and leaves the others to the next command. */
const SHORT_MS = 12_000;

/** Only texts that a command had no time for are read again. */
const READ_TWICE = 'times that the first record was read: once for the table, once for its text';

/** After a short command, ten of as many remain. */
const COUNT = 181;

const ALL: DeadLettersCommand = { command: 'redrive', selection: { all: true } };

test('a run over 1,000 dead letters reads no record of the topic more than twice', async () => {
  const count = 1_000;
  const world = worldWith(count);
  const { clock } = world;
  const records = countedReader(world.operator.records);
  const operator = { ...world.operator, records };
  const table = await clock.run(readDeadLetterTable(records, clock.nowMs() + 60_000));
  const invocation = invocationBy(clock, clock.nowMs() + 86_400_000);
  const redriven = redriveDeadLetters(
    table,
    operator,
    CONFIG,
    invocation,
    Number.POSITIVE_INFINITY,
  );
  const { results } = await clock.run(redriven);

  expect(results.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(count);
  expect(world.waiting()).toEqual([]);
  const reads = [...records.counts.values()];
  // Each dead letter once for the table and once for its text, and the record that settled it once.
  expect(Math.max(...reads)).toBe(2);
  expect(reads.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3 * count);
});

describe('a redrive in several commands', () => {
  test('of 10,000 dead letters reads no byte of the topic more than twice', async () => {
    const world = worldWith(10_000);
    const records = countedReader(world.operator.records);
    const rounds = await redriveAll(world, records);
    expect(rounds.map(({ results }) => results.length)).toEqual([4_000, 4_000, 2_000]);
    expect(rounds.map(({ remaining }) => remaining)).toEqual([6_000, 2_000, 0]);
    expect(rounds[0]?.next).toMatchObject({ remaining: expect.any(String) });
    expect(JSON.stringify(rounds[0]?.next).length).toBeLessThan(40_000);
    expect(world.waiting()).toEqual([]);
    const { most, bytes } = readsOf(world, records);
    expect(most).toBe(2);
    expect(bytes.read).toBeLessThanOrEqual(2 * bytes.written);
  });

  test('in batches takes no more at a time, each once, and reads no byte more than twice', async () => {
    const world = worldWith(250);
    const records = countedReader(world.operator.records);
    const command = { ...ALL, batchSize: 70 };
    const rounds = await redriveAll(world, records, () => {}, 86_400_000, command);
    expect(rounds.map(({ results }) => results.length)).toEqual([70, 70, 70, 40]);
    expect(rounds.map(({ remaining }) => remaining)).toEqual([180, 110, 40, 0]);
    expect(rounds[0]?.next).toMatchObject({ batchSize: 70 });
    expect(world.waiting()).toEqual([]);
    expect(readsOf(world, records).most).toBe(2);
  });

  test('of four partitions leaves out what was settled, parked again or parked meanwhile', async () => {
    const world = worldWith(380, { topics: new Map([...LOCAL_TOPICS, ['key-dead-letters', 4]]) });
    const records = countedReader(world.operator.records);
    const lastSeenAt = '2026-12-01T00:00:00.000Z';
    const rounds = await redriveAll(
      world,
      records,
      (round) => {
        // All of them would be taken by the third command, which must know of both intervals.
        const gone = [350, 351, 365].map((index) => `id-${index + 5 * round}`);
        const again = numbered(379 - round);
        writeRecords(
          world,
          gone.map((id) => [id, null] as const),
        );
        writeDeadLetters(world, [
          { ...again, lastSeenAt },
          { ...numbered(900 + round), lastSeenAt },
        ]);
      },
      SHORT_MS,
    );
    expect(rounds.map(({ results }) => results.length)).toEqual([167, 170, 35]);
    const taken = rounds.flatMap(({ results }) => results.map(({ id }) => id));
    expect(taken).toHaveLength(380 - 2 * 4);
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).not.toContain('id-355');
    const waiting = world.waiting().map(({ id }) => id);
    expect(waiting.sort()).toEqual(['id-377', 'id-378', 'id-901', 'id-902']);
    expect(records.counts.get('0/0'), READ_TWICE).toBe(2);
  });

  test('keeps the totals of all records, also when the topic is compacted', async () => {
    const world = worldWith(190);
    writeDeadLetters(world, [
      { ...numbered(185), recordKey: 'id-185/1', redrives: 5, text: requestText('t-other') },
      {
        ...numbered(185),
        ...{ recordKey: 'id-185/2', redrives: 0, lastSeenAt: '2026-11-01T13:00:00.000Z' },
      },
    ]);
    let isCompacted = false;
    const inner = world.operator.records;
    const kept = (onPage: (page: readonly TopicRecord[]) => void) => {
      const last = new Map(recordsOf(world).map(({ key, offset }) => [key, offset]));
      return (page: readonly TopicRecord[]) =>
        onPage(page.filter(({ key, offset }) => !isCompacted || last.get(key) === offset));
    };
    const compacted: TopicReader = {
      readAll: (topic, onPage, ...others) => inner.readAll(topic, kept(onPage), ...others),
      readAt: (topic, places, onPage, ...others) =>
        inner.readAt(topic, places, kept(onPage), ...others),
    };
    const records = countedReader(compacted);
    const rounds = await redriveAll(
      world,
      records,
      () => {
        writeRecords(world, [['id-182', null]]);
        isCompacted = true;
      },
      SHORT_MS,
    );
    expect(rounds.map(({ results }) => results.length)).toEqual([170, 19]);
    expect(rounds[1]?.results.filter(({ outcome }) => outcome !== 'rejected')).toMatchObject([
      { id: 'id-185', outcome: 'refused', code: 'RedrivesExhausted' },
    ]);
    expect(world.waiting()).toMatchObject([{ id: 'id-185' }]);
    expect(records.counts.get('0/0'), READ_TWICE).toBe(2);
  });

  test.each([
    ['was changed', (text: string) => `${text.slice(0, 10)}${flipped(text[10])}${text.slice(11)}`],
    ['is not signed by us', () => `abc.${'A'.repeat(43)}`],
    ['is signed with another key', signedWithAnotherKey],
    ['is missing', () => undefined],
  ])('reads the whole topic again when the text with the places %s', async (_, change) => {
    const world = worldWith(COUNT);
    const first = await operate<RedriveAnswer>(world, ALL, { timeMs: SHORT_MS });
    const { remaining = '', ...next } = first.next as { readonly remaining?: string };
    writeRecords(world, [['id-175', null]]);
    const records = countedReader(world.operator.records);
    const operator = { ...world.operator, records };
    const changed = change(remaining);
    const command = { ...next, ...(changed === undefined ? {} : { remaining: changed }) };
    const second = await operate<RedriveAnswer>(world, command, { operator });
    expect(second.results).toHaveLength(9);
    expect(records.counts.get('0/0')).toBe(1);
  });

  test('redrives nothing again when a command is repeated, or the topic was created anew', async () => {
    const world = worldWith(COUNT);
    const { next } = await operate<RedriveAnswer>(world, ALL, { timeMs: SHORT_MS });
    expect((await operate<RedriveAnswer>(world, next)).results).toHaveLength(10);
    expect(await operate<RedriveAnswer>(world, next)).toMatchObject({ results: [], remaining: 0 });
    world.machine.topics.clear();
    const lastSeenAt = '2026-12-01T00:00:00.000Z';
    writeDeadLetters(
      world,
      Array.from({ length: COUNT }, (_, index) => ({ ...numbered(index), lastSeenAt })),
    );
    expect(await operate<RedriveAnswer>(world, next)).toMatchObject({ results: [], remaining: 0 });
  });

  test('redrives none that another selection does not match', async () => {
    const world = worldWith(COUNT);
    const { next } = await operate<RedriveAnswer>(world, ALL, { timeMs: SHORT_MS });
    const selection = { tenantId: 't-173' };
    const { results } = await operate<RedriveAnswer>(world, { ...next, selection });
    expect(results).toMatchObject([{ id: 'id-173' }]);
  });

  test.each<[string, (next: Partial<NextRedrive>) => object, Partial<Config>]>([
    ['another topic', (next) => next, { topics: { engine: 'kafka', brokers: ['other:9092'] } }],
    ['another region', (next) => next, { region: 'ap-beijing' }],
    ['another redrive', (next) => ({ ...next, startedAt: '2027-01-01T00:00:00.000Z' }), {}],
  ])(
    'sends in no discarded dead letter when its places are used for %s',
    async (_, change, own) => {
      const { next = {} } = await operate<RedriveAnswer>(worldWith(4_010), ALL);
      const other = worldWith(4_009);
      // The other topic is shorter, so that it has nothing after the position of the first one.
      writeRecords(other, [['id-4003', null]]);
      const config = { ...CONFIG, ...own };
      const { results } = await operate<RedriveAnswer>(other, change(next), { config });
      expect(results.map(({ id }) => id)).not.toContain('id-4003');
      expect(results).toHaveLength(8);
    },
  );

  test('redrives no more than the limit of its selection', async () => {
    const world = worldWith(4_010);
    const { next } = await operate<RedriveAnswer>(world, ALL);
    const selection = { all: true, limit: 3 } as const;
    const { results, remaining } = await operate<RedriveAnswer>(world, { ...next, selection });
    expect(results.map(({ id }) => id)).toEqual(['id-4000', 'id-4001', 'id-4002']);
    expect(remaining).toBe(0);
  });

  test('reads the table again when more came to the topic than it remembers (P9)', async () => {
    const world = worldWith(COUNT);
    const { next } = await operate<RedriveAnswer>(world, ALL, { timeMs: SHORT_MS });
    const keys = Array.from({ length: 5 }, (_, index) => `${index}`.repeat(900_000));
    writeRecords(
      world,
      keys.map((key) => [key, null] as const),
    );
    const records = countedReader(world.operator.records);
    const operator = { ...world.operator, records };
    expect((await operate<RedriveAnswer>(world, next, { operator })).results).toHaveLength(10);
    expect(records.counts.get('0/0')).toBe(1);
  });
});

/** They are rejected, which settles them as a key would, and takes no calls of KMS. */
function numbered(index: number) {
  const text = requestText(`t-${index}`, { keyNames: [] });
  const firstSeenAt = new Date(Date.UTC(2026, 10, 1) + index).toISOString();
  const identity = { requestId: `r-t-${index}`, tenantId: `t-${index}` };
  return deadLetterWith(`id-${index}`, { text, firstSeenAt, lastSeenAt: firstSeenAt, identity });
}

function worldWith(count: number, options: Parameters<typeof operatorWorld>[0] = {}) {
  const world = operatorWorld(options);
  writeDeadLetters(
    world,
    Array.from({ length: count }, (_, index) => numbered(index)),
  );
  return world;
}

/** Redrives everything as the command does: until no answer has a command that continues. */
async function redriveAll(
  world: OperatorWorld,
  records: TopicReader,
  meanwhile: (round: number) => void = () => {},
  timeMs = 86_400_000,
  first = ALL,
): Promise<readonly RedriveAnswer[]> {
  const operator = { ...world.operator, records };
  const rounds: RedriveAnswer[] = [];
  for (let command: DeadLettersCommand | undefined = first; command !== undefined; ) {
    if (rounds.length > 0) meanwhile(rounds.length);
    // Each command has the JSON of the answer before.
    const event: unknown = JSON.parse(JSON.stringify(command));
    const answer: RedriveAnswer = await operate(world, event, { operator, timeMs });
    rounds.push(answer);
    command = answer.next;
  }
  return rounds;
}

function recordsOf({ machine }: OperatorWorld) {
  return machine.topics.get('key-dead-letters')!.read(0, Number.MAX_SAFE_INTEGER);
}

/** How often a record was read at most, and the bytes of the topic. */
function readsOf(world: OperatorWorld, { counts }: CountedReader) {
  const bytes = { read: 0, written: 0 };
  for (const { partition, offset, key, value } of recordsOf(world)) {
    const length = Buffer.byteLength(`${key}${value ?? ''}`);
    bytes.written += length;
    bytes.read += length * (counts.get(`${partition}/${offset}`) ?? 0);
  }
  return { most: Math.max(...counts.values()), bytes };
}

function flipped(letter = 'A'): string {
  return letter === 'A' ? 'B' : 'A';
}

/** The same places, as someone writes them who lacks our key. */
function signedWithAnotherKey(text: string): string {
  const [content = ''] = text.split('.');
  const hmac = createHmac('sha256', 'another-secret-of-at-least-32-characters');
  return `${content}.${hmac.update(content).digest('base64url')}`;
}
