import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isoTime } from '../../shared/tenant-key/time.ts';
import {
  type DeploymentCommandOf,
  type DeploymentResult,
  type Terminal,
  usageResult,
} from '../deployment/command.ts';
import { type Access, openAccess } from '../invocation/access.ts';
import { explainInvocationError } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import { commandSender } from '../invocation/operator-command.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import type { Exit } from '../report/result.ts';
import type { Status, UnknownPart } from './generated/status.ts';
import { statusText } from './text.ts';
import { readWaysIn } from './ways-in.ts';

/**
 * Shows the state of the application in one look. What cannot be read is said, with the reason, and hides nothing
 * else. With `watch`, again every few seconds, until the process is stopped.
 *
 * @throws ApiError when the local cloud does not answer the first call.
 */
export async function showStatus(
  { watch }: DeploymentCommandOf<'status'>,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const access = await openAccess(options, io.env);
  if (typeof access === 'string') return usageResult(access);
  return watch ? watchStatus(access, terminal, io) : showOnce(access, terminal, io);
}

async function showOnce(
  access: Access,
  { style, print }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const status = await readStatus(access, io);
  print(statusText(status, { ...style, nowMs: io.wallMs() }));
  return { exit: exitOf(status), answer: status };
}

/** A reader that is no terminal gets one text after the other, and a program one line after the other. */
async function watchStatus(
  access: Access,
  { style, print, printAnswer, clear }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  let isStopped = false;
  const stopped = io.stopped?.then(() => {
    isStopped = true;
  });
  while (!isStopped) {
    const status = await readStatus(access, io);
    printAnswer?.(status);
    clear?.();
    print(statusText(status, { ...style, nowMs: io.wallMs() }));
    print(`\nEvery ${WATCH_MS / 1_000} seconds; Ctrl-C ends it.\n`);
    const sleeping = io.clock.sleep(WATCH_MS);
    await (stopped === undefined ? sleeping : Promise.race([sleeping, stopped]));
  }
  return { exit: 'done' };
}

const WATCH_MS = 5_000;

/** Reads all parts at once. */
async function readStatus(access: Access, io: Io): Promise<Status> {
  const [{ unknown: unknownWays, ...ways }, { unknown, ...report }] = await Promise.all([
    readWaysIn(access, io),
    readReport(access, io),
  ]);
  return { ...report, ...ways, unknown: [...unknownWays, ...unknown] };
}

type Report = Omit<Status, 'http' | 'queue'>;

/** What the function oversee knows. */
async function readReport({ connection, credentials }: Access, io: Io): Promise<Report> {
  const send = commandSender(functionInvoker(connection, credentials, io.clock));
  try {
    const answer = await send('status', { command: 'status' });
    if ('refused' in answer) return nothingKnown(answer.refused.code, answer.refused.detail, io);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const detail = await explainInvocationError(error, 'oversee', connection);
    return nothingKnown(error.code, detail, io);
  }
}

function nothingKnown(code: string, detail: string, { wallMs }: Io): Report {
  const unknown = PARTS.map((part): UnknownPart => ({ part, code, detail }));
  return { checkedAt: isoTime(wallMs()), unknown };
}

/** The parts of its answer. */
const PARTS = ['requests', 'quota', 'instances', 'blocked'] as const;

function exitOf({ unknown, leftOut }: Status): Exit {
  if (unknown.length === 0 && leftOut === undefined) return 'done';
  return unknown.length === PARTS.length + 2 ? 'failed' : 'partly';
}
