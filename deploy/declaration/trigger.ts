import { Cron } from 'croner';
import type { DesiredTrigger } from '../state/application.ts';
import { INSTANCE_ID, TOPIC_NAME } from './ckafka.ts';
import {
  choice,
  count,
  type FieldType,
  flag,
  mapping,
  optional,
  PART,
  pair,
  text,
} from './fields.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** A trigger, and the function that it invokes. */
export type DeclaredTrigger = {
  readonly part: Part;
  readonly functionName: string;
  readonly trigger: DesiredTrigger;
};

const TRIGGER_NAME = text(
  /^[A-Za-z][A-Za-z0-9_-]{0,99}$/,
  'a name of letters, digits, - and _, with a letter first',
);

/** By the form's own default, a trigger is created but never fires. */
const ENABLE: FieldType<true> = {
  schema: { ...flag.schema, const: true },
  parse: (part, problems) => {
    if (flag.parse(part, problems)) return true;
    throw new Error('must be true: remove a trigger that is not needed from the file');
  },
};

const CRON_RULE = 'seven fields: second, minute, hour, day, month, weekday and year';
const CRON_TEXT = text(/^/, 'a string');

/**
 * A timer's expression of seven fields, such as `0 30 9 * * MON-FRI *`.
 *
 * @see https://cloud.tencent.com/document/product/583/9708
 */
const CRON: FieldType<string> = {
  schema: text(/^\s*(?:\S+\s+){6}\S+\s*$/, CRON_RULE).schema,
  parse: (part, problems) => {
    const cron = CRON_TEXT.parse(part, problems);
    if (cron.trim().split(/\s+/).length !== 7) throw new Error(`must be ${CRON_RULE}`);
    try {
      // The vendor's page has ranges such as `0/5` (every fifth from 0), which croner calls sloppy.
      new Cron(cron, { sloppyRanges: true, paused: true });
    } catch (cause) {
      throw new Error(`must be ${CRON_RULE}, each in its range`, { cause });
    }
    return cron;
  },
};

/**
 * A Function URL. By default the platform authenticates no caller, so the file must choose.
 *
 * @see https://cloud.tencent.com/document/product/583/96099
 */
const URL_PARAMETERS = mapping({
  name: optional(TRIGGER_NAME, 'url-trigger'),
  authType: choice(['CAM', 'NONE']),
  netConfig: mapping({ enableIntranet: flag, enableExtranet: flag }),
});

const LOGIN_TEXT = text(/^[!-~]{0,200}$/, 'at most 200 visible characters, without spaces');

/** @see https://cloud.tencent.com/document/product/583/17530 */
const QUEUE_PARAMETERS = mapping({
  instanceId: INSTANCE_ID,
  topic: TOPIC_NAME,
  consumerGroupName: TOPIC_NAME,
  maxMsgNum: count(1, 10_000),
  timeout: count(1, 60),
  offset: choice(['earliest', 'latest']),
  retry: count(1, 10_000),
  enable: ENABLE,
  easConfig: optional(pair('user', 'password', LOGIN_TEXT), undefined),
});

/** @see https://cloud.tencent.com/document/product/583/9708 */
const TIMER_PARAMETERS = mapping({
  name: TRIGGER_NAME,
  cronExpression: CRON,
  argument: optional(text(/^[\s\S]{0,4000}$/, 'a string of at most 4 KB'), ''),
  enable: ENABLE,
});

const PARAMETERS = { http: URL_PARAMETERS, ckafka: QUEUE_PARAMETERS, timer: TIMER_PARAMETERS };

const TYPES = ['http', 'ckafka', 'timer'] as const;

const READERS = {
  http: (part, problems) => {
    const { netConfig, ...rest } = URL_PARAMETERS.parse(part, problems);
    return { type: 'http', ...rest, ...netConfig };
  },
  ckafka: (part, problems) => {
    const {
      consumerGroupName,
      timeout,
      retry,
      enable: _,
      easConfig: login,
      ...rest
    } = QUEUE_PARAMETERS.parse(part, problems);
    return {
      type: 'ckafka',
      name: `${rest.instanceId}-${rest.topic}`,
      ...rest,
      consumerGroup: consumerGroupName,
      windowS: timeout,
      retriesMax: retry,
      ...(login === undefined ? {} : { login }),
    };
  },
  timer: (part, problems) => {
    const { name, cronExpression, argument } = TIMER_PARAMETERS.parse(part, problems);
    return { type: 'timer', name, cron: cronExpression, message: argument };
  },
} as const satisfies Record<
  (typeof TYPES)[number],
  (part: Part, problems: Problems) => DesiredTrigger
>;

const FIELDS = {
  type: choice(TYPES),
  function: text(/^/, 'the name of a function'),
};

const ANY_TRIGGER = mapping({ ...FIELDS, parameters: PART });

/** One of `triggers`: its type, its function, and the parameters of that type. */
export const TRIGGER: FieldType<Omit<DeclaredTrigger, 'part'>> = {
  schema: {
    anyOf: TYPES.map((type) => {
      const { schema } = mapping({ ...FIELDS, type: choice([type]), parameters: PARAMETERS[type] });
      return schema;
    }),
  },
  parse: (part, problems) => {
    const { type, function: functionName, parameters } = ANY_TRIGGER.parse(part, problems);
    const isKnown = type !== undefined && parameters !== undefined;
    const trigger = isKnown ? READERS[type](parameters, problems) : undefined;
    return { functionName, trigger: trigger as DesiredTrigger };
  },
};
