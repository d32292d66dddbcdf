import type { TopicInSyncReplicaInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/v20190819/ckafka_models.js';
import { allPages } from '../calls/all-pages.ts';
import type { CallCloud } from '../calls/call-cloud.ts';
import { ifThere } from '../calls/if-there.ts';

/**
 * Whether a topic has, or may have, messages. Of a compacted topic only its offsets may tell, and they
 * say no more than that there were some: it then counts as having them, and so does a partition of
 * which the cloud does not tell all.
 *
 * @see https://cloud.tencent.com/document/product/597/91974 (DescribeTopicSyncReplica)
 */
export async function readTopicMessages(
  call: CallCloud,
  instanceId: string,
  name: string,
): Promise<boolean> {
  let isThere = false;
  const partitions = await allPages(async (Offset) => {
    const page = { InstanceId: instanceId, TopicName: name, Offset, Limit: PAGE_ROWS };
    const answer = await ifThere(call('ckafka', 'DescribeTopicSyncReplica', page));
    isThere ||= answer !== undefined;
    const { TopicInSyncReplicaList: rows, TotalCount: total } = answer?.Result ?? {};
    return { rows: rows ?? [], total: total ?? 0 };
  });
  return isThere && (partitions.length === 0 || !partitions.every(isEmpty));
}

const PAGE_ROWS = 50;

function isEmpty({ MessageCount, BeginOffset, EndOffset }: TopicInSyncReplicaInfo): boolean {
  return MessageCount === 0 && typeof EndOffset === 'number' && EndOffset === BeginOffset;
}
