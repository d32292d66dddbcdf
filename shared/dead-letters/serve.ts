import { type LogFields, operationLine } from '../log.ts';
import { countsOf, isTimerEvent, type Refused, refusedBy } from '../operator-command.ts';
import { measureStats } from '../tencent/call-stats.ts';
import {
  type DeadLettersCommand,
  type DeadLettersContext,
  parseDeadLettersCommand,
} from './command.ts';
import { answerDiscard, type DiscardAnswer } from './discard-command.ts';
import {
  answerList,
  answerShow,
  type DeadLetterList,
  type ShownDeadLetter,
} from './list-commands.ts';
import { answerPlan, type RedrivePlans } from './plan-command.ts';
import {
  type QuotaReport,
  type ResumeAnswer,
  reportQuota,
  resumeWaitingForQuota,
} from './quota-commands.ts';
import { answerRedrive, type RedriveAnswer } from './redrive-command.ts';
import { signingKeysOf } from './signature.ts';

export type DeadLettersAnswer =
  | Refused
  | DeadLetterList
  | ShownDeadLetter
  | RedrivePlans
  | RedriveAnswer
  | DiscardAnswer
  | QuotaReport
  | ResumeAnswer;

/**
 * Handles an event of the function redrive: an operator's command, or a timer, which resumes the dead
 * letters that wait for the key quota. Refuses an invalid command, and one that the cloud did not answer
 * before anything was changed.
 *
 * Throws when those dead letters could not be resumed, and as {@link isTimerEvent} does.
 */
export async function serveDeadLetters(
  event: unknown,
  context: DeadLettersContext,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
  const command = isTimerEvent(event) ? RESUME : parseDeadLettersCommand(event);
  if ('refused' in command) return command;
  const stats = measureStats(context.ports.clock.nowMs, context.counter, context.invocationId);
  const answering = answerCommand(command, context, deadlineMs);
  if (command.command === 'resume') return answering; // It logs its own line, and may throw.
  const answer = await answering.catch(refusedBy);
  context.log(operationLine(`redrive.${command.command}`, factsOf(answer), stats()));
  return answer;
}

const RESUME: DeadLettersCommand = { command: 'resume' };

async function answerCommand(
  command: DeadLettersCommand,
  context: DeadLettersContext,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
  switch (command.command) {
    case 'list':
      return answerList(command.selection, context, deadlineMs);
    case 'show':
      return answerShow(command.id, context, deadlineMs);
    case 'plan':
      return answerPlan(command.selection, context, deadlineMs);
    case 'redrive':
      return answerRedrive(command, context, deadlineMs);
    case 'discard':
      return answerDiscard(command, context, deadlineMs);
    case 'quota':
      return reportQuota(context.ports, deadlineMs, signingKeysOf(context.config));
    case 'resume':
      return answerResume(context, deadlineMs);
  }
}

function answerResume(
  { ports, config, invocationId, counter, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const measure = () => measureStats(ports.clock.nowMs, counter, invocationId);
  const settings = { ...config, signingKeys: signingKeysOf(config), measure, log };
  return resumeWaitingForQuota(ports, settings, invocationId, deadlineMs);
}

/** The totals of an answer, as fields of the log. Each redriven dead letter has a line of its own. */
function factsOf(answer: DeadLettersAnswer): LogFields {
  if ('refused' in answer) return { code: answer.refused.code };
  if ('discarded' in answer) return { letters: { discarded: answer.discarded.length } };
  if (!('remaining' in answer)) return {};
  const { results, stoppedBy, remaining } = answer;
  return { letters: countsOf(results.map(({ outcome }) => outcome)), stoppedBy, remaining };
}
