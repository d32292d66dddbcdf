import { type Cloud, type ParamsOf, type Refusal, refuse } from '../../api/service.ts';
import { isJsonObject, type JsonObject } from '../../json/json.ts';
import type { DeployedFunction } from '../../state/scf.ts';
import { checkConfigurationRole } from './configuration-role.ts';
import type { CONFIGURATION, ENVIRONMENT } from './function-parameters.ts';

type Settings = Pick<
  DeployedFunction,
  'description' | 'memoryMb' | 'timeoutS' | 'environment' | 'role' | 'rest'
>;

/** The former settings, replaced where a call names new ones. */
export function configured(params: Configuration, former: Settings): Settings {
  const { Environment } = params;
  return {
    description: params.Description ?? former.description,
    memoryMb: params.MemorySize ?? former.memoryMb,
    timeoutS: params.Timeout ?? former.timeoutS,
    environment: Environment === undefined ? former.environment : environmentOf(Environment),
    role: params.Role ?? former.role,
    rest: { ...former.rest, ...restOf(params) },
  };
}

/** The settings that a new function has until a call names others. */
export function defaultSettings(
  { VpcConfig }: Pick<Configuration, 'VpcConfig'>,
  { switches }: Cloud,
): Settings {
  const isOff = switches.publicNetOffInVpc && (VpcConfig?.VpcId ?? '') !== '';
  if (!isOff) return DEFAULT_SETTINGS;
  return {
    ...DEFAULT_SETTINGS,
    rest: { ...DEFAULT_SETTINGS.rest, PublicNetConfig: publicNet('DISABLE') },
  };
}

/** The vendor's defaults. */
const DEFAULT_SETTINGS: Settings = {
  description: '',
  memoryMb: 128,
  timeoutS: 3,
  environment: {},
  role: '',
  rest: {
    VpcConfig: { VpcId: '', SubnetId: '' },
    ClsLogsetId: '',
    ClsTopicId: '',
    DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
    PublicNetConfig: publicNet('ENABLE', 'DISABLE'),
    InitTimeout: 65,
  },
};

/** Settings without effect here, as GetFunction answers them. */
function restOf(params: Configuration): Settings['rest'] {
  const { VpcConfig, ClsLogsetId, ClsTopicId, DeadLetterConfig, InitTimeout } = params;
  const { PublicNetConfig: net } = params;
  return {
    ...(VpcConfig && { VpcConfig: { VpcId: '', SubnetId: '', ...VpcConfig } }),
    ...(ClsLogsetId !== undefined && { ClsLogsetId }),
    ...(ClsTopicId !== undefined && { ClsTopicId }),
    ...(DeadLetterConfig && { DeadLetterConfig: { FilterType: '', ...DeadLetterConfig } }),
    ...(net && { PublicNetConfig: publicNet(net.PublicNetStatus, net.EipConfig?.EipStatus) }),
    ...(InitTimeout !== undefined && { InitTimeout }),
  };
}

function publicNet(PublicNetStatus: string, EipStatus = 'DISABLE') {
  return { PublicNetStatus, EipConfig: { EipStatus, EipAddress: [] } };
}

type Configuration = ParamsOf<typeof CONFIGURATION>;

