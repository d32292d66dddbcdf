import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { beijingTime } from '../../api/beijing-time.ts';
import {
  type Cloud,
  type Json,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import { isJsonObject, type JsonObject } from '../../json/json.ts';
import { CKAFKA_INSTANCE_ID } from '../../state/ckafka.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { cronOf, parseCron } from '../cron.ts';
import { findFunction, putFunction } from './function.ts';

const ARGUMENT_BYTES_MAX = 4_096;

/** Refuses what a trigger cannot hand to its function: a timer alone has something to say. */
export function checkArgument(type: TriggerType, argument: string): Refusal | undefined {
  const code = 'InvalidParameterValue.CustomArgument';
  if (type !== 'timer' && argument !== '') {
    return refuse(code, 'A timer alone has a CustomArgument.');
  }
  if (Buffer.byteLength(argument) <= ARGUMENT_BYTES_MAX) return undefined;
  return refuse(code, `CustomArgument may have ${ARGUMENT_BYTES_MAX} bytes.`);
}

type Found =
  | { readonly ok: true; readonly deployed: DeployedFunction; readonly trigger: DeployedTrigger }
  | Refusal;

/**
 * Finds a trigger by its function, type, name and qualifier. A trigger of `$DEFAULT` is not found
 * without its qualifier, as that stands for `$LATEST` when it is absent.
 *
 * @param types Those with which the action has to do.
 */
export function findTrigger(
  params: ParamsOf<typeof TRIGGER>,
  cloud: Cloud,
  types?: readonly TriggerType[],
): Found {
  const named = findFunction(params, cloud);
  if (!named.ok) return named;
  const { Type, TriggerName, Qualifier = '$LATEST' } = params;
  const read = readTriggerType(Type, types);
  if (!read.ok) return read;
  const trigger = named.found.triggers.get(`${Type}/${TriggerName}`);
  if (trigger !== undefined && trigger.qualifier === Qualifier) {
    return { ok: true, deployed: named.found, trigger };
  }
  const message = `There is no ${Type} trigger ${JSON.stringify(TriggerName)} of ${Qualifier}.`;
  return refuse('ResourceNotFound.Trigger', message);
}

/** The parameters that name one trigger. */
export const TRIGGER = {
  FunctionName: { type: 'string', required: true },
  TriggerName: { type: 'string', required: true },
  Type: { type: 'string', required: true },
  Namespace: { type: 'string' },
  Qualifier: { type: 'string' },
  TriggerDesc: { type: 'string' },
} as const satisfies Parameters;

export type TriggerType = DeployedTrigger['type'];

const ALL_TYPES: readonly TriggerType[] = ['timer', 'ckafka', 'http'];

type ReadType = { readonly ok: true; readonly type: TriggerType } | Refusal;

/** Reads a type that the local cloud has. */
export function readTriggerType(text: string, types: readonly TriggerType[] = ALL_TYPES): ReadType {
  const type = types.find((candidate) => candidate === text);
  if (type !== undefined) return { ok: true, type };
  const message = `Type must be one of ${types.join(', ')}; it is ${JSON.stringify(text)}.`;
  return refuse('InvalidParameterValue.Type', message);
}

/** Adds a trigger to its function, or puts it in the place of the one with its type and name. */
export function putTrigger(
  cloud: Cloud,
  deployed: DeployedFunction,
  trigger: DeployedTrigger,
): void {
  const triggers = new Map(deployed.triggers);
  triggers.set(`${trigger.type}/${trigger.name}`, trigger);
  putFunction(cloud, { ...deployed, triggers });
}

type ReadEnable = { readonly ok: true; readonly enabled: boolean } | Refusal;

/** Reads `Enable`; when it is absent things are as they were. */
export function readEnable(text: string | undefined, before: boolean): ReadEnable {
  if (text === undefined) return { ok: true, enabled: before };
  if (text === 'OPEN' || text === 'CLOSE') return { ok: true, enabled: text === 'OPEN' };
  return refuse('InvalidParameterValue.Enable', 'Enable must be OPEN or CLOSE.');
}

type ReadDescReadNewDesc = { readonly ok: true; readonly desc: string } | Refusal;

/**
 * Reads what UpdateTrigger makes of a trigger's description. That of CKafka takes three fields, and
 * those that are absent stay as they are; what becomes of any other, when it differs, is on no page.
 * Here it is refused, so that nobody takes for changed what may not be.
 */
export function readNewDesc(
  { type, desc }: DeployedTrigger,
  given: string = desc,
): ReadDescReadNewDesc {
  if (type !== 'ckafka') return { ok: true, desc: given };
  const before = JSON.parse(desc) as JsonObject; // It was checked when it came in.
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

type ReadDescCheckTriggerDesc = { readonly ok: true; readonly fields: JsonObject } | Refusal;

/** Reads the description of a trigger that is no timer. */
export function readJsonDesc(desc: string): ReadDescCheckTriggerDesc {
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

/** A trigger as answers have it. */
export function triggerJson(
  trigger: DeployedTrigger,
  { name: functionName, functionId }: DeployedFunction,
  { account, region }: Cloud,
): Json {
  const { type, name } = trigger;
  const host = `${account.appId}-${urlIdOf(functionId, trigger.addTimeMs)}`;
  return {
    Type: type,
    TriggerName: name,
    TriggerDesc: type === 'http' ? withUrls(trigger.desc, host, region) : plainDesc(trigger),
    Enable: trigger.enabled ? 1 : 0,
    Qualifier: trigger.qualifier,
    CustomArgument: trigger.argument,
    Description: trigger.description,
    AddTime: beijingTime(trigger.addTimeMs),
    ModTime: beijingTime(trigger.modTimeMs),
    AvailableStatus: 'Available',
    BindStatus: 'on',
    TriggerAttribute: 'single',
    ResourceId: `qcs::scf:${region}:uin/${account.uin}:function/${functionName}/${name}`,
  };
}

/** A part of a function's URL: it stays for as long as its trigger does. */
export function urlIdOf(functionId: string, addTimeMs: number): string {
  return createHash('sha256').update(`${functionId} ${addTimeMs}`).digest('hex').slice(0, 10);
}

function plainDesc({ type, desc }: DeployedTrigger): string {
  return type === 'timer' ? JSON.stringify({ cron: cronOf(desc) }) : desc;
}

/** It was checked when it came in. */
type HttpDesc = Json & {
  readonly NetConfig: { readonly EnableIntranet: boolean; readonly EnableExtranet: boolean };
};

/** @see https://cloud.tencent.com/document/product/583/96099 */
function withUrls(desc: string, host: string, region: string): string {
  const { NetConfig, ...others } = JSON.parse(desc) as HttpDesc;
  const { EnableIntranet, EnableExtranet } = NetConfig;
  const intranet = EnableIntranet ? `${host}.in.${region}.tencentscf.com` : undefined;
  const extranet = EnableExtranet ? `${host}.${region}.tencentscf.com` : undefined;
  const urlOf = (scheme: string, name: string | undefined) =>
    name === undefined ? '' : `${scheme}://${name}`;
  const NetConfigWithUrls = {
    EnableIntranet,
    IntranetUrl: urlOf('https', intranet),
    IntranetHTTPUrl: urlOf('http', intranet),
    ExtranetUrl: urlOf('https', extranet),
    ExtranetHTTPUrl: urlOf('http', extranet),
    // Of functions of the type HTTP alone.
    WssIntranetUrl: '',
    WsIntranetUrl: '',
    WssExtranetUrl: '',
    WsExtranetUrl: '',
    EnableExtranet,
  };
  return JSON.stringify({ ...others, NetConfig: NetConfigWithUrls });
}
