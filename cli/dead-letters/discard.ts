import type { Refused } from '../../shared/generated/refused.ts';
import { counted } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { CommandOf, SendCommand, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';

/** Settles dead letters without sending them in again. */
export async function discardDeadLetters(
  { command, ids, reason }: CommandOf<'discard'>,
  { send }: VerbContext,
): Promise<CommandResult> {
  const full = await fullIds(ids, send);
  if ('refused' in full) return refusedResult(full);
  const answer = await send('discard', { command, ids: full, reason });
  if ('refused' in answer) return refusedResult(answer);
  const { discarded } = answer;
  const lines = discarded.map((id) => `  ${printable(id)}\n`);
  const text = `Discarded: ${counted(discarded.length, 'dead letter')}.\n${lines.join('')}`;
  return { exit: exitOf(discarded.length, full.length), answer, text };
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

function exitOf(discarded: number, requested: number): Exit {
  if (discarded === 0) return 'nothing';
  return discarded < requested ? 'partly' : 'done';
}
