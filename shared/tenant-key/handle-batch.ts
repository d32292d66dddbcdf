import { handleMessage } from './handle-message.ts';
import type { Outcome } from './outcome.ts';
import type { Message, Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

export type BatchLimits = {
  /** Messages that are worked on at the same time. */
  readonly concurrencyMax: number;
  /** Time that each message may take even when an equal share would be less. */
  readonly messageMsMin: number;
};

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
      const nowMs = ports.clock.nowMs();
      const shareMs = ((deadlineMs - nowMs) * limits.concurrencyMax) / waiting;
      waiting -= 1;
      const endMs = Math.min(deadlineMs, nowMs + Math.max(shareMs, limits.messageMsMin));
      const outcome = await handleMessage(message, ports, settings, endMs);
      outcomes[index] = outcome;
      if (outcome.kind === 'retry') stoppedBy ??= outcome.failed.code;
      if (stoppedBy !== undefined) return;
    }
  }

  await Promise.all(Array.from({ length: limits.concurrencyMax }, work));
  return { outcomes, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}
