import { type ApiError, asApiError } from './api-error.ts';
import type { FailedAttempt, Message, Outcome } from './message.ts';
import type { Ended, OutcomeEvent, Ports } from './ports.ts';
import { identityOf } from './request.ts';
import { attemptUntilDecided, type Decided } from './retry.ts';
import type { ProvisioningSettings } from './settings.ts';

/**
 * Settles a message: puts it into the dead-letter queue if it waits or is parked, then publishes the outcome
 * as an event. Only then may the message be acknowledged. Idempotent: a repeat updates the same dead letter and
 * publishes the same event. An outcome of `retry` is returned as it is.
 *
 * Gives the final outcome. It differs from the given one when settling fails:
 * - `waiting` or `parked` when the event cannot be published: the request is then in the dead-letter queue, and
 *   the partition moves on. That a request waits is published once, and not again if that fails. A message of an
 *   unproven sender stays parked, without an event: what waits is sent in again, and signed by us.
 * - `retry` with `inPlace` false when the dead letter cannot be written: the queue then holds the only copy.
 *   Also when the event cannot be published and a caller waits, who sends the request again.
 *
 * Failures of settling have the stage `announce` and are retried as those of attempts are. The final outcome is
 * recorded as the status of the request, which changes nothing.
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
  const settled = await settleOutcome(message, outcome, ports, settings, deadlineMs);
  await ports.recordStatus({ message, outcome: settled }, deadlineMs);
  return settled;
}

async function settleOutcome(
  message: Message,
  outcome: Outcome,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  if (outcome.kind === 'retry') return outcome;
  const settling = { message, outcome, ports, settings };
  if (outcome.kind === 'waiting' || outcome.kind === 'parked') {
    const { kind: state, failed, attempts } = outcome;
    const parking = { message, failed, attempts, state };
    const parked = await attemptStep(settling, (byMs) => ports.park(parking, byMs), deadlineMs);
    if (parked.kind === 'decided') return unsettled(parked, settings);
  }
  const published = await attemptPublishing(settling, deadlineMs);
  if (published.kind === 'decided') return afterPublishing(published, settling, deadlineMs);
  return outcome;
}

/** The final outcome where the event could not be published. */
function afterPublishing(
  published: Decided,
  { message, outcome, ports, settings }: Settling,
  deadlineMs: number,
): Outcome | Promise<Outcome> {
  const { outcome: decided } = published;
  const isKept = outcome.kind === 'waiting' || decided.kind === outcome.kind;
  // It is in the dead-letter queue already.
  if (isKept || message.refused !== undefined) return outcome;
  if (decided.kind === 'retry') return unsettled(published, settings);
  return settleOutcome(message, decided, ports, settings, deadlineMs);
}

type Settling = {
  readonly message: Message;
  readonly outcome: SettledOutcome;
  readonly ports: Ports;
  readonly settings: ProvisioningSettings;
};

type SettledOutcome = Exclude<Outcome, { readonly kind: 'retry' }>;

/** Attempts to publish the event, in half of the time: a dead letter may have to be written in the rest. */
function attemptPublishing(settling: Settling, deadlineMs: number) {
  const { message, outcome, ports } = settling;
  const nowMs = ports.clock.nowMs();
  const endMs = nowMs + (deadlineMs - nowMs) / 2;
  const publishEvent = (byMs: number) => publish(message, outcome, ports, byMs);
  return attemptStep(settling, publishEvent, endMs, ports.breaker.fail);
}

function attemptStep(
  { message, outcome, ports, settings }: Settling,
  step: (deadlineMs: number) => Promise<void>,
  deadlineMs: number,
  onFailed?: (failed: FailedAttempt) => void,
) {
  const attempt = async (): Promise<Settlement> => {
    try {
      await step(deadlineMs);
      return { kind: 'ready' };
    } catch (error) {
      const failed = failedSettlement(outcome, asApiError(error));
      onFailed?.(failed);
      return failed;
    }
  };
  return attemptUntilDecided(attempt, ports, () => settings.retry, message, deadlineMs);
}

type Settlement = { readonly kind: 'ready' } | FailedAttempt;

function failedSettlement(outcome: SettledOutcome, error: ApiError): FailedAttempt {
  const { code } = error;
  return { kind: 'failed', code, stage: 'announce', problems: [], error, ...aboutOf(outcome) };
}

function aboutOf(outcome: SettledOutcome): Pick<Ended, 'identity' | 'keyId'> {
  if (outcome.kind !== 'provisioned') {
    const { identity, keyId } = outcome.failed;
    return { identity, keyId };
  }
  return { identity: identityOf(outcome.request), keyId: outcome.key.keyId };
}

function unsettled({ failed, attempts }: Decided, { retry }: ProvisioningSettings): Outcome {
  return { kind: 'retry', failed, attempts, delayMs: retry.delayMsMax, inPlace: false };
}

/** Publishes the event of an outcome. A request that has ended waits no longer. */
async function publish(
  message: Message,
  outcome: SettledOutcome,
  { publishEvent, release, breaker }: Ports,
  deadlineMs: number,
): Promise<void> {
  const event = isNews(message, outcome) ? outcomeEventOf(message, outcome) : undefined;
  if (event !== undefined) await publishEvent(event, deadlineMs);
  if (outcome.kind === 'provisioned') breaker.succeed();
  const hasEnded = outcome.kind === 'provisioned' || outcome.kind === 'rejected';
  if (hasEnded) await release({ message, ...aboutOf(outcome) }, deadlineMs);
}

/**
 * Whether the outcome is published. That a request waits is published once, and not when events are what cannot
 * be published.
 */
function isNews({ retry }: Message, outcome: SettledOutcome): boolean {
  if (outcome.kind !== 'waiting') return true;
  return retry === undefined && outcome.failed.stage !== 'announce';
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
