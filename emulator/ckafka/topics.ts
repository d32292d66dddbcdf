import { defineAction, type Refusal, refuse } from '../api/service.ts';
import { CKAFKA_TAG, findTopic, findTopics, OPERATED } from './instance.ts';
import { badTopic, MESSAGE_BYTES, readTopicSettings } from './topic-settings.ts';

/** Adds partitions to a topic; the number is the new total. */
export const createPartition = defineAction({
  name: 'CreatePartition',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
    PartitionNum: { type: 'integer', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ InstanceId, TopicName, PartitionNum }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { topic } = found;
    if (PartitionNum <= topic.partitions) {
      return badTopic(`PartitionNum must be more than the present ${topic.partitions}.`);
    }
    topic.partitions = PartitionNum;
    return OPERATED;
  },
});

/**
 * Creates a topic in the control plane. The log of its messages already exists; see
 * `emulator/topics`.
 */
export const createTopic = defineAction({
  name: 'CreateTopic',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
    PartitionNum: { type: 'integer', required: true },
    ReplicaNum: { type: 'integer', required: true },
    EnableWhiteList: { type: 'integer' },
    IpWhiteList: { type: 'string[]' },
    CleanUpPolicy: { type: 'string' },
    Note: { type: 'string' },
    MinInsyncReplicas: { type: 'integer' },
    UncleanLeaderElectionEnable: { type: 'integer' },
    RetentionMs: { type: 'integer' },
    SegmentMs: { type: 'integer' },
    MaxMessageBytes: { type: 'integer' },
    EnableAclRule: { type: 'integer' },
    AclRuleName: { type: 'string' },
    RetentionBytes: { type: 'integer' },
    Tags: { type: [CKAFKA_TAG] },
    LogMsgTimestampType: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer(params, cloud) {
    const { InstanceId, TopicName: name, PartitionNum: partitions, ReplicaNum: replicas } = params;
    const found = findTopics(cloud, InstanceId);
    if (!found.ok) return found;
    const refusal = checkNewTopic(name, partitions, replicas);
    if (refusal !== undefined) return refusal;
    const read = readTopicSettings(params, DEFAULT_SETTINGS, replicas);
    if (!read.ok) return read;
    if (found.topics.has(name)) {
      return refuse('InvalidParameterValue.RepetitionValue', `There is a topic ${name} already.`);
    }
    const topicId = `topic-${cloud.newId().slice(-8)}`;
    const times = { addTimeMs: cloud.nowMs };
    found.topics.set(name, { name, topicId, ...times, partitions, replicas, ...read.settings });
    cloud.state.ckafka.set(cloud.region, found.topics);
    return { ok: true, response: { Result: { TopicId: topicId } } };
  },
});

const DEFAULT_SETTINGS = {
  note: '',
  cleanUpPolicy: 'delete',
  retentionMs: 7_200_000,
  maxMessageBytes: MESSAGE_BYTES,
  minInsyncReplicas: 1,
  uncleanLeaderElection: 0,
} as const;

const NAME = /^[A-Za-z0-9._-]{1,128}$/;

/** The vendor documents no maximum number of partitions; it depends on the purchased instance. */
function checkNewTopic(name: string, partitions: number, replicas: number): Refusal | undefined {
  if (!NAME.test(name)) {
    return badTopic('TopicName must be 1-128 letters, digits, underscores, - or . characters.');
  }
  if (partitions < 1) return badTopic('PartitionNum must be at least 1.');
  return replicas < 1 || replicas > 3 ? badTopic('ReplicaNum must be from 1 to 3.') : undefined;
}

/** Deletes a topic with all of its messages. */
export const deleteTopic = defineAction({
  name: 'DeleteTopic',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ InstanceId, TopicName }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    cloud.state.ckafka.get(cloud.region)?.delete(TopicName);
    cloud.topics.get(TopicName)?.clear();
    return OPERATED;
  },
});

/** Changes settings of a topic; what is omitted stays unchanged. */
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
