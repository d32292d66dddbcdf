import { attemptsAt, type EnsureKey } from './attempts-at.ts';
import { decide } from './decide.ts';
import type { Message } from './message.ts';
import type { Attempt, Outcome } from './outcome.ts';
import { type ParsedRequest, parseRequest } from './parse-request.ts';
import type { Ports } from './ports.ts';
import type { ProvisioningSettings } from './settings.ts';

export type AttemptedMessage = {
  /** Not made known to anybody yet. */
  readonly outcome: Outcome;
  /** When the first of its attempts failed; undefined when none did. */
  readonly failingSinceMs: number | undefined;
};

/** Makes attempts at a message until it is decided what becomes of it, at the latest by the deadline. */
export async function attemptMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
  ensure?: EnsureKey,
): Promise<AttemptedMessage> {
  const { clock, random } = ports;
  const parsed = readMessage(message);
  const attempt: (deadlineMs: number) => Promise<Attempt> = parsed.ok
    ? attemptsAt(parsed.request, ports, settings, ensure)
    : async () => parsed.failed;

  let failingSinceMs: number | undefined;
  for (let attempts = 1; ; attempts += 1) {
    const made = await attempt(deadlineMs);
    if (made.kind === 'failed') failingSinceMs ??= clock.nowMs();
    const circumstances = {
      attempts,
      timeLeftMs: deadlineMs - clock.nowMs(),
      jitter: random(),
      callerWaits: message.callerWaits,
    };
    const outcome = decide(made, circumstances, settings.retry);
    if (outcome.kind !== 'retry' || !outcome.inPlace) return { outcome, failingSinceMs };
    await clock.sleep(outcome.delayMs);
  }
}

/** Nothing of a message that its door refused is read: it names nobody, whatever it says. */
function readMessage({ text, refused }: Message): ParsedRequest {
  if (refused === undefined) return parseRequest(text);
  const { code, detail } = refused;
  const problems = [{ pointer: '', detail }];
  const failed = { kind: 'failed', code, stage: 'parse', identity: undefined, problems } as const;
  return { ok: false, failed };
}
