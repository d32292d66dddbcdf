import type { ApiError } from './api-error.ts';
import type { Source } from './generated/source.ts';
import type { Stage as FailedStage, Problem } from './generated/vocabulary.ts';
import type { ReadyKey } from './key.ts';
import { fingerprintOf, type Identity, type KeyRequest } from './request.ts';
import type { VendorAnswer } from './vendor-answer.ts';

/** One delivery of a request. */
export type Message = {
  /** The request as it came in, byte for byte. */
  readonly text: string;
  /** The fields that an object in the text leaves out, and path or header of the HTTP request have. */
  readonly known?: KnownFields;
  /** Where it came from. A queue without offsets (CMQ, EventBridge) has a `messageId` instead. */
  readonly source: Source;
  /** Of a delivery without a place in a queue: no other delivery has it, and a repeat of it has it too. */
  readonly deliveryId?: string;
  /** The caller waits for the answer, so a message without an identity can be rejected to them. */
  readonly callerWaits: boolean;
  readonly traceparent?: string;
  /** In a redrive: the id of the dead letter that holds the message. */
  readonly deadLetterId?: string;
  /** Of a request that has waited, and was sent in again. */
  readonly retry?: Retry;
  /** Why the message is parked without being parsed. */
  readonly refused?: MessageRefusal;
};

/** What the retry queue knows of a request that it sent in again. It steers when, and nothing else. */
export type Retry = {
  /** When the request first failed, RFC 3339. */
  readonly firstSeenAt: string;
  /** The code for which it waited, and since when it has failed in such a way, RFC 3339. */
  readonly code: string;
  readonly sinceAt: string;
  /** How long ago that was when the message was delivered. */
  readonly ageMs: number;
  /** Attempts so far, of all deliveries. */
  readonly attempts: number;
  /** How often an operator redrove it. */
  readonly redrives: number;
  /** Shows whether its cause has healed. */
  readonly isTrial: boolean;
  /** When its cause was last seen to have healed for others, in milliseconds since 1970. */
  readonly okMs?: number;
  /** The tenant's own key, if an earlier attempt found it: no other is created. */
  readonly keyId?: string;
};

/** As path and header have them: the tenant is named as it was sent. */
export type KnownFields = { readonly tenantId?: string; readonly requestId?: string };

/** Why a message is not read: its sender is not trusted, or its record is malformed. Its text then proves nothing. */
type MessageRefusal = {
  readonly code:
    | 'SourceUnexpected'
    | 'SignatureMissing'
    | 'SignatureInvalid'
    | 'SignatureExpired'
    | 'RequestUnreadable';
  /** A sentence that says what was wrong, without any part of the text. */
  readonly detail: string;
};

/** The result of one attempt at a message, before anything is decided. */
export type Attempt =
  | {
      readonly kind: 'ready';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      /** The key existed before this attempt. */
      readonly adopted: boolean;
    }
  | FailedAttempt;

export type FailedAttempt = {
  readonly kind: 'failed';
  /** A code of the failure table, or an unclassified one. */
  readonly code: string;
  readonly stage: Stage;
  /** Undefined when the message does not say whose request it is. */
  readonly identity: Identity | undefined;
  /** Each well-formed name of a message that does not say whose request it is. */
  readonly claimed?: Names;
  readonly problems: readonly Problem[];
  /** Only of a key that is proven to be the tenant's own. */
  readonly keyId?: string | undefined;
  /** For the log, and for the vendor's id of the call. */
  readonly error?: ApiError | undefined;
  /** What CreateKey said of the tags, or of an alias that exists. */
  readonly vendor?: VendorAnswer | undefined;
};

/** Names of a request, as far as it has them. */
export type Names = Partial<Omit<Identity, 'fingerprint'>>;

/** The names by which the sender of a failed message recognises it. */
export function namesOf({ identity, claimed }: Pick<FailedAttempt, 'identity' | 'claimed'>): Names {
  if (identity === undefined) return claimed ?? {};
  const { fingerprint: _, ...names } = identity;
  return names;
}

/** The step that failed. `announce` is settling: publishing or parking. */
export type Stage = FailedStage;

/** What is decided about a message. */
export type Outcome =
  | {
      readonly kind: 'provisioned';
      readonly request: KeyRequest;
      readonly key: ReadyKey;
      readonly adopted: boolean;
    }
  | { readonly kind: 'rejected'; readonly failed: FailedAttempt }
  /** Until time has fixed it: it is then sent in again by itself. */
  | { readonly kind: 'waiting'; readonly failed: FailedAttempt; readonly attempts: number }
  /** Until an operator acts. */
  | { readonly kind: 'parked'; readonly failed: FailedAttempt; readonly attempts: number }
  | {
      readonly kind: 'retry';
      readonly failed: FailedAttempt;
      readonly attempts: number;
      readonly delayMs: number;
      /** Within this delivery; otherwise the queue redelivers, or the caller sends again. */
      readonly inPlace: boolean;
    };

/**
 * The text of a message with its known fields, at the start of the object. The rest stays as its sender
 * wrote it. This text is published and parked, so that it can be sent in again through either way in.
 */
export function completeText({ text, known = {} }: Pick<Message, 'text' | 'known'>): string {
  const fields = JSON.stringify(known).slice(1, -1);
  if (fields === '') return text;
  const start = text.indexOf('{') + 1;
  const rest = text.slice(start);
  const isEmpty = /^\s*\}/.test(rest);
  return `${text.slice(0, start)}${fields}${isEmpty ? '' : ','}${rest}`;
}

/**
 * The id of a message's dead letter: `dl_` and a fingerprint, which alone could begin with a hyphen and
 * so be taken for a flag of the command. It depends on the request alone, so that parking a request twice
 * updates one dead letter. A message without an identity is identified by its text.
 *
 * A redriven message keeps the id of its dead letter: a release that parses requests differently would
 * compute another one, and park the request twice.
 *
 * The id of a message that was refused depends on the reason too. Otherwise anyone could send the text
 * of a parked request and so replace its dead letter.
 */
export function deadLetterIdOf(
  message: Message,
  { identity }: Pick<FailedAttempt, 'identity'>,
): string {
  const { deadLetterId, refused } = message;
  const text = completeText(message);
  const known = refused === undefined ? text : [refused.code, text];
  return deadLetterId ?? `dl_${fingerprintOf(identity ?? known)}`;
}
