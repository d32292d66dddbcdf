import type { RepairAnswer } from '../../shared/fleet/generated/fleet-command.ts';
import { sentId } from '../../shared/tenant-key/tenant-id.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type LongCommand, runInRounds } from '../invocation/rounds.ts';
import type { CommandResult, Exit } from '../report/result.ts';
import { CODE_COLUMN, type Style, shortId } from '../report/style.ts';

/** Carries out the plan that a check printed, and nothing else. */
export function repairFleet(
  command: CommandOf<'repair'>,
  { send, style, onProgress }: VerbContext,
): Promise<CommandResult> {
  const repair: LongCommand<RepairAnswer> = {
    send: ({ planHash }: { readonly planHash: string } = command) =>
      send('repair', { command: 'repair', planHash }),
    merge,
    thing: 'key',
    doneCount: ({ repaired, failed }) => repaired.length + failed.length,
    leftCount: ({ remaining }) => remaining,
    exitOf,
    textOf: (answer) => repairText(answer, style),
  };
  return runInRounds(repair, onProgress);
}

/** A step that failed before may since have succeeded, or failed again. */
function merge(before: RepairAnswer, next: RepairAnswer): RepairAnswer {
  const retried = new Set([...next.repaired, ...next.failed].map(({ keyId }) => keyId));
  const stillFailed = before.failed.filter(({ keyId }) => !retried.has(keyId));
  return {
    ...next,
    repaired: [...before.repaired, ...next.repaired],
    failed: [...stillFailed, ...next.failed],
  };
}

function exitOf({ repaired, failed, remaining }: RepairAnswer): Exit {
  if (failed.length > 0 || remaining > 0) return 'partly';
  return repaired.length === 0 ? 'nothing' : 'done';
}

function repairText(answer: RepairAnswer, { width, paint, nextCommand }: Style): string {
  const { repaired, failed, remaining } = answer;
  if (repaired.length + failed.length + remaining === 0) return 'There was nothing to repair.\n';
  const rows = [
    ...repaired.map((step) => [shortId(step.keyId), sentId(step), 'repaired', '-']),
    ...failed.map((step) => [shortId(step.keyId), sentId(step), 'failed', step.code]),
  ];
  const left = remaining === 0 ? '' : `, ${remaining} left`;
  const summary = `${counted(repaired.length, 'key')} repaired, ${failed.length} failed${left}.`;
  return [
    ...(rows.length === 0 ? [] : [table(COLUMNS, rows, width, paint)]),
    paragraph(summary, width),
    `To check the fleet again:\n${nextCommand(['fleet', 'check'])}`,
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  { head: 'key', isWhole: true },
  { head: 'tenant' },
  { head: 'outcome', isWhole: true, color: (outcome) => (outcome === 'failed' ? 'red' : 'green') },
  CODE_COLUMN,
];
