import { printable } from './text.ts';

/**
 * The known word nearest to a mistyped one; undefined when none is near. A near word takes one edit, or as
 * many as a third of its characters.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return nearestOf(word, known)[0];
}

/** The nearest words, the first of them first: those that take one edit more than it at most. */
export function nearestOf(word: string, known: readonly string[]): readonly string[] {
  const near = known
    .map((candidate) => ({ candidate, editsMax: Math.max(1, candidate.length / 3) }))
    // Each character of difference takes an edit, so a word of any length is answered at once.
    .filter(({ candidate, editsMax }) => Math.abs(word.length - candidate.length) <= editsMax)
    .map((each) => ({ ...each, edits: editsBetween(word, each.candidate) }))
    .filter(({ edits, editsMax }) => edits <= editsMax)
    .sort((one, other) => one.edits - other.edits);
  const fewest = near[0]?.edits ?? 0;
  return near.filter(({ edits }) => edits <= fewest + 1).map(({ candidate }) => candidate);
}

/**
 * How many characters must be added, removed, changed or swapped with the next one.
 *
 * @see https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance (optimal string alignment distance)
 */
function editsBetween(from: string, to: string): number {
  const rows: number[][] = [[]];
  /** Between the first `row` characters of one and the first `column` of the other. */
  const edits = (row: number, column: number) => rows[row]?.[column] ?? Math.max(row, column);
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    rows.push(next);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const removed = edits(row - 1, column) + 1;
      const added = edits(row, column - 1) + 1;
      const changed = edits(row - 1, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped ? edits(row - 2, column - 2) + 1 : changed;
      next.push(Math.min(removed, added, changed, swapped));
    }
  }
  return edits(from.length, to.length);
}

/** For example `list, show or plan`. */
export function oneOf(words: readonly string[]): string {
  return joined(words, 'or');
}

/** For example `list, show and plan`. */
export function allOf(words: readonly string[]): string {
  return joined(words, 'and');
}

/** For example `1 key` and `2 keys`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A word of the command line in quotes, shortened and safe for a terminal. */
export function quoted(word: string): string {
  return printable(JSON.stringify(word.length > 60 ? `${word.slice(0, 57)}...` : word));
}

function joined(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
