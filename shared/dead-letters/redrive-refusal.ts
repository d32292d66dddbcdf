import type { DeadLetter } from './generated/dead-letter.ts';

/** Why a letter is not sent in again, as a code; undefined when it may be. */
export function redriveRefusal(
  { code, stage, cut, redrives }: DeadLetter,
  redrivesMax: number,
): 'LetterQuarantined' | 'LetterCut' | 'RedrivesExhausted' | undefined {
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
