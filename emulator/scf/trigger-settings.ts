import type { Cron } from 'croner';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import type { DeployedTrigger } from '../state/scf.ts';
import type { StartOffset } from './ckafka-trigger.ts';
import { cronOf, parseCron } from './cron.ts';

/** What a trigger is told by its description. */
export type TriggerSettings =
  | {
      readonly type: 'http';
      readonly authType: 'CAM' | 'NONE';
      /** It may be reached from somewhere. */
      readonly open: boolean;
    }
  | {
      readonly type: 'ckafka';
      readonly topicName: string;
      readonly consumerGroup: string;
      readonly maxMsgNum: number;
      readonly windowMs: number;
      readonly retriesMax: number;
      readonly start: StartOffset;
    }
  | {
      readonly type: 'timer';
      readonly name: string;
      readonly cron: Cron;
      readonly message: string;
    };

/**
 * Reads a trigger as it was deployed. The defaults are those that the vendor's pages name.
 *
 * @throws Error in one sentence, when it cannot be read.
 * @see https://cloud.tencent.com/document/product/583/39901 (descriptions of triggers)
 */
export function parseTrigger(trigger: DeployedTrigger): TriggerSettings {
  switch (trigger.type) {
    case 'http':
      return parseHttp(fieldsOf(trigger));
    case 'ckafka':
      return parseCkafka(trigger.name, fieldsOf(trigger));
    case 'timer': {
      const { name, desc, argument } = trigger;
      return { type: 'timer', name, cron: parseCron(cronOf(desc)), message: argument };
    }
  }
}

function fieldsOf({ type, name, desc }: DeployedTrigger): JsonObject {
  try {
    const fields: unknown = JSON.parse(desc);
    if (isJsonObject(fields)) return fields;
  } catch {
    // It is said below.
  }
  throw new Error(`The description of the trigger ${type}/${name} is no JSON object.`);
}

function parseHttp({ AuthType, NetConfig }: JsonObject): TriggerSettings {
  const net = isJsonObject(NetConfig) ? NetConfig : {};
  return {
    type: 'http',
    // Whatever it is that we do not know: better a signature too many.
    authType: AuthType === 'NONE' ? 'NONE' : 'CAM',
    open: net.EnableExtranet === true || net.EnableIntranet === true,
  };
}

/** The topic is in the name, `<instanceId>-<topic>`, and an instance's id is `ckafka-<letters>`. */
function parseCkafka(name: string, fields: JsonObject): TriggerSettings {
  const topicName = name.replace(/^ckafka-[^-]*-/, '');
  const { consumerGroupName = '' } = fields;
  return {
    type: 'ckafka',
    topicName,
    consumerGroup: String(consumerGroupName) || name,
    maxMsgNum: numberOf(fields.maxMsgNum, 100),
    windowMs: numberOf(fields.timeOut, 60) * 1_000,
    retriesMax: numberOf(fields.retry, 10_000),
    start: startOf(fields.offset),
  };
}

/** Numbers come as text too: the vendor's examples have both. */
function numberOf(value: unknown, fallback: number): number {
  const number = Number(value ?? fallback);
  return Number.isFinite(number) ? number : fallback;
}

function startOf(offset: unknown): StartOffset {
  if (offset === 'earliest' || offset === 'latest') return offset;
  const fromMs = Number(offset ?? Number.NaN);
  return Number.isFinite(fromMs) ? { fromMs } : 'latest';
}
