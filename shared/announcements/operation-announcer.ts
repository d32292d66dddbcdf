import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { structuredMessage } from './envelope.ts';
import type { AnnounceOperation } from './operation.ts';
import { operationEventOf } from './operation-event-of.ts';

/** Announces operations on the topic `key-events`, as CloudEvents in structured JSON. */
export function operationAnnouncer(topics: Topics, region: string): AnnounceOperation {
  return async (operation, deadlineMs) => {
    const event = operationEventOf(operation, region);
    await topics.publish(KEY_EVENTS, [structuredMessage(event, event.source)], deadlineMs);
  };
}
