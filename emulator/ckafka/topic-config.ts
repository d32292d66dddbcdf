import type { Json } from '../api/service.ts';
import type { CkafkaTopic } from './ckafka-state.ts';

/** What the answers call the `Config` of a topic, as far as anything here follows it. */
export function topicConfig({ retentionMs, cleanUpPolicy }: CkafkaTopic): Json {
  return { Retention: retentionMs, CleanUpPolicy: cleanUpPolicy };
}

/** Answers carry times in seconds. */
export function topicCreateTimeS({ addTimeMs }: CkafkaTopic): number {
  return Math.floor(addTimeMs / 1_000);
}
