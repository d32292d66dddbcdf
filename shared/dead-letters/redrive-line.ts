import { logLine, outcomeFacts, traceFacts, workFacts } from '../log.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { Work } from '../tencent/call-stats.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { LetterResult } from './operator-command.ts';

/**
 * The log line of a letter of which a redrive made something.
 *
 * @param outcome What its attempts came to; undefined when none was made.
 */
export function redriveLine(
  letter: DeadLetter,
  result: LetterResult,
  outcome?: Outcome,
  work: Work = {},
): string {
  const { id: letterId, redrives, source, traceparent } = letter;
  const { code, tenantId, keyName } = result;
  const facts = outcome === undefined ? { code, tenantId, keyName } : outcomeFacts(outcome);
  const about = { outcome: result.outcome, letterId, redrives };
  return logLine(facts, about, source, traceFacts(traceparent), workFacts(work));
}
