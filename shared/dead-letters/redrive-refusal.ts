import type { DeadLetter } from './generated/dead-letter.ts';

/** Why a letter is not sent in again, as a code; undefined when it may be. */
export function redriveRefusal(
  { cut, redrives }: DeadLetter,
  redrivesMax: number,
): 'LetterCut' | 'RedrivesExhausted' | undefined {
  if (cut !== undefined) return 'LetterCut'; // Its text is not what was asked for.
  return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;
}
