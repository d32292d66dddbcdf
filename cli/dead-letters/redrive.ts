import type { RedrivePlan, RedrivePlans } from '../../shared/dead-letters/plan-command.ts';
import type { RedriveAnswer } from '../../shared/dead-letters/redrive-command.ts';
import type { Redriven, RedriveResult } from '../../shared/dead-letters/redrive-result.ts';
import type { Refused } from '../../shared/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import { type Ask, askInRounds, type CommandOf, type Operator } from '../calling/ask.ts';
import {
  CODE_COLUMN,
  type Ending,
  type Exit,
  type Look,
  refusedEnding,
  shortId,
} from '../report/report.ts';
import { flagsFor } from '../usage/command.ts';
import { ID_COLUMN, keyCell, NO_DEAD_LETTER_MATCHES, OUTCOME_COLUMN, tableLimits } from './list.ts';

/** Sends letters in again, and tells what became of each. */
export async function redriveDeadLetters(
  command: CommandOf<'redrive'>,
  { ask, look, show }: Operator,
): Promise<Ending> {
  const work = {
    ask: (before?: RedriveAnswer) => (before ? askNext(before, ask) : ask('redrive', command)),
    merged: (before: RedriveAnswer, next: RedriveAnswer) => ({
      ...next,
      results: [...before.results, ...next.results],
    }),
    doneIn: ({ results }: RedriveAnswer) => results.length,
    leftIn: ({ remaining, stoppedBy }: RedriveAnswer) => (stoppedBy === undefined ? remaining : 0),
  };
  const rounds = await askInRounds(work, show);
  if (!('answer' in rounds)) return refusedEnding(rounds);
  const exit = rounds.refused || rounds.failure ? 'partly' : exitOfRedriveLetters(rounds.answer);
  return { ...rounds, exit, text: redriveText(rounds.answer, look) };
}

async function askNext({ next }: RedriveAnswer, ask: Ask): Promise<RedriveAnswer | Refused> {
  if (next?.command === 'redrive') return ask('redrive', next);
  const detail = 'the function names no redrive to go on with';
  throw new ApiError('UnreadableAnswer', { detail });
}

function exitOfRedriveLetters({ results, remaining, stoppedBy }: RedriveAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0 || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function redriveText(answer: RedriveAnswer, look: Look): string {
  const { results, remaining, stoppedBy } = answer;
  if (results.length + remaining === 0 && stoppedBy === undefined) return NO_DEAD_LETTER_MATCHES;
  const again = `give the same command again${stoppedBy === undefined ? '' : ' when that is over'}`;
  const left = remaining === 0 ? [] : [`${counted(remaining, 'letter')} not reached: ${again}.`];
  return resultsText(answer, left, look);
}

/** What became of each letter, how that sums up with `more` to say, and what to do next. */
export function resultsText(
  { results, stoppedBy }: Redriven,
  more: readonly string[],
  look: Look,
): string {
  const counts =
    results.length === 0
      ? []
      : [`${counted(results.length, 'letter')}: ${outcomeCounts(results)}.`];
  const outage = stoppedBy === undefined ? [] : [`An outage stopped it: ${printable(stoppedBy)}.`];
  const stuck = results.filter(({ outcome }) => outcome === 'parked' || outcome === 'refused');
  return [
    ...(results.length === 0
      ? []
      : [table(COLUMNS_RESULTS_TEXT, results.map(rowOfResultsText), look.width, look.paint)]),
    paragraph([...counts, ...outage, ...more].join(' '), look.width),
    ...firstToShow(stuck, look),
  ].join('\n');
}

const COLUMNS_RESULTS_TEXT: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  { head: 'what', cut: 'start' },
];

function rowOfResultsText(result: RedriveResult): readonly string[] {
  return [shortId(result.id), keyCell(result), result.outcome, whatOf(result)];
}

function whatOf({ code, keyId, adopted }: RedriveResult): string {
  if (code !== undefined) return code;
  if (keyId === undefined) return '-';
  return `key ${shortId(keyId)}${adopted ? ', which was there' : ''}`;
}

