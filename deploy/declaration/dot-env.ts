import { parseEnv } from 'node:util';
import { isSettingName } from '../../shared/settings.ts';
import { nearest } from '../../terminal/sentences.ts';
import type { Problems } from './problems.ts';
import { DERIVED_FROM } from './variables.ts';

/**
 * Reads a file of variables, of which every line can be read.
 *
 * @param text Decoded as UTF-8; a byte order mark is accepted.
 * @throws Error that names every line that is refused, and never contains a value.
 */
export function readDotEnv(text: string): DotEnv {
  const dotEnv = readLines(text);
  if (dotEnv.problems.length > 0) throw new Error(`${dotEnv.problems.join('; ')}.`);
  return dotEnv;
}

/**
 * Reads a file of variables with Node's own parser. What that would lose or change without a word is
 * refused first: each line is `NAME=value`, a comment or empty. The other lines are read all the same, so
 * that the rest of an application can be judged.
 *
 * @param text Decoded as UTF-8; a byte order mark is accepted.
 * @throws Error in one sentence if it is no such text.
 * @see docs/decisions/0033-env-is-parsed-by-node.md
 */
export function readLines(text: string): DotEnv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  checkCharacters(lines);
  const lineOf = new Map<string, number>();
  const assignments: string[] = [];
  const problems: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (/^ *(?:#|$)/.test(line)) continue;
    const name = NAME.exec(line)?.[1];
    const problem = problemOf(line, name, lineOf);
    if (problem !== undefined) problems.push(`.env:${index + 1} ${problem}`);
    else if (name !== undefined) {
      lineOf.set(name, index + 1);
      assignments.push(`${name}=${valueIn(line)}`);
    }
  }
  // Versions of Node differ about comments of their own line, `export`, empty lines and spaces before a value.
  const variables = parseEnv(assignments.join('\n')) as DotEnv['variables'];
  return { variables, lineOf, problems };
}

/** A file of variables. */
export type DotEnv = {
  readonly variables: Readonly<Record<string, string>>;
  /** The line of each variable; the first is 1. */
  readonly lineOf: ReadonlyMap<string, number>;
  /** The lines that are refused, each with its place: `.env:2 is not NAME=value`. */
  readonly problems: readonly string[];
};

/** The rest of a line, without the spaces before the value. */
function valueIn(line: string): string {
  return line.slice(line.indexOf('=') + 1).replace(/^ +/, '');
}

/**
 * Refuses a text in another encoding, and characters that may be a line end or nothing at all.
 *
 * @throws Error about the first one, as the others are likely more of the same.
 */
function checkCharacters(lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) {
    const [character] =
      /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFD]/u.exec(line.replaceAll('\t', '')) ?? [];
    if (character === undefined) continue;
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    const problem =
      { '\0': 'has a NUL', '\uFFFD': 'is not UTF-8' }[character] ??
      `has the character U+${code}, which some programs take for a line end or ignore`;
    const advice = 'save the file as UTF-8 with LF or CRLF at the end of each line';
    throw new Error(`.env:${index + 1} ${problem}: ${advice}.`);
  }
}

const NAME = /^ *(?:export )?([A-Za-z_][A-Za-z0-9_]*)=/;

/** A common slip: a shell would take the name for a command. */
const SPACED = /^ *(?:export )?[A-Za-z_][A-Za-z0-9_]* +=/;

/** What is wrong with a line; begins with a verb. */
function problemOf(
  line: string,
  name: string | undefined,
  lineOf: ReadonlyMap<string, number>,
): string | undefined {
  if (name === undefined) {
    return SPACED.test(line) ? 'has a space before =: remove it' : 'is not NAME=value';
  }
  if (lineOf.has(name)) return `sets ${name} again`;
  // Such a name would be taken for the prototype of the parser's result.
  if (name === '__proto__') return `sets ${name}, which is no name of a variable`;
  return valueProblem(line.slice(line.indexOf('=') + 1));
}

/** What is wrong with a value, which is the rest of its line. */
function valueProblem(value: string): string | undefined {
  const quote = /^ *(["'])/.exec(value)?.[1];
  if (quote !== undefined) return quotedProblem(value.trimStart().slice(1), quote);
  if (/^ +$/.test(value)) return 'has spaces and no value: remove the spaces';
  if (value.includes('=')) return 'has = in an unquoted value';
  if (value.includes('\t')) return 'has a tab outside quotes';
  if (value.includes('#')) {
    return 'has # outside quotes: quote the value, or move the comment to a line of its own';
  }
  return /["'`]/.test(value) ? 'has a quote or a backtick in an unquoted value' : undefined;
}

/** @param text Follows the opening quote. */
function quotedProblem(text: string, quote: string): string | undefined {
  const end = text.indexOf(quote);
  if (end < 0) return 'has a quote that is not closed on its line';
  if (!/^ *(?: #.*)?$/.test(text.slice(end + 1))) return 'has text after the closing quote';
  const inner = text.slice(0, end);
  if (quote === '"' && inner.includes('\\')) {
    return 'has a backslash in double quotes: use single quotes';
  }
  return inner.endsWith('\\') ? 'has a backslash before the closing quote' : undefined;
}

/**
 * Adds a problem for each variable with a value that nothing uses, since it would have no effect.
 *
 * @param used What the declaration and the policies refer to, and the credentials.
 */
export function checkUse(
  { variables, lineOf }: DotEnv,
  used: readonly string[],
  problems: Problems,
): void {
  for (const [name, line] of lineOf) {
    if (variables[name] === '' || used.includes(name)) continue;
    problems.addGeneral(`.env:${line} sets ${uselessName(name, used)}`);
  }
}

/** The name is shown if it is known or like one that is: any other may be part of a secret. */
function uselessName(name: string, used: readonly string[]): string {
  const source = DERIVED_FROM.get(name);
  if (source !== undefined) return `${name}, which is derived from ${source}: remove it`;
  if (isSettingName(name)) return `${name}, which serverless.yml does not use: add it there`;
  const suggestion = nearest(name, [...used, ...DERIVED_FROM.keys()]);
  return suggestion === undefined
    ? 'a variable that serverless.yml does not use: remove the line'
    : `${name}, which is unknown; did you mean ${suggestion}?`;
}
