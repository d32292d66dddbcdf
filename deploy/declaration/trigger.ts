import { Cron } from 'croner';
import type { DesiredTrigger } from '../state/application.ts';
import {
  asChoice,
  asCount,
  asFlag,
  asText,
  type Fields,
  fieldsOf,
  type Part,
  type Problems,
  unknownName,
} from './yaml.ts';

/** A trigger, and the function that it is for. */
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

const READERS = { http: readHttp, ckafka: readCkafka, timer: readTimer } as const;

/**
 * A Function URL. What the platform takes when nothing is said lets everybody in, so it is said.
 *
 * @see https://cloud.tencent.com/document/product/583/96099
 */
function readHttp(part: Part, problems: Problems): DesiredTrigger {
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
function readCkafka(part: Part, problems: Problems): DesiredTrigger {
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
    cron: fields.read('cronExpression', (cron) => checkCron(asText(/^/, 'a text')(cron))),
    message: fields.readOptional('argument', asText(/^.{0,4000}$/s, 'a text of 4 KB at most'), ''),
  };
}

/** The form's own default is a trigger that is created and never fires. */
function readEnable(fields: Fields): void {
  if (fields.read('enable', asFlag) === false) {
    fields.refuse('enable', 'must be true: a trigger that is not wanted is left out of the file');
  }
}

const asTriggerName = asText(
  /^[A-Za-z][A-Za-z0-9_-]{0,99}$/,
  'a name of letters, digits, - and _, with a letter first',
);

export const asInstanceId = asText(/^ckafka-[a-z0-9]{8,20}$/, "a CKafka instance's id, ckafka-...");

export const asTopicName = asText(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  'a name of letters, digits, dots, - and _, with a letter or digit first',
);

/**
 * Checks a timer's expression of seven fields, such as `0 30 9 * * MON-FRI *`, and hands it on.
 *
 * @throws Error in one sentence, when the text is no such expression.
 * @see https://cloud.tencent.com/document/product/583/9708
 */
export function checkCron(text: string): string {
  const rule = 'must be seven fields: second, minute, hour, day, month, weekday and year';
  if (text.trim().split(/\s+/).length !== 7) throw new Error(rule);
  try {
    // Sloppy is what the vendor's page has: `0/5` is every fifth from 0 on.
    new Cron(text, { sloppyRanges: true, paused: true });
  } catch (cause) {
    throw new Error(`${rule}, each in its range`, { cause });
  }
  return text;
}
