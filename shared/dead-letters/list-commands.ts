import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { refusedCommand } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { runbookLink } from '../tenant-key/failures/links.ts';
import { stateOf } from './dead-letter.ts';
import type {
  DeadLetterList,
  DeadLetterSummary,
  DeadLettersCommand,
  ShownDeadLetter,
} from './generated/dead-letters-command.ts';
import { findDeadLetter, selectDeadLetters } from './selection.ts';
import { trustOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';
import { deadLettersInOrder } from './texts.ts';

/**
 * Lists selected dead letters without their texts: the first ones, as many as an answer may hold.
 * Throws `ApiError` when the topic cannot be read.
 */
export async function answerList(
  { selection = {} }: Pick<DeadLettersCommand, 'selection'>,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<DeadLetterList | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
  const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const { deadLetters, total, counts } = selected;
  const { beyond, unreadable } = table;
  const listed = deadLetters.map(withoutPlaces);
  return {
    letters: listed.slice(0, listSize(listed)),
    total,
    counts,
    waiting: table.deadLetters.filter(({ state }) => state === 'waiting').length,
    beyond,
    unreadable,
  };
}

/** Twenty places each would leave room for a tenth as many. */
function withoutPlaces({ places: _, ...deadLetter }: DeadLetterSummary): DeadLetterSummary {
  return deadLetter;
}

/** How many dead letters fit into an answer. */
function listSize(deadLetters: readonly DeadLetterSummary[]): number {
  let length = 0;
  const size = deadLetters.findIndex((deadLetter, index) => {
    length += JSON.stringify(deadLetter).length;
    return index >= LIST_SIZE_MAX || length > LIST_LENGTH_MAX;
  });
  return size === -1 ? deadLetters.length : size;
}

/**
 * The platform accepts answers of 6 MB, in which JSON escapes every quotation mark.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
const LIST_SIZE_MAX = 5_000;
const LIST_LENGTH_MAX = 4_000_000;

/**
 * Shows one dead letter, and a link to the section of the runbook about its code. It has its text only if
 * the command asks for that, since the platform logs what a function returns. Throws `ApiError` when the
 * topic cannot be read.
 */
export async function answerShow(
  { id, text: isTextShown }: ShowCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<ShownDeadLetter | Refused> {
  const { records } = ports;
  const table = await readDeadLetterTable(records, deadlineMs, trustOf(config));
  const found = findDeadLetter(table.deadLetters, id);
  if ('problem' in found) return refusedCommand([found.problem]);
  const selection = { ...table, deadLetters: [found] };
  for await (const { deadLetter } of deadLettersInOrder(selection, records, deadlineMs)) {
    const { text, ...others } = deadLetter;
    const facts = { state: stateOf(deadLetter), textLength: text.length };
    const letter = { ...others, ...facts, ...(isTextShown && { text }) };
    return { letter, runbook: runbookLink(config.docsUrl, letter.code) };
  }
  return refusedCommand([`The dead letter ${found.id} has just been settled.`]);
}

type ShowCommand = Required<Pick<DeadLettersCommand, 'id'>> & Pick<DeadLettersCommand, 'text'>;
