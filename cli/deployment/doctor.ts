import { type Diagnosis, type DiagnosisState, readingOf } from '../../deploy/doctor/diagnosis.ts';
import { examineAccount } from '../../deploy/doctor/examination.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { printable, wrapped } from '../../terminal/text.ts';
import { explainDeploymentError } from '../invocation/explanations.ts';
import { sendRequest } from '../invocation/requests.ts';
import { schemeProblem } from '../invocation/scheme.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import type { Exit } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { type DeploymentResult, type Terminal, usageResult } from './command.ts';
import { openTarget, targetName } from './target.ts';

/** Checks that an account is ready for the application, by calls that only read. */
export async function diagnoseTarget(
  options: TargetOptions,
  { style, print }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const target = await openTarget(options, io);
  if (typeof target === 'string') return usageResult(target);
  const { application, apis, endpoint } = target;
  const { clock, wallMs } = io;
  const aheadMs = await clockAheadMs(endpoint, wallMs);
  const deadlineMs = clock.nowMs() + TIME_MAX_MS;
  const examined = await readingOf(
    examineAccount(application, apis, deadlineMs, { wallMs: wallMs(), aheadMs }),
  );
  if (!examined.ok) {
    const where = { region: application.region, ...(endpoint !== undefined && { endpoint }) };
    return { exit: 'failed', problems: [await explainDeploymentError(examined.failure, where)] };
  }
  const checks = examined.answer;
  print(`${targetName(target)}\n\n${checks.map((check) => checkText(check, style)).join('')}`);
  print(`\n${summaryOf(checks)}\n`);
  const exit = exitOf(checks);
  const isAsked = exit === 'failed' && endpoint !== undefined;
  const problem = isAsked ? await schemeProblem(endpoint) : undefined;
  return { exit, answer: { checks }, ...(problem !== undefined && { problems: [problem] }) };
}

const TIME_MAX_MS = 120_000;

/**
 * How far this machine's clock is ahead of the cloud's, by the `Date` header of any answer; undefined
 * without one. `Date` has whole seconds and the answer takes time, so this shows errors of minutes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-date
 */
async function clockAheadMs(
  endpoint = 'https://sts.tencentcloudapi.com',
  wallMs: () => number,
): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(CLOCK_TIMEOUT_MS);
    const { headers } = await sendRequest(endpoint, { method: 'GET', headers: {}, signal });
    const cloudMs = Date.parse(headers.date ?? '');
    return Number.isNaN(cloudMs) ? undefined : wallMs() - cloudMs;
  } catch {
    return undefined; // The checks that make calls report a cloud that cannot be reached.
  }
}

const CLOCK_TIMEOUT_MS = 5_000;

function checkText({ check, state, found, remedy }: Diagnosis, { width, paint }: Style): string {
  const lines = [
    ...wrapped(printable(found), width - MARGIN),
    ...(remedy === undefined ? [] : wrapped(`-> ${remedy}`, width - MARGIN)),
  ];
  const head = `${paint(COLORS[state], state.padEnd(STATE_WIDTH))}${check.padEnd(CHECK_WIDTH)}`;
  return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(MARGIN)}${line}\n`).join('');
}

const STATE_WIDTH = 'good'.length + 2;
const CHECK_WIDTH = 'credentials'.length + 2;
const MARGIN = STATE_WIDTH + CHECK_WIDTH;

const COLORS: Readonly<Record<DiagnosisState, Color>> = {
  good: 'green',
  warn: 'yellow',
  bad: 'red',
};

function summaryOf(checks: readonly Diagnosis[]): string {
  const states = ['good', 'warn', 'bad'] as const;
  const counts = states.map((state) => `${countOf(checks, state)} ${state}`);
  return `${counted(checks.length, 'check')}: ${counts.join(', ')}.`;
}

/** A warning has an exit code of its own, so that a pipeline can pass it. */
function exitOf(checks: readonly Diagnosis[]): Exit {
  if (countOf(checks, 'bad') > 0) return 'failed';
  return countOf(checks, 'warn') > 0 ? 'partly' : 'done';
}

function countOf(checks: readonly Diagnosis[], wanted: DiagnosisState): number {
  return checks.filter(({ state }) => state === wanted).length;
}
