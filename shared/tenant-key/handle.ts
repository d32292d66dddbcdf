import { attemptMessage } from './attempt.ts';
import { deliveryOf } from './delivery.ts';
import type { Message, Outcome } from './message.ts';
import type { Ports } from './ports.ts';
import { type BatchLimits, runItems } from './runner.ts';
import { attemptsEndMs, type ProvisioningSettings } from './settings.ts';
import { settle } from './settle.ts';

/**
 * Handles one message as {@link handleBatch} does, with all of the time. Idempotent, also when run
 * concurrently: repeated deliveries of a message lead to the same key and the same events.
 *
 * @param deadlineMs On the clock of the ports. By then the message is settled, or its outcome is
 * `retry` with `inPlace` false: nothing is acknowledged, and it must be delivered again.
 */
export async function handleMessage(
  message: Message,
  ports: Ports,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  const limits = { concurrencyMax: 1, messageMsMin: Number.POSITIVE_INFINITY };
  const { outcomes } = await handleBatch([message], ports, settings, limits, deadlineMs);
  return outcomes[0] as Outcome; // The first message is always taken.
}

/**
 * Handles the messages of one delivery, several at a time and started in their order: attempts, where the
 * circuit breaker admits them, and settling (see {@link runItems}).
 *
 * Afterwards every message that has an outcome other than `retry` is settled. If `stoppedBy` is set, a dead
 * letter could not be written, and the caller must have the batch delivered again: some messages are only in
 * the queue. For callers who wait, `retry` concerns their message alone, and stops nothing.
 *
 * @param deadlineMs On the clock of the ports.
 */
export async function handleBatch(
  messages: readonly Message[],
  ports: Ports,
  settings: ProvisioningSettings,
  limits: BatchLimits,
  deadlineMs: number,
  { portsOf = () => ports, onSettled }: BatchHooks = {},
): Promise<HandledBatch> {
  const { nowMs } = ports.clock;
  const delivery = deliveryOf(messages);
  const endMs = attemptsEndMs(settings, nowMs(), deadlineMs);
  const { outcomes, stoppedBy } = await runItems(
    messages,
    {
      attempt: (message, byMs) => {
        const own = delivery.portsOf(message, portsOf(message));
        return attemptMessage(message, own, settings, byMs, delivery.ensureOf(message));
      },
      settle: (message, outcome) => settle(message, outcome, ports, settings, deadlineMs),
      onSettled,
      stopsRun: ({ callerWaits }, settled) =>
        settled.kind === 'retry' && !callerWaits ? settled.failed.code : undefined,
    },
    { ...limits, endMs },
    nowMs,
  );
  return {
    outcomes: messages.map((_, index) => outcomes[index]),
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
}

export type HandledBatch = {
  /** One per message, in the order of the messages; undefined where no attempt was started. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** Why a dead letter could not be written; absent when every message is settled. */
  readonly stoppedBy?: string;
};

/** Hooks for a caller that counts the calls of each message, or logs its outcome. */
type BatchHooks = {
  /** The ports for the attempts at a message, such as ports that count its calls. */
  readonly portsOf?: (message: Message) => Ports;
  /** Called with the last outcome of a message, as soon as it is known. */
  readonly onSettled?: (message: Message, outcome: Outcome) => void;
};

/**
 * The limits that suit a rate of calls. While one message calls, the others wait for the rate limiter:
 * with more messages at a time than the rate can serve, all of them would run out of time. A fifth of
 * a second's calls at a time uses the whole rate at any ordinary latency.
 *
 * @param callsPerSecondMax How many calls this instance may make in a second.
 */
export function batchLimits(callsPerSecondMax: number): BatchLimits {
  return { concurrencyMax: Math.ceil(callsPerSecondMax / 5), messageMsMin: 10_000 };
}
