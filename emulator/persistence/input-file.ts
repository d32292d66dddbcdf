import { closeSync, ftruncateSync } from 'node:fs';
import {
  type CheckedLines,
  checkedLine,
  checkedText,
  headerOf,
  parseCheckedLines,
} from './checked-lines.ts';
import type { Input, InputStore } from './input-store.ts';
import {
  openForAppending,
  readPrivateFile,
  replacePrivateFile,
  writeWhole,
} from './private-file.ts';

/** The inputs that a file has, before anything on the disk was changed. */
export type ReadInputs = {
  readonly path: string;
  readonly header: string;
  readonly inputs: readonly Input[];
  /** Undefined if there is no file yet. */
  readonly lines?: CheckedLines;
};

/**
 * Reads and checks the file of inputs, one in each line. The directory must be locked.
 *
 * @param owner The fingerprint of the secret beside it.
 * @throws Error in one sentence with file and line, when the file is damaged. An incomplete last line is no
 *   damage.
 */
export function readInputs(path: string, owner: string): ReadInputs {
  const header = headerOf('inputs', owner);
  const content = readPrivateFile(path);
  if (content === undefined) return { path, header, inputs: [] };
  const lines = parseCheckedLines(content, header, { path, remedy: REMEDY });
  return { path, header, inputs: lines.texts.map((text) => JSON.parse(text)), lines };
}

const REMEDY = 'restore an undamaged copy of the file, or delete it to start with an empty cloud';

/**
 * Stores further inputs in the file, which is created if there is none.
 *
 * An incomplete last line is removed, because its call was never answered. Lines are written before
 * a call is answered. They survive the end of the process, but not a power failure.
 *
 * @param warn Receives one sentence when an incomplete line was removed.
 * @throws Error in one sentence, when the file cannot be written.
 */
export function openInputFile(read: ReadInputs, warn: (sentence: string) => void): InputStore {
  const { path, header, inputs, lines } = read;
  let failure: Error | undefined;
  let { file, length, checksum } = lines === undefined ? created([]) : continued(lines);

  function created(texts: readonly string[]): OpenFile {
    const text = checkedText(header, texts);
    const file = whileWriting(path, () => replacePrivateFile(path, text.content));
    return { file, length: Buffer.byteLength(text.content), checksum: text.checksum };
  }

  function continued({ end, length, checksum }: CheckedLines): OpenFile {
    const file = openForAppending(path);
    if (end === 'torn') {
      ftruncateSync(file, length);
      warn(
        `The last line of ${path} was incomplete and has been removed; nothing before it is lost.`,
      );
    }
    if (end !== 'no line break') return { file, length, checksum };
    whileWriting(path, () => writeWhole(file, Buffer.from('\n')));
    return { file, length: length + 1, checksum };
  }

  function record(input: Input): void {
    if (failure !== undefined) throw failure;
    const line = checkedLine(checksum, JSON.stringify(input));
    const bytes = Buffer.from(line.content);
    try {
      whileWriting(path, () => writeWhole(file, bytes));
    } catch (error) {
      failure = error as Error;
      ftruncateSync(file, length);
      throw failure;
    }
    length += bytes.length;
    checksum = line.checksum;
  }

  return {
    path,
    inputs,
    record,
    failure: () => failure,
    replace: (others) => {
      const replaced = created(others.map((input) => JSON.stringify(input)));
      closeSync(file);
      ({ file, length, checksum } = replaced);
      failure = undefined;
    },
    close: () => closeSync(file),
  };
}

type OpenFile = { readonly file: number; readonly length: number; readonly checksum: string };

function whileWriting<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem = `${path} cannot be written (${code}), so nothing more can change`;
    throw new Error(`${problem}: make room, and start the cloud again.`, { cause });
  }
}
