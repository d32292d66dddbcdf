import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** A process, told apart from a later one that the system gives the same id. */
export type ProcessIdentity = {
  readonly pid: number;
  /** Twelve hexadecimal digits of when the process began; empty where the system does not say it. */
  readonly start: string;
};

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, start: ownStart };
}

/** Whether this very process still runs. Where its start is unknown, its id alone decides. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  if (!isAlive(pid)) return false;
  const now = startOf(pid);
  return now === undefined || start === '' || now === start;
}

/** Whether any process has this id. One that ended and was not yet waited for has it too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // Signal 0 only tests for existence.
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began; `'ended'` if only its exit status is left, and undefined if nothing says it. */
function startOf(pid: number): string | undefined {
  const text = process.platform === 'linux' ? linuxStart(pid) : psStart(pid);
  if (text === undefined || text === 'ended') return text;
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The clock ticks from the system's boot to the start of a process, with the id of that boot.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (field 22)
 */
function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program is in parentheses, and may have spaces and parentheses of its own.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The time to the second, as `ps` of POSIX systems prints it. */
function psStart(pid: number): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const args = ['-o', 'lstart=', '-p', String(pid)];
    const text = execFileSync('ps', args, { env, encoding: 'utf8', stdio: [null, 'pipe', null] });
    return text.trim() || undefined;
  } catch {
    return undefined;
  }
}

const ownStart = startOf(process.pid) ?? '';
