import { describe, expect, test } from 'vitest';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { pagedReader, type TopicEngine } from '../../shared/topics/paged-reader.ts';
import { runsOf } from '../../shared/topics/place-runs.ts';
import type { TopicRecord } from '../../shared/topics/topics.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const record = (offset: number, more: Partial<TopicRecord> = {}): TopicRecord => ({
  ...{ partition: 0, offset, key: 'k', value: 'v', timestampMs: 5 },
  ...more,
});

/** A reader over an engine that gives these pages, and then fails if there is a failure. */
function readerOf(pages: readonly (readonly TopicRecord[])[], failure?: unknown) {
  const asked: unknown[] = [];
  async function* all() {
    yield* pages;
    if (failure !== undefined) throw failure;
  }
  const engine: TopicEngine = {
    pages: () => all(),
    pagesAt: (_, runs) => {
      asked.push(runs);
      return all();
    },
  };
  const clock = virtualClock();
  return { reader: pagedReader(engine, clock), clock, asked };
}

describe('records that are read at their places', () => {
  const place = (offset: number, partition = 0) => ({ partition, offset, length: 1 });

  async function offsetsAt(
    places: readonly ReturnType<typeof place>[],
    page: readonly TopicRecord[],
  ) {
    const { reader, clock, asked } = readerOf([page]);
    const read: number[] = [];
    const onPage = (records: readonly TopicRecord[]) =>
      void read.push(...records.map(({ offset }) => offset));
    await clock.run(reader.readAt('t', places, onPage, 1_000));
    return { read, asked };
  }

  test('are those alone, whatever else is on the page', async () => {
    const page = [record(1), record(2), record(1, { partition: 1 }), record(3)];
    expect((await offsetsAt([place(1), place(3)], page)).read).toEqual([1, 3]);
  });

  test('may be hidden by a batch that cannot be decoded, which is told', async () => {
    const undecoded = { firstOffset: 1, codec: 'zstd' };
    const damaged = record(4, { key: null, value: null, undecoded });
    expect((await offsetsAt([place(2)], [damaged])).read).toEqual([4]);
  });

  test('are not looked for where there are none', async () => {
    expect((await offsetsAt([], [record(1)])).asked).toEqual([]);
  });
});

describe('an engine that fails', () => {
  const codeOf = async (failure: unknown) => {
    const { reader, clock } = readerOf([[record(0)]], failure);
    const reading = reader.readAll('t', () => {}, 1_000);
    return clock.run(reading.catch(({ message }: Error) => message));
  };

  test.each<[string, unknown, string]>([
    [
      'of a topic keeps its code',
      new ApiError('TopicForbidden', { detail: 'why', topic: 't' }),
      'TopicForbidden: why (topic "t")',
    ],
    [
      'of no topic is an outage',
      new ApiError('DeadlineExceeded', { detail: 'why' }),
      'TopicsUnavailable: the topic "t" could not be read: DeadlineExceeded: why',
    ],
    [
      'for a reason of its own is an outage',
      Object.assign(new Error('why'), { topic: 't' }),
      'TopicsUnavailable: the topic "t" could not be read: why',
    ],
  ])('%s', async (_, failure, message) => {
    expect(await codeOf(failure)).toBe(message);
  });
});

test('places are joined to runs of consecutive offsets, with the length of all', () => {
  const places = [
    { partition: 1, offset: 5, length: 1 },
    { partition: 0, offset: 6, length: 20 },
    { partition: 0, offset: 5, length: 3 },
    { partition: 0, offset: 8, length: 4 },
    { partition: 1, offset: 6, length: 2 },
  ];
  expect(runsOf(places)).toEqual([
    { partition: 0, low: 5, high: 7, length: 23 },
    { partition: 0, low: 8, high: 9, length: 4 },
    { partition: 1, low: 5, high: 7, length: 3 },
  ]);
  expect(runsOf([])).toEqual([]);
});
