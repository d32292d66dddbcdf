import { attemptMessage } from './attempt-message.ts';
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { attemptsEndMs, type ProvisioningSettings } from './settings.ts';
import { settle } from './settle.ts';

/**
 * Handles one message: makes attempts at it, decides what becomes of it, and settles that. It may be
 * repeated at any time, beside itself too: the same message has the same end.
 *
 * @param deadlineMs On the clock of the ports. The message is settled by then, or its outcome is
 * `retry` with `inPlace` false: then nothing has been acknowledged to anybody.
 */
export async function handleMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  const endMs = attemptsEndMs(settings, ports.clock.nowMs(), deadlineMs);
  const { outcome } = await attemptMessage(message, ports, settings, endMs);
  return settle(message, outcome, ports, settings, deadlineMs);
}
