import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Problem } from '../tenant-key/json.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { letterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';

/** What became of one message, for whoever invoked the function with it. */
type OutcomeReport = {
  readonly outcome: Outcome['kind'];
  readonly requestId?: string | undefined;
  readonly keyId?: string;
  readonly alias?: string;
  readonly adopted?: boolean;
  readonly code?: string;
  readonly reason?: string;
  readonly problems?: readonly Problem[];
  readonly deadLetterId?: string;
};

/**
 * @param outcome Undefined when the line stopped before the message: nothing was done about it.
 * @param stoppedBy The code that stopped the line.
 */
export function reportOf(
  message: Message,
  outcome: Outcome | undefined,
  stoppedBy = 'DeadlineExceeded',
): OutcomeReport {
  if (outcome === undefined) return failureReport('retry', stoppedBy);
  if (outcome.kind === 'provisioned') {
    const { request, key, adopted } = outcome;
    const alias = aliasOf(request.tenantId, request.keyName);
    const { requestId } = request;
    return { outcome: 'provisioned', requestId, keyId: key.keyId, alias, adopted };
  }
  const { failed, kind } = outcome;
  return {
    ...failureReport(kind, failed.code),
    requestId: failed.identity?.requestId,
    ...(failed.problems.length === 0 ? {} : { problems: failed.problems }),
    ...(kind === 'parked' ? { deadLetterId: letterIdOf(message, failed) } : {}),
  };
}

function failureReport(outcome: Outcome['kind'], code: string): OutcomeReport {
  return { outcome, code, reason: failureOf(code).meaning };
}
