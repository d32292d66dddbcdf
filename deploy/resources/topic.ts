import type { TopicInSyncReplicaInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/v20190819/ckafka_models.js';
import { type CallCloud, ifPresent, readAllPages } from '../calls/calls.ts';
import type { DesiredTopic } from '../state/application.ts';
import type { FoundTopic } from '../state/found.ts';
import type { Fields, ResourceHandler } from './resource-handler.ts';
import { changeRules, readRules } from './topic-rules.ts';

/**
 * Topics. Partitions are added and never removed, which the platform cannot do. The number of replicas
 * never changes after the creation. The retention and the
 * largest message grow and never shrink.
 *
 * @see https://cloud.tencent.com/document/product/597/40849 (CreateTopic)
 */
export const topic: ResourceHandler<'topic'> = {
  desired: ({ ckafka }) => new Map(ckafka.topics.map((one) => [one.name, one])),

  read: async (_names, { call, application: { ckafka } }) => {
    const declared = new Map(ckafka.topics.map((one) => [one.name, one]));
    const all = await readAllPages(async (Offset) => {
      const page = { InstanceId: ckafka.instanceId, Offset, Limit: PAGE_ROWS };
      const { Result } = await call('ckafka', 'DescribeTopicDetail', page);
      return { rows: Result?.TopicList ?? [], total: Result?.TotalCount ?? 0 };
    });
    const ours = all.filter(({ TopicName = '' }) => declared.has(TopicName));
    const rows = ours.map(
      async ({ TopicName = '', PartitionNum = 0, ReplicaNum = 0, Config }): Promise<Row> => {
        const hasRules = declared.get(TopicName)?.rules !== undefined;
        const place = { InstanceId: ckafka.instanceId, TopicName };
        const found = {
          partitions: PartitionNum,
          replicas: ReplicaNum,
          cleanUpPolicy: Config?.CleanUpPolicy ?? 'delete',
          retentionMs: Config?.Retention ?? 0,
          maxMessageBytes: Config?.MaxMessageBytes ?? undefined,
          inSyncMin: Config?.MinInsyncReplicas ?? undefined,
          rules: hasRules ? await readRules(call, place) : undefined,
        };
        return [TopicName, found];
      },
    );
    return new Map(await Promise.all(rows));
  },

  // A setting that is not reported counts as unchanged.
  foundFields: (found, { maxMessageBytes }) =>
    fieldsOf({
      ...found,
      cleanUpPolicy: isCompacted(found) ? 'compact' : found.cleanUpPolicy,
      maxMessageBytes: found.maxMessageBytes ?? maxMessageBytes,
      inSyncMin: found.inSyncMin ?? inSyncMinOf(found),
      rules: found.rules?.map(({ name }) => name).sort(),
    }),
  desiredFields: (desired, found) => {
    const replicas = found?.replicas ?? desired.replicas;
    return fieldsOf({
      ...desired,
      partitions: Math.max(desired.partitions, found?.partitions ?? 0),
      replicas,
      retentionMs: retentionMsOf(desired, found),
      maxMessageBytes: maxMessageBytesOf(desired, found),
      inSyncMin: inSyncMinOf(found ?? desired),
      rules: desired.rules,
    });
  },

  apply: async (desired, found, { fields }, { call, application }) => {
    const place = { InstanceId: application.ckafka.instanceId, TopicName: desired.name };
    const settings = {
      CleanUpPolicy: desired.cleanUpPolicy,
      RetentionMs: retentionMsOf(desired, found),
      MaxMessageBytes: maxMessageBytesOf(desired, found),
      MinInsyncReplicas: inSyncMinOf(found ?? desired),
      UncleanLeaderElectionEnable: 0,
    };
    if (found === undefined) {
      const size = { PartitionNum: desired.partitions, ReplicaNum: desired.replicas };
      await call('ckafka', 'CreateTopic', { ...place, ...size, ...settings });
      // Kafka keeps the rules of a topic that was deleted.
      if (desired.rules !== undefined) {
        await changeRules(call, place, desired.rules, await readRules(call, place));
      }
      return;
    }
    if (desired.partitions > found.partitions) {
      await call('ckafka', 'CreatePartition', { ...place, PartitionNum: desired.partitions });
    }
    if (fields.some(({ name }) => name !== 'partitions' && name !== 'users')) {
      await call('ckafka', 'ModifyTopicAttributes', { ...place, ...settings });
    }
    if (desired.rules !== undefined) {
      await changeRules(call, place, desired.rules, found.rules ?? []);
    }
  },

  remove: async (name, _found, { call, application: { ckafka } }) => {
    // Read again, since a message may have been sent after the plan was made.
    const hasMessages = await readTopicMessages(call, ckafka.instanceId, name);
    if (hasMessages) return;
    await call('ckafka', 'DeleteTopic', { InstanceId: ckafka.instanceId, TopicName: name });
  },
};

/**
 * Whether a topic keeps the last message of each key. With `compact,delete` it also deletes by age, and still
 * counts: whether the cloud reports `compact` in that way is not documented, and a change might never end.
 */
export function isCompacted({ cleanUpPolicy }: Pick<FoundTopic, 'cleanUpPolicy'>): boolean {
  return policiesOf(cleanUpPolicy).includes('compact');
}

/** Whether a topic is compacted and deletes by age as well. */
export function isCompactedAndExpiring({
  cleanUpPolicy,
}: Pick<FoundTopic, 'cleanUpPolicy'>): boolean {
  return ['compact', 'delete'].every((policy) => policiesOf(cleanUpPolicy).includes(policy));
}

function policiesOf(cleanUpPolicy: string): readonly string[] {
  return cleanUpPolicy.split(',').map((policy) => policy.trim());
}

const PAGE_ROWS = 50;

type Row = readonly [name: string, found: FoundTopic];

/** Never less than the current retention: older messages would be deleted at once. */
function retentionMsOf(
  { retentionMs }: Pick<FoundTopic, 'retentionMs'>,
  found: FoundTopic | undefined,
): number {
  return Math.max(retentionMs, found?.retentionMs ?? 0);
}

/** Never less than the current limit, which other producers may need. */
function maxMessageBytesOf(
  { maxMessageBytes }: DesiredTopic,
  found: FoundTopic | undefined,
): number {
  return Math.max(maxMessageBytes, found?.maxMessageBytes ?? 0);
}

/**
 * How many replicas must have a message before it is acknowledged: all but one. With the vendor's
 * default, one, a message may be lost with its broker. A higher number that was set by hand stays.
 */
function inSyncMinOf({ replicas, inSyncMin = 1 }: Replication): number {
  return Math.max(inSyncMin, replicas - 1);
}

type Replication = { readonly replicas: number; readonly inSyncMin?: number | undefined };

function fieldsOf(topic: Compared): Fields {
  const { partitions, replicas, cleanUpPolicy, retentionMs, maxMessageBytes, inSyncMin, rules } =
    topic;
  return new Map([
    ['partitions', String(partitions)],
    ['replicas', String(replicas)],
    ['clean-up policy', cleanUpPolicy],
    ['retention', `${retentionMs} ms`],
    ['largest message', `${maxMessageBytes} bytes`],
    ['replicas in sync', `${inSyncMin} at least`],
    ...(rules === undefined ? [] : [['users', rules.join(', ') || 'everyone'] as const]),
  ]);
}

/** What is compared of a topic: without rules, who may use it is not. */
type Compared = Omit<DesiredTopic, 'name' | 'cleanUpPolicy' | 'rules'> & {
  readonly cleanUpPolicy: string;
  readonly inSyncMin: number;
  readonly rules: readonly string[] | undefined;
};

/**
 * Whether a topic has messages, or may have some. A compacted topic may report no count, and its offsets
 * only show that there once were messages: it then counts as having some. So does a partition that the
 * cloud does not report completely.
 *
 * @see https://cloud.tencent.com/document/product/597/91974 (DescribeTopicSyncReplica)
 */
export async function readTopicMessages(
  call: CallCloud,
  instanceId: string,
  name: string,
): Promise<boolean> {
  let exists = false;
  const partitions = await readAllPages(async (Offset) => {
    const page = {
      InstanceId: instanceId,
      TopicName: name,
      Offset,
      Limit: PAGE_ROWS,
    };
    const answer = await ifPresent(call('ckafka', 'DescribeTopicSyncReplica', page));
    exists ||= answer !== undefined;
    const { TopicInSyncReplicaList: rows, TotalCount: total } = answer?.Result ?? {};
    return { rows: rows ?? [], total: total ?? 0 };
  });
  return exists && (partitions.length === 0 || !partitions.every(isEmpty));
}

function isEmpty({ MessageCount, BeginOffset, EndOffset }: TopicInSyncReplicaInfo): boolean {
  return MessageCount === 0 && typeof EndOffset === 'number' && EndOffset === BeginOffset;
}
