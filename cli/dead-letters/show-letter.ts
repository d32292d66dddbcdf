import type { ShownLetter } from '../../shared/dead-letters/command.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { counted } from '../../terminal/sentences.ts';
import { chopped, labelled, printable, shortSpan } from '../../terminal/text.ts';
import type { CommandOf } from '../calling/commands.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import { keyCell } from './letter-cells.ts';

/** Shows all of one letter. */
export async function showLetter(
  command: CommandOf<'show'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('show', command);
  if ('refused' in answer) return refusedEnding(answer);
  return { exit: 'done', answer, text: letterText(answer, look) };
}

function letterText({ letter, runbook }: ShownLetter, { width, nowMs, spell }: Look): string {
  const rows = rowsOf(letter, nowMs).map(([label, text]) => [label, printable(text)] as const);
  const text = letter.text.split('\n').flatMap((line) => chopped(printable(line), width - 2));
  return [
    labelled([...rows, ['runbook', printable(runbook)]], width),
    `${titleOf(letter)}\n${text.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`,
    `What a redrive would come to:\n${spell(['dead-letters', 'plan', '--id', letter.id])}`,
  ].join('\n');
}

type Row = readonly [label: string, text: string];

function rowsOf(letter: DeadLetter, nowMs: number): readonly Row[] {
  const { id, identity, code, stage, reason, nextStep, source, problems } = letter;
  const name = identity === undefined ? 'nobody named' : keyCell(identity);
  return [
    ['letter', id],
    ['key', identity === undefined ? name : `${name}, asked for by request ${identity.requestId}`],
    ['happened', `${reason} (${code}, at ${stage})`],
    ['next step', nextStep],
    ...problems.map(
      ({ pointer, detail }): Row => ['problem', `${pointer || 'the whole'}: ${detail}`],
    ),
    ['since', sinceOf(letter, nowMs)],
    ['attempts', attemptsOf(letter)],
    ['came in', placeOf(source)],
    ...(letter.keyId === undefined ? [] : [['key id', letter.keyId] as const]),
    ...(letter.kmsRequestId === undefined ? [] : [['KMS request', letter.kmsRequestId] as const]),
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
