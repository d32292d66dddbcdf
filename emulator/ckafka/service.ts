import type { Action, Service } from '../api/service.ts';
import { CKAFKA_VERSION } from '../state/ckafka.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { createAcl, deleteAcl, describeAcl } from './acls.ts';
import codes from './codes.json' with { type: 'json' };
import {
  describeInstances,
  describeTopicAttributes,
  describeTopicDetail,
  describeTopicSyncReplica,
} from './descriptions.ts';
import { describeRoute } from './routes.ts';
import { createPartition, createTopic, deleteTopic, modifyTopicAttributes } from './topics.ts';

const ACTIONS: readonly Action[] = [
  createAcl,
  createPartition,
  createTopic,
  deleteAcl,
  deleteTopic,
  describeAcl,
  describeInstances,
  describeRoute,
  describeTopicAttributes,
  describeTopicDetail,
  describeTopicSyncReplica,
  modifyTopicAttributes,
];

/** The control plane of CKafka: topics and their settings. Its regions are those of KMS. */
export const ckafkaService: Service = {
  product: 'ckafka',
  version: CKAFKA_VERSION,
  regions: KMS_REGIONS,
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
  codes: codes.declared,
};
