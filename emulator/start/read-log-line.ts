import type { JsonObject } from '../../shared/tenant-key/json.ts';
import type { LogLine } from '../scf/host.ts';
import { fieldsOf, namesOf, textOf } from './json-fields.ts';
import { type FailureNews, OUTCOMES, type OutcomeNews } from './news.ts';

/**
 * Reads what a function logged: what became of a message of the queue or of a letter, or a fault of
 * its own. What becomes of a request at the HTTP door is in its answer; the events name no door.
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
  const door = doorIn(fields);
  if (door === undefined || outcome === undefined) return undefined;
  const { partition, offset, adopted } = fields;
  return {
    kind: 'outcome',
    door,
    outcome,
    ...namesOf(fields),
    keyId: textOf(fields, 'keyId'),
    adopted: typeof adopted === 'boolean' ? adopted : undefined,
    code: textOf(fields, 'code'),
    place: isOffset(partition) && isOffset(offset) ? { partition, offset } : undefined,
  };
}

/** The line of a letter has the door besides by which it came in at first. */
function doorIn({ letterId, door }: JsonObject): 'letter' | 'queue' | undefined {
  if (letterId !== undefined) return 'letter';
  return door === 'queue' ? door : undefined;
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
