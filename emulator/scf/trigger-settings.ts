import type { Cron } from 'croner';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import type { DeployedTrigger } from '../state/scf.ts';
import type { StartOffset } from '../topics/topic-engine.ts';
import { cronOf, parseCron } from './cron.ts';

/** The settings in a trigger's description. */
export type TriggerSettings =
  | {
      readonly type: 'http';
      readonly authType: 'CAM' | 'NONE';
      /** Whether it is reachable from any network. */
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
 * Reads the settings of a deployed trigger. The defaults are the vendor's.
 *
 * @throws Error in one sentence, when they cannot be read.
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
    // Refused below.
  }
  throw new Error(`The description of the trigger ${type}/${name} is not a JSON object.`);
}

function parseHttp({ AuthType, NetConfig }: JsonObject): TriggerSettings {
  const net = isJsonObject(NetConfig) ? NetConfig : {};
  return {
    type: 'http',
    // An unknown type requires a signature, which is the safe choice.
    authType: AuthType === 'NONE' ? 'NONE' : 'CAM',
    open: net.EnableExtranet === true || net.EnableIntranet === true,
  };
}

/** The name is `<instanceId>-<topic>`, and an instance's id is `ckafka-<letters>`. */
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

/** Numbers may be strings: the vendor's examples have both. */
function numberOf(value: unknown, fallback: number): number {
  const number = Number(value ?? fallback);
  return Number.isFinite(number) ? number : fallback;
}

function startOf(offset: unknown): StartOffset {
  if (offset === 'earliest' || offset === 'latest') return offset;
  const fromMs = Number(offset ?? Number.NaN);
  return Number.isFinite(fromMs) ? { fromMs } : 'latest';
}
