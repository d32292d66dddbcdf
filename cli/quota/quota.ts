import type { QuotaReport, ResumeAnswer } from '../../shared/dead-letters/quota-commands.ts';
import { QUOTA_USED_UP } from '../../shared/tenant-key/failures/failure.ts';
import { counted } from '../../terminal/sentences.ts';
import { bar, labelled } from '../../terminal/text.ts';
import type { CommandOf, Operator } from '../calling/ask.ts';
import { isSettled, resultsText } from '../dead-letters/redrive.ts';
import { type Ending, type Exit, type Look, refusedEnding } from '../report/report.ts';

/** Makes the keys that wait for the quota, as many as there is room for. */
export async function resumeQuota(
  command: CommandOf<'resume'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('resume', command);
  if ('refused' in answer) return refusedEnding(answer);
  return { exit: exitOf(answer), answer, text: resumeText(answer, look) };
}

/** That letters still wait since there is no room for them is no failure. */
function exitOf({ results, stoppedBy }: ResumeAnswer): Exit {
  if (stoppedBy !== undefined || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function resumeText(answer: ResumeAnswer, look: Look): string {
  const { waiting, headroom } = answer;
  const left =
    waiting === 0
      ? 'No letter waits for the quota.'
      : `${counted(waiting, 'letter')} still waiting for the quota; ${roomFor(headroom)}.`;
  return resultsText(answer, [left], look);
}

function roomFor(headroom: number | undefined): string {
  if (headroom === undefined) return 'KMS does not tell for how many keys there is room';
  return `there was room for ${headroom === 0 ? 'no key' : counted(headroom, 'key')}`;
}

/** Shows how full the quota of keys is. */
export async function showQuota(
  command: CommandOf<'quota'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('quota', command);
  if ('refused' in answer) return refusedEnding(answer);
  return { exit: 'done', answer, text: quotaText(answer, look) };
}

function quotaText(report: QuotaReport, { width, spell }: Look): string {
  const { parked, madeLately, limit } = report;
  const rows = labelled(
    [
      ['keys', fillingOf(report)],
      ['waiting', parked === 0 ? 'no letter' : counted(parked, 'letter')],
      ['made', `${counted(madeLately, 'key')} in the last 30 days`],
      ...(limit === undefined ? [] : [['full', fullOf(report)] as const]),
    ],
    width,
  );
  if (parked === 0) return rows;
  const more = hasRoom(report)
    ? `The timer resumes them; to do it now:\n${spell(['quota', 'resume'])}`
    : `To see them:\n${spell(['dead-letters', 'list', '--code', QUOTA_USED_UP])}`;
  return `${rows}\n${more}`;
}

function fillingOf({ used, limit }: QuotaReport): string {
  if (used === undefined || limit === undefined) return 'KMS does not tell how many there may be';
  const percent = limit > 0 ? Math.floor((used * 100) / limit) : 100;
  return `${bar(used, limit, 40)} ${used} of ${limit} (${percent} %)`;
}

function fullOf(report: QuotaReport): string {
  if (!hasRoom(report)) return 'now: ask Tencent Cloud for a higher quota';
  return report.fullOn === undefined ? 'not at that rate' : `on ${report.fullOn}, at that rate`;
}

function hasRoom({ used, limit }: QuotaReport): boolean {
  return used === undefined || limit === undefined || used < limit;
}