/** Foretells what redriving letters would come to. */
export async function planDeadLetters(
  command: CommandOf<'plan'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('plan', command);
  if ('refused' in answer) return refusedEnding(answer);
  const text = answer.total === 0 ? NO_DEAD_LETTER_MATCHES : plansText(answer, command, look);
  return { exit: 'done', answer, text: text + tableLimits(answer, look.width) };
}

function plansText(
  { plans, total }: RedrivePlans,
  { selection }: CommandOf<'plan'>,
  look: Look,
): string {
  const { width, paint, spell } = look;
  if (plans.length === 0) {
    return `There was no time to foretell any of ${counted(total, 'letter')}: choose fewer.\n`;
  }
  const planned = plans.length < total ? ` (${plans.length} of ${total} that fit)` : '';
  const summary = `Would be: ${outcomeCounts(plans)}${planned}. Nothing was changed.`;
  return [
    table(COLUMNS_PLAN_LETTERS, plans.map(rowOfPlanLetters), width, paint),
    paragraph(summary, width),
    // A redrive that settles nothing is none to propose: each counts towards REDRIVES_MAX.
    ...(plans.some(isSettled)
      ? [
          `To redrive ${plans.length === 1 ? 'it' : 'them'}:\n${spell(['dead-letters', 'redrive', ...flagsFor(selection)])}`,
        ]
      : firstToShow(plans, look)),
  ].join('\n');
}

const COLUMNS_PLAN_LETTERS: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  CODE_COLUMN,
  { head: 'calls', cut: 'end' },
];

function rowOfPlanLetters(plan: RedrivePlan): readonly string[] {
  const { id, outcome, code = '-', calls } = plan;
  return [shortId(id), keyCell(plan), outcome, code, calls.join(', ') || '-'];
}

/** How many there are of each outcome, such as `3 provisioned, 1 parked`; in the order in which they first occur. */
export function outcomeCounts(ends: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of ends) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

/** The letter waits no more, or would not. */
export function isSettled({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'provisioned' || outcome === 'rejected';
}

/** Where to read what to do about letters that a redrive does not settle; nothing where there are none. */
export function firstToShow(
  deadLetters: readonly { readonly id: string }[],
  { spell }: Look,
): readonly string[] {
  const [first] = deadLetters;
  if (first === undefined) return [];
  const which = deadLetters.length === 1 ? 'the letter that stays' : 'the first letter that stays';
  return [`What to do about ${which}:\n${spell(['dead-letters', 'show', shortId(first.id)])}`];
}

/** Gives letters up for good. */
export async function discardDeadLetters(
  { command, ids, reason }: CommandOf<'discard'>,
  { ask }: Operator,
): Promise<Ending> {
  const whole = await wholeIds(ids, ask);
  if ('refused' in whole) return refusedEnding(whole);
  const answer = await ask('discard', { command, ids: whole, reason });
  if ('refused' in answer) return refusedEnding(answer);
  const { discarded } = answer;
  const lines = discarded.map((id) => `  ${printable(id)}\n`);
  const text = `Discarded: ${counted(discarded.length, 'letter')}.\n${lines.join('')}`;
  return { exit: exitOfDiscardLetters(discarded.length, whole.length), answer, text };
}

/**
 * The function takes whole ids, since a letter that is gone is gone. A list prints their beginnings, so
 * it is asked which letters those are; it refuses one that fits no letter, or several.
 */
async function wholeIds(ids: readonly string[], ask: Ask): Promise<readonly string[] | Refused> {
  if (ids.every((id) => id.length >= ID_LENGTH)) return ids;
  const answer = await ask('list', { command: 'list', selection: { ids } });
  return 'refused' in answer ? answer : answer.letters.map(({ id }) => id);
}

/** Of an id in whole: a fingerprint. */
const ID_LENGTH = 43;

function exitOfDiscardLetters(discarded: number, meant: number): Ending['exit'] {
  if (discarded === 0) return 'nothing';
  return discarded < meant ? 'partly' : 'done';
}
