import type { JsonObject } from '../../shared/tenant-key/json.ts';
import { fieldsOf, namesOf, textOf } from './json-fields.ts';
import type { Names, Outcome, OutcomeNews } from './news.ts';

/**
 * Reads what became of a request from the answer that its sender got; undefined when the answer does
 * not say it, as when the request waits in the queue.
 *
 * @param asked Names in the request, for answers that repeat none.
 */
export function readAnswer(status: number, body: string, asked: Names): OutcomeNews | undefined {
  const fields = fieldsOf(body);
  const outcome = outcomeIn(fields, status);
  if (outcome === undefined) return undefined;
  const { requestId, tenantId, keyName } = namesOf(fields);
  return {
    kind: 'outcome',
    door: 'http',
    outcome,
    requestId: requestId ?? asked.requestId,
    tenantId: tenantId ?? asked.tenantId,
    keyName: keyName ?? asked.keyName,
    keyId: textOf(fields, 'keyId'),
    adopted: outcome === 'provisioned' ? fields.status === 'adopted' : undefined,
    code: textOf(fields, 'code') ?? platformCodeIn(fields),
  };
}

function outcomeIn(fields: JsonObject, status: number): Outcome | undefined {
  switch (fields.status) {
    case 'created':
    case 'adopted':
      return 'provisioned';
    case 'parked':
      return 'parked';
  }
  if (status < 400) return undefined;
  // A failure of the function has no `retryable`: nothing is known, and the same may be sent again.
  return fields.retryable === false ? 'rejected' : 'retry';
}

/** The platform's own status of an invocation that failed, such as 433 for a timeout. */
function platformCodeIn({ errorMessage, statusCode }: JsonObject): string | undefined {
  return errorMessage === undefined ? undefined : `SCF ${statusCode}`;
}
