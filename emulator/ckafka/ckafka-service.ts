import type { Action, Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { createPartition } from './create-partition.ts';
import { createTopic } from './create-topic.ts';
import { deleteTopic } from './delete-topic.ts';
import { describeInstances } from './describe-instances.ts';
import { describeTopicAttributes } from './describe-topic-attributes.ts';
import { describeTopicDetail } from './describe-topic-detail.ts';
import { describeTopicSyncReplica } from './describe-topic-sync-replica.ts';
import { modifyTopicAttributes } from './modify-topic-attributes.ts';

const ACTIONS: readonly Action[] = [
  createPartition,
  createTopic,
  deleteTopic,
  describeInstances,
  describeTopicAttributes,
  describeTopicDetail,
  describeTopicSyncReplica,
  modifyTopicAttributes,
];

/** The control plane of CKafka: what topics there are, and how they are kept. It is where KMS is. */
export const ckafkaService: Service = {
  product: 'ckafka',
  version: '2019-08-19',
  regions: KMS_REGIONS,
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
};
