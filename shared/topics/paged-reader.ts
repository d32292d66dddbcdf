import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { TopicReader, TopicRecord } from './topic-reader.ts';

/**
 * The pages of a topic up to its end, the next being fetched when the one before has been taken.
 *
 * May throw anything when it cannot go on. When the signal is aborted nobody takes its pages any
 * more, and it must come to an end.
 */
export type PagesOf = (topic: string, signal: AbortSignal) => AsyncIterable<readonly TopicRecord[]>;

/** The reader of what an engine brings page by page, under a deadline. */
export function pagedReader(pagesOf: PagesOf, clock: Clock): TopicReader {
  return {
    readAll: async (topic, onPage, deadlineMs) => {
      const isRead = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
        for await (const page of readable(topic, pagesOf(topic, signal))) {
          signal.throwIfAborted(); // Who was told that the time is over is shown no page after.
          onPage(page);
        }
        return true;
      });
      if (isRead) return;
      throw unavailable(topic, 'the deadline passed before its end was reached');
    },
  };
}

/** Tells failures of the engine from those of `onPage`, which do not come by here. */
async function* readable(
  topic: string,
  pages: AsyncIterable<readonly TopicRecord[]>,
): AsyncGenerator<readonly TopicRecord[]> {
  try {
    yield* pages;
  } catch (cause) {
    throw unavailable(topic, (cause as Error).message, cause);
  }
}

function unavailable(topic: string, reason: string, cause?: unknown): ApiError {
  const detail = `the topic ${JSON.stringify(topic)} could not be read: ${reason}`;
  return new ApiError('TopicsUnavailable', { detail, cause });
}
