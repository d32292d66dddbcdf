import type { TopicReader, Topics } from '../../shared/topics/topics.ts';

/** Other names for topics of the product: the shared broker may have theirs, with the records of others. */
export type TopicNames = Readonly<Record<string, string>>;

/** Publishes to the topics with the other names. */
export function renamedTopics(topics: Topics, names: TopicNames): Topics {
  return {
    ...topics,
    publish: (topic, ...rest) => topics.publish(names[topic] ?? topic, ...rest),
  };
}

/** Reads the topics with the other names. */
export function renamedReader(reader: TopicReader, names: TopicNames): TopicReader {
  return {
    readAll: (topic, ...rest) => reader.readAll(names[topic] ?? topic, ...rest),
    readAt: (topic, ...rest) => reader.readAt(names[topic] ?? topic, ...rest),
  };
}
