import { type Answer, type Cloud, type Parameters, type Refusal, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import { CKAFKA_INSTANCE_ID, type CkafkaTopic } from '../state/ckafka.ts';
import { MESSAGE_BYTES } from './topic-settings.ts';

type Page<T> = { readonly ok: true; readonly rows: readonly T[] } | Refusal;

/** One page of a list. */
export function ckafkaPage<T>(
  all: readonly T[],
  { Offset = 0, Limit = 20 }: { readonly Offset?: number; readonly Limit?: number },
): Page<T> {
  if (Offset < 0 || Limit < 1) {
    return refuse('InvalidParameter', 'Offset must be at least 0, and Limit at least 1.');
  }
  return { ok: true, rows: all.slice(Offset, Offset + Limit) };
}

type FoundTopics = { readonly ok: true; readonly topics: Map<string, CkafkaTopic> } | Refusal;

type FoundTopic = { readonly ok: true; readonly topic: CkafkaTopic } | Refusal;

/** The topics of an instance. A region without topics is not stored. */
export function findTopics({ state, region }: Cloud, instanceId: string): FoundTopics {
  if (instanceId === CKAFKA_INSTANCE_ID) {
    return { ok: true, topics: state.ckafka.get(region) ?? new Map() };
  }
  const message = `There is no instance ${instanceId} in this region.`;
  return refuse('InvalidParameterValue.InstanceNotExist', message);
}

/** The vendor documents no code for an unknown topic; this is the common one. */
export function findTopic(cloud: Cloud, instanceId: string, name: string): FoundTopic {
  const found = findTopics(cloud, instanceId);
  if (!found.ok) return found;
  const topic = found.topics.get(name);
  if (topic !== undefined) return { ok: true, topic };
  return refuse('ResourceNotFound', `The instance ${instanceId} has no topic ${name}.`);
}

/** The answer to an operation that succeeded. */
export const OPERATED: Answer = {
  ok: true,
  response: { Result: { ReturnCode: '0', ReturnMessage: 'ok' } },
};

/** The `Config` of a topic in answers, with the settings that are stored here. */
export function topicConfig(topic: CkafkaTopic): JsonObject {
  return {
    Retention: topic.retentionMs,
    MaxMessageBytes: topic.maxMessageBytes ?? MESSAGE_BYTES,
    CleanUpPolicy: topic.cleanUpPolicy,
    MinInsyncReplicas: topic.minInsyncReplicas,
    UncleanLeaderElectionEnable: topic.uncleanLeaderElection,
  };
}

/** Answers contain times in seconds. */
export function topicCreateTimeS({ addTimeMs }: CkafkaTopic): number {
  return Math.floor(addTimeMs / 1_000);
}

export const CKAFKA_TAG = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
} as const satisfies Parameters;
