import { createHmac } from 'node:crypto';
import { isJsonObject, parseText } from '../tenant-key/json.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { Message } from '../tenant-key/message.ts';

/**
 * Opens the envelope of a signed message. If the signature is valid, the text is the request in it;
 * otherwise the text stays unchanged, and its sender is unknown.
 *
 * The payload is not parsed before its signature is verified. A repeat within the allowed age is accepted,
 * since requests are idempotent.
 *
 * @param nowS The time of day, in seconds since 1970.
 * @param audience Where the message was delivered.
 */
export function openEnvelope(
  text: string,
  { keys, ageSMax }: MessageSigning,
  nowS: number,
  audience: Audience,
): Pick<Message, 'text' | 'refused'> {
  const read = readEnvelope(text);
  if ('missing' in read) {
    return { text, refused: { code: 'SignatureMissing', detail: read.missing } };
  }
  const { payload, timestamp, keyId, signature } = read;
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) {
    return {
      text,
      refused: { code: 'SignatureInvalid', detail: 'No signing key has the id in keyId.' },
    };
  }
  if (!isSameText(signature, signatureOf(payload, timestamp, key, audience))) {
    const detail =
      'The signature does not match environment, topic, timestamp, payload and the key of keyId.';
    return { text, refused: { code: 'SignatureInvalid', detail } };
  }
  const ageS = nowS - timestamp;
  if (ageS <= ageSMax && ageS >= -AHEAD_S_MAX) return { text: payload };
  return { text: payload, refused: { code: 'SignatureExpired', detail: expiry(ageS, ageSMax) } };
}

/**
 * The largest request fits that is sent in again. It is a string in a string, so that JSON escapes it twice: a
 * quotation mark then takes four bytes, and a control character seven.
 */
export const ENVELOPE_BYTES_MAX = 262_144;

/** How far the clock of a sender may be ahead of ours. */
const AHEAD_S_MAX = 300;

const MEMBERS: readonly string[] = ['keyId', 'payload', 'signature', 'timestamp'];

function readEnvelope(text: string): Envelope | { readonly missing: string } {
  const parsed = parseText(text, ENVELOPE_BYTES_MAX);
  if (!parsed.ok) return { missing: parsed.problems.map(({ detail }) => detail).join(' ') };
  return isEnvelope(parsed.value) ? parsed.value : { missing: NOT_AN_ENVELOPE };
}

const NOT_AN_ENVELOPE = `The message is not an object with exactly the members ${MEMBERS.join(', ')}.`;

function isEnvelope(value: unknown): value is Envelope {
  if (!isJsonObject(value)) return false;
  const { payload, timestamp, keyId, signature } = value;
  const names = Object.keys(value).sort();
  return (
    names.every((name, index) => name === MEMBERS[index]) &&
    // A lone surrogate would be signed as another character, since UTF-8 cannot encode it.
    typeof payload === 'string' &&
    !/\p{Surrogate}/u.test(payload) &&
    Number.isSafeInteger(timestamp) &&
    typeof keyId === 'string' &&
    typeof signature === 'string'
  );
}

function expiry(ageS: number, ageSMax: number): string {
  return ageS < 0
    ? `The message was signed ${Math.ceil(-ageS)} seconds in the future.`
    : `The message was signed ${Math.floor(ageS)} seconds ago; ${ageSMax} are allowed.`;
}

/** How messages are signed, with keys that are shared with their senders. */
export type MessageSigning = {
  /** The first signs what we send. Each of them verifies what we receive. */
  readonly keys: MarkerKeys;
  /** How old a signature may be, in seconds: at least as long as messages may wait in the queue. */
  readonly ageSMax: number;
};

/** The message in the queue that carries a signed request. */
type Envelope = {
  /** The request as JSON text. It is signed and kept byte for byte. */
  readonly payload: string;
  /** The time of signing, in whole seconds since 1970. */
  readonly timestamp: number;
  readonly keyId: string;
  /** HMAC-SHA256 of environment, topic, timestamp and payload, as base64url without padding. */
  readonly signature: string;
};

/**
 * Signs a message for the queue. The signature is part of the message, since the trigger passes on no
 * headers.
 *
 * @param text The request as JSON text.
 * @param keys The first one signs.
 * @param timeS The time of day, in whole seconds since 1970.
 * @see https://www.standardwebhooks.com (a similar scheme, in headers)
 */
export function signedText(
  text: string,
  [key]: MarkerKeys,
  timeS: number,
  audience: Audience,
): string {
  const signature = signatureOf(text, timeS, key, audience);
  const envelope: Envelope = { payload: text, timestamp: timeS, keyId: key.id, signature };
  return JSON.stringify(envelope);
}

/** For whom a message is signed. Environments may share the keys, and topics their brokers. */
export type Audience = {
  /** The `name` of the declaration. */
  readonly environment: string;
  readonly topic: string;
};

/** In lines, of which only the last may have line breaks. */
function signatureOf(
  payload: string,
  timestamp: number,
  { secret }: MarkerKey,
  { environment, topic }: Audience,
): string {
  const signed = [environment, topic, timestamp, payload].join('\n');
  return createHmac('sha256', secret).update(signed).digest('base64url');
}
