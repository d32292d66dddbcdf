import type { Message } from '../tenant-key/message.ts';
import { refuseTooMany } from './batch-limit.ts';
import { jsonText } from './json-text.ts';
import { malformedMessage } from './malformed-message.ts';
import { ownField, ownName, ownText } from './own-field.ts';
import type { Trigger } from './trigger.ts';

/**
 * Reads an event of EventBridge, which comes alone or, when the rule delivers in batches, in an
 * `EventList`. Its data is the request; an event of a connector has the request in `msgBody`.
 *
 * @see https://cloud.tencent.com/document/product/248/87520 (the envelope)
 */
export function readEventBridge(event: unknown): Trigger | undefined {
  const events = isEnvelope(event) ? [event] : ownField(event, 'EventList');
  if (!Array.isArray(events)) return undefined;
  return refuseTooMany(events) ?? { kind: 'queue', messages: events.map(readEnvelope) };
}

function isEnvelope(event: unknown): boolean {
  return ownField(event, 'specversion') !== undefined;
}

function readEnvelope(envelope: unknown): Message {
  const text = textOf(envelope);
  if (text === undefined) return malformedMessage(envelope);
  const topic = ownName(envelope, 'source');
  const messageId = ownName(envelope, 'id');
  return { text, source: { door: 'queue', topic, messageId }, callerWaits: false };
}

function textOf(envelope: unknown): string | undefined {
  const payload = ownField(envelope, 'data');
  const isConnected = ownText(envelope, 'type', '').startsWith('connector:');
  const text = isConnected ? ownField(payload, 'msgBody') : payload;
  if (text === undefined || typeof text === 'string') return text;
  return isConnected ? undefined : jsonText(text);
}
