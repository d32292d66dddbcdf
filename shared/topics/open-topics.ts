import { type HttpTopicsOptions, httpTopics } from './http-topics.ts';
import { kafkaTopics } from './kafka-topics.ts';
import type { Topics } from './topics.ts';
import type { TopicsAddress } from './topics-url.ts';

/** Opens the topics at an address. Nothing is connected before the first message. */
export function openTopics(address: TopicsAddress, { clock, send }: HttpTopicsOptions): Topics {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopics(address.brokers, clock);
    case 'http':
      return httpTopics(address.base, { clock, send });
  }
}
