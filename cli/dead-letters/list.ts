import type { DeadLetterSummary } from '../../shared/dead-letters/dead-letter.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { DeadLetterList, ShownDeadLetter } from '../../shared/dead-letters/list-commands.ts';
import type { Selection } from '../../shared/dead-letters/selection.ts';
import type { TableLimits } from '../../shared/dead-letters/table.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { chopped, labelled, paragraph, printable, shortSpan } from '../../terminal/text.ts';
import type { CommandOf, Operator } from '../calling/ask.ts';
import { CODE_COLUMN, type Ending, type Look, refusedEnding, shortId } from '../report/report.ts';
import { flagsFor } from '../usage/command.ts';

/** Whose key a letter is about, as far as it is known. */
export function keyCell(
  names: { readonly tenantId?: string; readonly keyName?: string } | undefined,
): string {
  const { tenantId, keyName } = names ?? {};
  return [tenantId, keyName].filter((name) => name !== undefined).join('/') || '-';
}

export const ID_COLUMN: Column = { head: 'id', isWhole: true };

/** What became, or would become, of a letter. */
export const OUTCOME_COLUMN: Column = {
  head: 'outcome',
  isWhole: true,
  color: (outcome) => OUTCOME_COLORS[outcome],
};

const OUTCOME_COLORS: Readonly<Record<string, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  parked: 'yellow',
  left: 'magenta',
  refused: 'red',
};

/** Said where letters were chosen and there are none. */
export const NO_DEAD_LETTER_MATCHES = 'No letter fits; dead-letters list shows all that wait.\n';

/** What the table of letters leaves out, if anything. */
export function tableLimits({ beyond, unreadable }: TableLimits, width: number): string {
  const notes: string[] = [];
  if (beyond > 0) {
    notes.push(
      `${counted(beyond, 'more letter')} did not fit into the function's memory: settle some of these first.`,
    );
  }
  if (unreadable.length > 0) {
    const keys = unreadable.slice(0, KEYS_MAX).map(printable).join(', ');
    const more = unreadable.length - KEYS_MAX;
    notes.push(
      `${counted(unreadable.length, 'message')} on the topic cannot be read as a letter; by key: ${keys}${more > 0 ? ` and ${more} more` : ''}.`,
    );
  }
  return notes.map((note) => paragraph(note, width)).join('');
}

/** Of keys that are named. */
const KEYS_MAX = 5;

/** Lists the letters that wait, with what to do about them next. */
export async function listDeadLetters(
  command: CommandOf<'list'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('list', command);
  if ('refused' in answer) return refusedEnding(answer);
  const text =
    answer.total === 0 ? noDeadLetters(command.selection) : deadLettersText(answer, command, look);
  return { exit: 'done', answer, text: text + tableLimits(answer, look.width) };
}

function noDeadLetters({ all }: Selection): string {
  return all ? 'No letter waits.\n' : NO_DEAD_LETTER_MATCHES;
}

function deadLettersText(
  { letters: deadLetters, total, counts }: DeadLetterList,
  { selection }: CommandOf<'list'>,
  { width, paint, nowMs, spell }: Look,
): string {
  const rows = deadLetters.map((deadLetter) => rowOf(deadLetter, nowMs));
  const byCount = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const countRows = byCount.map(([code, count]) => [String(count), code]);
  const [mostCode = ''] = byCount[0] ?? [];
  const chosen = selection.all ? ['--code', mostCode] : flagsFor(selection);
  return [
    table(COLUMNS, rows, width, paint),
    `${counted(total, 'letter')}${deadLetters.length < total ? `, ${deadLetters.length} of them shown` : ''}:\n` +
      table(COUNT_COLUMNS, countRows, width, paint),
    `What a redrive would come to:\n${spell(['dead-letters', 'plan', ...chosen])}`,
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'age', align: 'right', isWhole: true },
  { head: 'stage', isWhole: true },
  { ...CODE_COLUMN, color: () => 'yellow' },
  { head: 'key' },
  { head: 'tries', align: 'right', isWhole: true },
];

const COUNT_COLUMNS: readonly Column[] = [{ head: 'letters', align: 'right' }, CODE_COLUMN];

function rowOf(deadLetter: DeadLetterSummary, nowMs: number): readonly string[] {
  const { id, firstSeenAt, stage, code, identity, attempts } = deadLetter;
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  return [shortId(id), age, stage, code, keyCell(identity), String(attempts)];
}

/** Shows all of one letter. */
export async function showDeadLetter(
  command: CommandOf<'show'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('show', command);
  if ('refused' in answer) return refusedEnding(answer);
  return { exit: 'done', answer, text: deadLetterText(answer, look) };
}

function deadLetterText(
  { letter: deadLetter, runbook }: ShownDeadLetter,
  { width, nowMs, spell }: Look,
): string {
  const rows = rowsOf(deadLetter, nowMs).map(([label, text]) => [label, printable(text)] as const);
  const text = deadLetter.text.split('\n').flatMap((line) => chopped(printable(line), width - 2));
  return [
    labelled([...rows, ['runbook', printable(runbook)]], width),
    `${titleOf(deadLetter)}\n${text.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`,
    `What a redrive would come to:\n${spell(['dead-letters', 'plan', '--id', deadLetter.id])}`,
  ].join('\n');
}

type Row = readonly [label: string, text: string];

function rowsOf(deadLetter: DeadLetter, nowMs: number): readonly Row[] {
  const { id, identity, code, stage, reason, nextStep, source, problems } = deadLetter;
  const name = identity === undefined ? 'nobody named' : keyCell(identity);
  return [
    ['letter', id],
    ['key', identity === undefined ? name : `${name}, asked for by request ${identity.requestId}`],
    ['happened', `${reason} (${code}, at ${stage})`],
    ['next step', nextStep],
    ...problems.map(
      ({ pointer, detail }): Row => ['problem', `${pointer || 'the whole'}: ${detail}`],
    ),
    ['since', sinceOf(deadLetter, nowMs)],
    ['attempts', attemptsOf(deadLetter)],
    ['came in', placeOf(source)],
    ...(deadLetter.keyId === undefined ? [] : [['key id', deadLetter.keyId] as const]),
    ...(deadLetter.kmsRequestId === undefined
      ? []
      : [['KMS request', deadLetter.kmsRequestId] as const]),
  ];
}

function sinceOf({ firstSeenAt, lastSeenAt }: DeadLetter, nowMs: number): string {
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  const last = lastSeenAt === firstSeenAt ? '' : `, last parked ${lastSeenAt}`;
  return `${firstSeenAt}, ${age} ago${last}`;
}

function attemptsOf({ attempts, redrives }: DeadLetter): string {
  return redrives === 0
    ? `${attempts}, never redriven`
    : `${attempts}, redriven ${counted(redrives, 'time')}`;
}

function placeOf({ door, topic, partition, offset, messageId }: DeadLetter['source']): string {
  return [
    door,
    topic && `topic ${topic}`,
    partition !== undefined && `partition ${partition}`,
    offset !== undefined && `offset ${offset}`,
    messageId && `message ${messageId}`,
  ]
    .filter((part) => part)
    .join(', ');
}

function titleOf({ text, cut }: DeadLetter): string {
  if (cut === undefined) return 'Its text (--json gives it byte for byte):';
  return `The first ${Buffer.byteLength(text)} bytes of its text, which has ${cut.bytes}:`;
}
