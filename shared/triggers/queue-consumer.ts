import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { outcomeLine } from '../log.ts';
import type { ProvisioningPorts } from '../ports.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Problem } from '../tenant-key/generated/vocabulary.ts';
import { batchLimits, type HandledBatch, handleBatch } from '../tenant-key/handle.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Message, namesOf, type Outcome } from '../tenant-key/message.ts';
import { type VendorAnswer, vendorAnswerOf } from '../tenant-key/vendor-answer.ts';
import { callCounter, type Stats } from '../tencent/call-stats.ts';
import { admitMessage } from './admission.ts';
import { parseTrigger } from './trigger.ts';

/**
 * The queue consumer: handles messages that a queue pushes, or requests of a caller who invokes the
 * function by name and waits for the reports.
 *
 * Resolves when every message is settled. Throws when a dead letter cannot be written, so that the queue delivers
 * the batch again: messages that are settled already are then handled once more, which changes nothing. Also
 * throws for an event of an unknown shape, with a description of it, and for requests of a caller where those are
 * switched off.
 */
export async function provisionEvent(
  event: unknown,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<unknown> {
  const trigger = parseTrigger(event);
  if (trigger.kind === 'queue' || trigger.kind === 'invoke') await ports.blocks.known();
  switch (trigger.kind) {
    case 'queue': {
      const nowMs = ports.wallMs();
      const messages = trigger.messages.map((each) => admitMessage(each, config, nowMs));
      const { outcomes, stoppedBy } = await handle(messages, ports, config, invocation);
      if (stoppedBy === undefined) return countsOf(outcomes);
      throw new Error(`Processing stopped at ${stoppedBy}: the batch is delivered again.`);
    }
    case 'invoke': {
      if (config.waysIn.invoked === 'off') throw new Error(INVOKED_OFF);
      const messages = trigger.messages.map((message, index) => ({
        ...message,
        deliveryId: `${invocation.id}/${index}`,
      }));
      const { outcomes } = await handle(messages, ports, config, invocation);
      return messages.map((message, index) => reportOf(message, outcomes[index] as Outcome));
    }
    case 'http':
    case 'timer':
      throw new Error(`This function takes messages, not events of the kind ${trigger.kind}.`);
    case 'refused':
      throw new Error(trigger.problem);
  }
}

const INVOKED_OFF =
  'Requests of a caller who invokes the function by name are switched off: INVOKED_REQUESTS=on switches them on.';

async function handle(
  messages: readonly Message[],
  ports: ProvisioningPorts,
  { provisioning, kmsCallsPerSecondMax }: Config,
  { deadlineMs, log, stats }: Invocation,
): Promise<HandledBatch> {
  const statsOf = new Map<Message, () => Stats>();
  const limits = batchLimits(kmsCallsPerSecondMax);
  const handled = await handleBatch(messages, ports, provisioning, limits, deadlineMs, {
    portsOf: (message) => {
      const counter = callCounter();
      statsOf.set(message, stats(counter));
      return ports.counted(counter);
    },
    onSettled: (message, outcome) => {
      log(outcomeLine(message, outcome, ports.wallMs(), statsOf.get(message)?.()));
      statsOf.delete(message);
    },
  });
  await ports.statuses?.writeLeft(deadlineMs);
  return handled;
}

/** Counts the messages by outcome. */
function countsOf(outcomes: HandledBatch['outcomes']): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const kind = outcome?.kind ?? 'retry';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The outcome of one message, for the caller who invoked the function with it. */
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
} & VendorAnswer;

function reportOf(message: Message, outcome: Outcome): OutcomeReport {
  if (outcome.kind === 'provisioned') {
    const { request, key, adopted } = outcome;
    const alias = aliasOf(request.tenantId, request.keyName);
    const { requestId } = request;
    return { outcome: 'provisioned', requestId, keyId: key.keyId, alias, adopted };
  }
  const { failed, kind } = outcome;
  return {
    ...failureReport(kind, failed.code),
    requestId: namesOf(failed).requestId,
    ...vendorAnswerOf(failed),
    ...(failed.problems.length === 0 ? {} : { problems: failed.problems }),
    ...(kind === 'waiting' || kind === 'parked'
      ? { deadLetterId: deadLetterIdOf(message, failed) }
      : {}),
  };
}

function failureReport(outcome: Outcome['kind'], code: string): OutcomeReport {
  return { outcome, code, reason: failureOf(code).meaning };
}
