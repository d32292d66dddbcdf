import type {
  Finding,
  FindingKind,
  FleetReport,
} from '../../shared/fleet/generated/fleet-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable, wrapped } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { madeIdNote } from '../report/made-id.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import { type Style, shortId } from '../report/style.ts';

/** Compares tenants, keys and tags, and proposes a repair. */
export async function checkFleet(
  command: CommandOf<'check'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('check', command);
  if ('refused' in answer) return refusedResult(answer);
  const text = [
    paragraph(totalsOf(answer), style.width),
    ...findingParts(answer, style),
    proposalText(answer, style),
  ].join('\n');
  return { exit: 'done', answer, text };
}

function totalsOf({ keys, own, tenants, tenantsWithoutKey }: FleetReport): string {
  const totals = `${counted(keys, 'key')}, ${own} of them ours, of ${counted(tenants, 'tenant')}.`;
  if (tenantsWithoutKey === undefined) {
    return `${totals} Without --tenants FILE, orphans cannot be found.`;
  }
  if (tenantsWithoutKey.length === 0) return `${totals} Every tenant has a key.`;
  const named = tenantsWithoutKey.slice(0, SHOWN_MAX).map(printable).join(', ');
  const more = tenantsWithoutKey.length - SHOWN_MAX;
  // A file with the ids of aliases makes orphans of keys that are none.
  const note = tenantsWithoutKey.map(madeIdNote).find((each) => each !== '') ?? '';
  return `${totals} ${counted(tenantsWithoutKey.length, 'tenant')} without a key: ${named}${more > 0 ? ` and ${more} more` : ''}. ${note}`.trimEnd();
}

/** The most findings, and the most tenants, that are printed. */
const SHOWN_MAX = 20;

function findingParts({ counts, findings }: FleetReport, style: Style): readonly string[] {
  const found = (Object.entries(counts) as [FindingKind, number][]).filter(
    ([, count]) => count > 0,
  );
  if (found.length === 0) return ['No problems were found.\n'];
  const rows = found.map(([kind, count]) => [String(count), kind, MEANINGS[kind] ?? '']);
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  const shown = findings.slice(0, SHOWN_MAX);
  const left = total - shown.length;
  const more =
    left === 0 ? '' : `\n${paragraph(moreText(left, findings.length > shown.length), style.width)}`;
  return [
    table(COUNT_COLUMNS, rows, style.width, style.paint),
    shown.map((finding) => findingText(finding, style)).join('') + more,
  ];
}

const COUNT_COLUMNS: readonly Column[] = [
  { head: 'count', align: 'right', isWhole: true },
  { head: 'finding', isWhole: true },
  { head: 'meaning' },
];

const MEANINGS: Readonly<Record<FindingKind, string>> = {
  orphan: 'ours, of a tenant that does not exist',
  duplicate: 'ours, but another key of ours has the same alias',
  untagged: "ours, without the tenant's tag",
  'wrongly-tagged': "ours, with another tenant's tag",
  'wrong-state': 'ours, in a state in which it cannot serve',
  foreign: 'not ours, though named or tagged like ours',
  'marker-copied': 'with the marker of another key',
  'marker-damaged': 'similar to ours, but its marker does not prove it',
};

function moreText(left: number, hasMore: boolean): string {
  return `And ${left} more${hasMore ? '; --json has them' : ', which the function does not report'}.`;
}

function findingText(finding: Finding, style: Style): string {
  const { kind, keyId, alias, externalTenantId, detail, repairable } = finding;
  const color = repairable ? 'yellow' : 'red';
  const end = repairable ? ', repairable' : '';
  const sent = externalTenantId === undefined ? '' : ` of ${externalTenantId}`;
  const name = printable(`${alias}${sent}`);
  const head = `${style.paint(color, kind)}  ${printable(shortId(keyId))}  ${name}${end}`;
  const lines = wrapped(printable(detail), style.width - 2).map((line) => `  ${line}\n`);
  return `${head}\n${lines.join('')}`;
}

function proposalText({ plan, planHash }: FleetReport, { width, nextCommand }: Style): string {
  if (plan.length === 0) return 'There is nothing to repair.\n';
  const what = `A repair would set the tenant's tag on ${counted(plan.length, 'key')} and change nothing else:`;
  return paragraph(what, width) + nextCommand(['fleet', 'repair', '--plan', planHash]);
}
