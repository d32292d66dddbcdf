import type { DesiredCkafka, DesiredTopic } from '../application.ts';
import { fieldsOf } from './fields.ts';
import { asChoice, asCount, asNamedParts } from './parse-part.ts';
import type { Part } from './part.ts';
import type { Problems } from './problems.ts';
import { asInstanceId, asTopicName } from './read-trigger.ts';

/** Reads `ckafka`: the instance, which somebody has bought, and the topics that are to be on it. */
export function readCkafka(part: Part, problems: Problems): DesiredCkafka {
  const fields = fieldsOf(part, ['instanceId', 'topics'], problems);
  const topics = fields.read('topics', asNamedParts) ?? [];
  return {
    instanceId: fields.read('instanceId', asInstanceId),
    topics: topics.map(([name, topic]) => readTopic(name, topic, problems)),
  };
}

/** @see https://cloud.tencent.com/document/api/597/40849 (CreateTopic) */
function readTopic(name: string, part: Part, problems: Problems): DesiredTopic {
  try {
    asTopicName({ ...part, kind: 'scalar', value: name, filled: false });
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
