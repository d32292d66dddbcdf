import type { TopicMessage } from '../topics/topic-log.ts';

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

/** The size of all messages in a batch. */
export const BATCH_BYTES_MAX = 6 * 1024 * 1024;
