import { ApiError } from '../tenant-key/api-error.ts';
import { isCount, isJsonObject } from '../tenant-key/json.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import { pagedReader } from './paged-reader.ts';
import type { PlaceRun } from './place-runs.ts';
import type { TopicPosition, TopicReader, TopicRecord, Topics } from './topics.ts';

/** Publishes to topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopics(base: string, { clock, send }: HttpTopicsOptions): Topics {
  return {
    publish: async (topic, messages, deadlineMs) => {
      const url = `${base}/topics/${encodeURIComponent(topic)}/messages`;
      const headers = { 'content-type': 'application/json' };
      // One partition or not: a topic is read in the order of arrival, and a call is stored as a whole.
      const body = JSON.stringify(messages.map(({ partitionKey: _, ...message }) => message));
      async function post(signal: AbortSignal): Promise<HttpAnswer> {
        const response = await send(url, { method: 'POST', headers, body, signal });
        return { status: response.status, text: await response.text() };
      }
      const first = await firstTry(deadlineMs - clock.nowMs(), clock, post);
      const again = () => within(deadlineMs - clock.nowMs(), clock, post);
      const answer =
        first ??
        (await again().catch((cause: unknown) => {
          throw new ApiError('TopicsUnavailable', { detail: 'no connection to the topics', cause });
        }));
      checkAnswer(answer, messages.length, topic);
    },
    close: async () => {},
  };
}

export type HttpTopicsOptions = { readonly clock: Clock; readonly send: Send };

type HttpAnswer = { readonly status: number; readonly text: string };

/**
 * Gives undefined if there is no answer soon. The connection may have been kept from before the platform
 * froze the process, and a second try then uses a new one.
 */
async function firstTry<Answer>(
  waitMs: number,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  return within(Math.min(waitMs, FIRST_WAIT_MS), clock, call).catch(() => undefined);
}

const FIRST_WAIT_MS = 3_000;

/** Sends a request as the rule for outbound requests has it: no redirect is followed, and a response is whole. */
export type Send = (
  url: string,
  request: {
    readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    /** The most bytes of a response. */
    readonly bytesMax?: number;
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;

/** The statuses that blame the messages. With any other, every message would fail. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** The status of a topic that does not exist. */
const NO_SUCH_TOPIC = 404;

/** Only an answer with the position of every message proves that they were stored. */
function checkAnswer(answer: HttpAnswer | undefined, count: number, topic: string): void {
  if (answer === undefined) {
    throw new ApiError('TopicsUnavailable', { detail: 'the topics did not answer in time' });
  }
  const { status, text } = answer;
  if (status >= 200 && status < 300 && positionsIn(text) === count) return;
  const detail = `the topics answered with HTTP status ${status}`;
  if (status === NO_SUCH_TOPIC) throw new ApiError('TopicMissing', { detail, topic });
  throw new ApiError(REFUSALS.has(status) ? 'TopicRefused' : 'TopicsUnavailable', { detail });
}

/** Counts the positions in an answer. */
function positionsIn(text: string): number | undefined {
  try {
    const positions: unknown = JSON.parse(text);
    return Array.isArray(positions) ? positions.length : undefined;
  } catch {
    return undefined; // Not JSON: the answer of a proxy.
  }
}

/** Reads topics of the local cloud. @param base Such as `http://127.0.0.1:4700`. */
export function httpTopicReader(base: string, { clock, send }: HttpTopicsOptions): TopicReader {
  async function ask(path: string, signal: AbortSignal): Promise<unknown> {
    const get = (until: AbortSignal) => getText(send, `${base}${path}`, until);
    const { status, text } = (await firstTry(FIRST_WAIT_MS, clock, get)) ?? (await get(signal));
    if (status === 200) return JSON.parse(text);
    throw new Error(`the local cloud answered with HTTP status ${status}`);
  }

  async function messagesOf(topic: string, query: string, signal: AbortSignal) {
    const path = `/topics/${encodeURIComponent(topic)}/messages?${query}&size=${PAGE_SIZE_MAX}`;
    return recordsIn(await ask(path, signal));
  }

  async function* pages(topic: string, start: TopicPosition, signal: AbortSignal) {
    // The end is read first: messages that arrive meanwhile must not prolong the reading for ever.
    const end = countIn(await ask('/', signal), topic);
    // In order of arrival. These topics are never compacted, so that the offsets count the messages.
    let from = sum(start.values());
    let asked = from < end ? messagesOf(topic, `from=${from}`, signal) : undefined;
    while (asked !== undefined) {
      const page = await asked;
      if (page.length === 0) return; // The local cloud has been reset, and the topic is empty.
      from += page.length;
      // The local cloud prepares the next page while this one is taken, which is a quarter of the time.
      asked = from < end ? messagesOf(topic, `from=${from}`, signal) : undefined;
      asked?.catch(() => {}); // Nothing waits for it if the reading ends with this page.
      yield page;
    }
  }

  async function* pagesAt(topic: string, runs: readonly PlaceRun[], signal: AbortSignal) {
    for (const { partition, low, high } of runs) {
      for (let from = low; from < high; ) {
        const limit = Math.min(high - from, PAGE_RECORDS_MAX);
        const query = `partition=${partition}&from=${from}&limit=${limit}`;
        const page = await messagesOf(topic, query, signal);
        if (page.length === 0) break; // The local cloud has been reset.
        yield page;
        from += page.length;
      }
    }
  }

  return pagedReader({ pages, pagesAt }, clock);
}

/**
 * The most characters of one page, but for a single message that is longer. Small pages take most of
 * the time of a long reading, and large ones need memory.
 */
const PAGE_SIZE_MAX = 1_500_000;

/** The most messages that the local cloud puts into one answer. */
const PAGE_RECORDS_MAX = 10_000;

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

async function getText(send: Send, url: string, signal: AbortSignal): Promise<HttpAnswer> {
  const headers = { accept: 'application/json' };
  const response = await send(url, { method: 'GET', headers, signal });
  return { status: response.status, text: await response.text() };
}

/** How many messages a topic has, from the overview of the local cloud. */
function countIn(about: unknown, topic: string): number {
  if (!isJsonObject(about) || !Array.isArray(about.topics))
    throw new Error('the local cloud does not say which topics it has');
  const { topics } = about;
  const found: unknown = topics.find((each) => isJsonObject(each) && each.name === topic);
  if (found === undefined) {
    const detail = 'there is no such topic';
    throw new ApiError('TopicMissing', { detail, topic });
  }
  if (isJsonObject(found) && isCount(found.messages)) return found.messages;
  throw new Error('the local cloud does not say how many messages it has');
}

function recordsIn(answer: unknown): readonly TopicRecord[] {
  if (!Array.isArray(answer))
    throw new Error('the local cloud did not answer with an array of messages');
  return answer.map(recordOf);
}

function recordOf(row: unknown): TopicRecord {
  if (!isRecord(row)) throw new Error('the local cloud answered with a malformed message');
  const { partition, offset, key, value, timestampMs } = row;
  return { partition, offset, key, value, timestampMs };
}

function isRecord(row: unknown): row is TopicRecord {
  if (!isJsonObject(row)) return false;
  const { partition, offset, key, value, timestampMs } = row;
  const hasPosition = isCount(partition) && isCount(offset) && typeof timestampMs === 'number';
  return hasPosition && isTextOrNull(key) && isTextOrNull(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
