import type { CloudPorts } from '../cloud-ports.ts';
import type { Config } from '../config.ts';
import { outcomeLine } from '../log.ts';
import { batchLimits, type HandledBatch, handleBatch } from '../tenant-key/handle-batch.ts';
import type { Message } from '../tenant-key/message.ts';
import { reportOf } from './outcome-report.ts';
import { parseTrigger } from './parse-trigger.ts';

type QueueDoor = {
  readonly ports: CloudPorts;
  readonly config: Config;
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
      const { outcomes, stoppedBy } = await handle(trigger.messages, door, deadlineMs);
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

async function handle(
  messages: readonly Message[],
  { ports, config, log }: QueueDoor,
  deadlineMs: number,
): Promise<HandledBatch> {
  const limits = batchLimits(config.kmsCallsPerSecondMax);
  const handled = await handleBatch(messages, ports, config.provisioning, limits, deadlineMs);
  for (const [index, message] of messages.entries()) {
    const outcome = handled.outcomes[index];
    if (outcome !== undefined) log(outcomeLine(message, outcome));
  }
  return handled;
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
