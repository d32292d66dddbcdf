import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Locks a directory for this process, and returns a function that unlocks it. The lock of a process
 * that has ended is replaced.
 *
 * @throws Error in one sentence, when a running process has locked the directory.
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
    // If the directory was removed, so was its lock, and another process may have a new one there.
    if (ownerOf(path) === process.pid) rmSync(path, { force: true });
  };
}

/**
 * Creates the lock atomically. Then waits a moment: a process that found the lock of one that has ended may
 * just move this one aside, and a third one may be faster than its return.
 *
 * @throws Error `EEXIST`, when another process was faster.
 */
function createLock(path: string): void {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid}\n`);
  try {
    linkSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS);
  if (ownerOf(path) === process.pid) return;
  throw Object.assign(new Error('another process was faster'), { code: 'EEXIST' });
}

/** Between a look at a lock and its return lie a few calls of the file system. */
const SETTLE_MS = 50;

/** Removes the lock of a process that has ended. */
function removeStaleLock(path: string): void {
  const owner = ownerOf(path);
  if (owner === undefined || isHeld(path, owner)) return;
  // If several processes find the lock at once, only one of them can rename it.
  const aside = `${path}.of-${owner}-by-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  try {
    // It was the new lock of a faster process: put it back.
    if (ownerOf(aside) !== owner) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHeld(path: string, owner: number): boolean {
  return heldLocks.has(path) || (owner !== process.pid && isAlive(owner));
}

/**
 * The directories that this process has locked. A lock may also contain this process's id because
 * an earlier process had the same one.
 */
const heldLocks = new Set<string>();

/** The process id in the lock; 0, which no process has, if the lock is incomplete. */
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
    process.kill(pid, 0); // Signal 0 only tests for existence.
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM'); // EPERM: the process exists and belongs to another user.
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
