import type {
  QuotaReport,
  ResumeAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { bar, labelled } from '../../terminal/text.ts';
import { limitNotes } from '../dead-letters/cells.ts';
import { isSettled, resultsText } from '../dead-letters/outcomes.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';

/** Creates keys for the dead letters that wait for the key quota, as many as the quota allows. */
export async function resumeQuota(
  command: CommandOf<'resume'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('resume', command);
  if ('refused' in answer) return refusedResult(answer);
  return { exit: exitOf(answer), answer, text: resumeText(answer, style) };
}

/** Dead letters that still wait for room in the quota are not a failure. */
function exitOf({ results, stoppedBy }: ResumeAnswer): Exit {
  if (stoppedBy !== undefined || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function resumeText(answer: ResumeAnswer, style: Style): string {
  const { waiting, headroom } = answer;
  const left =
    waiting === 0
      ? 'No dead letter waits for the key quota.'
      : `${counted(waiting, 'dead letter')} still waiting for the key quota; ${roomFor(headroom)}.`;
  return resultsText(answer, [left], style);
}

function roomFor(headroom: number | undefined): string {
  if (headroom === undefined) return 'KMS does not report how many more keys are allowed';
  return `there was room for ${headroom === 0 ? 'no key' : counted(headroom, 'key')}`;
}

/** Shows how full the key quota is. */
export async function showQuota(
  command: CommandOf<'quota'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('quota', command);
  if ('refused' in answer) return refusedResult(answer);
  const { beyond = 0 } = answer;
  const note = limitNotes({ beyond, unreadable: [] }, style.width);
  return { exit: 'done', answer, text: quotaText(answer, style) + note };
}

function quotaText(report: QuotaReport, { width, nextCommand }: Style): string {
  const { parked, madeLately, limit } = report;
  const rows = labelled(
    [
      ['keys', usageText(report)],
      ['waiting', parked === 0 ? 'no dead letter' : counted(parked, 'dead letter')],
      ['created', `${counted(madeLately, 'key')} in the last 30 days`],
      ...(limit === undefined ? [] : [['full', fullText(report)] as const]),
    ],
    width,
  );
  if (parked === 0) return rows;
  const more = hasRoom(report)
    ? `The timer resumes them; to do it now:\n${nextCommand(['quota', 'resume'])}`
    : `To list them:\n${nextCommand(['dead-letters', 'list', '--state', 'waiting'])}`;
  return `${rows}\n${more}`;
}

function usageText({ used, limit }: QuotaReport): string {
  if (used === undefined || limit === undefined) return 'KMS does not report the quota';
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  return `${bar(used, limit, 40)} ${used} of ${limit} (${percent} %)`;
}

function fullText(report: QuotaReport): string {
  if (!hasRoom(report)) return 'now: ask Tencent Cloud for a higher quota';
  return report.fullOn === undefined ? 'not at that rate' : `on ${report.fullOn}, at that rate`;
}

function hasRoom({ used, limit }: QuotaReport): boolean {
  return used === undefined || limit === undefined || used < limit;
}
