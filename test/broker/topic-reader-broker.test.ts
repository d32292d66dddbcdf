import { inject } from 'vitest';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import { parseTopicsUrl } from '../../shared/topics/topics.ts';
import { topicReaderSuite } from '../contract/topic-reader-suite.ts';
import { wallClock } from '../wall-clock.ts';
import { makeTopic } from './shared-broker.ts';

topicReaderSuite('Apache Kafka', async () => {
  const options = { clock: wallClock, random: Math.random, send: fetch };
  const address = parseTopicsUrl(`kafka://${inject('sharedBrokers')}`);
  const topics = openTopics(address, options);
  return {
    topics,
    reader: openTopicReader(address, options),
    deadReader: openTopicReader(parseTopicsUrl('kafka://127.0.0.1:1,127.0.0.1:2'), options),
    emptyTopic: () => makeTopic({ partitions: 4 }),
    nowMs: wallClock.nowMs,
    run: (promise) => promise,
    stop: topics.close,
  };
});
