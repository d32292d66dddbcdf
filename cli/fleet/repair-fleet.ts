import type { RepairAnswer } from '../../shared/fleet/command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph } from '../../terminal/text.ts';
import { askInRounds } from '../calling/ask-in-rounds.ts';
import type { CommandOf } from '../calling/commands.ts';
import { CODE_COLUMN, shortId } from '../reporting/cells.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import type { Exit } from '../usage/exit-codes.ts';

/** Carries out exactly the plan that a check printed. */
export async function repairFleet(
  command: CommandOf<'repair'>,
  { ask, look, show }: Operator,
): Promise<Ending> {
  const work = {
    ask: ({ planHash }: { readonly planHash: string } = command) =>
      ask('repair', { command: 'repair', planHash }),
    merged,
    doneIn: ({ repaired, failed }: RepairAnswer) => repaired.length + failed.length,
    leftIn: ({ remaining }: RepairAnswer) => remaining,
  };
  const rounds = await askInRounds(work, show);
  if (!('answer' in rounds)) return refusedEnding(rounds);
  const exit = rounds.refused || rounds.failure ? 'partly' : exitOf(rounds.answer);
  return { ...rounds, exit, text: repairText(rounds.answer, look) };
}

/** A step that failed may have been made good since, or have failed again. */
function merged(before: RepairAnswer, next: RepairAnswer): RepairAnswer {
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

function repairText(answer: RepairAnswer, { width, paint, spell }: Look): string {
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
    `What is left to do:\n${spell(['fleet', 'check'])}`,
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  { head: 'key', isWhole: true },
  { head: 'tenant' },
  { head: 'outcome', isWhole: true, color: (outcome) => (outcome === 'failed' ? 'red' : 'green') },
  CODE_COLUMN,
];
