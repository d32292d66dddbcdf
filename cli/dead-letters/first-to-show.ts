import { shortId } from '../reporting/cells.ts';
import type { Look } from '../reporting/look.ts';

/** Where to read what to do about letters that a redrive does not settle; nothing where there are none. */
export function firstToShow(
  letters: readonly { readonly id: string }[],
  { spell }: Look,
): readonly string[] {
  const [first] = letters;
  if (first === undefined) return [];
  const which = letters.length === 1 ? 'the letter that stays' : 'the first letter that stays';
  return [`What to do about ${which}:\n${spell(['dead-letters', 'show', shortId(first.id)])}`];
}
