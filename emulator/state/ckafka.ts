/**
 * Topics that were created by the API, by region and then by name. Each region has one instance.
 */
export type CkafkaState = Map<string, Map<string, CkafkaTopic>>;

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
  /** The most bytes of one message. Missing in a state that an earlier release stored. */
  maxMessageBytes?: number;
  /** These two are stored and answered, but have no effect here. */
  minInsyncReplicas: number;
  uncleanLeaderElection: 0 | 1;
};
