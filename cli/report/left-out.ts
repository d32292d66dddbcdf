import type { LeftOutRecords } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { leftOutSentences } from '../../shared/dead-letters/left-out.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { CommandResult } from './result.ts';

/**
 * Adds to a result what its answer has left out of the topics, because it could not be decoded. Then the
 * command is done in part only, and nothing to do is not certain.
 */
export function withLeftOutNote(result: CommandResult, width: number): CommandResult {
  const { answer, exit, text } = result;
  if (!hasLeftOut(answer)) return result;
  const note = paragraph(leftOutSentences(answer.leftOut).map(printable).join(' '), width);
  const isWhole = exit === 'done' || exit === 'nothing';
  return { ...result, exit: isWhole ? 'partly' : exit, text: `${text}${note}` };
}

/** Answers were checked against their schemas before. */
function hasLeftOut(answer: object): answer is { readonly leftOut: readonly LeftOutRecords[] } {
  return 'leftOut' in answer && Array.isArray(answer.leftOut) && answer.leftOut.length > 0;
}
