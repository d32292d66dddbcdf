import { byteReader } from './byte-reader.ts';
import type { Codec } from './codecs.ts';

/** A record of a partition. */
export type KafkaRecord = {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly timestampMs: number;
};

/**
 * Reads a message in a format before Kafka 0.11. A compressed one has further messages as its value, whose
 * offsets count from the first of them in the later format. Throws an error when it is damaged.
 *
 * @param offset Of the message, or of the last one in it.
 * @param codec Undefined if the message is not compressed.
 */
export async function readMessage(
  offset: number,
  content: Buffer,
  codec: Codec | undefined,
): Promise<readonly KafkaRecord[]> {
  const message = messageAt(offset, content);
  if (codec === undefined) return [recordOf(message)];
  const inner = await codec.decompress(message.value ?? Buffer.alloc(0));
  return messagesIn(inner, offset).map(recordOf);
}

type Message = {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestampMs: number;
};

function messagesIn(bytes: Buffer, last: number): readonly Message[] {
  const reader = byteReader(bytes);
  const messages: Message[] = [];
  while (reader.left() > 0) {
    const offset = reader.int64();
    messages.push(messageAt(offset, reader.take(reader.int32())));
  }
  // The offsets of the first format are those of the topic already.
  const shift = last - (messages.at(-1)?.offset ?? last);
  return messages.map((message) => ({ ...message, offset: message.offset + shift }));
}

function messageAt(offset: number, content: Buffer): Message {
  const reader = byteReader(content);
  reader.int32(); // Its checksum.
  const format = reader.int8();
  reader.int8(); // Its attributes.
  const timestampMs = format === 0 ? NO_TIME : reader.int64();
  const key = reader.bytes(reader.int32());
  const value = reader.bytes(reader.int32());
  return { offset, key, value, timestampMs };
}

/** What Kafka itself says of a message without a time. */
const NO_TIME = -1;

function recordOf({ offset, key, value, timestampMs }: Message): KafkaRecord {
  return { offset, key: key?.toString() ?? null, value: value?.toString() ?? null, timestampMs };
}
