import { type LogFields, operationLine } from '../log.ts';
import { runbookLink } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { measureWork } from '../tencent/call-stats.ts';
import { KEY_DEAD_LETTERS } from '../topics/topics.ts';
import { parseTrigger } from '../triggers/parse-trigger.ts';
import {
  type DeadLettersAnswer,
  type DeadLettersCommand,
  type DeadLettersDoor,
  type DiscardAnswer,
  type LetterList,
  type Refused,
  type ResumeAnswer,
  readCommand,
  refusedBy,
  refusedCommand,
  type Selection,
  type ShownLetter,
} from './command.ts';
import { countsOf, type LetterSummary } from './dead-letter.ts';
import { answerPlan } from './plan.ts';
import { answerRedrive } from './redrive-command.ts';
import { reportQuota, resumeQuotaLane } from './resume.ts';
import { findLetter, selectLetters } from './select.ts';
import { sealKeysOf } from './signature.ts';
import { readLetters, readLetterTable } from './table.ts';

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

/**
 * Lists letters without their texts: the first of those that fit the selection, as many as an answer
 * may hold. Throws `ApiError` when the topic cannot be read.
 */
export async function answerList(
  selection: Selection,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<LetterList | Refused> {
  const table = await readLetterTable(ports.records, deadlineMs, sealKeysOf(config));
  const { letters, beyond, unreadable } = table;
  const selected = selectLetters(letters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const { total, counts } = selected;
  return { letters: fitting(selected.letters), total, counts, beyond, unreadable };
}

/** The platform takes answers of 6 MB, in which JSON escapes every quotation mark. */
const LETTERS_MAX = 5_000;
const LENGTH_MAX = 4_000_000;

function fitting(letters: readonly LetterSummary[]): readonly LetterSummary[] {
  let length = 0;
  const end = letters.findIndex((letter, index) => {
    length += JSON.stringify(letter).length;
    return index >= LETTERS_MAX || length > LENGTH_MAX;
  });
  return end === -1 ? letters : letters.slice(0, end);
}

/**
 * Shows one letter whole, with its text.
 *
 * @param id Or the beginning of one that fits one letter only.
 * @throws ApiError when the topic cannot be read.
 */
export async function answerShow(
  id: string,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<ShownLetter | Refused> {
  const { records, runbookUrl } = ports;
  const { letters } = await readLetterTable(records, deadlineMs, sealKeysOf(config));
  const found = findLetter(letters, id);
  if ('problem' in found) return refusedCommand([found.problem]);
  const letter = (await readLetters(records, [found.id], deadlineMs)).get(found.id);
  if (letter === undefined) return refusedCommand([`Letter ${found.id} has just been settled.`]);
  return { letter, runbook: runbookLink(runbookUrl, letter.code) };
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
export async function discardLetters(
  { ids, reason }: Discard,
  { ports, config, invocationId }: DeadLettersDoor,
  deadlineMs: number,
): Promise<DiscardAnswer | Refused> {
  const table = await readLetterTable(ports.records, deadlineMs, sealKeysOf(config));
  const unknown = new Set(ids);
  const meant = table.letters.filter(({ id }) => unknown.delete(id));
  if (unknown.size > 0) {
    return refusedCommand([...unknown].map((id) => `No letter that waits has the id ${id}.`));
  }

  const letters = meant.map(({ id, code }) => ({ id, code }));
  const data = { reason, letters };
  const operation = { type: 'tenant-keys.discarded', invocationId, data } as const;
  const tombstones = letters.map(({ id }) => ({ key: id, value: null }));
  const again = <T>(call: () => Promise<T>) =>
    withRetries(call, ports, config.provisioning.retry, deadlineMs);
  await again(() => ports.announceOperation(operation, deadlineMs));
  await again(() => ports.topics.publish(KEY_DEAD_LETTERS, tombstones, deadlineMs)).catch(
    (cause: unknown) => {
      throw new Error(HALF_DONE, { cause });
    },
  );
  return { discarded: letters.map(({ id }) => id) };
}

const HALF_DONE =
  'The letters may be discarded or not, as the topic did not answer: list them, and discard the rest.';
