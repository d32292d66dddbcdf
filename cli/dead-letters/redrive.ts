import type {
  DeadLetterList,
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph } from '../../terminal/text.ts';
import type { CommandOf, SendCommand, VerbContext } from '../invocation/operator-command.ts';
import { type LongCommand, runInRounds } from '../invocation/rounds.ts';
import type { Consent } from '../report/consent.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { countTable, NO_DEAD_LETTER_MATCHES } from './cells.ts';
import { isSettled, outcomeCounts, resultsText } from './outcomes.ts';
import { planDeadLetters, planTable } from './plan.ts';

/**
 * Redrives dead letters, and reports the outcome of each. Where a person is asked first, it shows how many they are
 * by code, and previews the first ones. With `planOnly` it is the preview of them all.
 */
export async function redriveDeadLetters(
  command: CommandOf<'redrive'>,
  context: VerbContext,
  { planOnly, ask }: Consent,
): Promise<CommandResult> {
  const { selection } = command;
  if (planOnly) return planDeadLetters({ command: 'plan', selection }, context);
  if (ask === undefined) return redriveAll(command, context);
  const { send, style } = context;
  const list = await send('list', { command: 'list', selection });
  if ('refused' in list) return refusedResult(list);
  if (list.total === 0) return { exit: 'nothing', answer: list, text: NO_DEAD_LETTER_MATCHES };
  const first = { ...selection, limit: Math.min(selection.limit ?? PREVIEWED, PREVIEWED) };
  const plan = await send('plan', { command: 'plan', selection: first });
  if ('refused' in plan) return refusedResult(plan);
  const problem = await ask(`${previewText(list, plan, command, style)}\n`);
  if (problem === undefined) return redriveAll(command, context);
  return { exit: 'refused', answer: plan, text: '', problem };
}

/** How many are previewed before a question: each takes calls, and nobody reads thousands of lines. */
const PREVIEWED = 20;

function previewText(
  { counts, total }: DeadLetterList,
  { plans }: RedrivePlans,
  { selection: { limit = total } }: CommandOf<'redrive'>,
  style: Style,
): string {
  const most = limit < total ? `; the ${limit} oldest would be redriven` : '';
  const which = plans.length < Math.min(limit, total) ? `the first ${plans.length}` : 'them';
  const preview = plans.length === 0 ? '' : ` Preview of ${which}: ${outcomeCounts(plans)}.`;
  return [
    countTable(counts, style),
    ...(plans.length === 0 ? [] : [planTable(plans, style)]),
    paragraph(`${counted(total, 'dead letter')}${most}.${preview}`, style.width),
  ].join('\n');
}

function redriveAll(
  command: CommandOf<'redrive'>,
  { send, style, onProgress }: VerbContext,
): Promise<CommandResult> {
  const redrive: LongCommand<RedriveAnswer> = {
    send: (before) =>
      before ? sendNext(before, send) : send('redrive', { ...command, batchSize: BATCH_SIZE }),
    merge: (before, next) => ({
      ...next,
      results: [...before.results, ...next.results],
      ...leftOutOf(before, next),
    }),
    thing: 'dead letter',
    doneCount: ({ results }) => results.length,
    leftCount: ({ remaining, stoppedBy }) => (stoppedBy === undefined ? remaining : 0),
    exitOf,
    textOf: (answer) => redriveText(answer, style),
  };
  return runInRounds(redrive, onProgress);
}

/** Seconds of work, so that progress shows and Ctrl-C knows how far it came, and many times what a batch costs. */
const BATCH_SIZE = 20;

/** Each command names what it has left out itself, so that one may name it again. */
function leftOutOf(
  { leftOut: before = [] }: RedriveAnswer,
  { leftOut: next = [] }: RedriveAnswer,
): Pick<RedriveAnswer, 'leftOut'> {
  const byPlace = new Map([...before, ...next].map((each) => [JSON.stringify(each), each]));
  return byPlace.size === 0 ? {} : { leftOut: [...byPlace.values()] };
}

async function sendNext(
  { next }: RedriveAnswer,
  send: SendCommand,
): Promise<RedriveAnswer | Refused> {
  if (next?.command === 'redrive') return send('redrive', next);
  const detail = 'the answer of the function does not say where to continue';
  throw new ApiError('UnreadableAnswer', { detail });
}

function exitOf({ results, remaining, stoppedBy }: RedriveAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0 || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function redriveText(answer: RedriveAnswer, style: Style): string {
  const { results, remaining, stoppedBy } = answer;
  if (results.length + remaining === 0 && stoppedBy === undefined) return NO_DEAD_LETTER_MATCHES;
  const again = `run the same command again${stoppedBy === undefined ? '' : ' when it is over'}`;
  const left =
    remaining === 0 ? [] : [`${counted(remaining, 'dead letter')} not reached: ${again}.`];
  return resultsText(answer, left, style);
}
