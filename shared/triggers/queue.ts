import { isJsonObject } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import {
  clippedName,
  jsonText,
  malformedMessage,
  ownField,
  ownName,
  ownText,
  refuseTooMany,
  type Trigger,
} from './trigger.ts';

/**
 * Reads an event of EventBridge, which comes alone or, when the rule delivers in batches, in an
 * `EventList`. Its data is the request; an event of a connector has the request in `msgBody`.
 *
 * @see https://cloud.tencent.com/document/product/248/87520 (the envelope)
 */
export function readEventBridge(event: unknown): Trigger | undefined {
  const events = isEnvelope(event) ? [event] : ownField(event, 'EventList');
  if (!Array.isArray(events)) return undefined;
  return refuseTooMany(events) ?? { kind: 'queue', messages: events.map(readEnvelope) };
}

function isEnvelope(event: unknown): boolean {
  return ownField(event, 'specversion') !== undefined;
}

function readEnvelope(envelope: unknown): Message {
  const text = textOf(envelope);
  if (text === undefined) return malformedMessage(envelope);
  const topic = ownName(envelope, 'source');
  const messageId = ownName(envelope, 'id');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}

function textOf(envelope: unknown): string | undefined {
  const payload = ownField(envelope, 'data');
  const isConnected = ownText(envelope, 'type', '').startsWith('connector:');
  const text = isConnected ? ownField(payload, 'msgBody') : payload;
  if (text === undefined || typeof text === 'string') return text;
  return isConnected ? undefined : jsonText(text);
}

/** What reads a record, by the field that it is wrapped in. */
const READERS: readonly (readonly [
  field: string,
  read: (record: unknown) => Message | undefined,
])[] = [
  ['Ckafka', readCkafkaRecord],
  ['CMQ', readCmqRecord],
];

/**
 * Reads a batch of a queue. One malformed record does not hold up the others: it becomes a message
 * that cannot be read, and is parked. A batch of another trigger's records, such as those of COS,
 * is none of ours.
 */
export function readRecords(event: unknown): Trigger | undefined {
  const records = ownField(event, 'Records');
  if (!Array.isArray(records) || isForeign(records)) return undefined;
  return refuseTooMany(records) ?? { kind: 'queue', messages: records.map(readRecord) };
}

function isForeign(records: readonly unknown[]): boolean {
  return !records.some(isOurs) && records.some(isWrapped);
}

function isOurs(record: unknown): boolean {
  return READERS.some(([field]) => ownField(record, field) !== undefined);
}

function isWrapped(record: unknown): boolean {
  return isJsonObject(record) && Object.keys(record).length > 0;
}

function readRecord(record: unknown): Message {
  for (const [field, read] of READERS) {
    const message = read(ownField(record, field));
    if (message !== undefined) return message;
  }
  return malformedMessage(record);
}

/**
 * Reads the `Ckafka` of a record; undefined when it is malformed. The vendor's pages spell both
 * `partition` and `Partition`. The key of the message is not read: it says "None" for none, and
 * only places the message in a partition.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
export function readCkafkaRecord(record: unknown): Message | undefined {
  const topic = ownField(record, 'topic');
  const partition = ownField(record, 'partition') ?? ownField(record, 'Partition');
  const offset = ownField(record, 'offset');
  const text = ownField(record, 'msgBody');
  if (typeof topic !== 'string' || typeof text !== 'string') return undefined;
  const place = placeOf(partition, offset);
  return {
    text,
    source: { door: 'queue', topic: clippedName(topic), ...place },
    callerWaits: false,
  };
}

type Place = { partition: number; offset: number } | { messageId: string };

/** A place that is not understood must not cost the request that lies there. */
function placeOf(partition: unknown, offset: unknown): Place {
  if (isCount(partition) && isCount(offset)) return { partition, offset };
  return { messageId: jsonText([partition, offset]).slice(0, 64) };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/**
 * Reads the `CMQ` of a record; undefined when it is malformed.
 *
 * @see https://www.tencentcloud.com/document/product/583/11517
 */
export function readCmqRecord(record: unknown): Message | undefined {
  const text = ownField(record, 'msgBody');
  if (typeof text !== 'string') return undefined;
  const topic = ownName(record, 'topicName');
  const messageId = ownName(record, 'msgId');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}
