import { isDeepStrictEqual } from 'node:util';
import { type Cloud, type Refusal, refuse } from '../../api/service.ts';
import { isJsonObject, type JsonObject } from '../../json/json.ts';
import { CKAFKA_INSTANCE_ID } from '../../state/ckafka.ts';
import type { DeployedTrigger } from '../../state/scf.ts';
import { cronOf, parseCron } from '../cron.ts';
import type { TriggerType } from './deployed-trigger.ts';

/**
 * Refuses a trigger whose name or description is invalid for its type. Numbers that the vendor's
 * page documents as strings, such as `maxMsgNum`, may also be numbers, as in its example.
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

type ReadNewDesc = { readonly ok: true; readonly desc: string } | Refusal;

/**
 * Reads the new description for UpdateTrigger. For CKafka only three fields can be changed, and
 * absent ones stay as they are. The vendor does not document what happens to other fields, so a
 * different value is refused here.
 */
export function readNewDesc({ type, desc }: DeployedTrigger, given: string = desc): ReadNewDesc {
  if (type !== 'ckafka') return { ok: true, desc: given };
  const before = JSON.parse(desc) as JsonObject; // It was validated when it was stored.
  const after = readJsonDesc(given);
  if (!after.ok) return after;
  for (const [field, value] of Object.entries(after.fields)) {
    if (CHANGEABLE.includes(field) || isDeepStrictEqual(before[field], value)) continue;
    const message = `${field} stays as it is: only ${CHANGEABLE.join(', ')} can be changed.`;
    return refuse('InvalidParameterValue.TriggerDesc', message);
  }
  return { ok: true, desc: JSON.stringify({ ...before, ...after.fields }) };
}

const CHANGEABLE: readonly string[] = ['maxMsgNum', 'timeOut', 'retry'];

type ReadJsonDesc = { readonly ok: true; readonly fields: JsonObject } | Refusal;

/** Parses the description of a trigger other than a timer. */
function readJsonDesc(desc: string): ReadJsonDesc {
  try {
    const fields: unknown = JSON.parse(desc);
    JSON.stringify(fields); // JSON.parse accepts any depth, but JSON.stringify does not.
    if (isJsonObject(fields)) return { ok: true, fields };
  } catch {
    // Refused below, as is JSON that is not an object.
  }
  return badDesc('TriggerDesc must be a JSON object, and not too deep.');
}

/** The vendor's page describes seven fields; whether five are also accepted is unverified. */
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
  if (typeof consumerGroupName !== 'string') return badDesc('consumerGroupName must be a string.');
  return checkEasConfig(fields.easConfig, cloud);
}

/**
 * The user with which the trigger reads its topic. The vendor documents that it has a name and a
 * password, and not whether they are an object or its text, which a switch decides.
 */
function checkEasConfig(easConfig: unknown, { switches }: Cloud): Refusal | undefined {
  if (easConfig === undefined) return undefined;
  const isText = typeof easConfig === 'string';
  if (isText !== switches.ckafkaEasConfigIsText) {
    return badDesc(`easConfig must be ${isText ? 'an object, not a' : 'a JSON'} string.`);
  }
  const read = isText ? readJsonDesc(easConfig) : { ok: true as const, fields: easConfig };
  if (!read.ok) return read;
  const { user, password } = isJsonObject(read.fields) ? read.fields : {};
  if (typeof user === 'string' && typeof password === 'string') return undefined;
  return badDesc('easConfig must have a user and a password.');
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

/** Refuses an argument that the trigger cannot pass to its function: only a timer has one. */
export function checkArgument(type: TriggerType, argument: string): Refusal | undefined {
  const code = 'InvalidParameterValue.CustomArgument';
  if (type !== 'timer' && argument !== '') {
    return refuse(code, 'Only a timer has a CustomArgument.');
  }
  if (Buffer.byteLength(argument) <= ARGUMENT_BYTES_MAX) return undefined;
  return refuse(code, `CustomArgument may have ${ARGUMENT_BYTES_MAX} bytes.`);
}

const ARGUMENT_BYTES_MAX = 4_096;
