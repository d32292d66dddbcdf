import { printable } from './text.ts';

/** The known word that a mistyped one most likely meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, candidate.length / 3))
    .sort((one, other) => one.edits - other.edits);
  return best?.candidate;
}

/** How many letters must be added, removed or changed to make one word the other (Levenshtein). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Such as `list, show or plan`. */
export function oneOf(words: readonly string[]): string {
  return joined(words, 'or');
}

/** Such as `list, show and plan`. */
export function allOf(words: readonly string[]): string {
  return joined(words, 'and');
}

/** Such as `1 letter` and `2 letters`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A word of the command line, as it can be read without doubt. */
export function quoted(word: string): string {
  return printable(JSON.stringify(word.length > 60 ? `${word.slice(0, 57)}...` : word));
}

function joined(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
