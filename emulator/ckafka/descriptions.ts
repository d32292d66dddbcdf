import { defineAction, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import { CKAFKA_INSTANCE_ID, type CkafkaTopic } from '../state/ckafka.ts';
import type { OffsetRange } from '../topics/topic-log.ts';
import { ckafkaPage, findTopic, findTopics, topicConfig, topicCreateTimeS } from './instance.ts';

/** The state `running`. */
const RUNNING = 1;

const INSTANCE = {
  InstanceId: CKAFKA_INSTANCE_ID,
  InstanceName: 'local',
  Status: RUNNING,
  IfCommunity: false,
};

/** Lists instances: each region has one, and it is running. */
export const describeInstances = defineAction({
  name: 'DescribeInstances',
  parameters: {
    InstanceId: { type: 'string' },
    SearchWord: { type: 'string' },
    Status: { type: 'integer[]' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    TagKey: { type: 'string' },
    VpcId: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ InstanceId, SearchWord = '', Status = [RUNNING], Limit = 10, ...rest }) {
    if (rest.TagKey !== undefined || rest.VpcId !== undefined) {
      return refuse(
        'InvalidParameter',
        'The local cloud does not support tags and networks of instances.',
      );
    }
    const instances = [INSTANCE].filter(
      (instance) =>
        (InstanceId ?? instance.InstanceId) === instance.InstanceId &&
        instance.InstanceName.includes(SearchWord) &&
        Status.includes(instance.Status),
    );
    const page = ckafkaPage(instances, { Limit, ...rest });
    if (!page.ok) return page;
    const Result = { InstanceList: page.rows, TotalCount: instances.length };
    return { ok: true, response: { Result } };
  },
});

export const describeTopicAttributes = defineAction({
  name: 'DescribeTopicAttributes',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
  },
  mutating: false,
  callsPerSecondMax: 100,
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

/** Lists topics, the newest first; the search word matches anywhere in a name. */
export const describeTopicDetail = defineAction({
  name: 'DescribeTopicDetail',
  parameters: {
    InstanceId: { type: 'string', required: true },
    SearchWord: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    AclRuleName: { type: 'string' },
    OrderBy: { type: 'string' },
    OrderType: { type: 'integer' },
    Filters: {
      type: [
        {
          Name: { type: 'string', required: true },
          Values: { type: 'string[]', required: true },
        },
      ],
    },
    SearchWordIgnoreCaseFlag: { type: 'boolean' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ InstanceId, SearchWord = '', Offset = 0, Limit = 20, ...rest }, cloud) {
    const unsupported = Object.keys(rest)[0];
    if (unsupported !== undefined) {
      return refuse('InvalidParameter', `The local cloud does not support ${unsupported}.`);
    }
    const found = findTopics(cloud, InstanceId);
    if (!found.ok) return found;
    const named = [...found.topics.values()].filter(({ name }) => name.includes(SearchWord));
    const page = ckafkaPage(named.reverse(), { Offset, Limit });
    if (!page.ok) return page;
    const Result = { TopicList: page.rows.map(topicRow), TotalCount: named.length };
    return { ok: true, response: { Result } };
  },
});

function topicRow(topic: CkafkaTopic): JsonObject {
  return {
    TopicName: topic.name,
    TopicId: topic.topicId,
    PartitionNum: topic.partitions,
    ReplicaNum: topic.replicas,
    Note: topic.note,
    CreateTime: topicCreateTimeS(topic),
    EnableWhiteList: false,
    IpWhiteListCount: 0,
    ForwardStatus: 1,
    Config: topicConfig(topic),
    Status: 0,
    Tags: [],
  };
}

/** Lists, for each partition, the number of messages and the replicas that have them. */
export const describeTopicSyncReplica = defineAction({
  name: 'DescribeTopicSyncReplica',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    OutOfSyncReplicaOnly: { type: 'boolean' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ InstanceId, TopicName, OutOfSyncReplicaOnly = false, ...range }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { partitions, replicas } = found.topic;
    const held = cloud.topics.offsets(TopicName);
    // A broker may hold messages in partitions that CreateTopic did not request.
    const length = OutOfSyncReplicaOnly ? 0 : Math.max(partitions, held.length);
    const rows = Array.from({ length }, (_, partition) =>
      partitionRow(partition, replicas, held[partition] ?? EMPTY),
    );
    const page = ckafkaPage(rows, range);
    if (!page.ok) return page;
    const Result = { TopicInSyncReplicaList: page.rows, TotalCount: rows.length };
    return { ok: true, response: { Result } };
  },
});

const EMPTY: OffsetRange = { begin: 0, end: 0 };

function partitionRow(
  partition: number,
  replicas: number,
  { begin, end }: OffsetRange,
): JsonObject {
  const brokers = Array.from({ length: replicas }, (_, broker) => broker + 1).join(',');
  return {
    Partition: String(partition),
    Leader: 1,
    Replica: brokers,
    InSyncReplica: brokers,
    BeginOffset: begin,
    EndOffset: end,
    MessageCount: end - begin,
    OutOfSyncReplica: '',
  };
}
