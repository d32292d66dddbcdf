import { inject } from 'vitest';
import { topicsSuite } from '../contract/topics-suite.ts';
import { makeTopic, openPeer } from './shared-broker.ts';

topicsSuite('Apache Kafka', async () => {
  const peer = openPeer();
  const names = {
    'key-events': await makeTopic({ partitions: 4 }),
    'key-dead-letters': await makeTopic({ partitions: 4 }),
  };
  return {
    topicsUrl: `kafka://${inject('sharedBrokers')}`,
    deadUrl: 'kafka://127.0.0.1:1,127.0.0.1:2',
    topicFor: (name) => names[name],
    read: async (topic) =>
      (await peer.read(topic)).map(({ key, value, headers }) => ({
        ...(key !== null && { key }),
        ...{ value, headers },
      })),
    stop: peer.stop,
  };
});
