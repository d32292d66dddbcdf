import { isoTime } from '../tenant-key/time.ts';
import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { bounded } from './bounded.ts';
import { envelopeOf, structuredMessage } from './cloud-event.ts';
import type { OperationEvent } from './generated/operation-event.ts';

/**
 * Publishes operations to the topic `key-events`, as CloudEvents in structured JSON.
 *
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function operationPublisher(
  topics: Topics,
  region: string,
  wallMs: () => number,
): PublishOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region, wallMs());
    await topics.publish(KEY_EVENTS, [structuredMessage(event, event.source)], deadlineMs);
  };
}

/**
 * Publishes an operation to `key-events`. May be repeated: a repeat has the same id and, apart from its time,
 * the same bytes. Throws `ApiError` like `Topics.publish`.
 */
export type PublishOperation = (operation: Operation, deadlineMs: number) => Promise<void>;

/**
 * The event of an operation. Its time is that of the report. Its id is a hash of its whole content without
 * that time: a repeat is byte-identical but for the time, and any other event has another id. Of content that
 * is too long for an event it has the first entries, and the number of the others.
 *
 * @param nowMs The time of the report, in milliseconds since 1970.
 */
export function operationEventOf(
  operation: Operation,
  region: string,
  nowMs: number,
): OperationEvent {
  const { type, data } = operation;
  const envelope = envelopeOf(type, region, [data]);
  const attributes = { time: isoTime(nowMs), datacontenttype: 'application/json' } as const;
  return { ...envelope, ...attributes, type, data: bounded(data) } as OperationEvent;
}

/**
 * What an operator or a timer did to many requests or keys at once, or found; for monitoring. The cloud's
 * audit of invocations has the identity of the operator.
 */
export type Operation = ContentOf<OperationEvent>;

type ContentOf<Event extends OperationEvent> = Event extends unknown
  ? Pick<Event, 'type' | 'data'>
  : never;
