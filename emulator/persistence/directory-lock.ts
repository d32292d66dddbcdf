import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Directories that this process holds: its own id in a lock may be that of an earlier process. */
const heldLocks = new Set<string>();

/**
 * Takes a directory for this process, and returns what gives it back. The lock of a process that
 * has ended without giving it back is taken over.
 *
 * @throws Error in one sentence, when a living process has the directory.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(realpathSync(directory), 'lock');
  try {
    removeStaleLock(path);
    createLock(path);
  } catch (cause) {
    const owner = isErrno(cause, 'EEXIST') ? ownerOf(path) : undefined;
    const problem =
      owner === undefined
        ? `cannot be locked (${String(cause)})`
        : `is in use by process ${owner}: stop that one`;
    throw new Error(`${directory} ${problem}, or give another directory with --data.`, { cause });
  }
  heldLocks.add(path);
  return () => {
    heldLocks.delete(path);
    // Whoever has removed the directory has removed the lock as well, and may have a new one there.
    if (ownerOf(path) === process.pid) rmSync(path, { force: true });
  };
}

/** Makes the lock, whole at once. @throws Error `EEXIST`, when another process has been quicker. */
function createLock(path: string): void {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid}\n`);
  try {
    linkSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Takes the lock of a process that has ended out of the way. */
function removeStaleLock(path: string): void {
  const owner = ownerOf(path);
  if (owner === undefined || isHeld(path, owner)) return;
  // Of several that find it at once, one has it after this; whoever comes later moves nothing.
  const aside = `${path}.of-${owner}-by-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  try {
    // What was moved is the lock of one that has been quicker: it gets it back.
    if (ownerOf(aside) !== owner) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHeld(path: string, owner: number): boolean {
  return heldLocks.has(path) || (owner !== process.pid && isAlive(owner));
}

/** The id in the lock; 0, which is nobody's, when it was torn. */
function ownerOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0); // Signal 0 only asks.
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM'); // It lives, and belongs to somebody else.
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
