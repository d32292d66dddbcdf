import type { RepairAnswer } from '../../shared/fleet/generated/fleet-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { repeatUntilDone } from '../invocation/rounds.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import { CODE_COLUMN, type Style, shortId } from '../report/style.ts';

/** Carries out the plan that a check printed, and nothing else. */
export async function repairFleet(
  command: CommandOf<'repair'>,
  { send, style, onProgress }: VerbContext,
): Promise<CommandResult> {
  const repair = {
    send: ({ planHash }: { readonly planHash: string } = command) =>
      send('repair', { command: 'repair', planHash }),
    merge,
    doneCount: ({ repaired, failed }: RepairAnswer) => repaired.length + failed.length,
    leftCount: ({ remaining }: RepairAnswer) => remaining,
  };
  const repeated = await repeatUntilDone(repair, onProgress);
  if (!('answer' in repeated)) return refusedResult(repeated);
  const exit = repeated.refused || repeated.failure ? 'partly' : exitOf(repeated.answer);
  return { ...repeated, exit, text: repairText(repeated.answer, style) };
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
    ...repaired.map((step) => [shortId(step.keyId), step.tenantId, 'repaired', '-']),
    ...failed.map((step) => [shortId(step.keyId), step.tenantId, 'failed', step.code]),
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
