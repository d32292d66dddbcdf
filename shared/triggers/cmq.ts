import type { Message } from '../tenant-key/message.ts';
import { ownField, ownName } from './own-field.ts';

/**
 * Reads the `CMQ` of a record; undefined when it is malformed.
 *
 * @see https://www.tencentcloud.com/document/product/583/11517
 */
export function readCmqRecord(record: unknown): Message | undefined {
  const text = ownField(record, 'msgBody');
  if (typeof text !== 'string') return undefined;
  const topic = ownName(record, 'topicName');
  const messageId = ownName(record, 'msgId');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}
