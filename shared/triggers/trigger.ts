import type { HttpRequest } from '../http/message.ts';
import { isJsonObject, jsonText, ownField } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { decodedBase64 } from './base64.ts';
import { eventsOfEventBridge, queueRecords, readTimer, type TimerEvent } from './event-kind.ts';
import { eventBridgeMessage, type QueueMessage, queueMessage } from './queue.ts';

/** What an event asks of a function. */
type Trigger =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  /** Pushed by a queue. No caller waits, and the queue delivers the event again if the function throws. */
  | { readonly kind: 'queue'; readonly messages: readonly QueueMessage[] }
  /** Invoked by name. The caller waits for the outcome of each message. */
  | { readonly kind: 'invoke'; readonly messages: readonly Message[] }
  | TimerEvent
  | Refused;

/** An event of an unknown shape, or with too many messages. */
type Refused = {
  readonly kind: 'refused';
  /** A sentence that describes the event, without any of its values. */
  readonly problem: string;
};

/** The HTTP request that an event carries. Throws if it carries none, with a description of the event. */
export function httpRequestOf(event: unknown): HttpRequest {
  const trigger = parseTrigger(event);
  if (trigger.kind === 'http') return trigger.request;
  if (trigger.kind === 'refused') throw new Error(trigger.problem);
  throw new Error(`This function answers HTTP, not events of the kind ${trigger.kind}.`);
}

/**
 * Parses an event of the platform. Never throws: an event of an unknown shape is `refused`.
 *
 * @see https://cloud.tencent.com/document/product/583/31927 (events of all triggers)
 */
export function parseTrigger(event: unknown): Trigger {
  for (const [, read] of SHAPES) {
    const trigger = read(event);
    if (trigger !== undefined) return trigger;
  }
  const known = SHAPES.map(([name]) => name).join('; ');
  return { kind: 'refused', problem: `The event is ${described(event)}; known are: ${known}.` };
}

/** Reads one shape of event. Undefined means that the event has another shape. */
type ReadShape = (event: unknown) => Trigger | undefined;

/** Every known shape of event, in the order in which they are tried. */
const SHAPES: readonly (readonly [name: string, read: ReadShape])[] = [
  ['a Function URL or API Gateway', readHttp],
  ['CKafka or CMQ records', (event) => queueTrigger(queueRecords(event), queueMessage)],
  ['EventBridge', (event) => queueTrigger(eventsOfEventBridge(event), eventBridgeMessage)],
  ['a timer', readTimer],
  ['a request or a list of requests', (event) => invokeTrigger(invokedRequests(event))],
];

/** Field names are shown and values never, since a value may be a secret. */
function described(event: unknown): string {
  if (event === null || event === undefined) return 'empty';
  if (!isJsonObject(event)) return `a ${typeof event}`;
  const names = Object.keys(event);
  if (names.length === 0) return 'an object without fields';
  const shown = names.slice(0, FIELDS_SHOWN_MAX).map(quoted).join(', ');
  const hidden = names.length - FIELDS_SHOWN_MAX;
  return `an object with the fields ${shown}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

const FIELDS_SHOWN_MAX = 10;

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, FIELD_LENGTH_MAX));
}

const FIELD_LENGTH_MAX = 40;

function queueTrigger(
  list: readonly unknown[] | undefined,
  messageOf: (each: unknown) => QueueMessage,
): Trigger | undefined {
  if (list === undefined) return undefined;
  if (list.length > MESSAGES_MAX) return tooMany(list.length);
  return { kind: 'queue', messages: list.map(messageOf) };
}

function invokeTrigger(list: readonly unknown[] | undefined): Trigger | undefined {
  if (list === undefined) return undefined;
  if (list.length > MESSAGES_MAX) return tooMany(list.length);
  return { kind: 'invoke', messages: list.map(invokedMessage) };
}

/**
 * The most messages in an event.
 *
 * @see https://cloud.tencent.com/document/product/583/17530 (CKafka: at most 10,000 in a batch)
 */
const MESSAGES_MAX = 10_000;

function tooMany(count: number): Refused {
  const problem = `The event has ${count} messages; send at most ${MESSAGES_MAX} at once.`;
  return { kind: 'refused', problem };
}

/**
 * Reads the event of a Function URL. Events of the former API Gateway have the same fields and more, such
 * as `requestContext`. Only they have `isBase64Encoded`, and header names as the client wrote them.
 *
 * @see https://cloud.tencent.com/document/product/583/96099 (Function URL)
 */
function readHttp(event: unknown): Trigger | undefined {
  const method = ownField(event, 'httpMethod');
  const path = ownField(event, 'path');
  if (typeof method !== 'string' || typeof path !== 'string') return undefined;
  const request: HttpRequest = {
    method,
    path,
    query: readQuery(ownField(event, 'queryString')),
    headers: readHeaders(ownField(event, 'headers')),
    ...readBody(ownField(event, 'body'), ownField(event, 'isBase64Encoded')),
  };
  return { kind: 'http', request };
}

/** A value is text, an array of texts if the name repeats, or `true` if there is none. */
function readQuery(query: unknown): HttpRequest['query'] {
  return new Map(fieldsOf(query).map(([name, value]) => [name, textsOf(value)]));
}

/** A name may come in several spellings. The values of all of them are joined. */
function readHeaders(headers: unknown): HttpRequest['headers'] {
  const read = new Map<string, string>();
  for (const [spelling, value] of fieldsOf(headers)) {
    const name = spelling.toLowerCase();
    const earlier = read.has(name) ? [read.get(name)] : [];
    read.set(name, [...earlier, ...textsOf(value)].join(', '));
  }
  return read;
}

function fieldsOf(value: unknown): [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function textsOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => (typeof each === 'string' ? each : jsonText(each)));
}

/** What the event says of the body must be understood: read in another way, it might be another request. */
function readBody(body: unknown, isBase64: unknown): Pick<HttpRequest, 'bodyText' | 'bodyFlaw'> {
  const text = typeof body === 'string' ? body : jsonText(body ?? '');
  const bodyText = body === undefined || body === null ? '' : text;
  if (isBase64 === undefined || isBase64 === null || isBase64 === false) return { bodyText };
  if (isBase64 !== true) return { bodyText: '', bodyFlaw: FLAG_UNKNOWN };
  const decoded = decodedBase64(bodyText);
  return decoded === undefined ? { bodyText: '', bodyFlaw: NOT_BASE64 } : { bodyText: decoded };
}

const FLAG_UNKNOWN = 'The event says neither true nor false in isBase64Encoded.';

const NOT_BASE64 = 'The event says that the body is in base64, and it is not.';

/**
 * The requests that the function was invoked with: one, or a list of them, each as an object or as the
 * text of one. The platform passes on the payload of the caller unchanged.
 */
function invokedRequests(event: unknown): readonly unknown[] | undefined {
  const isRequest = REQUEST_FIELDS.some((name) => ownField(event, name) !== undefined);
  const requests = isRequest ? [event] : event;
  return Array.isArray(requests) ? requests : undefined;
}

/** An object with any of these is taken for a request, even if it is not a valid one. */
const REQUEST_FIELDS = ['requestId', 'tenantId', 'keyName'];

function invokedMessage(request: unknown): Message {
  const text = typeof request === 'string' ? request : jsonText(request);
  return { text, source: { door: 'invoke' }, callerWaits: true };
}
