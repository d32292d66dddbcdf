import { createHash } from 'node:crypto';
import { failureOf, runbookLink } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { completeText, deadLetterIdOf, type Message } from '../tenant-key/message.ts';
import type { Parking } from '../tenant-key/ports.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';
import { isSigned } from './signature.ts';

/**
 * The dead letter of a message that waits or is parked. It has the reason and the next step as sentences, and the
 * message's complete text, which is cut if it is longer than any valid request.
 *
 * @param seenAt RFC 3339.
 */
export function deadLetterOf(
  { message, failed, attempts, state }: Parking,
  seenAt: string,
  runbookUrl: string,
): DeadLetter {
  const { code, stage, problems, keyId, error, identity } = failed;
  const { meaning, nextStep } = failureOf(code);
  const kmsRequestId = error?.kmsRequestId;
  return {
    id: deadLetterIdOf(message, failed),
    state,
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
 * Cuts a text that is longer than any valid request, so that its dead letter fits into the topic
 * however JSON escapes it. A dead letter that the topic refuses would block the partition.
 */
function textOf(message: Message): Pick<DeadLetter, 'text' | 'cut'> {
  const text = completeText(message);
  return text.length <= TEXT_LENGTH_MAX ? { text } : cutText({ text }, TEXT_LENGTH_MAX);
}

/** The beginning of a text, and what identifies the whole. A text that is cut already names that. */
function cutText({ text, cut }: Pick<DeadLetter, 'text' | 'cut'>, lengthMax: number) {
  const whole = cut ?? {
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('base64url'),
  };
  return { text: text.slice(0, lengthMax), cut: whole };
}

/**
 * The same dead letter with half of its text, for a topic that refused it, probably for its size.
 * Undefined once so little is left that the size cannot be why.
 */
export function halvedDeadLetter(deadLetter: DeadLetter): DeadLetter | undefined {
  const { length } = deadLetter.text;
  if (length <= REFUSED_LENGTH_MIN) return undefined;
  return { ...deadLetter, ...cutText(deadLetter, Math.floor(length / 2)) };
}

/** About as many characters as the other fields have. Most requests are shorter, and are never cut. */
const REFUSED_LENGTH_MIN = 1_024;

/**
 * `serverless.yml` lets a dead letter have a megabyte, and an escape takes six bytes for one.
 * test/unit/topic-sizes.test.ts compares the two.
 */
const TEXT_LENGTH_MAX = 131_072;

/** The parked message as a redrive sends it in again: its caller no longer waits for the answer. */
export function messageOf({ id, text, source, traceparent }: DeadLetter): Message {
  return {
    text,
    source,
    callerWaits: false,
    deadLetterId: id,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/**
 * The code that says why a dead letter must not be redriven; undefined when it may be.
 *
 * @param signingKeys Any of them must have signed it; undefined accepts any dead letter.
 */
export function redriveRefusal(
  deadLetter: DeadLetter,
  redrivesMax: number,
  signingKeys: MarkerKeys | undefined,
): 'LetterUnsealed' | 'LetterQuarantined' | 'LetterCut' | 'RedrivesExhausted' | undefined {
  if (isUnsigned(deadLetter, signingKeys)) return 'LetterUnsealed';
  if (isOfUnprovenSender(deadLetter)) return 'LetterQuarantined';
  const { cut, redrives } = deadLetter;
  if (cut !== undefined) return 'LetterCut'; // Its text is not the one that was sent.
  return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;
}

/**
 * Whether signatures are required and the dead letter has no valid one. None of its fields can be
 * trusted then, not even its code.
 */
export function isUnsigned(deadLetter: DeadLetter, signingKeys: MarkerKeys | undefined): boolean {
  return signingKeys !== undefined && !isSigned(deadLetter, signingKeys);
}

/**
 * Whether the sender of the message is unknown: a redrive would treat its text as a request all the
 * same. The cloud may have an error of the same name, so the stage is compared too.
 */
export function isOfUnprovenSender({ code, stage }: Pick<DeadLetter, 'code' | 'stage'>): boolean {
  return stage === 'parse' && failureOf(code).redrive === 'refused';
}

/** What the records of a dead letter have together. */
export type Totals = Pick<
  DeadLetter,
  'attempts' | 'firstSeenAt' | 'lastSeenAt' | 'redrives' | 'keyId'
>;

/** The latest record of a dead letter with the totals of all records. */
export function withTotals<Latest extends Totals>(latest: Latest, totals: Totals): Latest {
  return { ...latest, ...totalsOf(totals) };
}

/** The totals of a dead letter alone. */
export function totalsOf({ attempts, firstSeenAt, lastSeenAt, redrives, keyId }: Totals): Totals {
  const totals = { attempts, firstSeenAt, lastSeenAt, redrives };
  return keyId === undefined ? totals : { ...totals, keyId };
}

/** The state of a dead letter. One of an earlier release has none: it waits if its failure now does. */
export function stateOf({ state, code }: Pick<DeadLetter, 'state' | 'code'>): Parking['state'] {
  return state ?? (failureOf(code).end === 'wait' ? 'waiting' : 'parked');
}

/**
 * The dead letter without its text, so that many fit into memory.
 *
 * @param isUnsealed Signatures are required, and this dead letter has no valid one.
 */
export function summaryOf(deadLetter: DeadLetter, isUnsealed: boolean): DeadLetterSummary {
  const { id, code, stage, attempts, firstSeenAt, lastSeenAt, redrives, source, text } = deadLetter;
  const { kmsRequestId, keyId, identity, cut } = deadLetter;
  // Tables have tens of thousands of them: assigning is several times as fast as spreading.
  const summary: Partial<Mutable<DeadLetterSummary>> = {
    id,
    // Nothing in one that may be forged is trusted: an operator sees it.
    state: isUnsealed ? 'parked' : stateOf(deadLetter),
    code,
    stage,
    attempts,
    firstSeenAt,
    lastSeenAt,
    redrives,
  };
  if (kmsRequestId !== undefined) summary.kmsRequestId = kmsRequestId;
  if (keyId !== undefined) summary.keyId = keyId;
  if (identity !== undefined) summary.identity = identity;
  summary.source = source;
  summary.isCut = cut !== undefined;
  if (isUnsealed) summary.isUnsealed = isUnsealed;
  summary.textLength = text.length;
  return summary as DeadLetterSummary;
}

type Mutable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };

/**
 * The position of a dead letter among others, oldest first: positions compare as strings. It is unique,
 * and stays the same until the dead letter is settled.
 */
export function positionOf({
  firstSeenAt,
  id,
}: Pick<DeadLetterSummary, 'firstSeenAt' | 'id'>): string {
  return `${firstSeenAt} ${id}`;
}
