import type { Config } from '../config.ts';
import { outcomeLine } from '../log.ts';
import type { CloudPorts } from '../ports.ts';
import {
  type BatchWatch,
  batchLimits,
  type HandledBatch,
  handleBatch,
} from '../tenant-key/handle.ts';
import type { Message } from '../tenant-key/message.ts';
import { measureWork, openMeter, type Work } from '../tencent/call-stats.ts';
import { admitMessage } from './admit-message.ts';
import { reportOf } from './outcome-report.ts';
import { parseTrigger } from './parse-trigger.ts';

type QueueDoor = {
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
  door: QueueDoor,
  deadlineMs: number,
): Promise<unknown> {
  const trigger = parseTrigger(event);
  switch (trigger.kind) {
    case 'queue': {
      const nowS = door.ports.wallMs() / 1_000;
      const messages = trigger.messages.map((each) => admitMessage(each, door.config, nowS));
      const { outcomes, stoppedBy } = await handle(messages, door, deadlineMs);
      if (stoppedBy === undefined) return countsOf(outcomes);
      throw new Error(`The line stops at ${stoppedBy}: the batch must be delivered again.`);
    }
    case 'invoke': {
      const { messages } = trigger;
      const { outcomes, stoppedBy } = await handle(messages, door, deadlineMs);
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
  { ports, config, invocationId, log }: QueueDoor,
  deadlineMs: number,
): Promise<HandledBatch> {
  const works = new Map<Message, () => Work>();
  const watch: BatchWatch = {
    portsOf: (message) => {
      const meter = openMeter();
      works.set(message, measureWork(ports.clock.nowMs, meter, invocationId));
      return ports.metered(meter);
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
