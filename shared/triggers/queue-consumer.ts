import { openEnvelope } from '../auth/signed-message.ts';
import type { Config } from '../config.ts';
import { outcomeLine } from '../log.ts';
import type { CloudPorts } from '../ports.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import {
  type BatchWatch,
  batchLimits,
  type HandledBatch,
  handleBatch,
} from '../tenant-key/handle.ts';
import type { Problem } from '../tenant-key/json.ts';
import { aliasOf } from '../tenant-key/key.ts';
import { deadLetterIdOf, type Message, type Outcome } from '../tenant-key/message.ts';
import { callCounter, measureStats, type Stats } from '../tencent/call-stats.ts';
import { parseTrigger } from './trigger.ts';

type QueueConsumerContext = {
  readonly ports: CloudPorts;
  readonly config: Config;
  /** The platform's id of the invocation. */
  readonly invocationId?: string;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/**
 * Handles an event of the queue door: messages that a queue pushes, or requests of whoever invokes
 * the function by name and waits for the reports.
 *
 * Ends only when each message is settled. Throws when the line must stop, so that the queue delivers
 * all of them again; those that are settled are then handled once more, and nothing changes by it.
 * An event that is none of ours throws too, and names what was seen.
 */
export async function provisionEvent(
  event: unknown,
  context: QueueConsumerContext,
  deadlineMs: number,
): Promise<unknown> {
  const trigger = parseTrigger(event);
  switch (trigger.kind) {
    case 'queue': {
      const nowS = context.ports.wallMs() / 1_000;
      const messages = trigger.messages.map((each) => admitMessage(each, context.config, nowS));
      const { outcomes, openedBy: stoppedBy } = await handle(messages, context, deadlineMs);
      if (stoppedBy === undefined) return countsOf(outcomes);
      throw new Error(`The line stops at ${stoppedBy}: the batch must be delivered again.`);
    }
    case 'invoke': {
      const { messages } = trigger;
      const { outcomes, openedBy: stoppedBy } = await handle(messages, context, deadlineMs);
      return messages.map((message, index) => reportOf(message, outcomes[index], stoppedBy));
    }
    case 'http':
    case 'timer':
      throw new Error(`This function takes messages, not events of the kind ${trigger.kind}.`);
    case 'refused':
      throw new Error(trigger.problem);
  }
}

function handle(
  messages: readonly Message[],
  { ports, config, invocationId, log }: QueueConsumerContext,
  deadlineMs: number,
): Promise<HandledBatch> {
  const works = new Map<Message, () => Stats>();
  const watch: BatchWatch = {
    portsOf: (message) => {
      const counter = callCounter();
      works.set(message, measureStats(ports.clock.nowMs, counter, invocationId));
      return ports.counted(counter);
    },
    onSettled: (message, outcome) => {
      log(outcomeLine(message, outcome, works.get(message)?.()));
      works.delete(message);
    },
  };
  const limits = batchLimits(config.kmsCallsPerSecondMax);
  return handleBatch(messages, ports, config.provisioning, limits, deadlineMs, watch);
}

/** How many messages ended in which way. */
function countsOf(outcomes: HandledBatch['outcomes']): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const kind = outcome?.kind ?? 'retry';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/**
 * Looks at where a message of a queue comes from, and who sent it, before anything in it is read. One
 * that is refused is parked: it is not lost, and nobody's request is named by it.
 *
 * The topic counts for every kind of record: a CMQ record has the name of its topic, an event of
 * EventBridge its source, and a record that names none has none of ours. Else the shape of a record
 * would decide whether it is looked at.
 *
 * @param nowS The time of day, in seconds since 1970.
 */
export function admitMessage(
  message: Message,
  { requestsTopic, messageSigning }: Pick<Config, 'requestsTopic' | 'messageSigning'>,
  nowS: number,
): Message {
  if (requestsTopic !== undefined && topicOf(message) !== requestsTopic) {
    return { ...message, refused: { code: 'SourceUnexpected', detail: ELSEWHERE } };
  }
  if (messageSigning === undefined) return message;
  return { ...message, ...openEnvelope(message.text, messageSigning, nowS) };
}

const ELSEWHERE = 'The topic in the source is not the one that requests come from.';

function topicOf({ source }: Message): string | undefined {
  return source.door === 'queue' ? source.topic : undefined;
}

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
    ...(kind === 'parked' ? { deadLetterId: deadLetterIdOf(message, failed) } : {}),
  };
}

function failureReport(outcome: Outcome['kind'], code: string): OutcomeReport {
  return { outcome, code, reason: failureOf(code).meaning };
}
