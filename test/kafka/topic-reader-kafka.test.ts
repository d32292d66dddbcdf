import { randomUUID } from 'node:crypto';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl } from '../../shared/topics/topics.ts';
import { topicReaderSuite } from '../contract/topic-reader-suite.ts';
import { wallClock } from '../wall-clock.ts';
import { startKafkaCluster } from './kafka-cluster.ts';

topicReaderSuite('the Kafka protocol', async () => {
  const cluster = await startKafkaCluster();
  const options = { clock: wallClock, random: Math.random, send: fetch };
  const address = parseTopicsUrl(`kafka://${cluster.brokers}`);
  const topics = openTopics(address, options);
  return {
    topics,
    reader: openTopicReader(address, options),
    deadReader: openTopicReader(parseTopicsUrl('kafka://127.0.0.1:1,127.0.0.1:2'), options),
    emptyTopic: async () => `topic-${randomUUID()}`,
    nowMs: wallClock.nowMs,
    run: (promise) => promise,
    stop: async () => {
      await topics.close();
      await cluster.stop();
    },
  };
});
