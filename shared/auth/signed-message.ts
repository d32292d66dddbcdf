import { createHmac } from 'node:crypto';
import { isJsonObject, parseText } from '../tenant-key/json.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { Message } from '../tenant-key/message.ts';

/** What a message is once its envelope is opened, or why that cannot be. */
type Opened = Pick<Message, 'text' | 'refused'>;

/**
 * Opens the envelope of a signed message: the text is then the request that was signed. Where the
 * signature does not hold the text stays as it came, and nothing is known of whose it is.
 *
 * The payload is not looked into before its signature holds. A repeat within the time is let in, for
 * the same request has the same end.
 *
 * @param nowS The time of day, in seconds since 1970.
 */
export function openEnvelope(
  text: string,
  { keys, ageSMax }: MessageSigning,
  nowS: number,
): Opened {
  const read = readEnvelope(text);
  if ('missing' in read) {
    return { text, refused: { code: 'SignatureMissing', detail: read.missing } };
  }
  const { payload, timestamp, keyId, signature } = read;
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) {
    return { text, refused: { code: 'SignatureInvalid', detail: 'No key has the id of keyId.' } };
  }
  if (!isSameText(signature, signatureOf(payload, timestamp, key))) {
    const detail = 'The signature is not that of timestamp and payload by the key of keyId.';
    return { text, refused: { code: 'SignatureInvalid', detail } };
  }
  const ageS = nowS - timestamp;
  if (ageS <= ageSMax && ageS >= -AHEAD_S_MAX) return { text: payload };
  return { text: payload, refused: { code: 'SignatureExpired', detail: expiry(ageS, ageSMax) } };
}

/** A request of the greatest size fits, however often JSON must escape what is in it. */
const ENVELOPE_BYTES_MAX = 131_072;

/** How far a sender's clock may be ahead of ours. */
const AHEAD_S_MAX = 300;

const MEMBERS: readonly string[] = ['keyId', 'payload', 'signature', 'timestamp'];

function readEnvelope(text: string): Envelope | { readonly missing: string } {
  const parsed = parseText(text, ENVELOPE_BYTES_MAX);
  if (!parsed.ok) return { missing: parsed.problems.map(({ detail }) => detail).join(' ') };
  return isEnvelope(parsed.value) ? parsed.value : { missing: NO_ENVELOPE };
}

const NO_ENVELOPE = `The message is no object of exactly ${MEMBERS.join(', ')}.`;

function isEnvelope(value: unknown): value is Envelope {
  if (!isJsonObject(value)) return false;
  const { payload, timestamp, keyId, signature } = value;
  const names = Object.keys(value).sort();
  return (
    names.length === MEMBERS.length &&
    names.every((name, index) => name === MEMBERS[index]) &&
    // What UTF-8 cannot write would be signed as if it were something else.
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

/** Signatures of messages, by keys that their senders share with us. */
export type MessageSigning = {
  /** The first signs what we send; any of them may have signed what comes. */
  readonly keys: MarkerKeys;
  /** How old a signature may be: as long as messages may wait in the queue. */
  readonly ageSMax: number;
};

/** What travels through the queue in the place of a request whose sender proves himself. */
export type Envelope = {
  /** The request as JSON text: it is signed, and kept, byte for byte. */
  readonly payload: string;
  /** When it was signed, in whole seconds since 1970. */
  readonly timestamp: number;
  readonly keyId: string;
  /** HMAC-SHA256 of `timestamp.payload` in UTF-8, as base64url without padding. */
  readonly signature: string;
};

/**
 * Signs a message for the queue. The trigger hands over no headers, so the signature travels in the
 * message itself.
 *
 * @param text The request as JSON text.
 * @param keys The first one signs.
 * @param timeS The time of day, in whole seconds since 1970.
 * @see https://www.standardwebhooks.com (the same idea, there in headers)
 */
export function signedText(text: string, [key]: MarkerKeys, timeS: number): string {
  const signature = signatureOf(text, timeS, key);
  const envelope: Envelope = { payload: text, timestamp: timeS, keyId: key.id, signature };
  return JSON.stringify(envelope);
}

export function signatureOf(payload: string, timestamp: number, key: MarkerKey): string {
  return createHmac('sha256', key.secret).update(`${timestamp}.${payload}`).digest('base64url');
}
