import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { envelopeOf, structuredMessage } from './cloud-event.ts';
import type { OperationEvent } from './generated/operation-event.ts';

/** Publishes operations to the topic `key-events`, as CloudEvents in structured JSON. */
export function operationPublisher(topics: Topics, region: string): PublishOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region);
    await topics.publish(KEY_EVENTS, [structuredMessage(event, event.source)], deadlineMs);
  };
}

/**
 * Publishes an operation to `key-events`. May be repeated: a repeat has the same id and is byte-identical.
 * Throws `ApiError` like `Topics.publish`.
 */
export type PublishOperation = (operation: Operation, deadlineMs: number) => Promise<void>;

/**
 * The event of an operation. It has no time, and its id is a hash of its whole content: a repeat is
 * byte-identical, and any other event has another id.
 */
export function operationEventOf(operation: Operation, region: string): OperationEvent {
  const { type, data } = operation;
  const envelope = envelopeOf(type, region, [data]);
  return { ...envelope, datacontenttype: 'application/json', ...operation };
}

/**
 * What an operator or a timer did to many requests or keys at once, or found; for monitoring. The cloud's
 * audit of invocations has the identity of the operator.
 */
export type Operation = ContentOf<OperationEvent>;

type ContentOf<Event extends OperationEvent> = Event extends unknown
  ? Pick<Event, 'type' | 'data'>
  : never;
