import type { HttpRequest } from '../http/message.ts';
import { isJsonObject } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';

/**
 * The most messages in an event.
 *
 * @see https://cloud.tencent.com/document/product/583/17530 (CKafka: at most 10,000 in a batch)
 */
const MESSAGES_MAX = 10_000;

/** Refuses a list that is longer than any that the platform sends. */
export function refuseTooMany(list: readonly unknown[]): Refused | undefined {
  if (list.length <= MESSAGES_MAX) return undefined;
  const problem = `The event has ${list.length} messages; send at most ${MESSAGES_MAX} at once.`;
  return { kind: 'refused', problem };
}

/** What an event asks of a function. */
export type Trigger =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  /** Pushed by a queue: nobody waits, and what is thrown is delivered again. */
  | { readonly kind: 'queue'; readonly messages: readonly Message[] }
  /** Invoked by name: the caller waits for what became of each message. */
  | { readonly kind: 'invoke'; readonly messages: readonly Message[] }
  | { readonly kind: 'timer'; readonly name: string; readonly text: string }
  | Refused;

/** The event is none of ours. */
export type Refused = {
  readonly kind: 'refused';
  /** A sentence that says what was seen, without any value of the event. */
  readonly problem: string;
};

/** Reads one shape of event; undefined when the event has another shape. */
export type ReadShape = (event: unknown) => Trigger | undefined;

/**
 * Stands for a record that came in without a message in it. Its text is what did come, so that it is
 * parked as unreadable and an operator can see it.
 */
export function malformedMessage(record: unknown): Message {
  const source = { door: 'queue', topic: 'unknown', messageId: 'unknown' } as const;
  return { text: jsonText(record), source, callerWaits: false };
}

/**
 * The text of a message that the platform handed over as a value. A value that nests too deeply for
 * `JSON.stringify` could never be a request, so a sentence stands in for it: it is parked like any
 * other unreadable text, where an error would stop the whole batch.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return 'The message nests too deeply to be kept as JSON.';
    throw error;
  }
}

/** The field, unless it is inherited: an event cannot speak through `Object.prototype`. */
export function ownField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The field when it is text; otherwise `fallback`. */
export function ownText(value: unknown, name: string, fallback: string): string {
  const field = ownField(value, name);
  return typeof field === 'string' ? field : fallback;
}

/** The field when it is a name, no longer than any of the platform; otherwise `unknown`. */
export function ownName(value: unknown, name: string): string {
  return clippedName(ownText(value, name, 'unknown'));
}

/** Goes into logs and letters, whoever made it up. None that is cut is one of ours. */
export function clippedName(name: string): string {
  return name.slice(0, NAME_LENGTH_MAX);
}

const NAME_LENGTH_MAX = 256;
