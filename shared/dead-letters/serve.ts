import { type LogFields, operationLine } from '../log.ts';
import { runbookLink } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { measureStats } from '../tencent/call-stats.ts';
import { KEY_DEAD_LETTERS } from '../topics/topics.ts';
import { parseTrigger } from '../triggers/trigger.ts';
import {
  type DeadLetterList,
  type DeadLettersAnswer,
  type DeadLettersCommand,
  type DeadLettersContext,
  type DiscardAnswer,
  type Refused,
  type ResumeAnswer,
  readCommand,
  refusedBy,
  refusedCommand,
  type Selection,
  type ShownDeadLetter,
} from './command.ts';
import { countsOf, type DeadLetterSummary } from './dead-letter.ts';
import { answerPlan } from './plan.ts';
import { answerRedrive } from './redrive-command.ts';
import { reportQuota, resumeWaitingForQuota } from './resume.ts';
import { findDeadLetter, selectDeadLetters } from './select.ts';
import { signingKeysOf } from './signature.ts';
import { readDeadLetters, readDeadLetterTable } from './table.ts';

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
  context: DeadLettersContext,
  deadlineMs: number,
): Promise<DeadLettersAnswer> {
  const { kind } = parseTrigger(event);
  if (kind === 'http' || kind === 'queue') {
    throw new Error(`This function takes commands and timers, not events of the kind ${kind}.`);
  }
  const command = kind === 'timer' ? RESUME : readCommand(event);
  if ('refused' in command) return command;
  const work = measureStats(context.ports.clock.nowMs, context.counter, context.invocationId);
  const answer = carryOut(command, context, deadlineMs);
  if (command.command === 'resume') return answer; // It writes a line of its own, and may fail.
  const told = await answer.catch(refusedBy);
  context.log(operationLine(`redrive.${command.command}`, factsOf(told), work()));
  return told;
}

const RESUME: DeadLettersCommand = { command: 'resume' };

async function carryOut(
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
      return discardDeadLetters(command, context, deadlineMs);
    case 'quota':
      return reportQuota(context.ports, deadlineMs, signingKeysOf(context.config));
    case 'resume':
      return resume(context, deadlineMs);
  }
}

function resume(
  { ports, config, invocationId, counter, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const measure = () => measureStats(ports.clock.nowMs, counter, invocationId);
  const settings = { ...config, signingKeys: signingKeysOf(config), measure, log };
  return resumeWaitingForQuota(ports, settings, invocationId, deadlineMs);
}

/** What an answer says of the whole; what became of each letter has its own line. */
function factsOf(answer: DeadLettersAnswer): LogFields {
  if ('refused' in answer) return { code: answer.refused.code };
  if ('discarded' in answer) return { letters: { discarded: answer.discarded.length } };
  if (!('remaining' in answer)) return {};
  const { results, stoppedBy, remaining } = answer;
  return { letters: countsOf(results.map(({ outcome }) => outcome)), stoppedBy, remaining };
}

/**
 * Lists letters without their texts: the first of those that fit the selection, as many as an answer
 * may hold. Throws `ApiError` when the topic cannot be read.
 */
export async function answerList(
  selection: Selection,
  { ports, config }: DeadLettersContext,
  deadlineMs: number,
): Promise<DeadLetterList | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const { letters: deadLetters, beyond, unreadable } = table;
  const selected = selectDeadLetters(deadLetters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const { total, counts } = selected;
  return { letters: fitting(selected.letters), total, counts, beyond, unreadable };
}

/** The platform takes answers of 6 MB, in which JSON escapes every quotation mark. */
const LETTERS_MAX = 5_000;
const LENGTH_MAX = 4_000_000;

function fitting(deadLetters: readonly DeadLetterSummary[]): readonly DeadLetterSummary[] {
  let length = 0;
  const end = deadLetters.findIndex((deadLetter, index) => {
    length += JSON.stringify(deadLetter).length;
    return index >= LETTERS_MAX || length > LENGTH_MAX;
  });
  return end === -1 ? deadLetters : deadLetters.slice(0, end);
}

/**
 * Shows one letter whole, with its text.
 *
 * @param id Or the beginning of one that fits one letter only.
 * @throws ApiError when the topic cannot be read.
 */
export async function answerShow(
  id: string,
  { ports, config }: DeadLettersContext,
  deadlineMs: number,
): Promise<ShownDeadLetter | Refused> {
  const { records, runbookUrl } = ports;
  const { letters: deadLetters } = await readDeadLetterTable(
    records,
    deadlineMs,
    signingKeysOf(config),
  );
  const found = findDeadLetter(deadLetters, id);
  if ('problem' in found) return refusedCommand([found.problem]);
  const deadLetter = (await readDeadLetters(records, [found.id], deadlineMs)).get(found.id);
  if (deadLetter === undefined)
    return refusedCommand([`Letter ${found.id} has just been settled.`]);
  return { letter: deadLetter, runbook: runbookLink(runbookUrl, deadLetter.code) };
}

type Discard = DeadLettersCommand & { readonly command: 'discard' };

/**
 * Settles letters without sending them in: whoever discards takes the request's end on himself. It is
 * announced before the first letter goes, so that none can go unseen. One id that no letter has
 * refuses them all.
 *
 * Throws `ApiError` when the topics do not answer before anything is changed, and another error when
 * they fail after that.
 */
export async function discardDeadLetters(
  { ids, reason }: Discard,
  { ports, config, invocationId }: DeadLettersContext,
  deadlineMs: number,
): Promise<DiscardAnswer | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const unknown = new Set(ids);
  const meant = table.letters.filter(({ id }) => unknown.delete(id));
  if (unknown.size > 0) {
    return refusedCommand([...unknown].map((id) => `No letter that waits has the id ${id}.`));
  }

  const deadLetters = meant.map(({ id, code }) => ({ id, code }));
  const data = { reason, letters: deadLetters };
  const operation = { type: 'tenant-keys.discarded', invocationId, data } as const;
  const tombstones = deadLetters.map(({ id }) => ({ key: id, value: null }));
  const again = <T>(call: () => Promise<T>) =>
    withRetries(call, ports, config.provisioning.retry, deadlineMs);
  await again(() => ports.publishOperation(operation, deadlineMs));
  await again(() => ports.topics.publish(KEY_DEAD_LETTERS, tombstones, deadlineMs)).catch(
    (cause: unknown) => {
      throw new Error(HALF_DONE, { cause });
    },
  );
  return { discarded: deadLetters.map(({ id }) => id) };
}

const HALF_DONE =
  'The letters may be discarded or not, as the topic did not answer: list them, and discard the rest.';
