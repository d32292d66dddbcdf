import { topicsSuite } from '../contract/topics-suite.ts';
import { startKafkaCluster } from './kafka-cluster.ts';

topicsSuite('the Kafka protocol', async () => {
  const cluster = await startKafkaCluster();
  return {
    topicsUrl: `kafka://${cluster.brokers}`,
    deadUrl: 'kafka://127.0.0.1:1,127.0.0.1:2',
    read: cluster.read,
    stop: cluster.stop,
  };
});
