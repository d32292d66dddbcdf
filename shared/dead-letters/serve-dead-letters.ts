import { type LogFields, operationLine } from '../log.ts';
import { reportQuota } from '../quota/report-quota.ts';
import { resumeQuotaLane } from '../quota/resume-quota-lane.ts';
import { refusedBy } from '../refused-by.ts';
import { measureWork } from '../tencent/call-stats.ts';
import { parseTrigger } from '../triggers/parse-trigger.ts';
import { answerList } from './answer-list.ts';
import { answerPlan } from './answer-plan.ts';
import { answerRedrive } from './answer-redrive.ts';
import { answerShow } from './answer-show.ts';
import { countsOf } from './counts-of.ts';
import type { DeadLettersDoor } from './dead-letters-door.ts';
import { discardLetters } from './discard-letters.ts';
import type { DeadLettersAnswer, DeadLettersCommand, ResumeAnswer } from './operator-command.ts';
import { readCommand } from './read-command.ts';
import { sealKeysOf } from './seal-keys-of.ts';

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
  if (kind === 'http' || kind === 'queue') {
    throw new Error(`This function takes commands and timers, not events of the kind ${kind}.`);
  }
  const command = kind === 'timer' ? RESUME : readCommand(event);
  if ('refused' in command) return command;
  const work = measureWork(door.ports.clock.nowMs, door.meter, door.invocationId);
  const answer = carryOut(command, door, deadlineMs);
  if (command.command === 'resume') return answer; // It writes a line of its own, and may fail.
  const told = await answer.catch(refusedBy);
  door.log(operationLine(`redrive.${command.command}`, factsOf(told), work()));
  return told;
}

const RESUME: DeadLettersCommand = { command: 'resume' };

async function carryOut(
  command: DeadLettersCommand,
  door: DeadLettersDoor,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
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
      return reportQuota(door.ports, deadlineMs, sealKeysOf(door.config));
    case 'resume':
      return resume(door, deadlineMs);
  }
}

function resume(
  { ports, config, invocationId, meter, log }: DeadLettersDoor,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const measure = () => measureWork(ports.clock.nowMs, meter, invocationId);
  const settings = { ...config, sealKeys: sealKeysOf(config), measure, log };
  return resumeQuotaLane(ports, settings, invocationId, deadlineMs);
}

/** What an answer says of the whole; what became of each letter has its own line. */
function factsOf(answer: DeadLettersAnswer): LogFields {
  if ('refused' in answer) return { code: answer.refused.code };
  if ('discarded' in answer) return { letters: { discarded: answer.discarded.length } };
  if (!('remaining' in answer)) return {};
  const { results, stoppedBy, remaining } = answer;
  return { letters: countsOf(results.map(({ outcome }) => outcome)), stoppedBy, remaining };
}
