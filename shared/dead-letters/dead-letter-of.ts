import { createHash } from 'node:crypto';
import { failureOf, runbookLink } from '../tenant-key/failures/failures.ts';
import { letterIdOf, type Message } from '../tenant-key/message.ts';
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
    id: letterIdOf(message, failed),
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
