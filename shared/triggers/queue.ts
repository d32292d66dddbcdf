import { isCount, isJsonObject, jsonText, ownField } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';

/**
 * The records of a batch that a queue pushed. A batch with the records of another trigger alone, such as
 * those of COS, is not one of a queue.
 */
export function queueRecords(event: unknown): readonly unknown[] | undefined {
  const records = ownField(event, 'Records');
  if (!Array.isArray(records)) return undefined;
  const isForeign = !records.some(isQueueRecord) && records.some(hasFields);
  return isForeign ? undefined : records;
}

function isQueueRecord(record: unknown): boolean {
  return READERS.some(([field]) => ownField(record, field) !== undefined);
}

function hasFields(record: unknown): boolean {
  return isJsonObject(record) && Object.keys(record).length > 0;
}

/** How a record is read, by the field that wraps it. */
const READERS: readonly (readonly [
  field: string,
  read: (record: unknown) => Message | undefined,
])[] = [
  ['Ckafka', readCkafkaRecord],
  ['CMQ', readCmqRecord],
];

/** A malformed record does not fail the batch: it becomes an unreadable message, and is parked. */
export function queueMessage(record: unknown): Message {
  for (const [field, read] of READERS) {
    const message = read(ownField(record, field));
    if (message !== undefined) return message;
  }
  return malformedMessage(record);
}

/**
 * Reads the `Ckafka` of a record; undefined when it is malformed. The vendor's pages spell both
 * `partition` and `Partition`. The key of the message is not read: it says "None" for none, and
 * only determines the partition.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
function readCkafkaRecord(record: unknown): Message | undefined {
  const topic = ownField(record, 'topic');
  const partition = ownField(record, 'partition') ?? ownField(record, 'Partition');
  const offset = ownField(record, 'offset');
  const text = ownField(record, 'msgBody');
  if (typeof topic !== 'string' || typeof text !== 'string') return undefined;
  const position = positionOf(partition, offset);
  return {
    text,
    source: { door: 'queue', topic: clippedName(topic), ...position },
    callerWaits: false,
  };
}

type Position = { partition: number; offset: number } | { messageId: string };

/** A record with an unexpected position keeps its request, with the position as its id. */
function positionOf(partition: unknown, offset: unknown): Position {
  if (isCount(partition) && isCount(offset)) return { partition, offset };
  return { messageId: jsonText([partition, offset]).slice(0, 64) };
}

/**
 * Reads the `CMQ` of a record; undefined when it is malformed.
 *
 * @see https://www.tencentcloud.com/document/product/583/11517
 */
function readCmqRecord(record: unknown): Message | undefined {
  const text = ownField(record, 'msgBody');
  if (typeof text !== 'string') return undefined;
  const topic = ownName(record, 'topicName');
  const messageId = ownName(record, 'msgId');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}

/**
 * The events of EventBridge. One comes alone or, when the rule delivers in batches, in an `EventList`.
 *
 * @see https://cloud.tencent.com/document/product/248/87520 (the envelope)
 */
export function eventsOfEventBridge(event: unknown): readonly unknown[] | undefined {
  const isAlone = ownField(event, 'specversion') !== undefined;
  const events = isAlone ? [event] : ownField(event, 'EventList');
  return Array.isArray(events) ? events : undefined;
}

/** A malformed event becomes an unreadable message, as a malformed record does. */
export function eventBridgeMessage(envelope: unknown): Message {
  const text = requestTextOf(envelope);
  if (text === undefined) return malformedMessage(envelope);
  const topic = ownName(envelope, 'source');
  const messageId = ownName(envelope, 'id');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}

/** The data of an event is the request; a connector puts the request into `msgBody` of the data. */
function requestTextOf(envelope: unknown): string | undefined {
  const data = ownField(envelope, 'data');
  const type = ownField(envelope, 'type');
  const isConnector = typeof type === 'string' && type.startsWith('connector:');
  const text = isConnector ? ownField(data, 'msgBody') : data;
  if (text === undefined || typeof text === 'string') return text;
  return isConnector ? undefined : jsonText(text);
}

/**
 * Represents a record without a message. Its text is the record itself, so that it is parked as unreadable
 * and an operator can see it.
 */
function malformedMessage(record: unknown): Message {
  const source = { door: 'queue', topic: 'unknown', messageId: 'unknown' } as const;
  return { text: jsonText(record), source, callerWaits: false };
}

/** The field if it is text, clipped to the longest name of the platform; otherwise `unknown`. */
function ownName(value: unknown, field: string): string {
  const name = ownField(value, field);
  return typeof name === 'string' ? clippedName(name) : 'unknown';
}

/** Names go into logs and dead letters, and may be of any length. No name of ours is clipped. */
function clippedName(name: string): string {
  return name.slice(0, NAME_LENGTH_MAX);
}

const NAME_LENGTH_MAX = 256;
