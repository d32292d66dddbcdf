import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { isSealed } from './seal-letter.ts';

/**
 * Why a letter is not sent in again, as a code; undefined when it may be.
 *
 * @param sealKeys Any of them must have sealed it; undefined takes any letter.
 */
export function redriveRefusal(
  letter: DeadLetter,
  redrivesMax: number,
  sealKeys: MarkerKeys | undefined,
): 'LetterUnsealed' | 'LetterQuarantined' | 'LetterCut' | 'RedrivesExhausted' | undefined {
  // Nothing of it can be believed, not even its code.
  if (sealKeys !== undefined && !isSealed(letter, sealKeys)) return 'LetterUnsealed';
  const { code, stage, cut, redrives } = letter;
  // Nobody knows who wrote it, and a redrive would take it for a request all the same. The cloud may
  // have a code of that name; what was refused at the door was never anywhere else.
  if (stage === 'parse' && UNPROVEN.has(code)) return 'LetterQuarantined';
  if (cut !== undefined) return 'LetterCut'; // Its text is not what was asked for.
  return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;
}

/** A message whose signature has expired is not among them: its sender is proven. */
const UNPROVEN: ReadonlySet<string> = new Set([
  'SourceUnexpected',
  'SignatureMissing',
  'SignatureInvalid',
]);
