import type { Paint } from '../../terminal/paint.ts';
import type { SafeOutput } from '../../terminal/safe-output.ts';
import type { Column } from '../../terminal/table.ts';
import { printable } from '../../terminal/text.ts';
import type { SafeIo } from './io.ts';

/**
 * The style for this stdout.
 *
 * @param targetFlags The flags that give the target, repeated in every command that is proposed.
 */
export function styleFor(targetFlags: readonly string[], { env, stdout, wallMs }: SafeIo): Style {
  const width = widthOf(stdout);
  return {
    width,
    paint: stdout.paint,
    nowMs: wallMs(),
    nextCommand: (words) => commandText(programIn(env), withFlags(words, targetFlags), width),
  };
}

/** The words with more flags, which cannot follow `--`. */
function withFlags(words: readonly string[], flags: readonly string[]): readonly string[] {
  const at = words.indexOf('--');
  return at === -1 ? [...words, ...flags] : [...words.slice(0, at), ...flags, ...words.slice(at)];
}

/** The words of a command with an operand and flags. An operand that begins with a hyphen is no flag behind `--`. */
export function withOperand(
  verb: readonly string[],
  operand: string,
  flags: readonly string[],
): readonly string[] {
  return operand.startsWith('-')
    ? [...verb, ...flags, '--', operand]
    : [...verb, operand, ...flags];
}

/** The command that was typed, as it can be typed again. */
export function sameCommand(args: readonly string[], { env, stderr }: SafeIo): string {
  return commandText(programIn(env), args, widthOf(stderr));
}

function widthOf({ isTTY = false, columns }: SafeOutput): number {
  return (isTTY && columns) || WIDTH;
}

/** Under npm, such as by `npm run deploy`, PATH has commands that the person's own shell lacks. */
function programIn(env: SafeIo['env']): string {
  return env.npm_lifecycle_event === undefined ? 'tenant-keys' : 'npx tenant-keys';
}

/** How text is laid out for a person. */
export type Style = {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** The time of day, in milliseconds since 1970, from which ages are counted. */
  readonly nowMs: number;
  /** A command to type next, given from its noun on. It is printed on lines of its own. */
  readonly nextCommand: (words: readonly string[]) => string;
};

/** The columns of a terminal that does not report its width, and of files and pipes. */
const WIDTH = 80;

/** A command that can be pasted into a POSIX shell, on as many lines as needed. */
export function commandText(program: string, words: readonly string[], width: number): string {
  const lines = [INDENT + program];
  for (const part of partsOf(words)) {
    const longer = `${lines.at(-1)} ${part}`;
    if (longer.length + CONTINUED.length <= width) lines[lines.length - 1] = longer;
    else lines.push(`${INDENT}  ${part}`);
  }
  return `${lines.join(`${CONTINUED}\n`)}\n`;
}

const INDENT = '  ';
const CONTINUED = ' \\';

/** A flag and its value stay on one line. */
function partsOf(words: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const word of words) {
    const isValue = !word.startsWith('--') && parts.at(-1)?.startsWith('--') === true;
    if (isValue && !parts.at(-1)?.includes(' ')) parts.push(`${parts.pop()} ${shellWord(word)}`);
    else parts.push(shellWord(word));
  }
  return parts;
}

/** A word, quoted for a POSIX shell or zsh if needed, which takes `=name` for the path of a program. */
function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('=')) return word;
  return `'${printable(word).replaceAll("'", "'\\''")}'`;
}

/** The start of an id, enough to identify a dead letter or a key; the command accepts it as the id. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The end of an error code says the most, so the start is cut. */
export const CODE_COLUMN: Column = { head: 'code', cut: 'start' };
