import { isJsonObject, type Parsed } from '../json/json.ts';
import {
  type NewMessage,
  type OffsetRange,
  type TopicInput,
  type TopicLog,
  type TopicOptions,
  topicLog,
} from './topic-log.ts';

/** The topics of the local cloud. */
export type Topics = {
  readonly names: readonly string[];
  readonly get: (name: string) => TopicLog | undefined;
  /** The offsets of the partitions of a topic; none of a topic that does not exist. */
  readonly offsets: (name: string) => readonly OffsetRange[];
  readonly repeat: (input: TopicInput) => void;
  readonly clear: () => void;
};

/** @param partitionCounts How many partitions each topic has, by its name. */
export function localTopics(
  partitionCounts: ReadonlyMap<string, number>,
  options: TopicOptions,
): Topics {
  const topics = new Map<string, TopicLog>();
  for (const [name, count] of partitionCounts) topics.set(name, topicLog(name, count, options));

  function repeat(input: TopicInput): void {
    const topic = topics.get(input.topic);
    if (topic === undefined) throw new Error(`there is no topic ${input.topic}`);
    topic.repeat(input);
  }

  return {
    names: [...topics.keys()],
    get: (name) => topics.get(name),
    offsets: (name) => offsetsOf(topics.get(name)),
    repeat,
    clear: () => {
      for (const topic of topics.values()) topic.clear();
    },
  };
}

function offsetsOf(topic: TopicLog | undefined): readonly OffsetRange[] {
  return Array.from({ length: topic?.partitionCount ?? 0 }, (_, partition) => {
    const messages = topic?.readPartition(partition, 0, Number.MAX_SAFE_INTEGER) ?? [];
    return { begin: 0, end: messages.length };
  });
}

/** Parses messages to be published: one message or an array. */
export function parseMessages(body: unknown): Parsed<readonly NewMessage[]> {
  const rows = Array.isArray(body) ? body : [body];
  const messages: NewMessage[] = [];
  for (const [index, row] of rows.entries()) {
    const problem = problemOf(row);
    if (problem !== undefined) return { ok: false, problem: `Message ${index}: ${problem}` };
    const { key = null, value, headers = {} } = row as Partial<NewMessage>;
    messages.push({ key, value: value ?? null, headers });
  }
  return { ok: true, value: messages };
}

/** How many bytes a message has, as a broker counts them: with what it stores besides, about. */
export function messageBytes({ key, value, headers }: NewMessage): number {
  const texts = [key ?? '', value ?? '', ...Object.entries(headers).flat()];
  return texts.reduce((total, text) => total + Buffer.byteLength(text), ENVELOPE_BYTES);
}

/** The header of a batch, and the lengths and numbers of its only record. */
const ENVELOPE_BYTES = 80;

const EXAMPLE = '{"key":"acme","value":"text","headers":{}}';

function problemOf(row: unknown): string | undefined {
  if (!isJsonObject(row)) return `it must be an object such as ${EXAMPLE}.`;
  const { key = null, value, headers = {}, ...others } = row;
  const [other] = Object.keys(others);
  if (other !== undefined) return `${JSON.stringify(other)} is unknown; use ${EXAMPLE}.`;
  if (key !== null && typeof key !== 'string') return 'key must be a string or null.';
  if (value !== null && typeof value !== 'string') {
    return 'value must be a string or null; write JSON as a string.';
  }
  const areTexts =
    isJsonObject(headers) && Object.values(headers).every((text) => typeof text === 'string');
  return areTexts ? undefined : 'headers must be an object of strings.';
}
