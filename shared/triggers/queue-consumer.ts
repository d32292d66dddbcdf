import { openEnvelope } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { outcomeLine } from '../log.ts';
import type { ProvisioningPorts } from '../ports.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Problem } from '../tenant-key/generated/vocabulary.ts';
import { batchLimits, type HandledBatch, handleBatch } from '../tenant-key/handle.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import { callCounter, type Stats } from '../tencent/call-stats.ts';
import { parseTrigger } from './trigger.ts';

/**
 * The queue consumer: handles messages that a queue pushes, or requests of a caller who invokes the
 * function by name and waits for the reports.
 *
 * Resolves when every message is settled. Throws when the circuit breaker opened, so that the queue
 * delivers the batch again: messages that are settled already are then handled once more, which changes
 * nothing. Also throws for an event of an unknown shape, with a description of it.
 */
export async function provisionEvent(
  event: unknown,
  ports: ProvisioningPorts,
  config: Config,
  invocation: Invocation,
): Promise<unknown> {
  const trigger = parseTrigger(event);
  switch (trigger.kind) {
    case 'queue': {
      const nowS = ports.wallMs() / 1_000;
      const messages = trigger.messages.map((each) => admitMessage(each, config, nowS));
      const { outcomes, openedBy } = await handle(messages, ports, config, invocation);
      if (openedBy === undefined) return countsOf(outcomes);
      throw new Error(`Processing stopped at ${openedBy}: the batch is delivered again.`);
    }
    case 'invoke': {
      const messages = trigger.messages.map((message, index) => ({
        ...message,
        deliveryId: `${invocation.id}/${index}`,
      }));
      const { outcomes, openedBy } = await handle(messages, ports, config, invocation);
      return messages.map((message, index) => reportOf(message, outcomes[index], openedBy));
    }
    case 'http':
    case 'timer':
      throw new Error(`This function takes messages, not events of the kind ${trigger.kind}.`);
    case 'refused':
      throw new Error(trigger.problem);
  }
}

/**
 * Checks the topic and the signature of a message before its request is read. A refused message is parked
 * without a tenant: it is not lost, and its unproven text names no request of a tenant.
 *
 * The topic is checked for every kind of record: that of CMQ has the name of its topic, an event of
 * EventBridge its source, and a record without a name is refused. Otherwise the shape of a record could
 * bypass the check.
 *
 * @param nowS The time of day, in seconds since 1970.
 */
function admitMessage(
  message: Message,
  { requestsTopic, messageSigning }: Pick<Config, 'requestsTopic' | 'messageSigning'>,
  nowS: number,
): Message {
  if (requestsTopic !== undefined && topicOf(message) !== requestsTopic) {
    return { ...message, refused: { code: 'SourceUnexpected', detail: TOPIC_UNEXPECTED } };
  }
  if (messageSigning === undefined) return message;
  return { ...message, ...openEnvelope(message.text, messageSigning, nowS) };
}

const TOPIC_UNEXPECTED = 'The topic in the source is not the topic of requests.';

function topicOf({ source }: Message): string | undefined {
  return source.topic;
}

function handle(
  messages: readonly Message[],
  ports: ProvisioningPorts,
  { provisioning, kmsCallsPerSecondMax }: Config,
  { deadlineMs, log, stats }: Invocation,
): Promise<HandledBatch> {
  const statsOf = new Map<Message, () => Stats>();
  const limits = batchLimits(kmsCallsPerSecondMax);
  return handleBatch(messages, ports, provisioning, limits, deadlineMs, {
    portsOf: (message) => {
      const counter = callCounter();
      statsOf.set(message, stats(counter));
      return ports.counted(counter);
    },
    onSettled: (message, outcome) => {
      log(outcomeLine(message, outcome, statsOf.get(message)?.()));
      statsOf.delete(message);
    },
  });
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
};

/**
 * @param outcome Undefined if the circuit breaker opened before the message was attempted.
 * @param openedBy The code that opened it.
 */
function reportOf(
  message: Message,
  outcome: Outcome | undefined,
  openedBy = 'DeadlineExceeded',
): OutcomeReport {
  if (outcome === undefined) return failureReport('retry', openedBy);
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
    ...(kind === 'waiting' || kind === 'parked'
      ? { deadLetterId: deadLetterIdOf(message, failed) }
      : {}),
  };
}

function failureReport(outcome: Outcome['kind'], code: string): OutcomeReport {
  return { outcome, code, reason: failureOf(code).meaning };
}
