import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { TopicMessage } from '../../emulator/topics/topic-log.ts';

/**
 * What compaction has removed from the topics of an emulated cloud, for those who read it. The log itself
 * keeps everything, so that a test can still see what was written.
 */
export type Compaction = {
  /**
   * Removes records as a broker may at any time: any that has a newer one with its key, and any tombstone
   * that has no older record left. The last record of a partition stays. The others keep their offsets.
   *
   * @param isChosen Which of these are removed; by default all.
   */
  readonly compact: (topic: string, isChosen?: (message: TopicMessage) => boolean) => void;
  readonly isRemoved: (topic: string, message: TopicMessage) => boolean;
};

export function compactionOf(machine: CloudMachine): Compaction {
  const removed = new Map<string, Set<TopicMessage>>();

  function removedFrom(topic: string): Set<TopicMessage> {
    const known = removed.get(topic) ?? new Set();
    removed.set(topic, known);
    return known;
  }

  return {
    compact: (topic, isChosen = () => true) => {
      const gone = removedFrom(topic);
      const left = (machine.topics.get(topic)?.read(0, Number.MAX_SAFE_INTEGER) ?? []).filter(
        (message) => !gone.has(message),
      );
      const lastOfKey = new Map(left.map((message) => [message.key, message]));
      const lastOfPartition = new Map(left.map((message) => [message.partition, message]));
      const keysWithOlder = new Set<string | null>();
      for (const message of left) {
        const { key, partition, value } = message;
        const isNewest = lastOfKey.get(key) === message;
        const isTombstone = value === null && !keysWithOlder.has(key);
        const mayGo = lastOfPartition.get(partition) !== message && (!isNewest || isTombstone);
        if (mayGo && isChosen(message)) gone.add(message);
        else keysWithOlder.add(key);
      }
    },
    isRemoved: (topic, message) => removed.get(topic)?.has(message) ?? false,
  };
}
