import { createHash } from 'node:crypto';
import { beijingTime } from '../../api/beijing-time.ts';
import type { Cloud, Json } from '../../api/service.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { cronOf } from './cron-of.ts';

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
