import { attemptsAt } from './attempt-request.ts';
import { decide } from './decide.ts';
import type { Message } from './message.ts';
import type { Attempt, Outcome } from './outcome.ts';
import { parseRequest } from './parse-request.ts';
import type { Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';
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
  const outcome = await provision(message, ports, settings, deadlineMs - settings.settleMs);
  return settle(message, outcome, ports, settings, deadlineMs);
}

async function provision(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  const { clock, random } = ports;
  const parsed = parseRequest(message.text);
  const attempt: (deadlineMs: number) => Promise<Attempt> = parsed.ok
    ? attemptsAt(parsed.request, ports, settings)
    : async () => parsed.failed;

  for (let attempts = 1; ; attempts += 1) {
    const made = await attempt(deadlineMs);
    const circumstances = {
      attempts,
      timeLeftMs: deadlineMs - clock.nowMs(),
      jitter: random(),
      callerWaits: message.callerWaits,
    };
    const outcome = decide(made, circumstances, settings.retry);
    if (outcome.kind !== 'retry' || !outcome.inPlace) return outcome;
    await clock.sleep(outcome.delayMs);
  }
}
