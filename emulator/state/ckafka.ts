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
  /** The most bytes of one message. Missing in a state that an earlier release stored. */
  maxMessageBytes?: number;
  /** These two are stored and answered, but have no effect here. */
  minInsyncReplicas: number;
  uncleanLeaderElection: 0 | 1;
  /** Who may do what with the topic; everyone may do anything where there is no rule. */
  rules?: readonly CkafkaRule[];
};

/** One rule of access. Operation and permission are numbers, as in the vendor's API. */
export type CkafkaRule = {
  readonly operation: number;
  readonly permission: number;
  readonly host: string;
  /** Such as `User:alice`. */
  readonly principal: string;
};

/**
 * The most bytes of one message of a topic, in whichever region it is; unlimited until the API has
 * created the topic.
 */
export function messageBytesMax(state: CkafkaState, topicName: string): number {
  const limits = [...state.values()].map(
    (topics) => topics.get(topicName)?.maxMessageBytes ?? Number.POSITIVE_INFINITY,
  );
  return Math.min(...limits);
}
