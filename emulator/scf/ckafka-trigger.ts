import type { Switches } from '../api/switches.ts';
import { pause, untilAborted, within } from '../async/waiting.ts';
import type { TopicLog, TopicMessage } from '../topics/topic-log.ts';
import { BATCH_BYTES_MAX, type CkafkaEvent, ckafkaEvent, fittingBatch } from './ckafka-event.ts';
import type { InvokeResult } from './invoke-result.ts';

/** The names are the platform's settings of a trigger, with units. */
export type CkafkaTrigger = {
  readonly topic: TopicLog;
  readonly consumerGroup: string;
  readonly invoke: (event: CkafkaEvent) => Promise<InvokeResult>;
  readonly maxMsgNum: number;
  /** How long a batch waits for more messages; the setting `timeOut`. */
  readonly windowMs: number;
  /** How often a failed batch is delivered again; the setting `retry`. */
  readonly retriesMax: number;
  readonly switches: () => TriggerSwitches;
  /** Called with a batch that is skipped after its last retry: the function has lost it. */
  readonly onSkipped?: (event: CkafkaEvent) => void;
};

type TriggerSwitches = Pick<
  Switches,
  'ckafkaRetryDelayMs' | 'ckafkaSkipsAfterRetries' | 'ckafkaWindowMsMax'
>;

/**
 * Delivers the messages of a topic to a function: in order within each partition, one batch at a
 * time, and a failed batch again as a whole. An offset is committed only after its batch was
 * settled, so a batch in progress when `signal` aborts is delivered again later. Resolves soon
 * after `signal` aborts.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
export async function runCkafkaTrigger(trigger: CkafkaTrigger, signal: AbortSignal): Promise<void> {
  const partitions = Array.from({ length: trigger.topic.partitionCount }, (_, index) => index);
  await Promise.all(partitions.map((partition) => deliverPartition(trigger, partition, signal)));
}

async function deliverPartition(
  trigger: CkafkaTrigger,
  partition: number,
  signal: AbortSignal,
): Promise<void> {
  const { topic, consumerGroup } = trigger;
  while (!signal.aborted) {
    const batch = await nextBatch(trigger, partition, signal);
    const last = batch.at(-1);
    if (last === undefined || signal.aborted) continue;
    // After a reset of the topic, this offset belongs to another message or to none.
    const isThere = () => topic.readPartition(partition, last.offset, 1)[0] === last;
    const isDue = () => !signal.aborted && isThere();
    const event = ckafkaEvent(topic.name, partition, batch);
    const settled = await deliver(trigger, event, isDue, signal);
    if (settled) topic.commitOffset(consumerGroup, { partition, offset: last.offset + 1 });
  }
}

/**
 * Waits for a first message, and then until the batch is full or its window ends. The batch is
 * empty if the topic was reset meanwhile.
 */
async function nextBatch(
  { topic, consumerGroup, maxMsgNum, windowMs, switches }: CkafkaTrigger,
  partition: number,
  signal: AbortSignal,
): Promise<readonly TopicMessage[]> {
  const nextOffset = () => topic.committedOffset(consumerGroup, partition);
  const hasMessage = (from: number) => topic.readPartition(partition, from, 1).length > 0;
  await untilTopic(topic, () => hasMessage(nextOffset()), signal);
  const offset = nextOffset();
  const eventOf = (batch: readonly TopicMessage[]) => ckafkaEvent(topic.name, partition, batch);
  return within(Math.min(windowMs, switches().ckafkaWindowMsMax), signal, async (closed) => {
    while (nextOffset() === offset) {
      const messages = topic.readPartition(partition, offset, maxMsgNum);
      const batch = fittingBatch(messages, eventOf, BATCH_BYTES_MAX);
      const isFull = batch.length >= maxMsgNum || batch.length < messages.length;
      if (isFull || closed.aborted || batch.length === 0) return batch;
      const isChanged = () => nextOffset() !== offset || hasMessage(offset + batch.length);
      await untilTopic(topic, isChanged, closed);
    }
    return [];
  });
}

/** Resolves when `isReady` returns true, or `signal` aborts. */
function untilTopic(topic: TopicLog, isReady: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!signal.aborted && !isReady()) return;
      unsubscribe();
      signal.removeEventListener('abort', check);
      resolve();
    };
    const unsubscribe = topic.onChange(check);
    signal.addEventListener('abort', check);
    check();
  });
}

/**
 * Delivers a batch until it succeeds or is skipped; returns false if it is no longer due before
 * that.
 */
async function deliver(
  { invoke, retriesMax, switches, onSkipped }: CkafkaTrigger,
  event: CkafkaEvent,
  isDue: () => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  let retries = 0;
  let backoffs = 0;
  while (isDue()) {
    const result = await untilAborted(invoke(event), signal);
    if (result === undefined || result.ok || !isDue()) return isDue();
    const { ckafkaRetryDelayMs, ckafkaSkipsAfterRetries } = switches();
    if (NOT_CAUSED_BY_BATCH.has(result.code)) {
      await pause(Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** backoffs), signal);
      backoffs += 1;
      continue;
    }
    if (retries >= retriesMax && ckafkaSkipsAfterRetries) {
      onSkipped?.(event);
      return true;
    }
    await pause(ckafkaRetryDelayMs, signal);
    retries += 1;
  }
  return false;
}

/**
 * Codes that are not caused by the batch: limits and faults of the platform. Such a batch is
 * delivered again, with exponential backoff, until it succeeds. (Another copy of the page counts
 * limits as retries.)
 *
 * @see https://www.tencentcloud.com/document/product/583/39851 (synchronous invocation, CKafka)
 */
const NOT_CAUSED_BY_BATCH: ReadonlySet<number> = new Set([432, 500]);

const BACKOFF_MS_MIN = 100;

const BACKOFF_MS_MAX = 10_000;

/** Where a group without committed offsets starts: at one end of the topic, or at a time. */
export type StartOffset = 'earliest' | 'latest' | { readonly fromMs: number };

/**
 * Sets where a group starts to read, unless it has committed offsets: then it continues from them.
 */
export function startConsumerGroup(topic: TopicLog, group: string, start: StartOffset): void {
  if (topic.isGroup(group)) return;
  for (let partition = 0; partition < topic.partitionCount; partition += 1) {
    topic.commitOffset(group, { partition, offset: firstOffset(topic, partition, start) });
  }
}

function firstOffset(topic: TopicLog, partition: number, start: StartOffset): number {
  if (start === 'earliest') return 0;
  const messages = topic.readPartition(partition, 0, Number.MAX_SAFE_INTEGER);
  if (start === 'latest') return messages.length;
  const first = messages.find(({ timestampMs }) => timestampMs >= start.fromMs);
  return first?.offset ?? messages.length;
}
