import { type Diagnosis, type DiagnosisState, readingOf } from '../../deploy/doctor/diagnosis.ts';
import { examineAccount } from '../../deploy/doctor/examination.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { printable, wrapped } from '../../terminal/text.ts';
import { explainRefusal } from '../calling/explain.ts';
import type { Exit, Look } from '../report/report.ts';
import type { Surroundings } from '../report/surroundings.ts';
import type { DeploymentCommandOf, Place } from '../usage/deployment-command.ts';
import { type DeploymentEnding, type Screen, wrongEnding } from './change.ts';
import { clockAheadMs, openTarget, targetName } from './target.ts';

/** Says whether an account is fit for the application, by calls that only read. */
export async function examineTarget(
  { target: asked }: DeploymentCommandOf<'doctor'>,
  place: Place,
  { look, tell }: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  const target = await openTarget(asked, place, around);
  if (typeof target === 'string') return wrongEnding(target);
  const { application, apis, endpoint } = target;
  const { clock, timeMs } = around;
  const aheadMs = await clockAheadMs(endpoint, timeMs);
  const deadlineMs = clock.nowMs() + TIME_MAX_MS;
  const examined = await readingOf(examineAccount(application, apis, deadlineMs, aheadMs));
  if (!examined.ok) {
    const where = { region: application.region, ...(endpoint !== undefined && { endpoint }) };
    return { exit: 'failed', problems: [explainRefusal(examined.failure, where)] };
  }
  const checks = examined.answer;
  tell(`${targetName(target)}\n\n${checks.map((check) => checkText(check, look)).join('')}`);
  tell(`\n${summaryOf(checks)}\n`);
  return { exit: exitOf(checks), answer: { checks } };
}

const TIME_MAX_MS = 120_000;

function checkText({ check, state, found, remedy }: Diagnosis, { width, paint }: Look): string {
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

/** That something is amiss which still works is not to stop a pipeline that asks for good or bad. */
function exitOf(checks: readonly Diagnosis[]): Exit {
  if (countOf(checks, 'bad') > 0) return 'failed';
  return countOf(checks, 'warn') > 0 ? 'partly' : 'done';
}

function countOf(checks: readonly Diagnosis[], wanted: DiagnosisState): number {
  return checks.filter(({ state }) => state === wanted).length;
}
