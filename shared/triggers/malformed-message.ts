import type { Message } from '../tenant-key/message.ts';
import { jsonText } from './json-text.ts';

/**
 * Stands for a record that came in without a message in it. Its text is what did come, so that it is
 * parked as unreadable and an operator can see it.
 */
export function malformedMessage(record: unknown): Message {
  const source = { door: 'queue', topic: 'unknown', messageId: 'unknown' } as const;
  return { text: jsonText(record), source, callerWaits: false };
}
