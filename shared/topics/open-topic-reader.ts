import { httpTopicReader } from './http-topic-reader.ts';
import type { HttpTopicsOptions } from './http-topics.ts';
import { kafkaTopicReader } from './kafka-topic-reader.ts';
import type { TopicReader } from './topic-reader.ts';
import type { TopicsAddress } from './topics-url.ts';

/** Opens the topics at an address for reading. Nothing is connected before the first reading. */
export function openTopicReader(
  address: TopicsAddress,
  { clock, send }: HttpTopicsOptions,
): TopicReader {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopicReader(address.brokers, clock);
    case 'http':
      return httpTopicReader(address.base, { clock, send });
  }
}
