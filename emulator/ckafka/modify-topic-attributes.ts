import { defineAction } from '../api/define-action.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { findTopic } from './find-topic.ts';
import { OPERATED } from './operated.ts';
import { badTopic, CKAFKA_TAG, readTopicSettings } from './topic-settings.ts';

/** Changes what is said of a topic; what is not said stays. */
export const modifyTopicAttributes = defineAction({
  name: 'ModifyTopicAttributes',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
    Note: { type: 'string' },
    EnableWhiteList: { type: 'integer' },
    MinInsyncReplicas: { type: 'integer' },
    UncleanLeaderElectionEnable: { type: 'integer' },
    RetentionMs: { type: 'integer' },
    MaxMessageBytes: { type: 'integer' },
    SegmentMs: { type: 'integer' },
    CleanUpPolicy: { type: 'string' },
    IpWhiteList: { type: 'string[]' },
    EnableAclRule: { type: 'integer' },
    AclRuleName: { type: 'string' },
    RetentionBytes: { type: 'integer' },
    Tags: { type: [CKAFKA_TAG] },
    QuotaProducerByteRate: { type: 'integer' },
    QuotaConsumerByteRate: { type: 'integer' },
    ReplicaNum: { type: 'integer' },
    LogMsgTimestampType: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer(params, cloud) {
    const { InstanceId, TopicName, ReplicaNum } = params;
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { topic } = found;
    if (ReplicaNum !== undefined && ReplicaNum !== topic.replicas) {
      return badTopic('The local cloud does not change how many replicas a topic has.');
    }
    const read = readTopicSettings(params, topic, topic.replicas);
    if (!read.ok) return read;
    Object.assign(topic, read.settings);
    return OPERATED;
  },
});
