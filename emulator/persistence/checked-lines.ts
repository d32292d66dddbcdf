import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

/**
 * What a file of checked lines contains. Its first line says what the file is, and in which version of this
 * format. Each line after it is a checksum of its text and of all lines before it, a space, and the text.
 * So a line that was changed, doubled or moved is found, and a missing one unless it was the last.
 */
export type CheckedLines = {
  readonly texts: readonly string[];
  /** The checksum of the last line, which the next one continues. */
  readonly checksum: string;
  /**
   * How the file ends: with a whole line, with a whole line without its line break, which an editor may
   * remove, or with a part of a line, which a process may leave that is killed while it writes.
   */
  readonly end: 'whole' | 'no line break' | 'torn';
  /** The bytes of the whole lines. */
  readonly length: number;
};

/** A file, for error messages. */
export type CheckedFile = {
  readonly path: string;
  /** What to do when the file cannot be used. */
  readonly remedy: string;
};

/**
 * The first line of a file.
 *
 * @param name Without spaces.
 * @param owner What else must be the same as when the file was written; without spaces.
 */
export function headerOf(name: string, owner = ''): string {
  return `${PRODUCT} ${name} ${VERSION} ${owner}`.trimEnd();
}

const PRODUCT = 'local-cloud';

/** Version 1 had no first line, and checksums that said nothing about other lines. */
const VERSION = 2;

/** A part of a file, and the checksum of its last line. */
export type CheckedText = { readonly content: string; readonly checksum: string };

/** A whole file. */
export function checkedText(header: string, texts: readonly string[]): CheckedText {
  const lines = [`${header}\n`];
  let checksum = digest(header);
  for (const text of texts) {
    const line = checkedLine(checksum, text);
    lines.push(line.content);
    checksum = line.checksum;
  }
  return { content: lines.join(''), checksum };
}

/** The line that follows the one with this checksum. */
export function checkedLine(before: string, text: string): CheckedText {
  const checksum = digest(`${before} ${text}`);
  return { content: `${checksum} ${text}\n`, checksum };
}

/**
 * Checks a file line by line.
 *
 * @throws Error in one sentence, with the line, when the file has another header or is damaged.
 */
export function parseCheckedLines(
  content: Buffer,
  header: string,
  file: CheckedFile,
): CheckedLines {
  const texts: string[] = [];
  let checksum = digest(header);
  let start = endOfHeader(content, header, file);

  function take(line: Buffer): boolean {
    const text = line.toString('utf8', DIGITS + 1);
    const expected = checkedLine(checksum, text);
    if (!isUtf8(line) || expected.content !== `${line.toString()}\n`) return false;
    texts.push(text);
    checksum = expected.checksum;
    return true;
  }

  for (let end = content.indexOf('\n', start); end !== -1; end = content.indexOf('\n', start)) {
    if (!take(content.subarray(start, end))) throw damaged(texts.length, file);
    start = end + 1;
  }
  const rest = content.subarray(start);
  if (rest.length === 0) return { texts, checksum, end: 'whole', length: start };
  if (take(rest)) return { texts, checksum, end: 'no line break', length: content.length };
  if (!isTorn(rest.toString('latin1'))) throw damaged(texts.length, file);
  return { texts, checksum, end: 'torn', length: start };
}

const DIGITS = 16;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}

/** Where the line after the header begins. */
function endOfHeader(content: Buffer, header: string, { path }: CheckedFile): number {
  const start = header.length + 1;
  const text = content.toString('latin1', 0, start);
  if (text === `${header}\n`) return start;
  const [, name = ''] = header.split(' ');
  if (text.startsWith(`${headerOf(name)} `)) {
    throw new Error(
      `${path} does not belong to the other files of its directory, or these are missing: restore them together, or delete it to start with an empty cloud.`,
    );
  }
  throw new Error(
    `${path} is not a file of this version of the local cloud: give another directory with --data, or delete the file if an earlier version wrote it.`,
  );
}

function damaged(count: number, { path, remedy }: CheckedFile): Error {
  const place = `${path}:${count + 2}`; // The first line is the header.
  return new Error(
    `${place} is damaged, or lines before it are missing, doubled or moved: ${remedy}.`,
  );
}

/** Whether this is the beginning of a line with JSON, and not the whole line. */
function isTorn(rest: string): boolean {
  const text = /^[0-9a-f]{16} (\{.*)?$/.exec(rest);
  if (text === null) return /^[0-9a-f]{1,16}$/.test(rest);
  try {
    JSON.parse(text[1] ?? '');
    return false;
  } catch {
    return true;
  }
}