/**
 * Refuses settings that the platform does not accept or the local cloud does not have. Absent
 * settings are not checked. The vendor documents the meaning of the codes only by their names.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
export function checkConfiguration(params: Configuration, cloud: Cloud): Refusal | undefined {
  return (
    checkUnsupported(params) ??
    checkDescription(params.Description) ??
    checkMemory(params.MemorySize) ??
    checkTimeout(params.Timeout) ??
    checkInitTimeout(params.InitTimeout) ??
    checkEnvironment(params.Environment) ??
    checkRole(params.Role, cloud) ??
    checkPairs(params) ??
    checkLog(params, cloud) ??
    checkPublicNet(params.PublicNetConfig)
  );
}

/** These may be sent if they are empty or disabled. */
const UNSUPPORTED = [
  'AsyncRunEnable',
  'AutoCreateClsTopic',
  'AutoDeployClsTopicIndex',
  'CfsConfig',
  'DnsCache',
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

function checkUnsupported(params: JsonObject): Refusal | undefined {
  const name = UNSUPPORTED.find((candidate) => !isEmptySetting(params[candidate]));
  if (name === undefined) return undefined;
  return refuse('UnsupportedOperation', `The local cloud has no ${name}; leave it out.`);
}

function isEmptySetting(value: unknown): boolean {
  if (isJsonObject(value)) return Object.values(value).every(isEmptySetting);
  if (Array.isArray(value)) return value.length === 0;
  return [undefined, false, '', 'FALSE', 'DISABLE'].includes(value as string);
}

/** The vendor also documents allowed characters, but its own examples have others. */
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

/** The upper bound is the console's. */
function checkInitTimeout(timeoutS = 65): Refusal | undefined {
  if (timeoutS >= 1 && timeoutS <= 300) return undefined;
  return refuse('LimitExceeded.InitTimeout', 'InitTimeout must be from 1 to 300 seconds.');
}

/**
 * A new role is not known everywhere at once. How long that takes is documented nowhere, nor with which
 * code a function is refused meanwhile: here with the one of a missing role.
 */
function checkRole(role = '', { state, switches, nowMs }: Cloud): Refusal | undefined {
  if (role === '') return undefined;
  const known = state.cam.roles.get(role);
  if (known === undefined) {
    return refuse('ResourceNotFound.Role', `There is no role ${JSON.stringify(role)}; create it.`);
  }
  const ageMs = nowMs - known.addTimeMs;
  // A reset puts the clock back: such a role is as old as the functions that have it.
  if (ageMs < 0 || ageMs >= switches.roleDelayMs) return undefined;
  return refuse(
    'ResourceNotFound.Role',
    `SCF cannot assume the role ${role} yet; try again later.`,
  );
}

/** Settings of which neither part is valid without the other. */
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
  // The specific code is documented only for CreateFunction.
  return refuse('InvalidParameterValue', 'DeadLetterConfig must have both a Type and a Name.');
}

/** The platform writes to a log of the account's own in its configuration role. */
function checkLog({ ClsLogsetId = '' }: Configuration, cloud: Cloud): Refusal | undefined {
  return ClsLogsetId === '' ? undefined : checkConfigurationRole('cls:pushLog', cloud);
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

type Environment = ParamsOf<typeof ENVIRONMENT>;

const BYTES_MAX = 4_096;

/**
 * Refuses invalid variables. Messages never contain their values.
 *
 * @see https://cloud.tencent.com/document/product/583/30228
 */
function checkEnvironment({ Variables = [] }: Environment = {}): Refusal | undefined {
  const names = Variables.map(({ Key = '' }) => Key);
  const refusal =
    Variables.map(checkVariable).find((found) => found !== undefined) ?? checkNames(names);
  if (refusal !== undefined) return refusal;
  const bytes = Buffer.byteLength(Object.entries(environmentOf({ Variables })).flat().join(''));
  if (bytes <= BYTES_MAX) return undefined;
  const message = `The variables have ${bytes} bytes; ${BYTES_MAX} are allowed.`;
  return refuse('InvalidParameterValue.EnvironmentExceededLimit', message);
}

/** The variables by their names. */
function environmentOf({ Variables = [] }: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(Variables.map(({ Key = '', Value = '' }) => [Key, Value]));
}

type Variable = NonNullable<Environment['Variables']>[number];

function checkVariable({ Key = '', Value = '' }: Variable): Refusal | undefined {
  if (!/^[A-Za-z]\w*$/.test(Key)) {
    const message = `The variable ${JSON.stringify(Key)} must be a letter, then letters, digits, _.`;
    return refuse('InvalidParameterValue.Environment', message);
  }
  if (/^(?:SCF|QCLOUD|TENCENTCLOUD)_/.test(Key)) {
    const message = `The variable ${Key} must not begin with SCF_, QCLOUD_ or TENCENTCLOUD_.`;
    return refuse('InvalidParameterValue.EnvironmentSystemProtect', message);
  }
  if (Value !== '') return undefined;
  return refuse('InvalidParameterValue.Environment', `The variable ${Key} must have a value.`);
}

function checkNames(names: readonly string[]): Refusal | undefined {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return undefined;
  return refuse('InvalidParameterValue.Environment', `The variable ${twice} occurs twice.`);
}
