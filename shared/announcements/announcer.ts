import type { Ports } from '../tenant-key/ports.ts';
import { KEY_EVENTS } from '../topics/topic-names.ts';
import type { Topics } from '../topics/topics.ts';
import { cloudEventOf } from './cloud-event-of.ts';

/**
 * Announces outcomes on the topic `key-events`, as CloudEvents in structured JSON.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export function announcer(topics: Topics, region: string): Ports['announce'] {
  return async (announcement, deadlineMs) => {
    const event = cloudEventOf(announcement, region);
    const message = {
      ...(event.partitionkey === undefined ? {} : { key: event.partitionkey }),
      value: JSON.stringify(event),
      headers: { 'content-type': 'application/cloudevents+json' },
    };
    await topics.publish(KEY_EVENTS, [message], deadlineMs);
  };
}
