import { healEvent } from '../../shared/retry-queue/heal.ts';
import { KEY_DEAD_LETTERS } from '../../shared/topics/topics.ts';
import type { Compaction } from '../world/compaction.ts';
import { invocationBy } from '../world/invocation.ts';
import { NO_KEY_STATUS } from '../world/machine-ports.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';
import { type Instance, mayGo } from './instance.ts';
import { HOUR_MS, lastingFault, MINUTE_MS, STOPPED } from './lasting.ts';
import { latestOf } from './ledger.ts';
import type { Stage } from './simulate.ts';

/** The timer of the function heal. */
type Timer = {
  /** Runs the function at each minute until the world is over. Minutes in which nothing is due are skipped. */
  readonly run: () => Promise<void>;
  /** How often the function has run. */
  readonly runs: () => number;
  /** Whether a request waits. */
  readonly isNeeded: () => boolean;
};

/** How often the topic is compacted before a run. */
const COMPACTED = 0.15;

export function timerOf(stage: Stage, compaction: Compaction, random: () => number): Timer {
  const { scenario, machine, clock, ledger, changed, isOver, start, invoke, log } = stage;
  let runs = 0;
  let lastMs = -MINUTE_MS;
  /** Of the topics and switches after a run that sent nothing. */
  let idleState: string | undefined;
  let instance: Instance | undefined;

  /** The next minute at which something may be due; undefined if nothing waits. */
  function nextMs(): number | undefined {
    ledger.catchUp();
    const isIdle = idleState !== undefined && idleState === stateText();
    const minMs = lastMs + 1;
    let soonestMs = Number.POSITIVE_INFINITY;
    let waiting = 0;
    for (const left of ledger.open.values()) {
      const latest = latestOf(left);
      if (latest?.state !== 'waiting') continue;
      waiting += 1;
      const dueMs = Date.parse(latest.nextAttemptAt ?? latest.lastSeenAt) - BEGINNING_MS;
      if (!isIdle || dueMs >= minMs) soonestMs = Math.min(soonestMs, dueMs);
    }
    if (waiting === 0) return undefined;
    if (isIdle) {
      // What was not sent although it was due waits for the end of a fault, or for an hour of its cause.
      for (const { untilMs } of scenario.lasting) {
        if (untilMs >= minMs) soonestMs = Math.min(soonestMs, untilMs);
      }
      soonestMs = Math.min(soonestMs, lastMs + HOUR_MS);
    }
    return Math.ceil(Math.max(soonestMs, minMs, clock.nowMs()) / MINUTE_MS) * MINUTE_MS;
  }

  function stateText(): string {
    const sizes = machine.topics.names.map((name) => machine.topics.get(name)?.size());
    return `${sizes} ${machine.switches().cmkLimit}`;
  }

  async function sleepUntil(minuteMs: number): Promise<void> {
    let cancel = () => {};
    const slept = new Promise<void>((resolve) => {
      cancel = clock.after(minuteMs - clock.nowMs(), resolve);
    });
    await Promise.race([slept, changed.next()]);
    cancel();
  }

  async function heal(minuteMs: number): Promise<void> {
    lastMs = minuteMs;
    if (lastingFault(scenario.lasting, STOPPED.timer, undefined, minuteMs) !== undefined) return;
    if (instance?.isAlive() !== true) instance = start('timer');
    if (random() < COMPACTED) {
      compaction.compact(
        KEY_DEAD_LETTERS,
        mayGo(machine.nowMs(), () => random() < 0.7),
      );
    }
    const { ports, queue } = instance;
    const Time = new Date(BEGINNING_MS + minuteMs).toISOString();
    const event = { Type: 'Timer', TriggerName: 'every-minute', Message: 'heal', Time };
    let sent: number | undefined;
    const end = await invoke(instance, async (deadlineMs) => {
      const invocation = invocationBy(clock, deadlineMs, { log });
      const answer = await healEvent(
        event,
        { ...ports, queue, keyStatus: NO_KEY_STATUS },
        CONFIG,
        invocation,
      );
      if ('sent' in answer) ({ sent } = answer);
    });
    runs += 1;
    idleState = end === 'returned' && sent === 0 ? stateText() : undefined;
    changed.notify();
  }

  return {
    run: async () => {
      while (!isOver()) {
        const minuteMs = nextMs();
        if (minuteMs === undefined) await changed.next();
        else if (minuteMs > clock.nowMs()) await sleepUntil(minuteMs);
        else await heal(minuteMs);
      }
    },
    runs: () => runs,
    isNeeded: () => {
      ledger.catchUp();
      for (const left of ledger.open.values()) {
        if (latestOf(left)?.state === 'waiting') return true;
      }
      return false;
    },
  };
}
