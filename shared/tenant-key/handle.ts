import { attemptMessage } from './attempt.ts';
import { circuitBreaker, type DecidedOutcome } from './circuit-breaker.ts';
import type { Message, Outcome } from './message.ts';
import type { Ports } from './ports.ts';
import { attemptsEndMs, type ProvisioningSettings } from './retry.ts';
import { settle } from './settle.ts';

type BatchLimits = {
  /** Messages at which attempts are made at the same time. */
  readonly concurrencyMax: number;
  /** Time that each message may take even when an equal share would be less. */
  readonly messageMsMin: number;
};

/**
 * The limits that go with a pace. A call of a message waits while each of the others makes one, so
 * with more at work than the pace can serve, all would run out of time and none would be done. A
 * fifth of a second's calls at a time keeps the pace used at any ordinary latency.
 */
export function batchLimits(callsPerSecondMax: number): BatchLimits {
  return { concurrencyMax: Math.ceil(callsPerSecondMax / 5), messageMsMin: 10_000 };
}

export type HandledBatch = {
  /** One for each message, in the order of the messages; undefined where the line stopped before it. */
  readonly outcomes: readonly (Outcome | undefined)[];
  /** The code that stopped the line: not every message is settled, so the batch must come again. */
  readonly openedBy?: string;
};

/** Whoever keeps watch over the work on each message. */
export type BatchWatch = {
  /** The ports for the attempts at a message, such as those that count its calls. */
  readonly portsOf?: (message: Message) => Ports;
  /** Is told what became of a message as soon as that is settled. */
  readonly onSettled?: (message: Message, outcome: Outcome) => void;
};

/**
 * Handles the messages of one delivery, several at a time, in order of their start. When the line
 * stops (see {@link circuitBreaker}), no further one is started.
 *
 * Attempts at a message end by a deadline out of the time that is left, so that a slow one cannot
 * take the time of those behind it; and all attempts end in time for the outcomes to be told.
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
  const line = circuitBreaker(nowMs);
  const queue = messages.entries();
  const settling: Promise<void>[] = [];
  let waiting = messages.length;

  async function work(): Promise<void> {
    for (const [index, message] of queue) {
      const startMs = nowMs();
      const shareMs = ((endMs - startMs) * limits.concurrencyMax) / waiting;
      waiting -= 1;
      const lastMs = Math.min(endMs, startMs + Math.max(shareMs, limits.messageMsMin));
      const attempted = await attemptMessage(message, portsOf(message), settings, lastMs);
      for (const certain of line.record(index, attempted)) settleSoon(certain);
      if (line.openedBy() !== undefined) return;
    }
  }

  /** No attempt waits for it, since what is told does not go by the pace of calls. */
  function settleSoon({ index, outcome }: DecidedOutcome): void {
    const message = messages[index] as Message; // The index came out of the messages.
    const told = settle(message, outcome, ports, settings, deadlineMs).then((settled) => {
      outcomes[index] = settled;
      onSettled?.(message, settled);
      if (settled.kind === 'retry') line.open(settled.failed.code);
    });
    settling.push(told);
  }

  await Promise.all(Array.from({ length: limits.concurrencyMax }, work));
  for (const certain of line.close()) settleSoon(certain);
  await Promise.all(settling);
  const stoppedBy = line.openedBy();
  return { outcomes, ...(stoppedBy === undefined ? {} : { openedBy: stoppedBy }) };
}

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
