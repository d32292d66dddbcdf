import type { TopicMessage } from '../topics/topic-log.ts';

/** What the trigger tells a function of a message. */
export type TriggerMessage = Pick<TopicMessage, 'offset' | 'key' | 'value'>;

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

/** Bytes of messages that end a batch. */
export const BATCH_BYTES_MAX = 6 * 1024 * 1024;

/**
 * The event for a batch. A message without a key says "None", as documented; that one without a
 * value has an empty body is unverified. Headers and time are not told.
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

/**
 * The first messages whose event stays within `bytesMax`, written as JSON; at least one, as a
 * message that is too large by itself would never leave the topic.
 */
export function fittingBatch<Message extends TriggerMessage>(
  messages: readonly Message[],
  eventOf: (messages: readonly Message[]) => CkafkaEvent,
  bytesMax: number,
): readonly Message[] {
  // Each record but the first comes after a comma.
  let bytes = Buffer.byteLength(JSON.stringify(eventOf([]))) - 1;
  const end = messages.findIndex((message, index) => {
    bytes += Buffer.byteLength(JSON.stringify(eventOf([message]).Records[0])) + 1;
    return index > 0 && bytes > bytesMax;
  });
  return end === -1 ? messages : messages.slice(0, end);
}
