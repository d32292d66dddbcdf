import type { Switches } from '../api/switches.ts';
import { within } from '../async/waiting.ts';
import type { ConsumedTopic } from '../topics/topic-engine.ts';
import type { TopicMessage } from '../topics/topic-log.ts';

/** What batches are taken from. The names are the platform's settings of a trigger, with units. */
export type BatchSource = {
  readonly topic: ConsumedTopic;
  readonly consumerGroup: string;
  readonly maxMsgNum: number;
  /** How long a batch waits for more messages; the setting `timeOut`. */
  readonly windowMs: number;
  readonly switches: () => Pick<Switches, 'ckafkaWindowMsMax'>;
};

/**
 * Waits for a first message, and then until the batch is full or its window ends. The batch is
 * empty if the topic was reset meanwhile.
 */
export async function nextBatch(
  { topic, consumerGroup, maxMsgNum, windowMs, switches }: BatchSource,
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
      const last = batch.at(-1);
      const isFull = batch.length >= maxMsgNum || batch.length < messages.length;
      if (isFull || closed.aborted || last === undefined) return batch;
      // Brokers leave out offsets, such as those of aborted transactions.
      const isChanged = () => nextOffset() !== offset || hasMessage(last.offset + 1);
      await untilTopic(topic, isChanged, closed);
    }
    return [];
  });
}

/** Resolves when `isReady` returns true, or `signal` aborts. */
function untilTopic(
  topic: ConsumedTopic,
  isReady: () => boolean,
  signal: AbortSignal,
): Promise<void> {
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

/** @see https://cloud.tencent.com/document/product/583/17530 */
export type CkafkaEvent = { readonly Records: readonly CkafkaRecord[] };

type CkafkaRecord = {
  readonly Ckafka: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
    readonly msgKey: string;
    readonly msgBody: string;
  };
};

/**
 * The event for a batch. A message without a key has the key "None", as documented. That a message
 * without a value has an empty body is unverified. Headers and timestamps are not passed on.
 */
export function ckafkaEvent(
  topic: string,
  partition: number,
  messages: readonly TriggerMessage[],
): CkafkaEvent {
  return {
    Records: messages.map(({ offset, key, value }) => ({
      Ckafka: { topic, partition, offset, msgKey: key ?? 'None', msgBody: value ?? '' },
    })),
  };
}

/** The part of a message that a function receives. */
export type TriggerMessage = Pick<TopicMessage, 'offset' | 'key' | 'value'>;

/**
 * The first messages whose event, as JSON, is at most `bytesMax` long. It has at least one message,
 * because a message that is too large would otherwise block the topic.
 */
export function fittingBatch<Message extends TriggerMessage>(
  messages: readonly Message[],
  eventOf: (messages: readonly Message[]) => CkafkaEvent,
  bytesMax: number,
): readonly Message[] {
  // All records except the first follow a comma.
  let bytes = Buffer.byteLength(JSON.stringify(eventOf([]))) - 1;
  const end = messages.findIndex((message, index) => {
    bytes += Buffer.byteLength(JSON.stringify(eventOf([message]).Records[0])) + 1;
    return index > 0 && bytes > bytesMax;
  });
  return end === -1 ? messages : messages.slice(0, end);
}

/** The limit of all messages in a batch, in bytes. */
const BATCH_BYTES_MAX = 6 * 1024 * 1024;
