import { isJsonObject, type JsonObject } from '../../../shared/tenant-key/json.ts';
import { type Cloud, type Refusal, refuse } from '../../api/service.ts';
import { CKAFKA_INSTANCE_ID } from '../../state/ckafka.ts';
import type { DeployedTrigger } from '../../state/scf.ts';
import { parseCron } from '../cron.ts';
import { cronOf } from './cron-of.ts';

/**
 * Refuses a trigger's name or description that its type does not take. What the vendor's page gives
 * as a text, as `maxMsgNum`, may be a number too, as in its example.
 *
 * @see https://cloud.tencent.com/document/product/583/39901
 */
export function checkTriggerDesc(
  { type, name, desc }: Pick<DeployedTrigger, 'type' | 'name' | 'desc'>,
  cloud: Cloud,
): Refusal | undefined {
  if (type === 'timer') return checkTimer(name, desc);
  const read = readJsonDesc(desc);
  if (!read.ok) return read;
  return type === 'http' ? checkHttp(read.fields) : checkCkafka(name, read.fields, cloud);
}

type ReadDesc = { readonly ok: true; readonly fields: JsonObject } | Refusal;

/** Reads the description of a trigger that is no timer. */
export function readJsonDesc(desc: string): ReadDesc {
  try {
    const fields: unknown = JSON.parse(desc);
    JSON.stringify(fields); // JSON is read to any depth, but written to some only.
    if (isJsonObject(fields)) return { ok: true, fields };
  } catch {
    // It is refused with whatever else is no object.
  }
  return badDesc('TriggerDesc must be a JSON object, and not too deep.');
}

/** Whether a timer's page means five fields too is unverified; seven are what it describes. */
function checkTimer(name: string, desc: string): Refusal | undefined {
  if (!/^[\w-]{1,100}$/.test(name)) {
    const message = 'TriggerName of a timer must be 1 to 100 letters, digits, - and _.';
    return refuse('InvalidParameterValue.TriggerName', message);
  }
  try {
    parseCron(cronOf(desc));
    return undefined;
  } catch (error) {
    return badDesc((error as Error).message);
  }
}

/** @see https://cloud.tencent.com/document/product/583/96099 */
function checkHttp({ AuthType, NetConfig }: JsonObject): Refusal | undefined {
  if (AuthType !== 'CAM' && AuthType !== 'NONE') return badDesc('AuthType must be CAM or NONE.');
  const { EnableIntranet, EnableExtranet } = isJsonObject(NetConfig) ? NetConfig : {};
  if (typeof EnableIntranet === 'boolean' && typeof EnableExtranet === 'boolean') return undefined;
  return badDesc('NetConfig must have EnableIntranet and EnableExtranet, each true or false.');
}

/** @see https://cloud.tencent.com/document/product/583/17530 */
function checkCkafka(name: string, fields: JsonObject, cloud: Cloud): Refusal | undefined {
  const { offset = 'latest', consumerGroupName = '' } = fields;
  const refusal = checkTopic(name, cloud);
  if (refusal !== undefined) return refusal;
  for (const [field, min, max] of RANGES) {
    const value = fields[field];
    if (value !== undefined && !isWhole(value, min, max)) {
      return badDesc(`${field} must be a whole number from ${min} to ${max}.`);
    }
  }
  if (
    offset !== 'latest' &&
    offset !== 'earliest' &&
    !isWhole(offset, 0, Number.MAX_SAFE_INTEGER)
  ) {
    return badDesc('offset must be latest, earliest or a time in milliseconds.');
  }
  if (typeof consumerGroupName === 'string') return undefined;
  return badDesc('consumerGroupName must be a string.');
}

const RANGES = [
  ['maxMsgNum', 1, 10_000],
  ['timeOut', 1, 60],
  ['retry', 0, 10_000],
] as const;

function isWhole(value: unknown, min: number, max: number): boolean {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && Number(number) >= min && Number(number) <= max;
}

function checkTopic(name: string, { state, region }: Cloud): Refusal | undefined {
  const prefix = `${CKAFKA_INSTANCE_ID}-`;
  if (!/^ckafka-[a-z0-9]+-./.test(name)) {
    const message = 'TriggerName of a ckafka trigger must be <instanceId>-<topicName>.';
    return refuse('InvalidParameterValue.TriggerName', message);
  }
  const topic = name.slice(prefix.length);
  if (name.startsWith(prefix) && state.ckafka.get(region)?.has(topic) === true) return undefined;
  const message = `There is no topic for the trigger ${JSON.stringify(name)}; create it first.`;
  return refuse('ResourceNotFound.Ckafka', message);
}

function badDesc(message: string): Refusal {
  return refuse('InvalidParameterValue.TriggerDesc', message);
}
