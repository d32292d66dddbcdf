import { printable } from './text.ts';

/** The known word nearest to a mistyped one; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, candidate.length / 3))
    .sort((one, other) => one.edits - other.edits);
  return best?.candidate;
}

/** The Levenshtein distance: how many characters must be added, removed or changed. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
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
