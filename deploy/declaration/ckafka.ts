import type { DesiredCkafka, DesiredTopic } from '../state/application.ts';
import { asChoice, asCount, asNamedParts, asText, fieldsOf } from './fields.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** Reads `ckafka`: the instance, which must exist, and the topics to create on it. */
export function readCkafka(part: Part, problems: Problems): DesiredCkafka {
  const fields = fieldsOf(part, ['instanceId', 'topics'], problems);
  const topics = fields.read('topics', asNamedParts) ?? [];
  return {
    instanceId: fields.read('instanceId', asInstanceId),
    topics: topics.map(([name, topic]) => readTopic(name, topic, problems)),
  };
}

export const asInstanceId = asText(/^ckafka-[a-z0-9]{8,20}$/, "a CKafka instance's id, ckafka-...");

/** @see https://cloud.tencent.com/document/api/597/40849 (CreateTopic) */
function readTopic(name: string, part: Part, problems: Problems): DesiredTopic {
  try {
    asTopicName({ ...part, kind: 'scalar', value: name, interpolated: false });
  } catch (cause) {
    problems.add(part, (cause as Error).message.replace('must be', 'must have'));
  }
  const names = ['partitions', 'replicas', 'cleanUpPolicy', 'retentionHours'];
  const fields = fieldsOf(part, names, problems);
  return {
    name,
    partitions: fields.read('partitions', asCount(1, 3_000)),
    replicas: fields.read('replicas', asCount(1, 3)),
    cleanUpPolicy: fields.read('cleanUpPolicy', asChoice(['delete', 'compact'])),
    retentionMs: fields.read('retentionHours', asCount(1, 2_160)) * 3_600_000,
  };
}

export const asTopicName = asText(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  'a name of letters, digits, dots, - and _, with a letter or digit first',
);
