import type { ResumeAnswer } from '../../shared/dead-letters/command.ts';
import { counted } from '../../terminal/sentences.ts';
import type { CommandOf } from '../calling/commands.ts';
import { isSettled } from '../dead-letters/is-settled.ts';
import { resultsText } from '../dead-letters/results-text.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import type { Exit } from '../usage/exit-codes.ts';

/** Makes the keys that wait for the quota, as many as there is room for. */
export async function resumeQuota(
  command: CommandOf<'resume'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('resume', command);
  if ('refused' in answer) return refusedEnding(answer);
  return { exit: exitOf(answer), answer, text: resumeText(answer, look) };
}

/** That letters still wait since there is no room for them is no failure. */
function exitOf({ results, stoppedBy }: ResumeAnswer): Exit {
  if (stoppedBy !== undefined || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function resumeText(answer: ResumeAnswer, look: Look): string {
  const { waiting, headroom } = answer;
  const left =
    waiting === 0
      ? 'No letter waits for the quota.'
      : `${counted(waiting, 'letter')} still waiting for the quota; ${roomFor(headroom)}.`;
  return resultsText(answer, [left], look);
}

function roomFor(headroom: number | undefined): string {
  if (headroom === undefined) return 'KMS does not tell for how many keys there is room';
  return `there was room for ${headroom === 0 ? 'no key' : counted(headroom, 'key')}`;
}
