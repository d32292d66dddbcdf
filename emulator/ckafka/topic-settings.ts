import { type Refusal, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { CkafkaTopic } from '../state/ckafka.ts';

/**
 * Reads the settings of a topic from a call; what is omitted stays unchanged. A parameter without
 * effect here is refused, rather than accepted and lost.
 */
export function readTopicSettings(
  params: JsonObject,
  before: TopicSettings,
  replicas: number,
): ReadSettings {
  const unsupported = Object.keys(params).find((name) => !SUPPORTED.has(name));
  if (unsupported !== undefined)
    return badTopic(`The local cloud does not support ${unsupported}.`);
  const { Note: note = before.note, CleanUpPolicy: cleanUpPolicy = before.cleanUpPolicy } = params;
  if (typeof note !== 'string' || note.length > NOTE_LENGTH_MAX) {
    return badTopic(`Note may have ${NOTE_LENGTH_MAX} characters.`);
  }
  if (cleanUpPolicy !== 'delete' && cleanUpPolicy !== 'compact') {
    return badTopic('CleanUpPolicy must be delete or compact.');
  }
  const sizes = readSizes(params, before);
  if (!sizes.ok) return sizes;
  const read = readReplication(params, before, replicas);
  if (!read.ok) return read;
  return { ok: true, settings: { note, cleanUpPolicy, ...sizes.sizes, ...read.replication } };
}

/** The parameters that are stored. */
const SUPPORTED: ReadonlySet<string> = new Set([
  'CleanUpPolicy',
  'InstanceId',
  'MaxMessageBytes',
  'MinInsyncReplicas',
  'Note',
  'PartitionNum',
  'ReplicaNum',
  'RetentionMs',
  'TopicName',
  'UncleanLeaderElectionEnable',
]);

/** The settings of a topic that can be changed later. */
type TopicSettings = Pick<
  CkafkaTopic,
  | 'note'
  | 'cleanUpPolicy'
  | 'retentionMs'
  | 'maxMessageBytes'
  | 'minInsyncReplicas'
  | 'uncleanLeaderElection'
>;

type ReadSettings = { readonly ok: true; readonly settings: TopicSettings } | Refusal;

const NOTE_LENGTH_MAX = 64;

/** That of Apache Kafka: the vendor documents no default. */
export const MESSAGE_BYTES = 1_048_588;

const MESSAGE_BYTES_MIN = 1_024;

const MESSAGE_BYTES_MAX = 12_582_912;

const RETENTION_MS_MIN = 60_000;

const RETENTION_MS_MAX = 90 * 24 * 60 * 60 * 1_000;

type Sizes = Pick<TopicSettings, 'retentionMs' | 'maxMessageBytes'>;

type ReadSizes = { readonly ok: true; readonly sizes: Sizes } | Refusal;

function readSizes(params: JsonObject, before: Sizes): ReadSizes {
  const { RetentionMs = before.retentionMs, MaxMessageBytes } = params;
  const retentionMs = Number(RetentionMs);
  const maxMessageBytes = Number(MaxMessageBytes ?? before.maxMessageBytes ?? MESSAGE_BYTES);
  if (retentionMs < RETENTION_MS_MIN || retentionMs > RETENTION_MS_MAX) {
    return badTopic(`RetentionMs must be from ${RETENTION_MS_MIN} to ${RETENTION_MS_MAX}.`);
  }
  if (maxMessageBytes < MESSAGE_BYTES_MIN || maxMessageBytes > MESSAGE_BYTES_MAX) {
    return badTopic(`MaxMessageBytes must be from ${MESSAGE_BYTES_MIN} to ${MESSAGE_BYTES_MAX}.`);
  }
  return { ok: true, sizes: { retentionMs, maxMessageBytes } };
}

type Replication = Pick<TopicSettings, 'minInsyncReplicas' | 'uncleanLeaderElection'>;

type ReadReplication = { readonly ok: true; readonly replication: Replication } | Refusal;

function readReplication(
  params: JsonObject,
  before: Replication,
  replicas: number,
): ReadReplication {
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
