import { ApiError } from './api-error.ts';
import { decide } from './decide.ts';
import { identityOf } from './key-request.ts';
import type { Message } from './message.ts';
import type { FailedAttempt, Outcome } from './outcome.ts';
import type { Announcement, Parking, Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

/**
 * Makes an outcome known: announces it, after parking the message where that is the outcome. May be
 * repeated.
 *
 * What cannot be made known by the deadline becomes `retry`, for the queue is then the last copy. An
 * announcement that the topic refuses for itself alone is parked, so that it cannot block the line.
 */
export async function settle(
  message: Message,
  outcome: Outcome,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  for (let attempts = 1; ; attempts += 1) {
    const failed = await publish(message, outcome, ports, deadlineMs);
    if (failed === undefined) return outcome;
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
    if (next.kind !== 'retry') return { kind: 'retry', failed, delayMs: 0, inPlace: false };
    if (!next.inPlace) return next;
    await ports.clock.sleep(next.delayMs);
  }
}

/** Makes one attempt at making the outcome known; says how it failed. */
async function publish(
  message: Message,
  outcome: Outcome,
  ports: Ports,
  deadlineMs: number,
): Promise<FailedAttempt | undefined> {
  try {
    if (outcome.kind === 'parked') await ports.park(parkingOf(message, outcome), deadlineMs);
    const announcement = announcementOf(message, outcome);
    if (announcement !== undefined) await ports.announce(announcement, deadlineMs);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return announceFailed(outcome, error);
  }
}

function announceFailed(outcome: Outcome, error: ApiError): FailedAttempt {
  const identity =
    outcome.kind === 'provisioned' ? identityOf(outcome.request) : outcome.failed.identity;
  const keyId = outcome.kind === 'provisioned' ? outcome.key.keyId : outcome.failed.keyId;
  return {
    kind: 'failed',
    code: error.code,
    stage: 'announce',
    identity,
    problems: [],
    keyId,
    error,
  };
}

function parkingOf(message: Message, outcome: Outcome & { readonly kind: 'parked' }): Parking {
  const { failed, attempts } = outcome;
  return { message, failed, attempts };
}

function announcementOf(message: Message, outcome: Outcome): Announcement | undefined {
  const { traceparent } = message;
  const trace = traceparent === undefined ? {} : { traceparent };
  switch (outcome.kind) {
    case 'provisioned':
      return {
        type: 'tenant-key.provisioned',
        request: outcome.request,
        key: outcome.key,
        ...trace,
      };
    case 'rejected':
      // Who is on the line hears it there; an event without a name would reach nobody.
      return outcome.failed.identity === undefined
        ? undefined
        : { type: 'tenant-key.rejected', failed: outcome.failed, ...trace };
    case 'parked':
      return { type: 'tenant-key.parked', message, failed: outcome.failed, ...trace };
    case 'retry':
      return undefined;
  }
}
