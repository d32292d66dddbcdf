import type { Ports } from '../tenant-key/ports.ts';
import { KEY_EVENTS, type Topics } from '../topics/topics.ts';
import { cloudEventOf } from './cloud-event-of.ts';
import { structuredMessage } from './envelope.ts';

/** Announces outcomes on the topic `key-events`, as CloudEvents in structured JSON. */
export function announcer(topics: Topics, region: string, runbookUrl: string): Ports['announce'] {
  return async (announcement, deadlineMs) => {
    const event = cloudEventOf(announcement, region, runbookUrl);
    const message = structuredMessage(event, event.partitionkey);
    await topics.publish(KEY_EVENTS, [message], deadlineMs);
  };
}
