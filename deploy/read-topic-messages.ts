import { allPages } from './all-pages.ts';
import type { CallCloud } from './call-cloud.ts';
import { ifThere } from './if-there.ts';

/**
 * Whether a topic has, or may have, messages. Of a compacted topic only its offsets may tell, and they
 * say no more than that there were some: it then counts as having them.
 *
 * @see https://cloud.tencent.com/document/product/597/91974 (DescribeTopicSyncReplica)
 */
export async function readTopicMessages(
  call: CallCloud,
  instanceId: string,
  name: string,
): Promise<boolean> {
  const partitions = await allPages(async (Offset) => {
    const page = { InstanceId: instanceId, TopicName: name, Offset, Limit: PAGE_ROWS };
    const answer = await ifThere(call('ckafka', 'DescribeTopicSyncReplica', page));
    const { TopicInSyncReplicaList: rows = [], TotalCount: total = 0 } = answer?.Result ?? {};
    return { rows, total };
  });
  return partitions.some(
    ({ MessageCount = 0, BeginOffset = 0, EndOffset = 0 }) =>
      MessageCount > 0 || EndOffset > BeginOffset,
  );
}

const PAGE_ROWS = 50;
