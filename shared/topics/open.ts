import { type HttpTopicsOptions, httpTopicReader, httpTopics } from './http.ts';
import { kafkaTopics } from './kafka.ts';
import type { KafkaOptions } from './kafka-connection.ts';
import { kafkaTopicReader } from './kafka-reader.ts';
import type { TopicReader, Topics, TopicsAddress } from './topics.ts';

/** Opens the topics at an address for publishing. It connects when the first message is published. */
export function openTopics(address: TopicsAddress, { clock, random, send }: TopicsOptions): Topics {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopics(address, { clock, random });
    case 'http':
      return httpTopics(address.base, { clock, send });
  }
}

export type TopicsOptions = HttpTopicsOptions & KafkaOptions;

/** Opens the topics at an address for reading. It connects when the first topic is read. */
export function openTopicReader(
  address: TopicsAddress,
  { clock, random, send }: TopicsOptions,
): TopicReader {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopicReader(address, { clock, random });
    case 'http':
      return httpTopicReader(address.base, { clock, send });
  }
}
