import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { CKAFKA_INSTANCE_ID, type CkafkaTopic } from '../state/ckafka.ts';

type FoundTopics = { readonly ok: true; readonly topics: Map<string, CkafkaTopic> } | Refusal;

type FoundTopic = { readonly ok: true; readonly topic: CkafkaTopic } | Refusal;

/** The topics of an instance; none are stored for a region that never had any. */
export function findTopics({ state, region }: Cloud, instanceId: string): FoundTopics {
  if (instanceId === CKAFKA_INSTANCE_ID) {
    return { ok: true, topics: state.ckafka.get(region) ?? new Map() };
  }
  const message = `There is no instance ${instanceId} in this region.`;
  return refuse('InvalidParameterValue.InstanceNotExist', message);
}

/** The vendor names no code of its own for an unknown topic; this is the common one. */
export function findTopic(cloud: Cloud, instanceId: string, name: string): FoundTopic {
  const found = findTopics(cloud, instanceId);
  if (!found.ok) return found;
  const topic = found.topics.get(name);
  if (topic !== undefined) return { ok: true, topic };
  return refuse('ResourceNotFound', `The instance ${instanceId} has no topic ${name}.`);
}
