import { GENERAL_FLAGS } from './flags.ts';
import { NOUNS, VERBS } from './verbs.ts';

/** The words of a command line that name its verb, and everything else in its order. */
type NamedLine = { readonly words: readonly string[]; readonly rest: readonly string[] };

/**
 * Finds the noun and verb of a command line, which flags may precede. The scan ends at `--` and at an
 * unknown flag: what follows them is left to the parser.
 */
export function splitName(args: readonly string[]): NamedLine {
  const words: string[] = [];
  const rest: string[] = [];
  let index = 0;
  for (; index < args.length && words.length < wordCount(words[0]); index += 1) {
    const word = args[index] ?? '';
    if (!word.startsWith('-')) {
      words.push(word);
      continue;
    }
    if (flagsNamed(word).length === 0) break;
    rest.push(word);
    const next = args[index + 1];
    if (next !== undefined && isValueOf(word, next)) {
      rest.push(next);
      index += 1;
    }
  }
  return { words, rest: [...rest, ...args.slice(index)] };
}

/** A verb without a noun is one word, and so is a mistake. */
function wordCount(first: string | undefined): number {
  return first === undefined || NOUNS.some(({ name }) => name === first) ? 2 : 1;
}

/** Whether the word after a flag is its value. `--plan` takes a hash only for one of its verbs. */
function isValueOf(flag: string, next: string): boolean {
  const flags = flagsNamed(flag);
  if (flag.includes('=') || next.startsWith('--')) return false;
  if (!flags.some(({ value }) => value !== undefined)) return false;
  const isName = VERBS.some(({ noun, name }) => next === (noun ?? name));
  return !isName || flags.every(({ value }) => value !== undefined);
}

function flagsNamed(word: string) {
  const [name = ''] = word.split('=', 1);
  return [...GENERAL_FLAGS, ...VERBS.flatMap(({ flags }) => flags)].filter(
    (flag) => flag.name === name || flag.short === name,
  );
}
