import { linkSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from '../process/process-identity.ts';
import { readPrivateFile, temporaryPath } from './private-file.ts';

/**
 * Locks a directory for this process, and returns a function that unlocks it. The lock of a process
 * that has ended is replaced, also if another process has its id now.
 *
 * @throws Error in one sentence, when a running process has locked the directory, or its file `lock` is not
 *   such a lock.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(realpathSync(directory), 'lock');
  try {
    removeStaleLock(path);
    createLock(path);
  } catch (cause) {
    if (!isErrno(cause)) throw cause;
    const owner = cause.code === 'EEXIST' ? settledOwnerOf(path) : undefined;
    const problem =
      owner === undefined
        ? `cannot be locked (${String(cause)})`
        : `is in use by process ${owner.pid}: stop that one`;
    throw new Error(`${directory} ${problem}, or give another directory with --data.`, { cause });
  }
  heldLocks.add(path);
  return () => {
    heldLocks.delete(path);
    // If the directory was removed, so was its lock, and another process may have a new one there.
    if (isOwn(ownerOf(path))) rmSync(path, { force: true });
  };
}

/**
 * Creates the lock atomically. Then waits a moment: a process that found the lock of one that has ended may
 * just move this one aside, and a third one may be faster than its return.
 *
 * @throws Error `EEXIST`, when another process was faster.
 */
function createLock(path: string): void {
  const { pid, start } = ownIdentity();
  const own = temporaryPath(path);
  writeFileSync(own, `local-cloud ${pid} ${start}\n`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
  if (isOwn(settledOwnerOf(path))) return;
  throw Object.assign(new Error('another process was faster'), { code: 'EEXIST' });
}

/** The process that has the lock when each process which found a stale one has acted on it. */
function settledOwnerOf(path: string): ProcessIdentity | undefined {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS);
  return ownerOf(path);
}

/** Between a look at a lock and its return lie a few calls of the file system. */
const SETTLE_MS = 50;

/** Removes the lock of a process that has ended. */
function removeStaleLock(path: string): void {
  const owner = ownerOf(path);
  if (owner === undefined || isHeld(path, owner)) return;
  // If several processes find the lock at once, only one of them can rename it.
  const aside = temporaryPath(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isErrno(error) && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    // It was the new lock of a faster process: put it back.
    if (!isSame(ownerOf(aside), owner)) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** A lock of this very process is held only if it is known, since a worker of it may have ended. */
function isHeld(path: string, owner: ProcessIdentity): boolean {
  return isOwn(owner) ? heldLocks.has(path) : isRunning(owner);
}

/** The directories that this process has locked. */
const heldLocks = new Set<string>();

/**
 * The process that a lock names; undefined without a lock.
 *
 * @throws Error in one sentence, when the file is not a lock of the local cloud.
 */
function ownerOf(path: string): ProcessIdentity | undefined {
  const content = readPrivateFile(path);
  if (content === undefined) return undefined;
  const [, pid, start = ''] = LOCK.exec(content.toString('latin1')) ?? [];
  if (pid !== undefined) return { pid: Number(pid), start };
  throw new Error(
    `${path} is not a lock of this version of the local cloud: give another directory with --data, or delete the file if no program uses it.`,
  );
}

const LOCK = /^local-cloud ([1-9]\d{0,14}) ([0-9a-f]{12})?\n$/;

function isOwn(owner: ProcessIdentity | undefined): boolean {
  return isSame(owner, ownIdentity());
}

function isSame(one: ProcessIdentity | undefined, other: ProcessIdentity): boolean {
  return one?.pid === other.pid && one.start === other.start;
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
