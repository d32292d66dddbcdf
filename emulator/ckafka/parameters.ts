import {
  type Answer,
  type Cloud,
  type Json,
  type Parameters,
  type Refusal,
  refuse,
} from '../api/service.ts';
import { CKAFKA_INSTANCE_ID, type CkafkaTopic } from '../state/ckafka.ts';

/**
 * The codes that the vendor documents alike for each action of CKafka.
 *
 * @see https://github.com/TencentCloud/tencentcloud-sdk-go (the comments on the client list them)
 */
export const CKAFKA_CODES: readonly string[] = [
  'FailedOperation',
  'InternalError',
  'InvalidParameter',
  'InvalidParameterValue.InstanceNotExist',
  'InvalidParameterValue.NotAllowedEmpty',
  'InvalidParameterValue.RepetitionValue',
  'InvalidParameterValue.WrongAction',
  'ResourceNotFound',
  'ResourceUnavailable',
  'UnauthorizedOperation',
];

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

/** The answer to an operation that has been carried out. */
export const OPERATED: Answer = {
  ok: true,
  response: { Result: { ReturnCode: '0', ReturnMessage: 'ok' } },
};

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

export const CKAFKA_TAG = {
  TagKey: { type: 'string', required: true },
  TagValue: { type: 'string', required: true },
} as const satisfies Parameters;

/** What of a topic may be set, and changed later. */
type TopicSettings = Pick<
  CkafkaTopic,
  'note' | 'cleanUpPolicy' | 'retentionMs' | 'minInsyncReplicas' | 'uncleanLeaderElection'
>;

type ReadSettings = { readonly ok: true; readonly settings: TopicSettings } | Refusal;

const NOTE_LENGTH_MAX = 64;

const RETENTION_MS_MIN = 60_000;
const RETENTION_MS_MAX = 90 * 24 * 60 * 60 * 1_000;

/** The parameters of which the local cloud keeps what they say. */
const KEPT: ReadonlySet<string> = new Set([
  'CleanUpPolicy',
  'InstanceId',
  'MinInsyncReplicas',
  'Note',
  'PartitionNum',
  'ReplicaNum',
  'RetentionMs',
  'TopicName',
  'UncleanLeaderElectionEnable',
]);

/**
 * Reads the settings that a call gives a topic; what it does not say stays as it was. A parameter
 * that nothing here follows is refused, rather than taken and lost.
 */
export function readTopicSettings(
  params: Json,
  before: TopicSettings,
  replicas: number,
): ReadSettings {
  const stray = Object.keys(params).find((name) => !KEPT.has(name));
  if (stray !== undefined) return badTopic(`The local cloud has no use for ${stray}.`);
  const { Note: note = before.note, RetentionMs: retentionMs = before.retentionMs } = params;
  const { CleanUpPolicy: cleanUpPolicy = before.cleanUpPolicy } = params;
  if (typeof note !== 'string' || note.length > NOTE_LENGTH_MAX) {
    return badTopic(`Note may have ${NOTE_LENGTH_MAX} characters.`);
  }
  if (cleanUpPolicy !== 'delete' && cleanUpPolicy !== 'compact') {
    return badTopic('CleanUpPolicy must be delete or compact.');
  }
  const kept = Number(retentionMs);
  if (kept < RETENTION_MS_MIN || kept > RETENTION_MS_MAX) {
    return badTopic(`RetentionMs must be from ${RETENTION_MS_MIN} to ${RETENTION_MS_MAX}.`);
  }
  const read = readReplication(params, before, replicas);
  if (!read.ok) return read;
  return { ok: true, settings: { note, cleanUpPolicy, retentionMs: kept, ...read.replication } };
}

type Replication = Pick<TopicSettings, 'minInsyncReplicas' | 'uncleanLeaderElection'>;

type ReadReplication = { readonly ok: true; readonly replication: Replication } | Refusal;

function readReplication(params: Json, before: Replication, replicas: number): ReadReplication {
  const { MinInsyncReplicas: minimum = before.minInsyncReplicas } = params;
  const { UncleanLeaderElectionEnable: unclean = before.uncleanLeaderElection } = params;
  const minInsyncReplicas = Number(minimum);
  if (minInsyncReplicas < 1 || minInsyncReplicas > replicas) {
    return badTopic('MinInsyncReplicas must be from 1 to as many replicas as there are.');
  }
  if (unclean !== 0 && unclean !== 1) {
    return badTopic('UncleanLeaderElectionEnable must be 0 or 1.');
  }
  return { ok: true, replication: { minInsyncReplicas, uncleanLeaderElection: unclean } };
}

export function badTopic(message: string): Refusal {
  return refuse('InvalidParameter', message);
}
