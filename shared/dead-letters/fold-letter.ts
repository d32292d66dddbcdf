import type { DeadLetter } from './generated/dead-letter.ts';

type Folded = Pick<DeadLetter, 'attempts' | 'firstSeenAt' | 'lastSeenAt' | 'redrives' | 'keyId'>;

/**
 * Takes up another parking of a letter into what is known of it. A parking that comes out of a redrive
 * has the totals of all before it; one of live traffic knows its own attempts alone.
 */
export function foldLetter<Letter extends Folded>(
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
