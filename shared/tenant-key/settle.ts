import { type ApiError, asApiError } from './api-error.ts';
import type { FailedAttempt, Message, Outcome } from './message.ts';
import type { OutcomeEvent, Ports } from './ports.ts';
import { identityOf } from './request.ts';
import { decide, type ProvisioningSettings } from './retry.ts';

/**
 * Settles a message: parks it if its outcome is `parked`, then publishes the outcome as an event. Only
 * then may the message be acknowledged. Idempotent: a repeat updates the same dead letter and
 * publishes the same event. An outcome of `retry` is returned as it is.
 *
 * Gives the final outcome. It differs from the given one when settling fails:
 * - `parked` when the failure concerns this message alone, such as an event that is too large for the
 *   topic: the message cannot block the partition then.
 * - `retry` with `inPlace` false when any other failure persists, or when parking fails: the queue then
 *   holds the only copy.
 *
 * Failures of settling have the stage `announce` and are retried as {@link decide} says.
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
  for (let attempts = 1; ; attempts += 1) {
    const error = await attemptSettlement(message, outcome, ports, deadlineMs);
    if (error === undefined) return outcome;
    const failed = failedSettlement(outcome, error);
    const circumstances = {
      attempts,
      timeLeftMs: deadlineMs - ports.clock.nowMs(),
      jitter: ports.random(),
      callerWaits: message.callerWaits,
    };
    const next = decide(failed, circumstances, settings.retry);
    if (next.kind === 'parked' && outcome.kind !== 'parked') {
      return settle(message, next, ports, settings, deadlineMs);
    }
    if (next.kind !== 'retry' || !next.inPlace) {
      const delayMs = settings.retry.delayMsMax;
      return { kind: 'retry', failed, attempts, delayMs, inPlace: false };
    }
    await ports.clock.sleep(next.delayMs);
  }
}

type SettledOutcome = Exclude<Outcome, { readonly kind: 'retry' }>;

/** Makes one attempt at settling; gives the error if it failed. */
async function attemptSettlement(
  message: Message,
  outcome: SettledOutcome,
  { park, publishEvent }: Ports,
  deadlineMs: number,
): Promise<ApiError | undefined> {
  try {
    if (outcome.kind === 'parked') {
      const { failed, attempts } = outcome;
      await park({ message, failed, attempts }, deadlineMs);
    }
    const event = outcomeEventOf(message, outcome);
    if (event !== undefined) await publishEvent(event, deadlineMs);
    return undefined;
  } catch (error) {
    return asApiError(error);
  }
}

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
  return identity === undefined
    ? undefined
    : { type: 'tenant-key.rejected', failed: { ...failed, identity }, ...trace };
}
