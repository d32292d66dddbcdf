/**
 * Topics that were created by the API, by region and then by name. Each region has one instance.
 */
export type CkafkaState = Map<string, Map<string, CkafkaTopic>>;

/** The version of the API, which selects it. */
export const CKAFKA_VERSION = '2019-08-19';

/** The instance that the emulated account has in each region. */
export const CKAFKA_INSTANCE_ID = 'ckafka-local000';

export type CkafkaTopic = {
  readonly name: string;
  readonly topicId: string;
  readonly addTimeMs: number;
  partitions: number;
  readonly replicas: number;
  note: string;
  cleanUpPolicy: 'delete' | 'compact';
  retentionMs: number;
  /** These two are stored and answered, but have no effect here. */
  minInsyncReplicas: number;
  uncleanLeaderElection: 0 | 1;
};
