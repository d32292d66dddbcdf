import { createHash } from 'node:crypto';
import { TENANT_BLOCKED } from '../tenant-key/failures/failure.ts';
import { failureOf, waitAlike } from '../tenant-key/failures/failures.ts';
import { runbookLink } from '../tenant-key/failures/links.ts';
import { completeText, deadLetterIdOf, type Message } from '../tenant-key/message.ts';
import type { Parking, TenantBlocks } from '../tenant-key/ports.ts';
import { isoTime, isoTimeMs } from '../tenant-key/time.ts';
import { vendorAnswerOf } from '../tenant-key/vendor-answer.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';
import { pauseMs } from './pause.ts';

/**
 * The dead letter of a message that waits or is parked. It has the reason and the next step as sentences, and the
 * message's complete text, which is cut if it is longer than any valid request.
 *
 * @param seenAt RFC 3339.
 */
export function deadLetterOf(
  { message, failed, attempts, state }: Parking,
  seenAt: string,
  docsUrl: string,
): DeadLetter {
  const { code, stage, problems, identity, claimed } = failed;
  const { retry } = message;
  const { keyId = retry?.keyId } = failed;
  const { meaning, nextStep } = failureOf(code);
  return {
    id: deadLetterIdOf(message, failed),
    state,
    code,
    stage,
    reason: meaning,
    nextStep,
    runbook: runbookLink(docsUrl, code),
    attempts: (retry?.attempts ?? 0) + attempts,
    firstSeenAt: retry?.firstSeenAt ?? seenAt,
    ...(state === 'waiting' ? { sinceAt: sinceAtOf(message, code, seenAt) } : {}),
    lastSeenAt: seenAt,
    redrives: retry?.redrives ?? 0,
    problems: [...problems],
    ...vendorAnswerOf(failed),
    ...(keyId === undefined ? {} : { keyId }),
    ...(identity === undefined ? {} : { identity }),
    ...(claimed === undefined ? {} : { claimed }),
    source: message.source,
    ...(message.traceparent === undefined ? {} : { traceparent: message.traceparent }),
    ...textOf(message),
  };
}

/** Since when the message fails in such a way, which is how long it may wait. */
function sinceAtOf({ retry }: Message, code: string, seenAt: string): string {
  return retry !== undefined && waitAlike(retry.code, code) ? retry.sinceAt : seenAt;
}

/**
 * The dead letter with the time of its next attempt, if it waits.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 * @param jitter From 0 up to, not including, 1.
 */
export function withNextAttempt(deadLetter: DeadLetter, nowMs: number, jitter: number): DeadLetter {
  if (deadLetter.state !== 'waiting') return deadLetter;
  const { firstSeenAt, sinceAt = firstSeenAt } = deadLetter;
  const ageMs = nowMs - isoTimeMs(sinceAt);
  return { ...deadLetter, nextAttemptAt: isoTime(nowMs + pauseMs(ageMs, jitter)) };
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
 * The same dead letter with half of its text, for a topic that refused it, probably for its size. It is parked,
 * since such a text cannot be sent in again. Undefined once so little is left that the size cannot be why.
 */
export function halvedDeadLetter(deadLetter: DeadLetter): DeadLetter | undefined {
  const { length } = deadLetter.text;
  if (length <= REFUSED_LENGTH_MIN) return undefined;
  const { nextAttemptAt: _, sinceAt: __, ...parked } = deadLetter;
  return { ...parked, state: 'parked', ...cutText(deadLetter, Math.floor(length / 2)) };
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
 * @param open With whether signatures are required and its record has no valid one.
 */
export function redriveRefusal(
  { deadLetter, isUnsealed }: { readonly deadLetter: DeadLetter; readonly isUnsealed: boolean },
  redrivesMax: number,
): 'LetterUnsealed' | 'LetterQuarantined' | 'LetterCut' | 'RedrivesExhausted' | undefined {
  if (isUnsealed) return 'LetterUnsealed';
  if (isOfUnprovenSender(deadLetter)) return 'LetterQuarantined';
  const { cut, redrives } = deadLetter;
  if (cut !== undefined) return 'LetterCut'; // Its text is not the one that was sent.
  return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;
}

/** The code for the dead letter of a tenant that is blocked: it stays as it is. */
export function blockRefusal(
  { identity }: Pick<DeadLetter, 'identity'>,
  { isBlocked }: TenantBlocks,
): string | undefined {
  return isBlocked(identity?.tenantId ?? '') ? TENANT_BLOCKED : undefined;
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
  'attempts' | 'firstSeenAt' | 'lastSeenAt' | 'redrives' | 'sentAt' | 'keyId' | 'copies' | 'places'
>;

/** The latest record of a dead letter with the totals of all records. */
export function withTotals<Latest extends Totals>(latest: Latest, totals: Totals): Latest {
  return { ...latest, ...totalsOf(totals) };
}

/** The totals of a dead letter alone. */
export function totalsOf(totals: Totals): Totals {
  const { attempts, firstSeenAt, lastSeenAt, redrives, sentAt, keyId, copies, places } = totals;
  return {
    ...{ attempts, firstSeenAt, lastSeenAt, redrives },
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(copies === undefined || places === undefined ? {} : { copies, places }),
  };
}

/**
 * The state of a dead letter. One of an earlier release has none: it waits if its failure now does. What could
 * not be sent in again waits for nothing: a text that is cut or longer than any request, and one of an unproven
 * sender.
 */
export function stateOf(
  deadLetter: Pick<DeadLetter, 'state' | 'code' | 'stage' | 'cut' | 'text'>,
): Parking['state'] {
  const { state, code, cut, text } = deadLetter;
  if (cut !== undefined || text.length > REQUEST_LENGTH_MAX) return 'parked';
  if (isOfUnprovenSender(deadLetter)) return 'parked';
  return state ?? (failureOf(code).end === 'wait' ? 'waiting' : 'parked');
}

/** The most bytes of a request, so the most characters too. */
export const REQUEST_LENGTH_MAX = 32_768;

/**
 * The dead letter without its text, so that many fit into memory.
 *
 * @param isUnsealed Signatures are required, and this dead letter has no valid one.
 */
export function summaryOf(deadLetter: DeadLetter, isUnsealed: boolean): DeadLetterSummary {
  const { id, code, stage, attempts, firstSeenAt, lastSeenAt, redrives, source, text } = deadLetter;
  const { kmsRequestId, keyId, identity, cut, nextAttemptAt, sentAt, copies, places } = deadLetter;
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
  if (nextAttemptAt !== undefined) summary.nextAttemptAt = nextAttemptAt;
  if (sentAt !== undefined) summary.sentAt = sentAt;
  if (kmsRequestId !== undefined) summary.kmsRequestId = kmsRequestId;
  if (keyId !== undefined) summary.keyId = keyId;
  if (identity !== undefined) summary.identity = identity;
  summary.source = source;
  if (copies !== undefined) summary.copies = copies;
  if (places !== undefined) summary.places = places;
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
