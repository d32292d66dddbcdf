import { type TopicMessage, topicLog } from '../../emulator/topics/topic-log.ts';
import { openRetry } from '../../shared/retry-envelope.ts';
import { KEY_REQUESTS } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { CONFIG } from '../world/world-config.ts';
import { DEAD_LETTER_ACTIONS, lastingFault, STOPPED } from './lasting.ts';
import type { Stage } from './simulate.ts';

/** The topic of requests, whose partitions are consumed by an instance each. */
type Consumers = {
  /** Resolves when all messages of the scenario are in the topic. */
  readonly arrivals: Promise<unknown>;
  /** Consumes each partition until the world is over. */
  readonly run: () => readonly Promise<void>[];
  /** Whether all messages are acknowledged. */
  readonly isDrained: () => boolean;
  readonly lost: readonly string[];
};

/** The time after which a failed batch is redelivered. */
const REDELIVERY_MS = 1_000;

/** The deliveries of a batch before faults stop, and before it must be settled. */
const FAULTY_DELIVERIES = 5;
const DELIVERIES_MAX = 20;

export function consumersOf(stage: Stage): Consumers {
  const { scenario, machine, clock, chooser, ledger, changed, isOver, start, invoke, log } = stage;
  const topic = machine.topics.get(KEY_REQUESTS);
  if (topic === undefined) throw new Error('there is no topic of requests');
  const { append, readPartition, size } = topic;
  const lost: string[] = [];
  let acknowledged = 0;

  function arrive(text: string, partition: number): void {
    append([{ key: keyIn(partition), value: text, headers: {} }]);
  }

  async function consume(partition: number): Promise<void> {
    let instance = start('requests');
    for (let from = 0; ; ) {
      const messages = readPartition(partition, from, scenario.batchMax);
      if (isOver()) return;
      const stop = lastingFault(scenario.lasting, STOPPED.queue, undefined, clock.nowMs());
      if (stop !== undefined) {
        await clock.sleep(stop.untilMs - clock.nowMs());
        continue;
      }
      if (messages.length === 0) {
        await changed.next();
        continue;
      }
      const texts = messages.map(({ value }) => value ?? '');
      const event = batchOf(messages);
      const config = { ...CONFIG, kmsCallsPerSecondMax: scenario.callsPerSecondMax };
      for (let deliveries = 1; ; deliveries += 1) {
        if (deliveries > FAULTY_DELIVERIES) chooser.calm();
        const { ports } = instance;
        const end = await invoke(
          instance,
          (deadlineMs) =>
            provisionEvent(event, ports, config, invocationBy(clock, deadlineMs, { log })),
          texts,
        );
        if (end === 'returned') break;
        if (!instance.isAlive()) instance = start('requests');
        deliveries = await untilRedelivery(deliveries);
      }
      ledger.catchUp();
      for (const text of texts) if (!isKept(text)) lost.push(text);
      from += messages.length;
      acknowledged += messages.length;
      changed.notify();
    }
  }

  /** While dead letters cannot be written, every delivery fails alike: nothing is lost by skipping most. */
  async function untilRedelivery(deliveries: number): Promise<number> {
    await clock.sleep(REDELIVERY_MS);
    if (deliveries <= FAULTY_DELIVERIES) return deliveries;
    const [publish = ''] = DEAD_LETTER_ACTIONS;
    const outage = lastingFault(scenario.lasting, publish, undefined, clock.nowMs());
    if (outage === undefined) {
      if (deliveries >= DELIVERIES_MAX) throw new Error('P8: a partition is blocked');
      return deliveries;
    }
    await clock.sleep(outage.untilMs - clock.nowMs());
    return 0;
  }

  /** Whether a message may be acknowledged. */
  function isKept(text: string): boolean {
    const { payload } = openRetry(text) ?? { payload: text };
    const requestId = requestIdOf(payload);
    const hasEnded = requestId !== undefined && ledger.hasEnded(requestId);
    // One that somebody forged is parked as it is.
    return hasEnded || ledger.isOpen(payload) || ledger.isOpen(text);
  }

  for (const [partition, texts] of scenario.partitions.entries()) {
    for (const text of texts) arrive(text, partition);
  }
  return {
    arrivals: Promise.all(
      scenario.later.map(async ({ atMs, text }, index) => {
        await clock.sleep(atMs);
        arrive(text, index % topic.partitionCount);
      }),
    ),
    run: () => Array.from({ length: topic.partitionCount }, (_, index) => consume(index)),
    isDrained: () => acknowledged === size(),
    lost,
  };
}

function requestIdOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { requestId?: string }).requestId;
  } catch {
    return undefined; // It is malformed.
  }
}

function batchOf(messages: readonly TopicMessage[]): object {
  return {
    Records: messages.map(({ partition, offset, value }) => ({
      Ckafka: { topic: KEY_REQUESTS, partition, offset, msgKey: 'None', msgBody: value },
    })),
  };
}

/** A key that a topic of two partitions puts into this one. */
function keyIn(partition: number): string {
  return KEYS[partition] ?? '';
}

const KEYS = keysOf();

function keysOf(): readonly string[] {
  const log = topicLog('keys', 2, { nowMs: () => 0, record: () => {} });
  const keys: string[] = [];
  for (let index = 0; keys[0] === undefined || keys[1] === undefined; index += 1) {
    const key = `k${index}`;
    const [place] = log.append([{ key, value: '', headers: {} }]);
    keys[place?.partition ?? 0] ??= key;
  }
  return keys;
}
