import type { RetryAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type LongCommand, runInRounds } from '../invocation/rounds.ts';
import type { Consent } from '../report/consent.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { countTable, limitNotes, sumOfCounts } from './cells.ts';
import { flagsFor } from './selection.ts';

/** Makes requests that wait due now, once a person agrees. With `planOnly`, shows which. */
export async function retryDeadLetters(
  command: CommandOf<'retry'>,
  context: VerbContext,
  { planOnly, ask }: Consent,
): Promise<CommandResult> {
  if (!planOnly && ask === undefined) return retryAll(command, context, countedText);
  const { send, style } = context;
  const plan = await send('retry', { ...command, planOnly: true });
  if ('refused' in plan) return refusedResult(plan);
  if (plan.retried === 0) {
    return { exit: planOnly ? 'done' : 'nothing', answer: plan, text: nothingText(plan, style) };
  }
  const shown = planText(plan, style);
  if (planOnly) {
    return { exit: 'done', answer: plan, text: `${shown}\n${planEnd(command, style)}` };
  }
  const problem = await ask?.(`${shown}\n`);
  if (problem === undefined) return retryAll(command, context, retriedText);
  return { exit: 'refused', answer: plan, text: '', problem };
}

function retryAll(
  command: CommandOf<'retry'>,
  { send, style, onProgress }: VerbContext,
  textOf: (answer: RetryAnswer, style: Style) => string,
): Promise<CommandResult> {
  const retry: LongCommand<RetryAnswer> = {
    // What was done is due by the next time.
    send: () => send('retry', command),
    merge: (before, next) => ({
      ...next,
      retried: before.retried + next.retried,
      counts: sumOfCounts(before.counts, next.counts),
      ...{ due: before.due, inFlight: before.inFlight },
    }),
    thing: 'request',
    doneCount: ({ retried }) => retried,
    leftCount: ({ remaining, stoppedBy }) => (stoppedBy === undefined ? remaining : 0),
    exitOf,
    textOf: (answer) => textOf(answer, style),
  };
  return runInRounds(retry, onProgress);
}

function exitOf({ retried, remaining, stoppedBy }: RetryAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0) return 'partly';
  return retried === 0 ? 'nothing' : 'done';
}

function planText(plan: RetryAnswer, style: Style): string {
  const { counts, retried } = plan;
  const { width } = style;
  const sentences = [`${counted(retried, 'request')} would become due now.`, ...othersOf(plan)];
  const text = paragraph(sentences.join(' '), width) + limitNotes(plan, width);
  return `${countTable(counts, style)}\n${text}`;
}

function planEnd({ selection }: CommandOf<'retry'>, { nextCommand }: Style): string {
  const words = ['dead-letters', 'retry', ...flagsFor(selection)];
  return `Nothing was changed. To make them due:\n${nextCommand(words)}`;
}

/** With a line for each code, where no plan has shown them. */
function countedText(answer: RetryAnswer, style: Style): string {
  const { counts, retried } = answer;
  const text = retriedText(answer, style);
  return retried === 0 ? text : `${countTable(counts, style)}\n${text}`;
}

function retriedText(answer: RetryAnswer, style: Style): string {
  const { retried, remaining, stoppedBy } = answer;
  if (retried + remaining === 0 && stoppedBy === undefined) return nothingText(answer, style);
  const sentences = [
    `${counted(retried, 'request')} made due. ${SENT_SOON}`,
    ...othersOf(answer),
    ...(stoppedBy === undefined ? [] : [`Stopped by an outage: ${printable(stoppedBy)}.`]),
    ...(remaining === 0
      ? []
      : [`${counted(remaining, 'request')} not reached: run the same command again.`]),
  ];
  return paragraph(sentences.join(' '), style.width) + limitNotes(answer, style.width);
}

const SENT_SOON = 'The timer sends them in again within a minute, one of each code first.';

function nothingText(answer: RetryAnswer, { width }: Style): string {
  const others = othersOf(answer);
  const sentences = others.length === 0 ? [NOTHING_WAITS] : ['There is nothing to do.', ...others];
  return paragraph(sentences.join(' '), width) + limitNotes(answer, width);
}

const NOTHING_WAITS =
  'No request that waits matches; dead-letters list --state all shows all dead letters.';

/** What stays as it is. */
function othersOf({ due, inFlight }: RetryAnswer): readonly string[] {
  return [
    ...(due === 0 ? [] : [`${counted(due, 'request')} ${isOrAre(due)} due already.`]),
    ...(inFlight === 0
      ? []
      : [
          `${counted(inFlight, 'request')} ${isOrAre(inFlight)} on the way: sent in again in the last five minutes.`,
        ]),
  ];
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
