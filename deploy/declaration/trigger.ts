import { Cron } from 'croner';
import type { DesiredTrigger } from '../state/application.ts';
import { asInstanceId, asTopicName } from './ckafka.ts';
import {
  asChoice,
  asCount,
  asFlag,
  asText,
  type Fields,
  fieldsOf,
  type ParsePart,
  unknownName,
} from './fields.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** A trigger, and the function that it invokes. */
export type DeclaredTrigger = {
  readonly part: Part;
  readonly functionName: string;
  readonly trigger: DesiredTrigger;
};

/** Reads one of `triggers`: its type, its function, and the parameters of that type. */
export function readTrigger(
  part: Part,
  functionNames: readonly string[],
  problems: Problems,
): DeclaredTrigger {
  const fields = fieldsOf(part, ['type', 'function', 'parameters'], problems);
  const functionName = fields.read('function', asText(/^/, 'the name of a function'));
  if (functionName !== undefined && !functionNames.includes(functionName)) {
    fields.refuse('function', unknownName(functionName, functionNames));
  }
  const type = fields.read('type', asChoice(['http', 'ckafka', 'timer']));
  const trigger = fields.read('parameters', (parameters) =>
    type === undefined ? undefined : READERS[type](parameters, problems),
  ) as DesiredTrigger;
  return { part, functionName, trigger };
}

const READERS = { http: readUrl, ckafka: readQueue, timer: readTimer } as const;

/**
 * A Function URL. By default the platform authenticates no caller, so the file must choose.
 *
 * @see https://cloud.tencent.com/document/product/583/96099
 */
function readUrl(part: Part, problems: Problems): DesiredTrigger {
  const fields = fieldsOf(part, ['name', 'authType', 'netConfig'], problems);
  const network = fields.read('netConfig', (netConfig) =>
    fieldsOf(netConfig, ['enableIntranet', 'enableExtranet'], problems),
  );
  return {
    type: 'http',
    name: fields.readOptional('name', asTriggerName, 'url-trigger'),
    authType: fields.read('authType', asChoice(['CAM', 'NONE'])),
    enableIntranet: network?.read('enableIntranet', asFlag),
    enableExtranet: network?.read('enableExtranet', asFlag),
  };
}

/** @see https://cloud.tencent.com/document/product/583/17530 */
function readQueue(part: Part, problems: Problems): DesiredTrigger {
  const names = ['instanceId', 'topic', 'consumerGroupName', 'maxMsgNum', 'timeout', 'offset'];
  const fields = fieldsOf(part, [...names, 'retry', 'enable'], problems);
  readEnable(fields);
  const instanceId = fields.read('instanceId', asInstanceId);
  const topic = fields.read('topic', asTopicName);
  return {
    type: 'ckafka',
    name: `${instanceId}-${topic}`,
    instanceId,
    topic,
    consumerGroup: fields.read('consumerGroupName', asTopicName),
    maxMsgNum: fields.read('maxMsgNum', asCount(1, 10_000)),
    windowS: fields.read('timeout', asCount(1, 60)),
    offset: fields.read('offset', asChoice(['earliest', 'latest'])),
    retriesMax: fields.read('retry', asCount(1, 10_000)),
  };
}

/** @see https://cloud.tencent.com/document/product/583/9708 */
function readTimer(part: Part, problems: Problems): DesiredTrigger {
  const fields = fieldsOf(part, ['name', 'cronExpression', 'argument', 'enable'], problems);
  readEnable(fields);
  return {
    type: 'timer',
    name: fields.read('name', asTriggerName),
    cron: fields.read('cronExpression', asCron),
    message: fields.readOptional(
      'argument',
      asText(/^.{0,4000}$/s, 'a string of at most 4 KB'),
      '',
    ),
  };
}

/** By the form's own default, a trigger is created but never fires. */
function readEnable(fields: Fields): void {
  if (fields.read('enable', asFlag) === false) {
    fields.refuse('enable', 'must be true: remove a trigger that is not needed from the file');
  }
}

const asTriggerName = asText(
  /^[A-Za-z][A-Za-z0-9_-]{0,99}$/,
  'a name of letters, digits, - and _, with a letter first',
);

/**
 * A timer's expression of seven fields, such as `0 30 9 * * MON-FRI *`.
 *
 * @see https://cloud.tencent.com/document/product/583/9708
 */
const asCron: ParsePart<string> = (part) => {
  const cron = asText(/^/, 'a string')(part);
  const rule = 'must be seven fields: second, minute, hour, day, month, weekday and year';
  if (cron.trim().split(/\s+/).length !== 7) throw new Error(rule);
  try {
    // The vendor's page has ranges such as `0/5` (every fifth from 0), which croner calls sloppy.
    new Cron(cron, { sloppyRanges: true, paused: true });
  } catch (cause) {
    throw new Error(`${rule}, each in its range`, { cause });
  }
  return cron;
};
