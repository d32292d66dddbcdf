import { createHmac } from 'node:crypto';
import type { Source } from './tenant-key/generated/source.ts';
import { isCount, isJsonObject, type JsonObject, parseText } from './tenant-key/json.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from './tenant-key/marker.ts';
import { isoTimeMs } from './tenant-key/time.ts';

/**
 * The text in which a request that waits is sent in again through the queue: the request as it came, and beside it
 * what is known of it. It is part of the message, since the trigger passes on no headers. It is always signed: what
 * it says of attempts, redrives and the tenant's key ends in dead letters that we sign.
 *
 * Undefined when {@link openRetry} would not read it, as of a dead letter that nobody of ours has written: its
 * message would be taken for another request.
 *
 * @param keys The first one signs.
 */
export function retryText(
  request: RetriedRequest,
  steering: Steering,
  [key]: MarkerKeys,
): string | undefined {
  const { code, attempts, redrives, keyId, traceparent, text: payload } = request;
  const { door, topic, partition, offset, messageId } = request.source;
  // Without a first time, it is as if the request were new.
  const firstSeenAt = isTime(request.firstSeenAt) ? request.firstSeenAt : steering.sentAt;
  const sinceAt = isTime(request.sinceAt) ? request.sinceAt : firstSeenAt;
  const retry = {
    ...{ firstSeenAt, code, sinceAt, redrives },
    // One that is not read would never be sent again.
    attempts: Math.min(attempts, ATTEMPTS_MAX),
    ...steering,
    // A later release may have added fields to the source; JSON leaves out those that are undefined.
    ...{ keyId, source: { door, topic, partition, offset, messageId }, traceparent },
  };
  const signature = signatureOf(retry, payload, key);
  // The platform puts this character in place of damaged bytes, so a text with it would count as damaged.
  const text = JSON.stringify({ retry, payload, signature }).replaceAll('\uFFFD', '\\ufffd');
  return openRetry(text) === undefined ? undefined : text;
}

/** Many more than a week has. Whoever writes a larger number than can be counted must not stop the retries. */
const ATTEMPTS_MAX = 1_000_000;

/** What a dead letter says of its request, with the totals of all its records. */
export type RetriedRequest = Omit<Retry, keyof Steering | 'sinceAt'> & {
  /** Dead letters of earlier releases have none. */
  readonly sinceAt?: string;
  readonly text: string;
};

/** Why a message is sent in again now. */
export type Steering = {
  readonly sentAt: string;
  /** It is sent to find out whether its cause is over, so it is attempted whatever the circuit breaker says. */
  readonly isTrial?: true;
  /** Since then, requests with the same cause succeed. */
  readonly okAt?: string;
};

/** What is known of a request that is sent in again. Times are RFC 3339. */
export type Retry = Steering & {
  readonly firstSeenAt: string;
  /** The code for which it waits, and since when it has failed in such a way. */
  readonly code: string;
  readonly sinceAt: string;
  /** Before this one. */
  readonly attempts: number;
  readonly redrives: number;
  /** The tenant's own key: no other may be created. */
  readonly keyId?: string;
  /** Where the request first came from. */
  readonly source: Source;
  readonly traceparent?: string;
};

/**
 * Reads such a text. Undefined when it is any other text, such as a request: nothing that differs in a single
 * member or value is one.
 *
 * Whoever may put requests into the queue can write one, so {@link isSignedRetry} must be asked before anything in it
 * counts. Even then its fields decide only when a request is tried again and what is said about it; whose request it
 * is follows from the payload.
 */
export function openRetry(text: string): OpenedRetry | undefined {
  if (!text.startsWith(START)) return undefined; // Most messages are requests, and are parsed once.
  const parsed = parseText(text, RETRY_BYTES_MAX);
  return parsed.ok && isOpened(parsed.value) ? parsed.value : undefined;
}

export type OpenedRetry = {
  readonly retry: Retry;
  readonly payload: string;
  /** The id of the key, and the HMAC. */
  readonly signature: string;
};

/** Whether we wrote it, in this environment. @param keys Any of them may have signed it. */
export function isSignedRetry(
  { retry, payload, signature }: OpenedRetry,
  keys: MarkerKeys,
): boolean {
  return keys.some((key) => isSameText(signature, signatureOf(retry, payload, key)));
}

/** A field that is undefined is left out of the text, and so of what is signed. */
function signatureOf(retry: object, payload: string, { id, secret }: MarkerKey): string {
  const signed = JSON.stringify([PREFIX, JSON.stringify(retry), payload]);
  return `${id}:${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** Such envelopes are for the topic of requests alone. */
const PREFIX = 'tenant-keys:retry:1';

const START = '{"retry":{';

/**
 * The longest request, of which JSON may escape every character with six bytes, and room for the rest.
 * test/unit/retry-envelope.test.ts compares.
 */
export const RETRY_BYTES_MAX = 6 * 32_768 + 16_384;

function isOpened(value: unknown): value is OpenedRetry {
  if (!isJsonObject(value) || !hasOnly(value, ['payload', 'retry', 'signature'])) return false;
  return isString(value.payload) && isString(value.signature) && isRetry(value.retry);
}

function isRetry(value: unknown): value is Retry {
  return (
    isJsonObject(value) &&
    hasOnly(value, [...NEEDED, ...OPTIONAL]) &&
    [value.firstSeenAt, value.sinceAt, value.sentAt].every(isTime) &&
    isString(value.code) &&
    isCount(value.attempts) &&
    isCount(value.redrives) &&
    isSource(value.source) &&
    OPTIONAL.every((name) => value[name] === undefined || OPTIONAL_FIELDS[name](value[name]))
  );
}

const NEEDED = ['attempts', 'code', 'firstSeenAt', 'redrives', 'sentAt', 'sinceAt', 'source'];

const OPTIONAL_FIELDS = {
  isTrial: (value: unknown) => value === true,
  keyId: (value: unknown) => isString(value) && value !== '',
  okAt: isTime,
  traceparent: (value: unknown) => isString(value) && TRACEPARENT.test(value),
};

type OptionalField = keyof typeof OPTIONAL_FIELDS;

const OPTIONAL = Object.keys(OPTIONAL_FIELDS) as readonly OptionalField[];

function isSource(value: unknown): value is Source {
  if (!isJsonObject(value) || !hasOnly(value, SOURCE_FIELDS)) return false;
  const { door, topic = '', partition = 0, offset = 0, messageId = '' } = value;
  const isKnown = isString(door) && DOORS.includes(door);
  return isKnown && [topic, messageId].every(isString) && [partition, offset].every(isCount);
}

const SOURCE_FIELDS = ['door', 'topic', 'partition', 'offset', 'messageId'];

const DOORS: readonly string[] = ['http', 'invoke', 'queue', 'redrive'] satisfies Source['door'][];

/** Whether no other member is there. That a needed one is missing shows in its type. */
function hasOnly(value: JsonObject, known: readonly string[]): boolean {
  return Object.keys(value).every((name) => known.includes(name));
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** As `events/vocabulary.schema.json` has it, and of a date that exists. */
function isTime(value: unknown): value is string {
  return isString(value) && TIME.test(value) && !Number.isNaN(isoTimeMs(value));
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
