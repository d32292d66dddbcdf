import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isRunning } from '../process/process-identity.ts';

/**
 * Reads a file of a data directory; undefined if it is absent. Links are not followed: what they lead to
 * belongs to somebody else.
 *
 * @throws Error in one sentence, when there is something else than a readable file.
 */
export function readPrivateFile(path: string): Buffer | undefined {
  const file = openPrivateFile(path, constants.O_RDONLY);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Opens a file of a data directory to append to it, and takes the rights of others away.
 *
 * @throws Error in one sentence, when it is absent or cannot be written.
 */
export function openForAppending(path: string): number {
  const file = openPrivateFile(path, constants.O_RDWR | constants.O_APPEND);
  if (file === undefined) throw new Error(`${path} was removed: start the local cloud again.`);
  if ((fstatSync(file).mode & 0o077) !== 0) fchmodSync(file, 0o600);
  return file;
}

/**
 * Replaces a file at once: whoever reads it, also after a crash or a power failure, finds the old content or
 * the new one, whole. Only the owner may read it.
 *
 * @returns The file, open for appending; the caller closes it.
 */
export function replacePrivateFile(path: string, content: string): number {
  const temporary = temporaryPath(path);
  const file = openSync(temporary, 'ax', 0o600);
  try {
    writeWhole(file, Buffer.from(content));
    fsyncSync(file);
    renameSync(temporary, path);
    return file;
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes all bytes. On a full disk, a part may be written before the error. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written);
  }
}

/** A path beside another, for this process alone and for a moment. */
export function temporaryPath(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
}

/** Removes what processes left at a {@link temporaryPath} when they were killed. */
export function removeTemporaryFiles(directory: string): void {
  for (const name of readdirSync(directory)) {
    const [, pid] = TEMPORARY.exec(name) ?? [];
    if (pid === undefined || isRunning({ pid: Number(pid), start: '' })) continue;
    rmSync(join(directory, name), { force: true });
  }
}

const TEMPORARY = /^(?:lock|secret|inputs\.log|made-topics)\.(\d+)\.[0-9a-f]{8}$/;

function openPrivateFile(path: string, flags: number): number | undefined {
  // Without O_NONBLOCK, a named pipe without a writer would never open.
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  let file: number;
  try {
    file = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (NOT_A_FILE.includes(code)) throw new Error(`${path} ${MUST_BE_A_FILE}`, { cause });
    throw new Error(`${path} cannot be opened (${code}): make it readable and writable.`, {
      cause,
    });
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new Error(`${path} ${MUST_BE_A_FILE}`);
}

/** ELOOP is the answer to a symbolic link. FreeBSD answers EMLINK. */
const NOT_A_FILE: readonly string[] = ['ELOOP', 'EMLINK', 'EISDIR', 'ENXIO'];

const MUST_BE_A_FILE =
  'is not a file of the local cloud, which has neither links nor folders there: give another directory with --data.';
