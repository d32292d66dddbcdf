import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import { type PlaceRun, placeName, runsOf } from './place-runs.ts';
import type { TopicPosition, TopicReader, TopicRecord } from './topics.ts';

/** Reads what an engine delivers page by page, within the deadline of the caller. */
export function pagedReader(engine: TopicEngine, clock: Clock): TopicReader {
  async function read(topic: string, pagesOf: PagesOf, onPage: OnPage, deadlineMs: number) {
    const isRead = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
      for await (const page of readable(topic, pagesOf(signal))) {
        signal.throwIfAborted(); // After the deadline the caller gets no further page.
        onPage(page);
      }
      return true;
    });
    if (isRead) return;
    throw unavailable(topic, 'the deadline passed before its end was reached');
  }

  return {
    readAll: async (topic, onPage, deadlineMs, start = new Map()) => {
      const position = new Map(start);
      const pagesOf: PagesOf = (signal) => engine.pages(topic, start, signal);
      const onEach: OnPage = (page) => {
        for (const { partition, offset } of page) position.set(partition, offset + 1);
        onPage(page);
      };
      await read(topic, pagesOf, onEach, deadlineMs);
      return position as TopicPosition;
    },
    readAt: async (topic, places, onPage, deadlineMs) => {
      if (places.length === 0) return;
      const wanted = new Set(places.map(placeName));
      const pagesOf: PagesOf = (signal) => engine.pagesAt(topic, runsOf(places), signal);
      const onEach: OnPage = (page) =>
        onPage(page.filter((record) => wanted.has(placeName(record))));
      await read(topic, pagesOf, onEach, deadlineMs);
    },
  };
}

/**
 * What an engine can read. At most one page is fetched before the previous one has been taken.
 *
 * May throw any error when it cannot go on. When the signal is aborted, no more pages are taken, and it
 * must end.
 */
export type TopicEngine = {
  /** The pages of a topic from a position up to its end. */
  readonly pages: (topic: string, start: TopicPosition, signal: AbortSignal) => Pages;
  /** The pages of runs of records. They may have other records too. */
  readonly pagesAt: (topic: string, runs: readonly PlaceRun[], signal: AbortSignal) => Pages;
};

type Pages = AsyncIterable<readonly TopicRecord[]>;

type PagesOf = (signal: AbortSignal) => Pages;

type OnPage = (records: readonly TopicRecord[]) => void;

/**
 * Converts failures of the engine, except those that concern one topic. Those of `onPage` do not pass
 * through here.
 */
async function* readable(topic: string, pages: Pages): AsyncGenerator<readonly TopicRecord[]> {
  try {
    yield* pages;
  } catch (cause) {
    if (cause instanceof ApiError && cause.topic !== undefined) throw cause;
    throw unavailable(topic, (cause as Error).message, cause);
  }
}

function unavailable(topic: string, reason: string, cause?: unknown): ApiError {
  const detail = `the topic ${JSON.stringify(topic)} could not be read: ${reason}`;
  return new ApiError('TopicsUnavailable', { detail, cause });
}
