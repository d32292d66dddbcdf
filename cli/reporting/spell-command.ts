import { printable } from '../../terminal/text.ts';

/** A command that can be copied as it stands, on as many lines as it takes. */
export function spellCommand(program: string, words: readonly string[], width: number): string {
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

/** A word as a POSIX shell takes it. */
function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${printable(word).replaceAll("'", "'\\''")}'`;
}
