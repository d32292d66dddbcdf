import { createHmac } from 'node:crypto';
import type { MarkerKey, MarkerKeys } from '../tenant-key/marker.ts';

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
