import type { ApiError } from './api-error.ts';
import type { Source } from './generated/source.ts';
import type { Stage as FailedStage, Problem } from './generated/vocabulary.ts';
import type { ReadyKey } from './key.ts';
import { fingerprintOf, type Identity, type KeyRequest } from './request.ts';

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
  /** Why the message is parked without being parsed. */
  readonly refused?: MessageRefusal;
};

export type KnownFields = { readonly tenantId?: string; readonly requestId?: string };

/** Why the sender of a message is not trusted: its text then proves nothing. */
type MessageRefusal = {
  readonly code: 'SourceUnexpected' | 'SignatureMissing' | 'SignatureInvalid' | 'SignatureExpired';
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
  readonly problems: readonly Problem[];
  /** Only of a key that is proven to be the tenant's own. */
  readonly keyId?: string | undefined;
  /** For the log, and for the vendor's id of the call. */
  readonly error?: ApiError | undefined;
};

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
  /** Until time has fixed it: it is then resumed by itself. */
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
export function deadLetterIdOf(message: Message, { identity }: FailedAttempt): string {
  const { deadLetterId, refused } = message;
  const text = completeText(message);
  const known = refused === undefined ? text : [refused.code, text];
  return deadLetterId ?? `dl_${fingerprintOf(identity ?? known)}`;
}
