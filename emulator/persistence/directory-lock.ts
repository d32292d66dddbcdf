import { readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Directories that this process holds: its own id in a lock may be that of an earlier process. */
const held = new Set<string>();

/**
 * Takes a directory for this process, and returns what gives it back. The lock of a process that
 * has ended without giving it back is taken over.
 *
 * @throws Error in one sentence, when a living process has the directory.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(realpathSync(directory), 'lock');
  const owner = ownerOf(path);
  if (held.has(path) || (owner !== undefined && owner !== process.pid && isAlive(owner))) {
    throw new Error(
      `${directory} is in use by process ${owner}: stop that one, or give another directory with --data.`,
    );
  }
  if (owner !== undefined) unlinkSync(path);
  try {
    // Fails when another process has been quicker.
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
  } catch (cause) {
    throw new Error(`${directory} cannot be locked: ${String(cause)}`, { cause });
  }
  held.add(path);
  return () => {
    held.delete(path);
    unlinkSync(path);
  };
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
