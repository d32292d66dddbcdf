import { type ApiError, asApiError } from './api-error.ts';
import type { FailedAttempt, Message, Outcome } from './message.ts';
import type { OutcomeEvent, Ports } from './ports.ts';
import { identityOf } from './request.ts';
import { attemptUntilDecided } from './retry.ts';
import type { ProvisioningSettings } from './settings.ts';

/**
 * Settles a message: puts it into the dead-letter queue if it waits or is parked, then publishes the outcome
 * as an event. Only then may the message be acknowledged. Idempotent: a repeat updates the same dead letter and
 * publishes the same event. An outcome of `retry` is returned as it is.
 *
 * Gives the final outcome. It differs from the given one when settling fails:
 * - `parked` when the failure concerns this message alone, such as an event that is too large for the
 *   topic: the message cannot block the partition then.
 * - `retry` with `inPlace` false when any other failure persists, or when parking fails: the queue then
 *   holds the only copy.
 *
 * Failures of settling have the stage `announce` and are retried as those of attempts are.
 *
 * @param deadlineMs On the clock of the ports.
 */
export async function settle(
  message: Message,
  outcome: Outcome,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  if (outcome.kind === 'retry') return outcome;
  const attempt = () => attemptSettlement(message, outcome, ports, deadlineMs);
  const { retry } = settings;
  const made = await attemptUntilDecided(attempt, ports, retry, message.callerWaits, deadlineMs);
  if (made.kind === 'ready') return outcome;
  if (made.outcome.kind === 'parked' && outcome.kind !== 'parked') {
    return settle(message, made.outcome, ports, settings, deadlineMs);
  }
  const { failed, attempts } = made;
  return { kind: 'retry', failed, attempts, delayMs: retry.delayMsMax, inPlace: false };
}

type SettledOutcome = Exclude<Outcome, { readonly kind: 'retry' }>;

/** Makes one attempt at settling. */
async function attemptSettlement(
  message: Message,
  outcome: SettledOutcome,
  { park, publishEvent }: Ports,
  deadlineMs: number,
): Promise<Settlement> {
  try {
    if (outcome.kind === 'waiting' || outcome.kind === 'parked') {
      const { kind: state, failed, attempts } = outcome;
      await park({ message, failed, attempts, state }, deadlineMs);
    }
    const event = outcomeEventOf(message, outcome);
    if (event !== undefined) await publishEvent(event, deadlineMs);
    return { kind: 'ready' };
  } catch (error) {
    return failedSettlement(outcome, asApiError(error));
  }
}

type Settlement = { readonly kind: 'ready' } | FailedAttempt;

function failedSettlement(outcome: SettledOutcome, error: ApiError): FailedAttempt {
  const { identity, keyId } =
    outcome.kind === 'provisioned'
      ? { identity: identityOf(outcome.request), keyId: outcome.key.keyId }
      : outcome.failed;
  const { code } = error;
  return { kind: 'failed', code, stage: 'announce', identity, problems: [], keyId, error };
}

function outcomeEventOf(message: Message, outcome: SettledOutcome): OutcomeEvent | undefined {
  const { traceparent } = message;
  const trace = traceparent === undefined ? {} : { traceparent };
  if (outcome.kind === 'provisioned') {
    const { request, key } = outcome;
    return { type: 'tenant-key.provisioned', request, key, ...trace };
  }
  const { failed } = outcome;
  if (outcome.kind === 'parked') return { type: 'tenant-key.parked', message, failed, ...trace };
  // A rejection without an identity has a caller who waits for the answer. No consumer of the events
  // could attribute it.
  const { identity } = failed;
  if (identity === undefined) return undefined;
  const named = { ...failed, identity };
  return outcome.kind === 'waiting'
    ? { type: 'tenant-key.waiting', message, failed: named, ...trace }
    : { type: 'tenant-key.rejected', failed: named, ...trace };
}
