import { reportQuota } from '../quota/report-quota.ts';
import { resumeQuotaLane } from '../quota/resume-quota-lane.ts';
import { refusedBy } from '../refused-by.ts';
import { parseTrigger } from '../triggers/parse-trigger.ts';
import { answerList } from './answer-list.ts';
import { answerPlan } from './answer-plan.ts';
import { answerRedrive } from './answer-redrive.ts';
import { answerShow } from './answer-show.ts';
import type { DeadLettersDoor } from './dead-letters-door.ts';
import { discardLetters } from './discard-letters.ts';
import type { DeadLettersAnswer, DeadLettersCommand } from './operator-command.ts';
import { readCommand } from './read-command.ts';

/**
 * Handles an event of the function redrive: a command of an operator, or a timer's, which resumes the
 * quota lane. A command that is wrong, or that found the cloud not answering before it changed
 * anything, is refused.
 *
 * Throws when the quota lane could not be resumed, and at events of doors: a message that came here
 * must not be taken for handled.
 */
export async function serveDeadLetters(
  event: unknown,
  door: DeadLettersDoor,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
  const { kind } = parseTrigger(event);
  if (kind === 'timer') return carryOut({ command: 'resume' }, door, deadlineMs);
  if (kind === 'http' || kind === 'queue') {
    throw new Error(`This function takes commands and timers, not events of the kind ${kind}.`);
  }
  const command = readCommand(event);
  if ('refused' in command) return command;
  const answer = carryOut(command, door, deadlineMs);
  return command.command === 'resume' ? answer : answer.catch(refusedBy);
}

async function carryOut(
  command: DeadLettersCommand,
  door: DeadLettersDoor,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
  const { ports, config, invocationId, log } = door;
  switch (command.command) {
    case 'list':
      return answerList(command.selection, door, deadlineMs);
    case 'show':
      return answerShow(command.id, door, deadlineMs);
    case 'plan':
      return answerPlan(command.selection, door, deadlineMs);
    case 'redrive':
      return answerRedrive(command, door, deadlineMs);
    case 'discard':
      return discardLetters(command, door, deadlineMs);
    case 'quota':
      return reportQuota(ports, deadlineMs);
    case 'resume':
      return resumeQuotaLane(ports, { ...config, log }, invocationId, deadlineMs);
  }
}
