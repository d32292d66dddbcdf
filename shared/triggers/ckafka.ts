import type { Message } from '../tenant-key/message.ts';
import { jsonText } from './json-text.ts';
import { clippedName, ownField } from './own-field.ts';

/**
 * Reads the `Ckafka` of a record; undefined when it is malformed. The vendor's pages spell both
 * `partition` and `Partition`. The key of the message is not read: it says "None" for none, and
 * only places the message in a partition.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
export function readCkafkaRecord(record: unknown): Message | undefined {
  const topic = ownField(record, 'topic');
  const partition = ownField(record, 'partition') ?? ownField(record, 'Partition');
  const offset = ownField(record, 'offset');
  const text = ownField(record, 'msgBody');
  if (typeof topic !== 'string' || typeof text !== 'string') return undefined;
  const place = placeOf(partition, offset);
  return {
    text,
    source: { door: 'queue', topic: clippedName(topic), ...place },
    callerWaits: false,
  };
}

type Place = { partition: number; offset: number } | { messageId: string };

/** A place that is not understood must not cost the request that lies there. */
function placeOf(partition: unknown, offset: unknown): Place {
  if (isCount(partition) && isCount(offset)) return { partition, offset };
  return { messageId: jsonText([partition, offset]).slice(0, 64) };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
