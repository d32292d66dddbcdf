import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDirectory } from './directory-lock.ts';
import type { Input, InputStore } from './input-store.ts';

/**
 * Stores inputs in a directory that one process at a time may use. The file has one line for each
 * input: the first eight digits of the SHA-256 of its JSON, a space, and the JSON.
 *
 * An incomplete last line is removed, because its call was never answered. Lines are written before
 * a call is answered. They survive the end of the process, but not a power failure.
 *
 * @param warn Receives one sentence when an incomplete line was removed.
 * @throws Error when the directory is in use or not writable, or a line other than the last is
 *   damaged.
 */
export function openInputFile(directory: string, warn: (sentence: string) => void): InputStore {
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  const path = join(directory, 'inputs.log');
  let file: number | undefined;
  let length: number;
  let inputs: readonly Input[];
  try {
    file = openFile(path);
    const content = readFileSync(file);
    length = content.lastIndexOf('\n') + 1;
    if (length < content.length) {
      ftruncateSync(file, length);
      warn(
        `The last line of ${path} was incomplete and has been removed; nothing before it is lost.`,
      );
    }
    inputs = parseLines(content.subarray(0, length), path);
  } catch (error) {
    if (file !== undefined) closeSync(file);
    unlock();
    throw error;
  }
  return { path, inputs, ...writerOf(file, path, length, unlock) };
}

function makeDirectory(directory: string): void {
  try {
    makeFolders(directory);
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `${directory} cannot be used (${code}): give a writable directory with --data.`,
      { cause },
    );
  }
}

/**
 * Makes a folder and those above it. `recursive` of `mkdirSync` does not serve: it never returns where the
 * system refuses a new folder with ENOENT, as in /proc.
 */
function makeFolders(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolders(dirname(path));
    makeFolders(path);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'a+', 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be opened (${code}): it must be a writable file, or absent.`, {
      cause,
    });
  }
}

function parseLines(content: Buffer, path: string): Input[] {
  const inputs: Input[] = [];
  for (let start = 0; start < content.length; ) {
    const end = content.indexOf('\n', start);
    inputs.push(parseLine(content.subarray(start, end), `${path}:${inputs.length + 1}`));
    start = end + 1;
  }
  return inputs;
}

function parseLine(line: Buffer, place: string): Input {
  const json = line.subarray(DIGITS + 1);
  if (line.toString('latin1', 0, DIGITS + 1) !== `${checksumOf(json)} `) {
    throw new Error(
      `${place} is damaged: restore an undamaged copy of the file, or delete it to start with an empty cloud.`,
    );
  }
  return JSON.parse(json.toString());
}

const DIGITS = 8;

function checksumOf(json: Buffer | string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, DIGITS);
}

function writerOf(
  file: number,
  path: string,
  lengthAtStart: number,
  unlock: () => void,
): Omit<InputStore, 'inputs' | 'path'> {
  let length = lengthAtStart;
  let failure: Error | undefined;

  function record(input: Input): void {
    if (failure !== undefined) throw failure;
    const json = JSON.stringify(input);
    const line = Buffer.from(`${checksumOf(json)} ${json}\n`);
    try {
      for (let written = 0; written < line.length; ) {
        written += writeSync(file, line, written);
      }
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const problem = `${path} cannot be written (${code}), so nothing more can change`;
      failure = new Error(`${problem}: make room, and start the cloud again.`, { cause });
      ftruncateSync(file, length);
      throw failure;
    }
    length += line.length;
  }

  return {
    record,
    failure: () => failure,
    clear: () => {
      ftruncateSync(file, 0);
      length = 0;
      failure = undefined;
    },
    close: () => {
      closeSync(file);
      unlock();
    },
  };
}
