import type { LogLine } from '../scf/function-host.ts';
import { fieldsOf, namesOf, textOf } from './json-fields.ts';
import type { FailureNews, Outcome, OutcomeNews } from './news.ts';

/**
 * Reads what a function logged: what became of a message of the queue, or a fault of its own. What
 * becomes of a request at the HTTP door is in its answer; the events name no door.
 */
export function readLogLine({
  functionName,
  line,
}: LogLine): OutcomeNews | FailureNews | undefined {
  const fields = fieldsOf(line);
  if (fields.outcome === 'fault') {
    const reason = textOf(fields, 'detail') ?? 'It does not say why.';
    return { kind: 'failure', functionName, reason };
  }
  if (fields.door !== 'queue') return undefined;
  // The function's log lines have a fixed form.
  const { outcome, partition, offset, adopted } = fields as LoggedOutcome;
  return {
    kind: 'outcome',
    door: 'queue',
    outcome,
    ...namesOf(fields),
    keyId: textOf(fields, 'keyId'),
    adopted,
    code: textOf(fields, 'code'),
    place: { partition, offset },
  };
}

type LoggedOutcome = {
  readonly outcome: Outcome;
  readonly partition: number;
  readonly offset: number;
  readonly adopted?: boolean;
};
