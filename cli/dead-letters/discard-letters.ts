import type { Refused } from '../../shared/dead-letters/command.ts';
import { counted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { Ask } from '../calling/ask.ts';
import type { CommandOf } from '../calling/commands.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Operator } from '../reporting/operator.ts';

/** Gives letters up for good. */
export async function discardLetters(
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
  return { exit: exitOf(discarded.length, whole.length), answer, text };
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

function exitOf(discarded: number, meant: number): Ending['exit'] {
  if (discarded === 0) return 'nothing';
  return discarded < meant ? 'partly' : 'done';
}
