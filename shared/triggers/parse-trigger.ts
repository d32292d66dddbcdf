import type { HttpRequest } from '../http/message.ts';
import { isJsonObject } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { readHttpEvent } from './http.ts';
import { readEventBridge, readRecords } from './queue.ts';
import {
  jsonText,
  ownField,
  ownText,
  type ReadShape,
  refuseTooMany,
  type Trigger,
} from './trigger.ts';

/** The HTTP request that an event carries. Throws when it carries none, and names what was seen. */
export function httpRequestOf(event: unknown): HttpRequest {
  const trigger = parseTrigger(event);
  if (trigger.kind === 'http') return trigger.request;
  if (trigger.kind === 'refused') throw new Error(trigger.problem);
  throw new Error(`This function answers HTTP, not events of the kind ${trigger.kind}.`);
}

/** Every shape of event that we know, in the order in which they are tried. */
const SHAPES: readonly (readonly [name: string, read: ReadShape])[] = [
  ['a Function URL or API Gateway', readHttpEvent],
  ['CKafka or CMQ records', readRecords],
  ['EventBridge', readEventBridge],
  ['a timer', readTimer],
  ['a request or a list of requests', readInvoke],
];

/** How much of an unknown event its refusal names. */
const FIELDS_SHOWN_MAX = 10;
const FIELD_LENGTH_MAX = 40;

/** Says what an event asks of the function. Never throws: an unknown event is `refused`. */
export function parseTrigger(event: unknown): Trigger {
  for (const [, read] of SHAPES) {
    const trigger = read(event);
    if (trigger !== undefined) return trigger;
  }
  const known = SHAPES.map(([name]) => name).join('; ');
  return { kind: 'refused', problem: `The event is ${described(event)}; known are: ${known}.` };
}

/** Names are shown and values never, since a value may be a secret. */
function described(event: unknown): string {
  if (event === null || event === undefined) return 'empty';
  if (!isJsonObject(event)) return `a ${typeof event}`;
  const names = Object.keys(event);
  if (names.length === 0) return 'an object without fields';
  const shown = names.slice(0, FIELDS_SHOWN_MAX).map(quoted).join(', ');
  const hidden = names.length - FIELDS_SHOWN_MAX;
  return `an object with the fields ${shown}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, FIELD_LENGTH_MAX));
}

/**
 * Reads the event of a timer; its text is what the trigger was set up with.
 *
 * @see https://cloud.tencent.com/document/product/583/31927
 */
export function readTimer(event: unknown): Trigger | undefined {
  if (ownField(event, 'Type') !== 'Timer') return undefined;
  const name = ownText(event, 'TriggerName', '');
  return { kind: 'timer', name, text: ownText(event, 'Message', '') };
}

/** An object with any of these is meant as a request, even when it is not a valid one. */
const TELLING_FIELDS = ['requestId', 'tenantId', 'keyName'];

/**
 * Reads what somebody invoked the function with: a request, or a list of requests, each as an object
 * or as the text of one. The platform hands over what the caller sent, unchanged.
 */
export function readInvoke(event: unknown): Trigger | undefined {
  const isRequest = TELLING_FIELDS.some((name) => ownField(event, name) !== undefined);
  const requests = isRequest ? [event] : event;
  if (!Array.isArray(requests)) return undefined;
  return refuseTooMany(requests) ?? { kind: 'invoke', messages: requests.map(readRequest) };
}

function readRequest(request: unknown): Message {
  const text = typeof request === 'string' ? request : jsonText(request);
  return { text, source: { door: 'invoke' }, callerWaits: true };
}
