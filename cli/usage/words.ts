import { nearest, quoted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import { DEPLOYMENT_FLAGS, FLAGS, type Flag, type Rule } from './flags.ts';
import { nounlessVerb } from './verbs.ts';

/** A command line, split into words and flags. */
type Words = {
  /** Noun, verb and operands. */
  readonly plain: readonly string[];
  /** The values of each given flag; an empty text for a flag that takes none. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
};

/**
 * Splits a command line into words and flags; or returns a sentence about the first mistake. `parseArgs`
 * of Node does not serve, since an id may begin with a dash.
 */
export function readWords(args: readonly string[]): Words | string {
  const plain: string[] = [];
  const flags = new Map<string, readonly string[]>();
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      plain.push(...rest.splice(0));
    } else if (!word.startsWith('-') || isId(word)) {
      plain.push(word);
    } else {
      const problem = takeFlag(word, rest, flags, plain);
      if (problem !== undefined) return problem;
    }
  }
  return { plain, flags };
}

/** Moves a flag and its value from `rest` to `flags`; or returns a sentence about what is wrong with it. */
function takeFlag(
  word: string,
  rest: string[],
  flags: Map<string, readonly string[]>,
  plain: readonly string[],
): string | undefined {
  const [name, inlineValue] = partsOf(word);
  const flag = flagNamed(name, [...plain, ...rest]);
  if (flag === undefined) return unknownFlag(name);
  const given = flags.get(name) ?? [];
  if (flag.value === undefined) {
    flags.set(name, ['']);
    return inlineValue === undefined ? undefined : `${name} takes no value.`;
  }
  const value = inlineValue ?? rest.shift() ?? '';
  if (isMissing(value)) return `${name} needs a value, as in ${name} ${flag.example}.`;
  flags.set(name, [...given, value]);
  if (given.length > 0 && !flag.isRepeatable) return `${name} can be given only once.`;
  return flag.rule && brokenRule(name, value, flag.rule);
}

/** The flag as the noun or verb of these words defines it: `--plan` of `deploy` takes no hash. */
function flagNamed(name: string, words: readonly string[]): Flag | undefined {
  const isAlone = nounlessVerb(words.find((word) => !word.startsWith('-'))) !== undefined;
  const [own, other] = isAlone ? [DEPLOYMENT_FLAGS, FLAGS] : [FLAGS, DEPLOYMENT_FLAGS];
  return own.get(name) ?? other.get(name);
}

function isMissing(value: string): boolean {
  return value === '' || (value.startsWith('--') && !isId(value));
}

/** Ids are base64url, so one in 64 begins with a dash. Flags have no capitals, digits or underscores. */
function isId(word: string): boolean {
  return /^-(?=.*[A-Z0-9_])[\w-]{7,42}$/.test(word) && near(word.toLowerCase()) === undefined;
}

function partsOf(word: string): readonly [name: string, inlineValue: string | undefined] {
  const end = word.indexOf('=');
  return end === -1 ? [word, undefined] : [word.slice(0, end), word.slice(end + 1)];
}

function unknownFlag(name: string): string {
  const meant = near(name);
  return meant === undefined
    ? `Unknown flag ${quoted(name)}; --help after a verb lists its flags.`
    : `Unknown flag ${printable(name)}; did you mean ${meant}?`;
}

function near(name: string): string | undefined {
  return nearest(name, [...FLAGS.keys(), ...DEPLOYMENT_FLAGS.keys()]);
}

function brokenRule(name: string, value: string, rule: Rule): string | undefined {
  const { pattern, isList = false, demand, choices = [] } = rule;
  const parts = isList ? value.split(',') : [value];
  if (parts.every((part) => pattern.test(part))) return undefined;
  const meant = nearest(value, choices);
  const problem = `${name} must be ${demand}, not ${quoted(value)}`;
  return meant === undefined ? `${problem}.` : `${problem}; did you mean ${meant}?`;
}
