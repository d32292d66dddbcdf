import { type CkafkaTrigger, deliverPartition } from '../../emulator/scf/ckafka-trigger.ts';
import type { TopicLog } from '../../emulator/topics/topic-log.ts';

/** A trigger of a topic in memory. */
export type TopicTrigger = CkafkaTrigger & { readonly topic: TopicLog };

/** Delivers the messages of all partitions of a topic. Resolves soon after `signal` aborts. */
export async function runCkafkaTrigger(trigger: TopicTrigger, signal: AbortSignal): Promise<void> {
  const partitions = Array.from({ length: trigger.topic.partitionCount }, (_, index) => index);
  await Promise.all(partitions.map((partition) => deliverPartition(trigger, partition, signal)));
}
