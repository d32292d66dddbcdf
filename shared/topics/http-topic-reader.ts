import { isJsonObject } from '../tenant-key/json.ts';
import type { HttpTopicsOptions, Send } from './http-topics.ts';
import { pagedReader } from './paged-reader.ts';
import type { TopicReader, TopicRecord } from './topic-reader.ts';

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
