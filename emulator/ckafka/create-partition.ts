import { defineAction } from '../api/define-action.ts';
import { CKAFKA_CODES } from './ckafka-codes.ts';
import { findTopic } from './find-topic.ts';
import { OPERATED } from './operated.ts';
import { badTopic } from './topic-settings.ts';

/** Gives a topic more partitions; the number is of all, not of those that are added. */
export const createPartition = defineAction({
  name: 'CreatePartition',
  parameters: {
    InstanceId: { type: 'string', required: true },
    TopicName: { type: 'string', required: true },
    PartitionNum: { type: 'integer', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: CKAFKA_CODES,
  answer({ InstanceId, TopicName, PartitionNum }, cloud) {
    const found = findTopic(cloud, InstanceId, TopicName);
    if (!found.ok) return found;
    const { topic } = found;
    if (PartitionNum <= topic.partitions) {
      return badTopic(`PartitionNum must be more than the ${topic.partitions} that there are.`);
    }
    topic.partitions = PartitionNum;
    return OPERATED;
  },
});
