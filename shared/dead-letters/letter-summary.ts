import type { DeadLetter } from './generated/dead-letter.ts';

/**
 * What is known of a letter that waits, over all its parkings that the topic still has. Its text is
 * left out, so that many of them fit into memory.
 */
export type LetterSummary = Pick<
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
