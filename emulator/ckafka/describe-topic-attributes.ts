import { defineAction } from '../api/define-action.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { findTopic } from './find-topic.ts';
import { topicConfig, topicCreateTimeS } from './topic-config.ts';

export const describeTopicAttributes = defineAction({
  name: 'DescribeTopicAttributes',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer({ InstanceId, TopicName }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { topic } = found;
    const { partitions, replicas } = topic;
    const Result = {
      TopicId: topic.topicId,
      CreateTime: topicCreateTimeS(topic),
      Note: topic.note,
      PartitionNum: partitions,
      ReplicaNum: replicas,
      EnableWhiteList: 0,
      IpWhiteList: [],
      EnableAclRule: 0,
      AclRuleList: [],
      Config: topicConfig(topic),
      Partitions: Array.from({ length: partitions }, (_, partition) => ({
        Partition: partition,
        LeaderStatus: 0,
        IsrNum: replicas,
        ReplicaNum: replicas,
      })),
    };
    return { ok: true, response: { Result } };
  },
});
