import type { TopicLog } from '../topics/topic-log.ts';

/** Where a group begins that has never read a topic: at one of its ends, or at a time. */
export type StartOffset = 'earliest' | 'latest' | { readonly fromMs: number };

/** Sets where a group begins to read, unless it has read here before: then it goes on there. */
export function attachGroup(topic: TopicLog, group: string, start: StartOffset): void {
  if (topic.isGroup(group)) return;
  for (let partition = 0; partition < topic.partitionCount; partition += 1) {
    topic.commitOffset(group, { partition, offset: firstOffset(topic, partition, start) });
  }
}

function firstOffset(topic: TopicLog, partition: number, start: StartOffset): number {
  if (start === 'earliest') return 0;
  const messages = topic.readPartition(partition, 0, Number.MAX_SAFE_INTEGER);
  if (start === 'latest') return messages.length;
  const first = messages.find(({ timestampMs }) => timestampMs >= start.fromMs);
  return first?.offset ?? messages.length;
}
