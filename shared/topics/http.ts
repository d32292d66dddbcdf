import { ApiError } from '../tenant-key/api-error.ts';
import { isJsonObject } from '../tenant-key/json.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { TopicReader, TopicRecord, Topics } from './topics.ts';

/**
 * A dead letter's text may have 131,072 characters, of which JSON makes six each at worst: such a page
 * takes 80 MB.
 */
const PAGE_RECORDS_MAX = 100;

/** Reads topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopicReader(base: string, { clock, send }: HttpTopicsOptions): TopicReader {
  return pagedReader(async function* (topic, signal) {
    const ask = (path: string) => getJson(send, `${base}${path}`, signal);
    // What is published while we read must not lead on for ever, so the end is asked for first.
    const end = countIn(await ask('/'), topic);
    const messages = `/topics/${encodeURIComponent(topic)}/messages`;
    for (let from = 0; from < end; ) {
      const page = recordsIn(await ask(`${messages}?from=${from}&limit=${PAGE_RECORDS_MAX}`));
      if (page.length === 0) return; // The local cloud has been reset, and the topic is empty.
      yield page;
      from += page.length;
    }
  }, clock);
}

async function getJson(send: Send, url: string, signal: AbortSignal): Promise<unknown> {
  const headers = { accept: 'application/json' };
  const response = await send(url, { method: 'GET', headers, signal });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the topics answered HTTP ${response.status}`);
  return JSON.parse(text);
}

/** How many messages a topic has, as the local cloud says of itself. */
function countIn(about: unknown, topic: string): number {
  const topics = isJsonObject(about) && Array.isArray(about.topics) ? about.topics : [];
  const found: unknown = topics.find((each) => isJsonObject(each) && each.name === topic);
  if (found === undefined) throw new Error('there is no such topic');
  if (isJsonObject(found) && isCount(found.messages)) return found.messages;
  throw new Error('the topics do not say how many messages it has');
}

function recordsIn(answer: unknown): readonly TopicRecord[] {
  if (!Array.isArray(answer)) throw new Error('the topics answered something else than messages');
  return answer.map(recordOf);
}

function recordOf(row: unknown): TopicRecord {
  if (!isRecord(row)) throw new Error('the topics answered with a message of a wrong shape');
  const { partition, offset, key, value, timestampMs } = row;
  return { partition, offset, key, value, timestampMs };
}

function isRecord(row: unknown): row is TopicRecord {
  if (!isJsonObject(row)) return false;
  const { partition, offset, key, value, timestampMs } = row;
  const isPlaced = isCount(partition) && isCount(offset) && typeof timestampMs === 'number';
  return isPlaced && isTextOrNull(key) && isTextOrNull(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

/** The part of the global `fetch` that we use. */
export type Send = (
  url: string,
  request: {
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly redirect?: 'error';
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;

export type HttpTopicsOptions = { readonly clock: Clock; readonly send: Send };

/** Topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopics(base: string, { clock, send }: HttpTopicsOptions): Topics {
  return {
    publish: async (topic, messages, deadlineMs) => {
      const url = `${base}/topics/${encodeURIComponent(topic)}/messages`;
      const answer = await within(deadlineMs - clock.nowMs(), clock, async (signal) => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(messages);
        const response = await send(url, { method: 'POST', headers, body, signal });
        return { status: response.status, text: await response.text() };
      }).catch((cause: unknown) => {
        throw new ApiError('TopicsUnavailable', { detail: 'no connection to the topics', cause });
      });
      checkAnswer(answer, messages.length);
    },
    close: async () => {},
  };
}

/** The statuses that are about the messages; any other would meet every message. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** Only an answer that says where each message lies proves that it was taken. */
function checkAnswer(
  answer: { readonly status: number; readonly text: string } | undefined,
  count: number,
): void {
  if (answer === undefined) {
    throw new ApiError('TopicsUnavailable', { detail: 'the topics did not answer in time' });
  }
  const { status, text } = answer;
  if (status >= 200 && status < 300 && placesIn(text) === count) return;
  const code = REFUSALS.has(status) ? 'TopicRefused' : 'TopicsUnavailable';
  throw new ApiError(code, { detail: `the topics answered with HTTP status ${status}` });
}

function placesIn(text: string): number | undefined {
  try {
    const places: unknown = JSON.parse(text);
    return Array.isArray(places) ? places.length : undefined;
  } catch {
    return undefined; // A page of something in between.
  }
}

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
