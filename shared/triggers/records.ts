import { isJsonObject } from '../tenant-key/json.ts';
import type { Message } from '../tenant-key/message.ts';
import { refuseTooMany } from './batch-limit.ts';
import { readCkafkaRecord } from './ckafka.ts';
import { readCmqRecord } from './cmq.ts';
import { malformedMessage } from './malformed-message.ts';
import { ownField } from './own-field.ts';
import type { Trigger } from './trigger.ts';

/** What reads a record, by the field that it is wrapped in. */
const READERS: readonly (readonly [
  field: string,
  read: (record: unknown) => Message | undefined,
])[] = [
  ['Ckafka', readCkafkaRecord],
  ['CMQ', readCmqRecord],
];

/**
 * Reads a batch of a queue. One malformed record does not hold up the others: it becomes a message
 * that cannot be read, and is parked. A batch of another trigger's records, such as those of COS,
 * is none of ours.
 */
export function readRecords(event: unknown): Trigger | undefined {
  const records = ownField(event, 'Records');
  if (!Array.isArray(records) || isForeign(records)) return undefined;
  return refuseTooMany(records) ?? { kind: 'queue', messages: records.map(readRecord) };
}

function isForeign(records: readonly unknown[]): boolean {
  return !records.some(isOurs) && records.some(isWrapped);
}

function isOurs(record: unknown): boolean {
  return READERS.some(([field]) => ownField(record, field) !== undefined);
}

function isWrapped(record: unknown): boolean {
  return isJsonObject(record) && Object.keys(record).length > 0;
}

function readRecord(record: unknown): Message {
  for (const [field, read] of READERS) {
    const message = read(ownField(record, field));
    if (message !== undefined) return message;
  }
  return malformedMessage(record);
}
