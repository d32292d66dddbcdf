import { isJsonObject } from '../../../shared/tenant-key/json.ts';
import { type Cloud, type Json, type ParamsOf, type Refusal, refuse } from '../../api/service.ts';
import { checkEnvironment } from './check-environment.ts';
import type { CONFIGURATION } from './function-parameters.ts';

export type Configuration = ParamsOf<typeof CONFIGURATION>;

/**
 * Refuses settings of a function that the platform does not take, or the local cloud does not have.
 * What is absent is not looked at. Which code stands for what is told by their names alone.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
export function checkConfiguration(params: Configuration, cloud: Cloud): Refusal | undefined {
  return (
    checkUnknownHere(params) ??
    checkDescription(params.Description) ??
    checkMemory(params.MemorySize) ??
    checkTimeout(params.Timeout) ??
    checkInitTimeout(params.InitTimeout) ??
    checkEnvironment(params.Environment) ??
    checkRole(params.Role, cloud) ??
    checkPairs(params) ??
    checkPublicNet(params.PublicNetConfig)
  );
}

/** They may be sent as long as they ask for nothing. */
const UNKNOWN_HERE = [
  'AsyncRunEnable',
  'AutoCreateClsTopic',
  'AutoDeployClsTopicIndex',
  'CfsConfig',
  'DnsCache',
  'IgnoreSysLog',
  'InstallDependency',
  'InstanceConcurrencyConfig',
  'IntranetConfig',
  'L5Enable',
  'Layers',
  'ProtocolParams',
  'ProtocolType',
  'Publish',
  'TraceEnable',
];

function checkUnknownHere(params: Json): Refusal | undefined {
  const name = UNKNOWN_HERE.find((candidate) => !asksForNothing(params[candidate]));
  if (name === undefined) return undefined;
  return refuse('UnsupportedOperation', `The local cloud has no ${name}; leave it out.`);
}

function asksForNothing(value: unknown): boolean {
  if (isJsonObject(value)) return Object.values(value).every(asksForNothing);
  if (Array.isArray(value)) return value.length === 0;
  return [undefined, false, '', 'FALSE', 'DISABLE'].includes(value as string);
}

/** The vendor also says which characters there may be, and has others in its own examples. */
function checkDescription(description = ''): Refusal | undefined {
  if (description.length <= 1_000) return undefined;
  return refuse('InvalidParameterValue.Description', 'Description may have 1000 characters.');
}

function checkMemory(memoryMb = 128): Refusal | undefined {
  const rule = 'MemorySize must be 64, or a multiple of 128 from 128 to 3072.';
  if (memoryMb > 3_072) return refuse('LimitExceeded.Memory', rule);
  if (memoryMb === 64 || (memoryMb >= 128 && memoryMb % 128 === 0)) return undefined;
  return refuse('InvalidParameterValue.MemorySize', rule);
}

function checkTimeout(timeoutS = 3): Refusal | undefined {
  const rule = 'Timeout must be from 1 to 900 seconds.';
  if (timeoutS > 900) return refuse('LimitExceeded.Timeout', rule);
  return timeoutS >= 1 ? undefined : refuse('InvalidParameterValue', rule);
}

/** The upper end is what the console takes. */
function checkInitTimeout(timeoutS = 65): Refusal | undefined {
  if (timeoutS >= 1 && timeoutS <= 300) return undefined;
  return refuse('LimitExceeded.InitTimeout', 'InitTimeout must be from 1 to 300 seconds.');
}

function checkRole(role = '', { state }: Cloud): Refusal | undefined {
  if (role === '' || state.cam.roles.has(role)) return undefined;
  return refuse('ResourceNotFound.Role', `There is no role ${JSON.stringify(role)}; create it.`);
}

/** Settings of which one part says nothing without the other. */
function checkPairs(params: Configuration): Refusal | undefined {
  const { VpcConfig = {}, ClsLogsetId = '', ClsTopicId = '', DeadLetterConfig } = params;
  const { VpcId = '', SubnetId = '' } = VpcConfig;
  if ((VpcId === '') !== (SubnetId === '')) {
    return refuse('ResourceNotFound.Vpc', 'VpcConfig must have both a VpcId and a SubnetId.');
  }
  if ((ClsLogsetId === '') !== (ClsTopicId === '')) {
    return refuse('InvalidParameterValue.Cls', 'ClsLogsetId and ClsTopicId must come together.');
  }
  const { Type = '', Name = '' } = DeadLetterConfig ?? {};
  if ((Type === '') === (Name === '')) return undefined;
  // The code that names it is documented for new functions alone.
  return refuse('InvalidParameterValue', 'DeadLetterConfig must have both a Type and a Name.');
}

function checkPublicNet(config: Configuration['PublicNetConfig']): Refusal | undefined {
  const { PublicNetStatus = 'ENABLE', EipConfig } = config ?? {};
  if (!['ENABLE', 'DISABLE'].includes(PublicNetStatus)) {
    const message = 'PublicNetStatus must be ENABLE or DISABLE.';
    return refuse('InvalidParameterValue.PublicNetConfig', message);
  }
  if (EipConfig === undefined || ['ENABLE', 'DISABLE'].includes(EipConfig.EipStatus)) {
    return undefined;
  }
  return refuse('InvalidParameterValue.EipConfig', 'EipStatus must be ENABLE or DISABLE.');
}
