import { isCount, jsonText, ownField } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { decodedBase64 } from './base64.ts';
import { clippedName, type Differing, placeInRecord, withoutPlace } from './record-place.ts';

/** A message of a queue, with the queue that it came from. */
export type QueueMessage = Message & { readonly wayIn: QueueWayIn };

export type QueueWayIn = 'ckafka' | 'cmq' | 'eventbridge';

/** How a record is read, by the field that wraps it. */
const READERS: readonly (readonly [
  field: string,
  wayIn: QueueWayIn,
  read: (record: unknown) => Message | undefined,
])[] = [
  ['Ckafka', 'ckafka', readCkafkaRecord],
  ['CMQ', 'cmq', readCmqRecord],
];

/** A malformed record does not fail the batch: it becomes an unreadable message, and is parked. */
export function queueMessage(record: unknown): QueueMessage {
  for (const [field, wayIn, read] of READERS) {
    const message = read(ownField(record, field));
    if (message !== undefined) return { ...message, wayIn };
  }
  const isCmq = ownField(record, 'CMQ') !== undefined;
  return malformedMessage(record, isCmq ? 'cmq' : 'ckafka');
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

/** A malformed event becomes an unreadable message, as a malformed record does. */
export function eventBridgeMessage(envelope: unknown): QueueMessage {
  const text = requestTextOf(envelope);
  if (text === undefined) return malformedMessage(envelope, 'eventbridge');
  const topic = ownName(envelope, 'source');
  const messageId = ownName(envelope, 'id');
  const source = { door: 'queue', topic, messageId } as const;
  return { text, source, callerWaits: false, wayIn: 'eventbridge' };
}

/**
 * The data of an event is the request; a connector puts the request into `msgBody` of the data. Undefined when
 * there is none, or it is not clear what its bytes mean.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#31-handling-of-data
 */
function requestTextOf(envelope: unknown): string | undefined {
  const [data, base64, type] = ['data', 'data_base64', 'type'].map((name) =>
    ownField(envelope, name),
  );
  if (!isUtf8(ownField(envelope, 'datacontenttype'))) return undefined;
  if (base64 !== undefined) {
    return data === undefined && typeof base64 === 'string' ? decodedBase64(base64) : undefined;
  }
  const isConnector = typeof type === 'string' && type.startsWith('connector:');
  const text = isConnector ? ownField(data, 'msgBody') : data;
  if (text === undefined || typeof text === 'string') return text;
  return isConnector ? undefined : jsonText(text);
}

/** Whether a content type names no other charset: what it is otherwise does not matter for a request. */
function isUtf8(contentType: unknown): boolean {
  if (contentType === undefined || contentType === null) return true;
  if (typeof contentType !== 'string') return false;
  const [, charset = 'utf-8'] = /charset=\s*"?([^\s";]*)/i.exec(contentType) ?? [];
  return /^utf-?8$|^(?:us-)?ascii$/i.test(charset);
}

/**
 * Represents a record without a message, which is parked unread. Its text is the record itself, so that an operator
 * can see it, but for what differs between copies.
 */
function malformedMessage(record: unknown, wayIn: QueueWayIn): QueueMessage {
  return {
    text: jsonText(withoutPlace(record, DIFFERING[wayIn])),
    source: { door: 'queue', ...malformedPlace(record, wayIn) },
    callerWaits: false,
    refused: { code: 'RequestUnreadable', detail: MALFORMED },
    wayIn,
  };
}

function malformedPlace(record: unknown, wayIn: QueueWayIn): Omit<Message['source'], 'door'> {
  if (wayIn === 'eventbridge') {
    return { topic: ownName(record, 'source'), messageId: ownName(record, 'id') };
  }
  const { topic = 'unknown', partition, offset, messageId = 'unknown' } = placeInRecord(record);
  const isPlaced = partition !== undefined || offset !== undefined;
  return { topic, ...(isPlaced ? positionOf(partition, offset) : { messageId }) };
}

/** In what copies of a malformed record differ. All of it but a time is in the source of the message. */
const DIFFERING: Readonly<Record<QueueWayIn, Differing>> = {
  ckafka: { own: ['partition', 'offset'], wrapped: ['partition', 'offset'] },
  cmq: { own: [], wrapped: ['msgid', 'requestid', 'publishtime'] },
  eventbridge: { own: ['id', 'time'], wrapped: [] },
};

const MALFORMED = 'The record is malformed: the text of the message is missing, or is no text.';

/** The field if it is text, clipped to the longest name of the platform; otherwise `unknown`. */
function ownName(value: unknown, field: string): string {
  const name = ownField(value, field);
  return typeof name === 'string' ? clippedName(name) : 'unknown';
}
