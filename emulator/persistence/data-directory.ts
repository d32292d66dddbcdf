import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDirectory } from './directory-lock.ts';
import { openInputFile, readInputs } from './input-file.ts';
import type { InputStore } from './input-store.ts';
import { removeTemporaryFiles } from './private-file.ts';
import { fingerprintOf, protectSecret, readSecret, writeSecret } from './secret-file.ts';

/** A directory that one process at a time may use. */
export type DataDirectory = InputStore & {
  /** The text from which all secrets of the directory are derived. */
  readonly secret: string;
};

/**
 * Opens a directory, which is made if it is absent. Nothing in it changes before all of its files were
 * checked, and nothing that the local cloud did not write. Only the owner may read what it writes.
 *
 * @param newSecret Letters and digits, for a directory without a secret.
 * @param warn Receives one sentence when something was set right.
 * @throws Error in one sentence, when the directory is in use or not writable, or a file in it is damaged or
 *   not one of the local cloud.
 */
export function openDataDirectory(
  directory: string,
  newSecret: string,
  warn: (sentence: string) => void,
): DataDirectory {
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  try {
    const path = join(directory, 'inputs.log');
    const stored = readSecret(directory);
    const secret = stored ?? newSecret;
    const read = readInputs(path, fingerprintOf(secret));
    removeTemporaryFiles(directory);
    if (stored === undefined) writeSecret(directory, secret);
    else protectSecret(directory);
    const store = openInputFile(read, warn);
    return {
      ...store,
      secret,
      close: () => {
        store.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
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
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolders(dirname(path));
    makeFolders(path);
  }
}
