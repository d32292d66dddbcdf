import type { GroupOptions, StartOffset } from '../topic-engine.ts';
import type { KafkaClient, KafkaCluster } from './client.ts';
import { type LedPartition, partitionsOf } from './reader.ts';

/**
 * Commits where a group starts, as the trigger of the platform does: messages that arrive while its
 * consumer is away must not be skipped. A group with offsets continues from them, and starts a new
 * partition at its beginning.
 *
 * @param isReset Whether offsets are of messages that were removed, and are therefore replaced.
 */
export function startGroup(
  client: KafkaClient,
  { topic, group, start }: Pick<GroupOptions, 'topic' | 'group' | 'start'>,
  isReset: boolean,
): Promise<void> {
  return client.withCluster(async (cluster) => {
    const partitions = await partitionsOf(cluster, topic);
    const committed = await offsetsIn(cluster, group, topic, partitions);
    if (committed.size > 0 && !isReset) return;
    const first = await firstOffsets(cluster, topic, partitions, start);
    const coordinator = await cluster.findGroupCoordinator({ groupId: group });
    await coordinator.offsetCommit({
      groupId: group,
      ...WITHOUT_MEMBER,
      topics: [{ topic, partitions: first }],
    });
  });
}

/** How offsets are committed from outside a group, while it has no members. */
const WITHOUT_MEMBER = { groupGenerationId: -1, memberId: '' };

/** The committed offsets of a group, by partition; none where it has not committed. */
export function committedOffsets(
  client: KafkaClient,
  group: string,
  topic: string,
): Promise<ReadonlyMap<number, number>> {
  return client.withCluster(async (cluster) => {
    const partitions = await partitionsOf(cluster, topic);
    return offsetsIn(cluster, group, topic, partitions);
  });
}

async function offsetsIn(
  cluster: KafkaCluster,
  group: string,
  topic: string,
  partitions: readonly LedPartition[],
): Promise<ReadonlyMap<number, number>> {
  const coordinator = await cluster.findGroupCoordinator({ groupId: group });
  const wanted = partitions.map(({ partition }) => ({ partition, offset: '' }));
  const { responses } = await coordinator.offsetFetch({
    groupId: group,
    topics: [{ topic, partitions: wanted }],
  });
  const rows = responses.flatMap((row) => row.partitions);
  const set = rows.filter(({ offset }) => Number(offset) >= 0);
  return new Map(set.map(({ partition, offset }) => [partition, Number(offset)]));
}

async function firstOffsets(
  cluster: KafkaCluster,
  topic: string,
  partitions: readonly LedPartition[],
  start: StartOffset,
): Promise<{ partition: number; offset: string }[]> {
  const row = ({ partition }: LedPartition, offset: number) => ({
    partition,
    offset: String(offset),
  });
  if (start === 'earliest') return partitions.map((each) => row(each, each.begin));
  if (start === 'latest') return partitions.map((each) => row(each, each.end));
  const wanted = partitions.map(({ partition }) => ({ partition }));
  const [found] = await cluster.fetchTopicsOffset([
    { topic, partitions: wanted, fromTimestamp: start.fromMs },
  ]);
  const offsets = new Map(
    found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]),
  );
  // No offset, or a negative one: every message is older.
  return partitions.map((each) => {
    const offset = offsets.get(each.partition) ?? -1;
    return row(each, offset < 0 ? each.end : offset);
  });
}
