import { failureOf } from '../tenant-key/failures.ts';
import { letterIdOf } from '../tenant-key/letter-id.ts';
import type { Parking } from '../tenant-key/ports.ts';
import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * The letter that stands for a parked message: what happened and what to do, in words, and the
 * message's text unchanged.
 *
 * @param seenAt RFC 3339.
 */
export function deadLetterOf({ message, failed, attempts }: Parking, seenAt: string): DeadLetter {
  const { code, stage, problems, keyId, error, identity } = failed;
  const { meaning, nextStep } = failureOf(code);
  const kmsRequestId = error?.kmsRequestId;
  return {
    id: letterIdOf(message, failed),
    code,
    stage,
    reason: meaning,
    nextStep,
    attempts,
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
    redrives: 0,
    problems: [...problems],
    ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(identity === undefined ? {} : { identity }),
    source: message.source,
    text: message.text,
  };
}
