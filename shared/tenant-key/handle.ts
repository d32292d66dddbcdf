import { attemptMessage } from './attempt.ts';
import { circuitBreaker, type DecidedOutcome } from './circuit-breaker.ts';
import type { Message, Outcome } from './message.ts';
import type { Ports } from './ports.ts';
import { attemptsEndMs, type ProvisioningSettings } from './retry.ts';
import { settle } from './settle.ts';

/**
 * Handles one message: {@link attemptMessage} makes attempts until an outcome is decided, then
 * {@link settle} publishes or parks it. Idempotent, also when run concurrently: repeated deliveries of
 * a message lead to the same key and the same events.
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
  const endMs = attemptsEndMs(settings, ports.clock.nowMs(), deadlineMs);
  const { outcome } = await attemptMessage(message, ports, settings, endMs);
  return settle(message, outcome, ports, settings, deadlineMs);
}

/**
 * Handles the messages of one delivery, several at a time and started in their order. Each goes
 * through {@link attemptMessage}, the {@link circuitBreaker} of the batch, and {@link settle}. Once
 * the breaker is open, no further message is started; those under way are finished.
 *
 * Each message has a deadline of its own, out of the time that is left for the batch. So a slow
 * message cannot use up the time of those behind it, and all attempts end in time for settling.
 *
 * Afterwards every message that has an outcome other than `retry` is settled. If `openedBy` is set,
 * some messages are not, and the caller must have the batch delivered again.
 *
 * @param deadlineMs On the clock of the ports.
 */
export async function handleBatch(
  messages: readonly Message[],
  ports: Ports,
  settings: ProvisioningSettings,
  limits: BatchLimits,
  deadlineMs: number,
  { portsOf = () => ports, onSettled }: BatchWatch = {},
): Promise<HandledBatch> {
  const { nowMs } = ports.clock;
  const outcomes: (Outcome | undefined)[] = messages.map(() => undefined);
  const endMs = attemptsEndMs(settings, nowMs(), deadlineMs);
  const breaker = circuitBreaker(nowMs);
  const queue = messages.entries();
  const settling: Promise<void>[] = [];
  let waiting = messages.length;

  async function handleMessages(): Promise<void> {
    for (const [index, message] of queue) {
      const startMs = nowMs();
      const shareMs = ((endMs - startMs) * limits.concurrencyMax) / waiting;
      waiting -= 1;
      const lastMs = Math.min(endMs, startMs + Math.max(shareMs, limits.messageMsMin));
      const attempted = await attemptMessage(message, portsOf(message), settings, lastMs);
      for (const decided of breaker.record(index, attempted)) startSettling(decided);
      if (breaker.openedBy() !== undefined) return;
    }
  }

  /** Attempts do not wait for it: publishing does not count against the rate of calls. */
  function startSettling({ index, outcome }: DecidedOutcome): void {
    const message = messages[index] as Message; // The index came from the messages.
    const settled = settle(message, outcome, ports, settings, deadlineMs).then((last) => {
      outcomes[index] = last;
      onSettled?.(message, last);
      if (last.kind === 'retry') breaker.open(last.failed.code);
    });
    settling.push(settled);
  }

  await Promise.all(Array.from({ length: limits.concurrencyMax }, handleMessages));
  for (const decided of breaker.finish()) startSettling(decided);
  await Promise.all(settling);
  const openedBy = breaker.openedBy();
  return { outcomes, ...(openedBy === undefined ? {} : { openedBy }) };
}

export type HandledBatch = {
  /** One per message, in the order of the messages; undefined where no attempt was started. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** The code that opened the circuit breaker; absent when every message is settled. */
  readonly openedBy?: string;
};

/** Hooks for a caller that counts the calls of each message, or logs its outcome. */
export type BatchWatch = {
  /** The ports for the attempts at a message, such as ports that count its calls. */
  readonly portsOf?: (message: Message) => Ports;
  /** Called with the last outcome of a message, as soon as it is known. */
  readonly onSettled?: (message: Message, outcome: Outcome) => void;
};

type BatchLimits = {
  /** The number of messages that are handled at the same time. */
  readonly concurrencyMax: number;
  /** The time that each message may take even when an equal share of the time would be less. */
  readonly messageMsMin: number;
};

/**
 * The limits that suit a rate of calls. While one message calls, the others wait for the rate limiter:
 * with more messages at a time than the rate can serve, all of them would run out of time. A fifth of
 * a second's calls at a time uses the whole rate at any ordinary latency.
 *
 * @param callsPerSecondMax This instance's share of the rate.
 */
export function batchLimits(callsPerSecondMax: number): BatchLimits {
  return { concurrencyMax: Math.ceil(callsPerSecondMax / 5), messageMsMin: 10_000 };
}
