import type { FleetReport } from '../../shared/fleet/check.ts';
import type { Finding, FindingKind } from '../../shared/fleet/findings.ts';
import type { RepairAnswer } from '../../shared/fleet/repair.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable, wrapped } from '../../terminal/text.ts';
import { askInRounds, type CommandOf, type Operator } from '../calling/ask.ts';
import {
  CODE_COLUMN,
  type Ending,
  type Exit,
  type Look,
  refusedEnding,
  shortId,
} from '../report/report.ts';

/** Compares tenants, keys and tags, and proposes a repair. */
export async function checkFleet(
  command: CommandOf<'check'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('check', command);
  if ('refused' in answer) return refusedEnding(answer);
  const text = [
    paragraph(totalsOf(answer), look.width),
    ...findingParts(answer, look),
    repairTextCheckFleet(answer, look),
  ].join('\n');
  return { exit: 'done', answer, text };
}

function totalsOf({ keys, own, tenants, tenantsWithoutKey }: FleetReport): string {
  const totals = `${counted(keys, 'key')}, ${own} of them ours, of ${counted(tenants, 'tenant')}.`;
  if (tenantsWithoutKey === undefined) {
    return `${totals} Orphans cannot be told without --tenants FILE.`;
  }
  if (tenantsWithoutKey.length === 0) return `${totals} Every tenant has a key.`;
  const named = tenantsWithoutKey.slice(0, SHOWN_MAX).map(printable).join(', ');
  const more = tenantsWithoutKey.length - SHOWN_MAX;
  return `${totals} ${counted(tenantsWithoutKey.length, 'tenant')} without a key: ${named}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** Of findings, and of tenants: enough to begin with. */
const SHOWN_MAX = 20;

function findingParts({ counts, findings }: FleetReport, look: Look): readonly string[] {
  const found = (Object.entries(counts) as [FindingKind, number][]).filter(
    ([, count]) => count > 0,
  );
  if (found.length === 0) return ['Nothing is wrong.\n'];
  const rows = found.map(([kind, count]) => [String(count), kind, MEANINGS[kind] ?? '']);
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  const shown = findings.slice(0, SHOWN_MAX);
  const left = total - shown.length;
  const more =
    left === 0 ? '' : `\n${paragraph(moreText(left, findings.length > shown.length), look.width)}`;
  return [
    table(COUNT_COLUMNS, rows, look.width, look.paint),
    shown.map((finding) => findingText(finding, look)).join('') + more,
  ];
}

const COUNT_COLUMNS: readonly Column[] = [
  { head: 'count', align: 'right', isWhole: true },
  { head: 'found', isWhole: true },
  { head: 'which is' },
];

const MEANINGS: Readonly<Record<FindingKind, string>> = {
  orphan: 'ours, of a tenant that does not exist',
  duplicate: 'ours, while another has the same tenant and name',
  untagged: "ours, without the tenant's tag",
  'wrongly-tagged': "ours, with another tenant's tag",
  'wrong-state': 'ours, in a state in which it cannot serve',
  foreign: 'not ours, though named or tagged like ours',
  'marker-damaged': 'like ours, but its marker does not prove it',
};

function moreText(left: number, hasMore: boolean): string {
  return `And ${left} more${hasMore ? '; --json has them' : ', which the function leaves out'}.`;
}

function findingText({ kind, keyId, alias, detail, repairable }: Finding, look: Look): string {
  const color = repairable ? 'yellow' : 'red';
  const end = repairable ? ', to be repaired' : '';
  const head = `${look.paint(color, kind)}  ${printable(shortId(keyId))}  ${printable(alias)}${end}`;
  const lines = wrapped(printable(detail), look.width - 2).map((line) => `  ${line}\n`);
  return `${head}\n${lines.join('')}`;
}

function repairTextCheckFleet({ plan, planHash }: FleetReport, { width, spell }: Look): string {
  if (plan.length === 0) return 'There is nothing that a repair would mend.\n';
  const what = `A repair would put the tenant's tag on ${counted(plan.length, 'key')}, and change nothing else:`;
  return paragraph(what, width) + spell(['fleet', 'repair', '--plan', planHash]);
}

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
  return { ...rounds, exit, text: repairTextRepairFleet(rounds.answer, look) };
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

function repairTextRepairFleet(answer: RepairAnswer, { width, paint, spell }: Look): string {
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
