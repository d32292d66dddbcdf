import type { QuotaReport } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { bar, labelled } from '../../terminal/text.ts';
import { limitNotes } from '../dead-letters/cells.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';

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
  const { waiting, madeLately, limit } = report;
  const rows = labelled(
    [
      ['keys', usageText(report)],
      ['waiting', waiting === 0 ? 'no dead letter' : counted(waiting, 'dead letter')],
      ['created', `${counted(madeLately, 'key')} in the last 30 days`],
      ...(limit === undefined ? [] : [['full', fullText(report)] as const]),
    ],
    width,
  );
  if (waiting === 0) return rows;
  const more = hasRoom(report)
    ? 'The timer resumes them within a minute.\n'
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
