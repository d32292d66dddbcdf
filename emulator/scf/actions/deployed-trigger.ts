import { createHash } from 'node:crypto';
import { beijingTime } from '../../api/beijing-time.ts';
import {
  type Cloud,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { cronOf } from '../cron.ts';
import { findFunction, putFunction } from './deployed-function.ts';

type Found =
  | { readonly ok: true; readonly deployed: DeployedFunction; readonly trigger: DeployedTrigger }
  | Refusal;

/**
 * Finds a trigger by its function, type, name and qualifier. A trigger of `$DEFAULT` is found only
 * with its qualifier, because an absent one means `$LATEST`.
 *
 * @param types The types that the action supports.
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

/** Reads a supported type. */
export function readTriggerType(text: string, types: readonly TriggerType[] = ALL_TYPES): ReadType {
  const type = types.find((candidate) => candidate === text);
  if (type !== undefined) return { ok: true, type };
  const message = `Type must be one of ${types.join(', ')}; it is ${JSON.stringify(text)}.`;
  return refuse('InvalidParameterValue.Type', message);
}

/** Adds a trigger to its function, or replaces the one with the same type and name. */
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

/** Reads `Enable`; an absent value leaves the state unchanged. */
export function readEnable(text: string | undefined, before: boolean): ReadEnable {
  if (text === undefined) return { ok: true, enabled: before };
  if (text === 'OPEN' || text === 'CLOSE') return { ok: true, enabled: text === 'OPEN' };
  return refuse('InvalidParameterValue.Enable', 'Enable must be OPEN or CLOSE.');
}

/** A trigger in an answer. */
export function triggerJson(
  trigger: DeployedTrigger,
  { name: functionName, functionId }: DeployedFunction,
  { account, region, switches }: Cloud,
): JsonObject {
  const { type, name } = trigger;
  const host = `${account.appId}-${urlIdOf(functionId, trigger.addTimeMs)}`;
  return {
    Type: type,
    TriggerName: name,
    TriggerDesc:
      type === 'http' ? withUrls(trigger.desc, host, region) : plainDesc(trigger, switches),
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

/** A part of a function's URL, which stays the same as long as its trigger exists. */
export function urlIdOf(functionId: string, addTimeMs: number): string {
  return createHash('sha256').update(`${functionId} ${addTimeMs}`).digest('hex').slice(0, 10);
}

function plainDesc(
  { type, desc }: DeployedTrigger,
  { ckafkaEasConfigShown }: Cloud['switches'],
): string {
  if (type === 'timer') return JSON.stringify({ cron: cronOf(desc) });
  if (ckafkaEasConfigShown) return desc;
  const { easConfig: _, ...shown } = JSON.parse(desc) as JsonObject; // It was validated.
  return JSON.stringify(shown);
}

/** It was validated when it was stored. */
type HttpDesc = JsonObject & {
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
    // Only functions of the type HTTP have these.
    WssIntranetUrl: '',
    WsIntranetUrl: '',
    WssExtranetUrl: '',
    WsExtranetUrl: '',
    EnableExtranet,
  };
  return JSON.stringify({ ...others, NetConfig: NetConfigWithUrls });
}
