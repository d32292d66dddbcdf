import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { TopicReader, TopicRecord } from './topics.ts';

/** Reads what an engine delivers page by page, within the deadline of the caller. */
export function pagedReader(pagesOf: PagesOf, clock: Clock): TopicReader {
  return {
    readAll: async (topic, onPage, deadlineMs) => {
      const isRead = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
        for await (const page of readable(topic, pagesOf(topic, signal))) {
          signal.throwIfAborted(); // After the deadline the caller gets no further page.
          onPage(page);
        }
        return true;
      });
      if (isRead) return;
      throw unavailable(topic, 'the deadline passed before its end was reached');
    },
  };
}

/**
 * The pages of a topic up to its end. The next page is fetched when the previous one has been taken.
 *
 * May throw any error when it cannot go on. When the signal is aborted, no more pages are taken, and it
 * must end.
 */
type PagesOf = (topic: string, signal: AbortSignal) => AsyncIterable<readonly TopicRecord[]>;

/** Converts failures of the engine. Those of `onPage` do not pass through here. */
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
