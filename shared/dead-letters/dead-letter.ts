import { createHash } from 'node:crypto';
import { failureOf, runbookLink } from '../tenant-key/failures/failures.ts';
import { deadLetterIdOf, type Message } from '../tenant-key/message.ts';
import type { Parking } from '../tenant-key/ports.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * The letter that stands for a parked message: what happened and what to do, in words, and the
 * message's text unchanged, unless it is too long for any request.
 *
 * @param seenAt RFC 3339.
 */
export function deadLetterOf(
  { message, failed, attempts }: Parking,
  seenAt: string,
  runbookUrl: string,
): DeadLetter {
  const { code, stage, problems, keyId, error, identity } = failed;
  const { meaning, nextStep } = failureOf(code);
  const kmsRequestId = error?.kmsRequestId;
  return {
    id: deadLetterIdOf(message, failed),
    code,
    stage,
    reason: meaning,
    nextStep,
    runbook: runbookLink(runbookUrl, code),
    attempts,
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
    redrives: 0,
    problems: [...problems],
    ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(identity === undefined ? {} : { identity }),
    source: message.source,
    ...(message.traceparent === undefined ? {} : { traceparent: message.traceparent }),
    ...textOf(message),
  };
}

/**
 * A text that no request could have is cut, so that its letter fits into the topic however JSON must
 * escape it. A letter that the topic refuses would block the line.
 */
function textOf({ text }: Message): Pick<DeadLetter, 'text' | 'cut'> {
  if (text.length <= TEXT_LENGTH_MAX) return { text };
  const bytes = Buffer.byteLength(text);
  const sha256 = createHash('sha256').update(text).digest('base64url');
  return { text: text.slice(0, TEXT_LENGTH_MAX), cut: { bytes, sha256 } };
}

/** Brokers take a megabyte or so, and an escape takes six bytes for one. */
const TEXT_LENGTH_MAX = 131_072;

type Folded = Pick<DeadLetter, 'attempts' | 'firstSeenAt' | 'lastSeenAt' | 'redrives' | 'keyId'>;

/**
 * Takes up another parking of a letter into what is known of it. A parking that comes out of a redrive
 * has the totals of all before it; one of live traffic knows its own attempts alone.
 */
export function mergeDeadLetter<Letter extends Folded>(
  known: Letter | undefined,
  latest: Letter,
): Letter {
  if (known === undefined) return latest;
  const { attempts, firstSeenAt, lastSeenAt, redrives } = latest;
  const keyId = latest.keyId ?? known.keyId;
  return {
    ...latest,
    attempts: redrives > 0 ? Math.max(known.attempts, attempts) : known.attempts + attempts,
    firstSeenAt: known.firstSeenAt < firstSeenAt ? known.firstSeenAt : firstSeenAt,
    lastSeenAt: known.lastSeenAt > lastSeenAt ? known.lastSeenAt : lastSeenAt,
    redrives: Math.max(known.redrives, redrives),
    // An attempt that did not get as far as the key says nothing against the one that did.
    ...(keyId === undefined ? {} : { keyId }),
  };
}

/** The parked message as it is sent in again: nobody waits for the answer any more. */
export function messageOf({ id, text, source, traceparent }: DeadLetter): Message {
  return {
    text,
    source: source as Message['source'], // It was written from one.
    callerWaits: false,
    deadLetterId: id,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/**
 * Where a letter stands among others, oldest first: places compare as texts do. No two letters have
 * the same, and a letter keeps its own until it is settled.
 */
export function placeOf({
  firstSeenAt,
  id,
}: Pick<DeadLetterSummary, 'firstSeenAt' | 'id'>): string {
  return `${firstSeenAt} ${id}`;
}

/**
 * What is known of a letter that waits, over all its parkings that the topic still has. Its text is
 * left out, so that many of them fit into memory.
 */
export type DeadLetterSummary = Pick<
  DeadLetter,
  | 'id'
  | 'code'
  | 'stage'
  | 'attempts'
  | 'firstSeenAt'
  | 'lastSeenAt'
  | 'redrives'
  | 'kmsRequestId'
  | 'keyId'
  | 'identity'
  | 'source'
> & {
  /** The text is not whole, so that it cannot be sent in again. */
  readonly isCut: boolean;
  /** Seals are asked for, and its own does not prove that we wrote it. */
  readonly isUnsealed?: true;
  /** In characters. */
  readonly textLength: number;
};

/** How often each word is there. */
export function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>(); // A code may have the name of an inherited property.
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}
