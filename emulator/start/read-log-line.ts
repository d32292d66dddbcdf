import type { LogLine } from '../scf/function-host.ts';
import { fieldsOf, namesOf, textOf } from './json-fields.ts';
import { type FailureNews, OUTCOMES, type OutcomeNews } from './news.ts';

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
  const outcome = OUTCOMES.find((known) => known === fields.outcome);
  if (fields.door !== 'queue' || outcome === undefined) return undefined;
  const { partition, offset, adopted } = fields;
  return {
    kind: 'outcome',
    door: 'queue',
    outcome,
    ...namesOf(fields),
    keyId: textOf(fields, 'keyId'),
    adopted: typeof adopted === 'boolean' ? adopted : undefined,
    code: textOf(fields, 'code'),
    place: isOffset(partition) && isOffset(offset) ? { partition, offset } : undefined,
  };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
