import type { NewMessage, OffsetRange, Place, TopicLog, TopicMessage } from './topic-log.ts';
import type { Topics } from './topics.ts';

/**
 * Where the topics of the local cloud are: in its memory, or on brokers. Every function throws an Error
 * in one sentence when the brokers do not do what it asks.
 */
export type TopicEngine = {
  /** The address of the brokers, such as `kafka://127.0.0.1:9092`; absent in memory. */
  readonly url?: string;
  /** The topics of the cloud, in order of their creation. */
  readonly names: () => readonly string[];
  /** Any topic that exists; undefined for another name. */
  readonly find: (name: string) => Promise<TopicSummary | undefined>;
  /** Publishes to a topic that exists, and returns the place of each message in their order. */
  readonly append: (topic: string, messages: readonly NewMessage[]) => Promise<readonly Place[]>;
  readonly read: (topic: string, range: ReadRange) => Promise<readonly TopicMessage[]>;
  /**
   * Reads a topic as a member of a consumer group, and runs `run` for each partition that the group
   * assigns to it. A group without a position in a partition starts at `start`, any other where it
   * has committed. Resolves soon after `signal` aborts.
   *
   * Reports and retries what the brokers do not do; rejects when `run` does.
   */
  readonly consume: (group: GroupOptions, run: RunPartition, signal: AbortSignal) => Promise<void>;
  /**
   * Calls `listener` with the messages that arrive in a topic, until the returned function is called.
   * With brokers they have arrived when a consumer of this cloud receives them.
   */
  readonly onArrival: (topic: string, listener: OnArrival) => () => void;
  /** What the control plane does on brokers; absent in memory, where nothing is to be done. */
  readonly control?: TopicControl;
  readonly close: () => Promise<void>;
};

export type TopicSummary = {
  readonly name: string;
  readonly partitionCount: number;
  /** How many offsets its partitions have. A compacted topic may have fewer messages. */
  readonly size: number;
};

/** At most `limit` messages of one partition from an offset on, or of all in their order of arrival. */
export type ReadRange = {
  /** An offset of the partition; without one, a number of messages that are left out. */
  readonly from: number;
  readonly limit: number;
  readonly partition?: number;
};

export type GroupOptions = {
  readonly topic: string;
  readonly group: string;
  readonly start: StartOffset;
  /** How many messages of a partition are fetched ahead. */
  readonly messagesAhead: number;
  /** Receives one sentence when the topic cannot be read; reading is tried again, if it can be. */
  readonly onProblem: (problem: string) => void;
};

/** Where a group without committed offsets starts: at one end of the topic, or at a time. */
export type StartOffset = 'earliest' | 'latest' | { readonly fromMs: number };

/** Consumes one partition until `signal` aborts. */
export type RunPartition = (
  topic: ConsumedTopic,
  partition: number,
  signal: AbortSignal,
) => Promise<void>;

/** A topic as a consumer sees it. Of a topic on brokers it has what was fetched and not committed. */
export type ConsumedTopic = Pick<TopicLog, 'name' | 'committedOffset' | 'onChange'> & {
  /** Messages of one partition at and after the offset `from`. */
  readonly readPartition: TopicLog['readPartition'];
  /** A promise that waits for the brokers; see `TopicLog`. */
  readonly commitOffset: (group: string, place: Place) => void | Promise<void>;
};

export type OnArrival = (messages: readonly TopicMessage[]) => void;

/** Acts on brokers as calls of the control plane require. Everything may be repeated. */
export type TopicControl = {
  /**
   * Creates a topic. One that the brokers have already is used as it is: it belongs to somebody else,
   * unless this cloud made it earlier.
   */
  readonly create: (topic: TopicSettings) => Promise<void>;
  /** Adds partitions to a topic that this cloud made. Any other stays as it is. */
  readonly addPartitions: (name: string, total: number) => Promise<void>;
  /** Changes a topic that this cloud made, and none of its settings that are not in `TopicSettings`. */
  readonly change: (topic: TopicSettings) => Promise<void>;
  /** Deletes a topic that this cloud made. Any other stays on the brokers. */
  readonly remove: (name: string) => Promise<void>;
  /** Removes the messages and positions of these topics, as far as this cloud made them. */
  readonly reset: (topics: readonly TopicSettings[]) => Promise<void>;
  /** The offsets that the partitions of a topic have; none of a topic that does not exist. */
  readonly offsets: (name: string) => Promise<readonly OffsetRange[]>;
};

/** What brokers need to know of a topic. */
export type TopicSettings = {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly cleanUpPolicy: 'delete' | 'compact';
  readonly retentionMs: number;
  /** Of one message; the brokers' own limit when left out. */
  readonly maxMessageBytes?: number;
  readonly minInsyncReplicas: number;
  readonly uncleanLeaderElection: 0 | 1;
};

/** The topics in the memory of the cloud. */
export function memoryEngine(topics: Topics): TopicEngine {
  function topicOf(name: string): TopicLog {
    const topic = topics.get(name);
    if (topic === undefined) throw new Error(`There is no topic ${JSON.stringify(name)}.`);
    return topic;
  }

  return {
    names: () => topics.names,
    find: async (name) => {
      const topic = topics.get(name);
      return topic && { name, partitionCount: topic.partitionCount, size: topic.size() };
    },
    append: async (name, messages) => topicOf(name).append(messages),
    read: async (name, { from, limit, partition }) => {
      const topic = topicOf(name);
      return partition === undefined
        ? topic.read(from, limit)
        : topic.readPartition(partition, from, limit);
    },
    consume: async ({ topic: name, group, start, onProblem }, run, signal) => {
      const topic = topics.get(name);
      if (topic === undefined) {
        onProblem(`There is no topic ${JSON.stringify(name)} to read from.`);
        return;
      }
      startConsumerGroup(topic, group, start);
      const partitions = Array.from({ length: topic.partitionCount }, (_, index) => index);
      await Promise.all(partitions.map((partition) => run(topic, partition, signal)));
    },
    onArrival: (name, listener) => {
      const topic = topics.get(name);
      return topic === undefined ? () => {} : watchLog(topic, listener);
    },
    close: async () => {},
  };
}

/**
 * Sets where a group starts to read, unless it has committed offsets: then it continues from them.
 */
export function startConsumerGroup(topic: TopicLog, group: string, start: StartOffset): void {
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

function watchLog(topic: TopicLog, listener: OnArrival): () => void {
  let seen = topic.size();
  return topic.onChange(() => {
    if (topic.size() < seen) seen = 0; // The cloud was reset.
    const messages = topic.read(seen, topic.size() - seen);
    seen += messages.length;
    listener(messages);
  });
}
