import type { Json } from '../api/service.ts';
import type { CkafkaTopic } from '../state/ckafka.ts';

/** What the answers call the `Config` of a topic, as far as anything here follows it. */
export function topicConfig(topic: CkafkaTopic): Json {
  return {
    Retention: topic.retentionMs,
    CleanUpPolicy: topic.cleanUpPolicy,
    MinInsyncReplicas: topic.minInsyncReplicas,
    UncleanLeaderElectionEnable: topic.uncleanLeaderElection,
  };
}

/** Answers carry times in seconds. */
export function topicCreateTimeS({ addTimeMs }: CkafkaTopic): number {
  return Math.floor(addTimeMs / 1_000);
}
