import { printable } from '../../terminal/printable.ts';

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
