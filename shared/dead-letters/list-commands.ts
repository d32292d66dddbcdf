import { type Refused, refusedCommand } from '../operator-command.ts';
import { runbookLink } from '../tenant-key/failures/failures.ts';
import type { DeadLettersContext } from './command.ts';
import type { DeadLetterSummary } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { findDeadLetter, type Selection, selectDeadLetters } from './selection.ts';
import { signingKeysOf } from './signature.ts';
import { readDeadLetterTable, type TableLimits } from './table.ts';
import { deadLettersInOrder } from './texts.ts';

export type DeadLetterList = TableLimits & {
  /** Oldest first. */
  readonly letters: readonly DeadLetterSummary[];
  /** How many match the selection without its limit. */
  readonly total: number;
  /** The same by code. */
  readonly counts: Readonly<Record<string, number>>;
};

/**
 * Lists selected dead letters without their texts: the first ones, as many as an answer may hold.
 * Throws `ApiError` when the topic cannot be read.
 */
export async function answerList(
  selection: Selection,
  { ports, config }: DeadLettersContext,
  deadlineMs: number,
): Promise<DeadLetterList | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const { deadLetters, total, counts } = selected;
  const { beyond, unreadable } = table;
  return {
    letters: deadLetters.slice(0, listSize(deadLetters)),
    total,
    counts,
    beyond,
    unreadable,
  };
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

/** `runbook` links to the section about the dead letter's code. */
export type ShownDeadLetter = { readonly letter: DeadLetter; readonly runbook: string };

/**
 * Shows one dead letter with its text. Throws `ApiError` when the topic cannot be read.
 *
 * @param id An id, or a prefix that matches one dead letter only.
 */
export async function answerShow(
  id: string,
  { ports, config }: DeadLettersContext,
  deadlineMs: number,
): Promise<ShownDeadLetter | Refused> {
  const { records, runbookUrl } = ports;
  const table = await readDeadLetterTable(records, deadlineMs, signingKeysOf(config));
  const found = findDeadLetter(table.deadLetters, id);
  if ('problem' in found) return refusedCommand([found.problem]);
  const selection = { ...table, deadLetters: [found] };
  for await (const letter of deadLettersInOrder(selection, records, deadlineMs)) {
    return { letter, runbook: runbookLink(runbookUrl, letter.code) };
  }
  return refusedCommand([`The dead letter ${found.id} has just been settled.`]);
}
