import { handleMessage } from './handle-message.ts';
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

export type BatchLimits = {
  /** Messages that are worked on at the same time. */
  readonly concurrencyMax: number;
  /** Time that each message may take even when an equal share would be less. */
  readonly messageMsMin: number;
  /** Time that is kept for parking each message for which no other is left. */
  readonly parkMs: number;
};

/**
 * The limits that go with a pace. A call of a message waits while each of the others makes one, so
 * with more at work than the pace can serve, all would run out of time and none would be done. A
 * fifth of a second's calls at a time keeps the pace used at any ordinary latency.
 */
export function batchLimits(callsPerSecondMax: number): BatchLimits {
  return { concurrencyMax: Math.ceil(callsPerSecondMax / 5), messageMsMin: 10_000, parkMs: 5 };
}

export type HandledBatch = {
  /** One for each message, in the order of the messages; undefined where the line stopped before it. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** The code that stopped the line: not every message is settled, so the batch must come again. */
  readonly stoppedBy?: string;
};

/**
 * Handles the messages of one delivery, several at a time, in order of their start. When one meets
 * what every other would meet too, no further one is started.
 *
 * Each message has a deadline out of the time that is left, so that a slow one cannot take the time
 * of those behind it: whatever the cloud does, the batch ends by its deadline.
 */
export async function handleBatch(
  messages: readonly Message[],
  ports: Ports,
  settings: ProvisioningSettings,
  limits: BatchLimits,
  deadlineMs: number,
): Promise<HandledBatch> {
  const outcomes: (Outcome | undefined)[] = messages.map(() => undefined);
  const queue = messages.entries();
  let waiting = messages.length;
  let stoppedBy: string | undefined;

  async function work(): Promise<void> {
    for (const [index, message] of queue) {
      const endMs = deadlineOf(waiting, ports.clock.nowMs());
      waiting -= 1;
      const outcome = await handleMessage(message, ports, settings, endMs);
      outcomes[index] = outcome;
      if (outcome.kind === 'retry') stoppedBy ??= outcome.failed.code;
      if (stoppedBy !== undefined) return;
    }
  }

  function deadlineOf(left: number, nowMs: number): number {
    const { concurrencyMax, messageMsMin, parkMs } = limits;
    const shareMs = ((deadlineMs - nowMs) * concurrencyMax) / left;
    const lastMs = Math.min(nowMs + Math.max(shareMs, messageMsMin), deadlineMs - left * parkMs);
    // What comes too late for an attempt can still be parked.
    return Math.min(deadlineMs, Math.max(lastMs, nowMs + settings.settleMs));
  }

  await Promise.all(Array.from({ length: limits.concurrencyMax }, work));
  return { outcomes, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}
