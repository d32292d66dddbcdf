import type { ApiError } from './api-error.ts';
import type { Problem } from './json.ts';
import type { ReadyKey } from './key.ts';
import { fingerprintOf, type Identity, type KeyRequest } from './request.ts';

/**
 * The id of a message's dead letter. It depends on the request alone, so that parking it twice
 * updates one letter; a message that names nobody is known by its text. A message out of a letter keeps
 * the letter's id, for a release that reads requests otherwise would give another, and double it.
 *
 * What a door refused is known by the reason too: else a stranger could send the text of a letter and
 * put his own in its place.
 */
export function deadLetterIdOf(
  { letterId: deadLetterId, text, refused }: Message,
  { identity }: FailedAttempt,
): string {
  const known = refused === undefined ? text : [refused.code, text];
  return deadLetterId ?? fingerprintOf(identity ?? known);
}

/** One delivery of a request. */
export type Message = {
  /**
   * The request as it came in, byte for byte; over HTTP with what the body left out put in from path
   * and header, so that it can be sent in again by any door.
   */
  readonly text: string;
  readonly source: Source;
  /** Somebody waits for the answer, so nothing is lost when a message that names nobody is refused. */
  readonly callerWaits: boolean;
  readonly traceparent?: string;
  /** Of a redrive: the letter that the message lies in. */
  readonly letterId?: string;
  /** Why the message is parked unread. */
  readonly refused?: MessageRefusal;
};

/** What a door found amiss with the sender of a message, so that its text proves nothing. */
export type MessageRefusal = {
  readonly code: 'SourceUnexpected' | 'SignatureMissing' | 'SignatureInvalid' | 'SignatureExpired';
  /** A sentence that says what was wrong, with nothing of the text in it. */
  readonly detail: string;
};

/** Where a message came from. */
type Source =
  | { readonly door: 'http' | 'invoke' }
  | {
      readonly door: 'queue';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    }
  /** A queue without offsets (CMQ, EventBridge), or a record that does not say where it was. */
  | { readonly door: 'queue'; readonly topic: string; readonly messageId: string };

/** What one attempt came to, before anything is decided about it. */
export type Attempt =
  | {
      readonly kind: 'ready';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      /** The key was there before this attempt. */
      readonly adopted: boolean;
    }
  | FailedAttempt;

/** Where the work on a message was when it failed. */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';

export type FailedAttempt = {
  readonly kind: 'failed';
  /** A row of the failure table, or a code that it does not know. */
  readonly code: string;
  readonly stage: Stage;
  /** Undefined when the message names nobody who could be told. */
  readonly identity: Identity | undefined;
  readonly problems: readonly Problem[];
  /** Only ever a key that is proven to be the tenant's own. */
  readonly keyId?: string | undefined;
  /** For the log, and for the vendor's id of the call. */
  readonly error?: ApiError | undefined;
};

/** What becomes of a message. */
export type Outcome =
  | {
      readonly kind: 'provisioned';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      readonly adopted: boolean;
    }
  | { readonly kind: 'rejected'; readonly failed: FailedAttempt }
  | { readonly kind: 'parked'; readonly failed: FailedAttempt; readonly attempts: number }
  | {
      readonly kind: 'retry';
      readonly failed: FailedAttempt;
      readonly attempts: number;
      readonly delayMs: number;
      /** Within this delivery; otherwise the queue delivers again, or the caller comes again. */
      readonly inPlace: boolean;
    };
