import { logLine, outcomeFacts, statsFacts, traceFacts } from '../log.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Outcome } from '../tenant-key/message.ts';
import { tenantIn } from '../tenant-key/tenant-id.ts';
import type { Stats } from '../tencent/call-stats.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { RedriveAnswer, RedriveResult } from './generated/dead-letters-command.ts';

/** The results of a run of redrives. */
export type Redriven = Pick<RedriveAnswer, 'results' | 'stoppedBy'>;

/** The result of a dead letter that was tried, once it is settled. */
export function resultOf(deadLetter: DeadLetter, outcome: Outcome): RedriveResult {
  const base = { id: deadLetter.id, ...namesOf(deadLetter) };
  if (outcome.kind === 'provisioned') {
    const { adopted, key } = outcome;
    return { ...base, outcome: 'provisioned', adopted, keyId: key.keyId };
  }
  const { code, keyId, error: { topic } = {} } = outcome.failed;
  const isLeft = outcome.kind === 'retry' || ranOutOfTime(code);
  const kind = isLeft ? 'left' : outcome.kind;
  return {
    ...base,
    outcome: kind,
    code,
    ...(topic === undefined ? {} : { topic }),
    ...(keyId === undefined ? {} : { keyId }),
  };
}

/** The result of a dead letter that was not tried. */
export function refusalResult(deadLetter: DeadLetter, code: string): RedriveResult {
  return { id: deadLetter.id, ...namesOf(deadLetter), outcome: 'refused', code };
}

/** The tenant and key that the dead letter's request is about, as far as they are known. */
export function namesOf({
  identity,
}: DeadLetter): Pick<RedriveResult, 'tenantId' | 'externalTenantId' | 'keyName'> {
  if (identity === undefined) return {};
  const { keyName } = identity;
  return { ...tenantIn(identity), ...(keyName === undefined ? {} : { keyName }) };
}

/** Whether the attempt ended because its time ran out, which decides nothing about the request. */
export function ranOutOfTime(code: string): boolean {
  return failureOf(code).cause === 'late';
}

/**
 * The log line of a dead letter that a redrive took.
 *
 * @param outcome Undefined when no attempt was made.
 */
export function redriveLine(
  deadLetter: DeadLetter,
  result: RedriveResult,
  outcome?: Outcome,
  stats: Stats = {},
): string {
  const { id: letterId, redrives, source, traceparent } = deadLetter;
  const { code, tenantId, externalTenantId, keyName } = result;
  const names = { tenantId, externalTenantId, keyName };
  const facts = outcome === undefined ? { code, ...names } : outcomeFacts(outcome);
  const about = { outcome: result.outcome, letterId, redrives };
  return logLine(facts, about, source, traceFacts(traceparent), statsFacts(stats));
}
