import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  TopicMessage,
  TopicPlace,
  TopicPosition,
  TopicReader,
  TopicRecord,
  Topics,
} from '../../shared/topics/topics.ts';

/** A message queue that a suite may write to and read from. */
export type TopicReaderHost = {
  readonly topics: Topics;
  readonly reader: TopicReader;
  /** The same kind of reader, but no broker answers. */
  readonly deadReader: TopicReader;
  /** A topic of several partitions without messages. Earlier topics may be emptied. */
  readonly emptyTopic: () => Promise<string>;
  readonly nowMs: () => number;
  /** Advances the clock until the promise settles. */
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
  readonly stop: () => Promise<void>;
};

/** What every reader of topics does. */
export function topicReaderSuite(name: string, start: () => Promise<TopicReaderHost>): void {
  describe(`reading topics over ${name}`, () => {
    let host: TopicReaderHost;
    beforeAll(async () => {
      host = await start();
    });
    afterAll(() => host?.stop());

    const soon = () => host.nowMs() + 20_000;

    /** A topic with these messages. */
    async function topicOf(messages: readonly TopicMessage[]): Promise<string> {
      const topic = await host.emptyTopic();
      for (let from = 0; from < messages.length; from += 500) {
        await host.run(host.topics.publish(topic, messages.slice(from, from + 500), soon()));
      }
      return topic;
    }

    async function pagesOf(topic: string): Promise<readonly (readonly TopicRecord[])[]> {
      const pages: (readonly TopicRecord[])[] = [];
      await host.run(host.reader.readAll(topic, (page) => void pages.push(page), soon()));
      return pages;
    }

    async function recordsOf(topic: string): Promise<readonly TopicRecord[]> {
      return (await pagesOf(topic)).flat();
    }

    async function pagesAfter(topic: string, start: TopicPosition) {
      const records: TopicRecord[] = [];
      const onPage = (page: readonly TopicRecord[]) => void records.push(...page);
      const position = await host.run(host.reader.readAll(topic, onPage, soon(), start));
      return { records, position };
    }

    async function recordsAt(topic: string, places: readonly TopicPlace[]) {
      const records: TopicRecord[] = [];
      const onPage = (page: readonly TopicRecord[]) => void records.push(...page);
      await host.run(host.reader.readAt(topic, places, onPage, soon()));
      return records;
    }

    function failureOf(
      reader: TopicReader,
      topic: string,
      deadlineMs: number,
      onPage: () => void = () => {},
    ): Promise<unknown> {
      return host.run(reader.readAll(topic, onPage, deadlineMs).catch((error: unknown) => error));
    }

    test('an empty topic has no page', async () => {
      expect(await pagesOf(await host.emptyTopic())).toEqual([]);
    });

    test.each<{ name: string; key: string | null; value: string | null }>([
      { name: 'a key and a text', key: 'acme', value: '{"a":1}' },
      { name: 'no key', key: null, value: 'alone' },
      { name: 'a null, which settles its key', key: 'settled', value: null },
      { name: 'neither key nor text', key: null, value: null },
      { name: 'an empty text, which is not null', key: 'empty', value: '' },
      {
        name: 'any text',
        key: '键 😀\u0000',
        value: '{"a":"\\u0000 \\" 😀\\n\\r"}\u0000\u2028\ufeff',
      },
      { name: 'a large text', key: 'large', value: '\u0001ä'.repeat(65_536) },
    ])('a message with $name is read as it was', async ({ key, value }) => {
      const topic = await topicOf([key === null ? { value } : { key, value }]);
      const [record, ...others] = await recordsOf(topic);
      expect(others).toEqual([]);
      expect(record).toMatchObject({ offset: 0, key, value });
      expect(Object.keys(record ?? {}).sort()).toEqual(FIELDS);
      expect(Number.isSafeInteger(record?.timestampMs)).toBe(true);
    });

    test('messages come from every partition once, and those of one key in their order', async () => {
      const keys = Array.from({ length: 40 }, (_, n) => `tenant-${n}`);
      const rounds = Array.from({ length: 16 }, (_, n) => String(n));
      const topic = await topicOf(
        rounds.flatMap((value) =>
          keys.map((key) => ({ key, value: value === '9' ? null : value })),
        ),
      );
      const records = await recordsOf(topic);
      const valuesOf = (key: string) =>
        records.filter((each) => each.key === key).map((r) => r.value);
      const expected = rounds.map((value) => (value === '9' ? null : value));
      expect(records.length).toBe(640);
      expect(keys.filter((key) => valuesOf(key).join() !== expected.join())).toEqual([]);

      const partitions = [...new Set(records.map(({ partition }) => partition))];
      expect(partitions.length).toBeGreaterThan(1);
      for (const partition of partitions) {
        const offsets = records.filter((r) => r.partition === partition).map((r) => r.offset);
        expect(offsets).toEqual(offsets.map((_, index) => index));
      }
    });

    test('a second reading is the same as the first, since nothing is committed', async () => {
      const messages = Array.from({ length: 120 }, (_, n) => ({ key: `k${n}`, value: `v${n}` }));
      const topic = await topicOf(messages);
      const first = await recordsOf(topic);
      expect(first.length).toBe(120);
      expect(await recordsOf(topic)).toEqual(first);
    });

    test('5,000 messages come page by page, each once', async () => {
      const messages = Array.from({ length: 5_000 }, (_, n) => ({
        key: `key-${n}`,
        value: `${n} `.repeat(300),
      }));
      const topic = await topicOf(messages);
      const pages = await pagesOf(topic);
      expect(pages.length).toBeGreaterThan(3);
      expect(pages.filter((page) => page.length === 0)).toEqual([]);
      const read = new Map(pages.flat().map(({ key, value }) => [key, value]));
      expect(pages.flat().length).toBe(5_000);
      expect(messages.filter(({ key, value }) => read.get(key) !== value)).toEqual([]);
    });

    test('messages that are published meanwhile do not prolong the reading for ever', async () => {
      const before = Array.from({ length: 300 }, (_, n) => ({ key: `before-${n}`, value: 'x' }));
      const topic = await topicOf(before);
      const seen = new Set<string | null>();
      const published: Promise<void>[] = [];
      const reading = host.reader.readAll(
        topic,
        (page) => {
          for (const { key } of page) seen.add(key);
          const more = page.flatMap(({ key }) =>
            [1, 2].map((n) => ({ key: `${key}-${n}`, value: 'y' })),
          );
          published.push(host.topics.publish(topic, more.slice(0, 500), soon()));
          if (published.length > 100) throw new Error('it is endless');
        },
        soon(),
      );
      await host.run(reading);
      await host.run(Promise.all(published));
      expect(before.filter(({ key }) => !seen.has(key))).toEqual([]);
    });

    test('an error of the caller ends the reading, and the next one is complete', async () => {
      const messages = Array.from({ length: 200 }, (_, n) => ({ key: `k${n}`, value: 'x' }));
      const topic = await topicOf(messages);
      const mine = new Error('of the reader');
      let pages = 0;
      const failure = await failureOf(host.reader, topic, soon(), () => {
        pages += 1;
        throw mine;
      });
      expect(failure).toBe(mine);
      expect(pages).toBe(1);
      expect((await recordsOf(topic)).length).toBe(200);
    });

    test('two readings at once do not disturb each other', async () => {
      const topic = await topicOf(
        Array.from({ length: 400 }, (_, n) => ({ key: `k${n}`, value: `v${n}` })),
      );
      const [first, second] = await Promise.all(
        [[], []].map(async (records: TopicRecord[]) => {
          await host.run(host.reader.readAll(topic, (page) => void records.push(...page), soon()));
          return records;
        }),
      );
      expect(first?.length).toBe(400);
      expect(second).toEqual(first);
    });

    test('what came after a reading is read from the position that it returned', async () => {
      const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
      const topic = await topicOf(keys.map((key) => ({ key, value: 'before' })));
      const position = await host.run(host.reader.readAll(topic, () => {}, soon()));
      expect(await pagesAfter(topic, position)).toEqual({ records: [], position });

      const after = keys.slice(0, 25).map((key) => ({ key, value: 'after' }));
      await host.run(host.topics.publish(topic, after, soon()));
      const { records, position: next } = await pagesAfter(topic, position);
      expect(records.map(({ key, value }) => `${key} ${value}`).sort()).toEqual(
        after.map(({ key, value }) => `${key} ${value}`).sort(),
      );
      expect(await pagesAfter(topic, next)).toEqual({ records: [], position: next });
    });

    test('records are read again at their places, each once and no others', async () => {
      const messages = Array.from({ length: 300 }, (_, n) => ({
        key: `k${n}`,
        value: n % 5 === 0 ? null : `${n} ä`.repeat(n),
      }));
      const topic = await topicOf(messages);
      const records = await recordsOf(topic);
      for (const isWanted of [
        (n: number) => n === 7,
        (n: number) => n % 2 === 0,
        (n: number) => n > 100,
        () => true,
      ]) {
        const wanted = records.filter((_, index) => isWanted(index));
        const read = await recordsAt(topic, wanted.map(placeOf).reverse());
        expect(sorted(read)).toEqual(sorted(wanted));
      }
    });

    test('places that the topic does not have are left out', async () => {
      const topic = await topicOf([{ key: 'a', value: 'x' }]);
      const records = await recordsOf(topic);
      const [{ partition } = { partition: 0 }] = records;
      const beyond = { partition, offset: 5, length: 1 };
      expect(await recordsAt(topic, [...records.map(placeOf), beyond])).toEqual(records);
      expect(await recordsAt(topic, [beyond])).toEqual([]);
      expect(await recordsAt(topic, [])).toEqual([]);
    });

    test('places are not read after the deadline, nor without a broker', async () => {
      const topic = await topicOf([{ key: 'a', value: 'x' }]);
      const places = (await recordsOf(topic)).map(placeOf);
      const late = host.reader.readAt(topic, places, () => {}, host.nowMs() - 1);
      expect(await host.run(late.catch((error: unknown) => error))).toMatchObject(UNAVAILABLE);
      const dead = host.deadReader.readAt(topic, places, () => {}, host.nowMs() + 300);
      expect(await host.run(dead.catch((error: unknown) => error))).toMatchObject(UNAVAILABLE);
    });

    test('nothing is read after the deadline', async () => {
      const topic = await topicOf([{ key: 'a', value: 'x' }]);
      let pages = 0;
      const failure = await failureOf(host.reader, topic, host.nowMs() - 1, () => {
        pages += 1;
      });
      expect(failure).toMatchObject(UNAVAILABLE);
      expect(pages).toBe(0);
    });

    test('without a broker it fails by the deadline, and names the topic', async () => {
      const topic = await host.emptyTopic();
      const failure = await failureOf(host.deadReader, topic, host.nowMs() + 300);
      expect(failure).toMatchObject(UNAVAILABLE);
      expect((failure as Error).message).toContain(JSON.stringify(topic));
    });
  });
}

function placeOf({ partition, offset, value }: TopicRecord): TopicPlace {
  return { partition, offset, length: value?.length ?? 0 };
}

function sorted(records: readonly TopicRecord[]): readonly TopicRecord[] {
  return [...records].sort(
    (one, other) => one.partition - other.partition || one.offset - other.offset,
  );
}

const FIELDS = ['key', 'offset', 'partition', 'timestampMs', 'value'];

const UNAVAILABLE = { name: 'ApiError', code: 'TopicsUnavailable' };
