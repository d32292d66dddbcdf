import type { DiscardAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { CommandOf, SendCommand, VerbContext } from '../invocation/operator-command.ts';
import { type LongCommand, runInRounds } from '../invocation/rounds.ts';
import type { Consent } from '../report/consent.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { countTable, limitNotes, NO_DEAD_LETTER_MATCHES, sumOfCounts } from './cells.ts';
import { flagsFor } from './selection.ts';

/**
 * Settles dead letters without sending them in again: those with these ids at once, those of a selection once a
 * person has seen how many they are, and agrees.
 */
export function discardDeadLetters(
  command: CommandOf<'discard'>,
  context: VerbContext,
  consent: Consent,
): Promise<CommandResult> {
  return command.ids === undefined
    ? discardSelected(command, context, consent)
    : discardNamed({ ...command, ids: command.ids }, context);
}

type Named = CommandOf<'discard'> & { readonly ids: readonly string[] };

async function discardNamed(command: Named, { send }: VerbContext): Promise<CommandResult> {
  const full = await fullIds(command.ids, send);
  if ('refused' in full) return refusedResult(full);
  const answer = await send('discard', { ...command, ids: full });
  if ('refused' in answer) return refusedResult(answer);
  const { discarded } = answer;
  const lines = discarded.map((id) => `  ${printable(id)}\n`);
  const text = `Discarded: ${counted(discarded.length, 'dead letter')}.\n${lines.join('')}`;
  const missing = discarded.length === 0 ? 0 : full.length - discarded.length;
  return { exit: exitOf(discarded.length, missing), answer, text };
}

/**
 * The function takes complete ids only, since a discard cannot be undone. For the shorter ids that a list
 * prints, the complete ones are listed first: that refuses an id that matches none or several.
 */
async function fullIds(
  ids: readonly string[],
  send: SendCommand,
): Promise<readonly string[] | Refused> {
  if (ids.every((id) => id.length >= ID_LENGTH)) return ids;
  const answer = await send('list', { command: 'list', selection: { ids } });
  return 'refused' in answer ? answer : answer.letters.map(({ id }) => id);
}

/** The length of a complete id: `dl_` and a fingerprint. */
const ID_LENGTH = 46;

/** What came after the plan was not in it, so that it is not discarded. */
async function discardSelected(
  command: CommandOf<'discard'>,
  context: VerbContext,
  { planOnly, ask }: Consent,
): Promise<CommandResult> {
  if (!planOnly && ask === undefined) return discardAll(command, context, countedText);
  const { send, style } = context;
  const plan = await send('discard', { ...command, planOnly: true });
  if ('refused' in plan) return refusedResult(plan);
  const { startedAt, remaining } = plan;
  if (remaining === 0) {
    return { exit: planOnly ? 'done' : 'nothing', answer: plan, text: nothingText(plan, style) };
  }
  const shown = planText(plan, command, style);
  if (planOnly)
    return { exit: 'done', answer: plan, text: `${shown}\n${planEnd(plan, command, style)}` };
  const problem = await ask?.(`${shown}\n`);
  if (problem !== undefined) return { exit: 'refused', answer: plan, text: '', problem };
  return discardAll({ ...command, startedAt }, context, discardedText);
}

function discardAll(
  command: CommandOf<'discard'>,
  { send, style, onProgress }: VerbContext,
  textOf: (answer: DiscardAnswer, style: Style) => string,
): Promise<CommandResult> {
  const discard: LongCommand<DiscardAnswer> = {
    send: (before) => send('discard', before === undefined ? command : nextOf(command, before)),
    merge: (before, next) => ({
      ...next,
      discarded: [...before.discarded, ...next.discarded],
      counts: sumOfCounts(before.counts, next.counts),
    }),
    thing: 'dead letter',
    doneCount: ({ discarded }) => discarded.length,
    leftCount: ({ remaining }) => remaining,
    exitOf: ({ discarded, remaining }) => exitOf(discarded.length, remaining),
    textOf: (answer) => textOf(answer, style),
  };
  return runInRounds(discard, onProgress);
}

/** What was discarded counts towards the limit of the selection. */
function nextOf(
  { selection = {}, ...command }: CommandOf<'discard'>,
  { discarded, startedAt }: DiscardAnswer,
): CommandOf<'discard'> {
  const { limit } = selection;
  return {
    ...command,
    selection: { ...selection, ...(limit !== undefined && { limit: limit - discarded.length }) },
    startedAt,
  };
}

function exitOf(discarded: number, left: number): Exit {
  if (discarded === 0 && left === 0) return 'nothing';
  return left > 0 ? 'partly' : 'done';
}

function planText(plan: DiscardAnswer, { selection = {} }: CommandOf<'discard'>, style: Style) {
  const { width, nextCommand } = style;
  const { counts, remaining } = plan;
  const would = `${counted(remaining, 'dead letter')} would be settled without being sent in again, which cannot be undone. To see ${pronoun(remaining)}:`;
  const list = nextCommand(['dead-letters', 'list', ...flagsFor(selection)]);
  return `${countTable(counts, style)}\n${paragraph(would, width)}${list}${limitNotes(plan, width)}`;
}

function planEnd(
  { remaining }: DiscardAnswer,
  { selection = {}, reason = 'WHY' }: CommandOf<'discard'>,
  style: Style,
): string {
  const words = ['dead-letters', 'discard', ...flagsFor(selection), '--reason', reason];
  return `Nothing was changed. To discard ${pronoun(remaining)}:\n${style.nextCommand(words)}`;
}

const pronoun = (count: number) => (count === 1 ? 'it' : 'them');

/** With a line for each code, where no plan has shown them. */
function countedText(answer: DiscardAnswer, style: Style): string {
  const text = discardedText(answer, style);
  return answer.discarded.length === 0 ? text : `${countTable(answer.counts, style)}\n${text}`;
}

function discardedText(answer: DiscardAnswer, style: Style): string {
  const { discarded, remaining } = answer;
  if (discarded.length + remaining === 0) return nothingText(answer, style);
  const sentences = [
    `Discarded: ${counted(discarded.length, 'dead letter')}.`,
    ...(remaining === 0
      ? []
      : [`${counted(remaining, 'dead letter')} not reached: run the same command again.`]),
  ];
  return paragraph(sentences.join(' '), style.width) + limitNotes(answer, style.width);
}

function nothingText(answer: DiscardAnswer, style: Style): string {
  return NO_DEAD_LETTER_MATCHES + limitNotes(answer, style.width);
}
