import { allPages } from '../all-pages.ts';
import type { Fields } from '../field-changes.ts';
import type { FoundTopic } from '../found.ts';
import { readTopicMessages } from '../read-topic-messages.ts';
import type { Resource } from './resource.ts';

/**
 * Topics. Partitions are added and never taken away, which the platform cannot do; replicas are those
 * that the topic was created with.
 *
 * @see https://cloud.tencent.com/document/product/597/40849 (CreateTopic)
 */
export const topic: Resource<'topic'> = {
  desired: ({ ckafka }) => new Map(ckafka.topics.map((one) => [one.name, one])),

  read: async (_names, { call, application: { ckafka } }) => {
    const wanted = new Set(ckafka.topics.map(({ name }) => name));
    const all = await allPages(async (Offset) => {
      const page = { InstanceId: ckafka.instanceId, Offset, Limit: PAGE_ROWS };
      const { Result } = await call('ckafka', 'DescribeTopicDetail', page);
      return { rows: Result?.TopicList ?? [], total: Result?.TotalCount ?? 0 };
    });
    const ours = all.filter(({ TopicName = '' }) => wanted.has(TopicName));
    return new Map(
      ours.map(({ TopicName = '', PartitionNum = 0, ReplicaNum = 0, Config }): Row => {
        const { CleanUpPolicy: cleanUpPolicy = 'delete', Retention: retentionMs = 0 } =
          Config ?? {};
        const found = {
          partitions: PartitionNum,
          replicas: ReplicaNum,
          cleanUpPolicy,
          retentionMs,
        };
        return [TopicName, found];
      }),
    );
  },

  foundFields: fieldsOf,
  desiredFields: (desired, found) =>
    fieldsOf({
      ...desired,
      partitions: Math.max(desired.partitions, found?.partitions ?? 0),
      replicas: found?.replicas ?? desired.replicas,
    }),

  apply: async (desired, found, { fields }, { call, application }) => {
    const place = { InstanceId: application.ckafka.instanceId, TopicName: desired.name };
    const settings = { CleanUpPolicy: desired.cleanUpPolicy, RetentionMs: desired.retentionMs };
    if (found === undefined) {
      const size = { PartitionNum: desired.partitions, ReplicaNum: desired.replicas };
      await call('ckafka', 'CreateTopic', { ...place, ...size, ...settings });
      return;
    }
    if (desired.partitions > found.partitions) {
      await call('ckafka', 'CreatePartition', { ...place, PartitionNum: desired.partitions });
    }
    if (fields.some(({ name }) => name !== 'partitions')) {
      await call('ckafka', 'ModifyTopicAttributes', { ...place, ...settings });
    }
  },

  remove: async (name, _found, { call, application: { ckafka } }) => {
    // Asked again, since something may have been sent after the plan was made.
    const hasMessages = await readTopicMessages(call, ckafka.instanceId, name);
    if (hasMessages) return;
    await call('ckafka', 'DeleteTopic', { InstanceId: ckafka.instanceId, TopicName: name });
  },
};

type Row = readonly [name: string, found: FoundTopic];

const PAGE_ROWS = 50;

function fieldsOf({ partitions, replicas, cleanUpPolicy, retentionMs }: FoundTopic): Fields {
  return new Map([
    ['partitions', String(partitions)],
    ['replicas', String(replicas)],
    ['clean-up policy', cleanUpPolicy],
    ['retention', `${retentionMs} ms`],
  ]);
}
