import { defineAction } from '../api/define-action.ts';
import type { Json } from '../api/service.ts';
import type { TopicLog } from '../topics/topic-log.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { ckafkaPage } from './ckafka-page.ts';
import { findTopic } from './find-topic.ts';

/** Says, for each partition, how many messages the broker holds and which replicas have them. */
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
  codes: CKAFKA_CODES,
  answer({ InstanceId, TopicName, OutOfSyncReplicaOnly = false, ...range }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { partitions, replicas } = found.topic;
    const held = messageCounts(cloud.topics.get(TopicName));
    // Messages in a partition that nobody asked for are there all the same.
    const length = OutOfSyncReplicaOnly ? 0 : Math.max(partitions, held.length);
    const rows = Array.from({ length }, (_, partition) =>
      rowOf(partition, replicas, held[partition] ?? 0),
    );
    const page = ckafkaPage(rows, range);
    if (!page.ok) return page;
    const Result = { TopicInSyncReplicaList: page.rows, TotalCount: rows.length };
    return { ok: true, response: { Result } };
  },
});

/** What the broker holds, partition by partition; nothing of a topic that it does not know. */
function messageCounts(log: TopicLog | undefined): readonly number[] {
  return Array.from(
    { length: log?.partitionCount ?? 0 },
    (_, partition) => log?.readPartition(partition, 0, Number.MAX_SAFE_INTEGER).length ?? 0,
  );
}

function rowOf(partition: number, replicas: number, count: number): Json {
  const brokers = Array.from({ length: replicas }, (_, broker) => broker + 1).join(',');
  return {
    Partition: String(partition),
    Leader: 1,
    Replica: brokers,
    InSyncReplica: brokers,
    BeginOffset: 0,
    EndOffset: count,
    MessageCount: count,
    OutOfSyncReplica: '',
  };
}
