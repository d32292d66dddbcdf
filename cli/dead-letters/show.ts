import type {
  DeadLetterDetails,
  ShownDeadLetter,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { counted } from '../../terminal/sentences.ts';
import { chopped, labelled, printable, shortSpan } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { keyCell, nextAttemptCell } from './cells.ts';

/** Shows one dead letter, with its text if the command asks for it. */
export async function showDeadLetter(
  command: CommandOf<'show'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('show', command);
  if ('refused' in answer) return refusedResult(answer);
  return { exit: 'done', answer, text: deadLetterText(answer, style) };
}

function deadLetterText(
  { letter: deadLetter, runbook }: ShownDeadLetter,
  { width, nowMs, nextCommand }: Style,
): string {
  const rows = rowsOf(deadLetter, nowMs).map(([label, text]) => [label, printable(text)] as const);
  return [
    labelled([...rows, ['runbook', printable(runbook)]], width),
    originalText(deadLetter, width),
    endingOf(deadLetter, nextCommand),
  ].join('\n');
}

/** What to do next. Nobody is sent to a redrive that cannot help. */
function endingOf({ id, code }: DeadLetterDetails, nextCommand: Style['nextCommand']): string {
  if (failureOf(code).redrive === 'helps') {
    return `To preview a redrive:\n${nextCommand(['dead-letters', 'plan', '--id', id])}`;
  }
  const words = ['dead-letters', 'discard', id, '--reason', 'WHY'];
  return `A redrive cannot help. To discard it:\n${nextCommand(words)}`;
}

type Row = readonly [label: string, text: string];

function rowsOf(deadLetter: DeadLetterDetails, nowMs: number): readonly Row[] {
  const { id, identity, claimed, code, stage, reason, nextStep, source, problems } = deadLetter;
  const name = identity === undefined ? 'unknown' : keyCell(identity);
  return [
    ['id', id],
    ['key', identity === undefined ? name : `${name}, requested by ${identity.requestId}`],
    ...(claimed === undefined ? [] : [['names', claimedText(claimed)] as const]),
    ['reason', `${reason} (${code}, at ${stage})`],
    ['next step', nextStep],
    ...problems.map(
      ({ pointer, detail }): Row => [
        'problem',
        `${pointer === '#' ? 'the whole request' : pointer}: ${detail}`,
      ],
    ),
    [deadLetter.state, sinceText(deadLetter, nowMs)],
    ...nextRows(deadLetter, nowMs),
    ['attempts', attemptsText(deadLetter)],
    ['source', sourceText(source)],
    ...copiesRows(deadLetter),
    ...(deadLetter.keyId === undefined ? [] : [['key id', deadLetter.keyId] as const]),
    ...(deadLetter.kmsRequestId === undefined
      ? []
      : [['KMS request', deadLetter.kmsRequestId] as const]),
    ...tagRows(deadLetter),
  ];
}

/** Each name that the message has, though it does not say whose request it is. */
function claimedText(claimed: NonNullable<DeadLetterDetails['claimed']>): string {
  return Object.entries(claimed)
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
}

function tagRows({ tagCode, tagMsg }: DeadLetterDetails): readonly Row[] {
  if (tagCode === undefined && tagMsg === undefined) return [];
  return [['tags', [`TagCode ${tagCode}`, tagMsg].filter((part) => part !== undefined).join(': ')]];
}

function sinceText({ firstSeenAt, lastSeenAt }: DeadLetterDetails, nowMs: number): string {
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  const last = lastSeenAt === firstSeenAt ? '' : `, last tried ${lastSeenAt}`;
  return `${firstSeenAt}, ${age} ago${last}`;
}

function nextRows(deadLetter: DeadLetterDetails, nowMs: number): readonly Row[] {
  const { state, nextAttemptAt, sentAt } = deadLetter;
  if (state !== 'waiting') return [];
  const at = nextAttemptAt === undefined ? '' : `${nextAttemptAt}, `;
  const sent: readonly Row[] = sentAt === undefined ? [] : [['sent again', sentAt]];
  return [...sent, ['next try', `${at}${nextAttemptCell(deadLetter, nowMs)}`]];
}

function attemptsText({ attempts, redrives }: DeadLetterDetails): string {
  return redrives === 0
    ? `${attempts}, never redriven`
    : `${attempts}, redriven ${counted(redrives, 'time')}`;
}

function copiesRows({ copies, places }: DeadLetterDetails): readonly Row[] {
  if (copies === undefined || places === undefined) return [];
  const { first, last } = places;
  return [
    ['copies', String(copies)],
    ...first.map((place): Row => ['first from', place]),
    ...last.map((place): Row => ['last from', place]),
  ];
}

function sourceText({
  door,
  topic,
  partition,
  offset,
  messageId,
}: DeadLetterDetails['source']): string {
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

function originalText({ text, textLength, cut }: DeadLetterDetails, width: number): string {
  if (text === undefined) {
    return `The original text has ${counted(textLength, 'character')}; --text shows it.\n`;
  }
  const heading =
    cut === undefined
      ? 'Original text (--json prints it byte for byte):'
      : `The first ${Buffer.byteLength(text)} of ${cut.bytes} bytes of the original text:`;
  const lines = text.split('\n').flatMap((line) => chopped(printable(line), width - 2));
  return `${heading}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
}
