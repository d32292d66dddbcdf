import {
  type Cloud,
  defineAction,
  missingParameter,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';
import { checkConfiguration, configured, DEFAULT_SETTINGS } from './configuration.ts';
import {
  CODE,
  CONFIGURATION,
  checkActive,
  checkHandler,
  checkNamespace,
  findFunction,
  putFunction,
  readCode,
} from './function.ts';

const PARAMETERS = {
  ...CONFIGURATION,
  Code: { type: CODE, required: true },
  Handler: { type: 'string' },
  Type: { type: 'string' },
  CodeSource: { type: 'string' },
  Tags: {
    type: [{ Key: { type: 'string', required: true }, Value: { type: 'string', required: true } }],
  },
  AsyncRunEnable: { type: 'string' },
  TraceEnable: { type: 'string' },
  AutoDeployClsTopicIndex: { type: 'string' },
  AutoCreateClsTopic: { type: 'string' },
  ProtocolType: { type: 'string' },
} as const satisfies Parameters;

/**
 * Creates a function of Node. The vendor lists codes besides these for images, file systems, layers
 * and whatever else the local cloud has not.
 *
 * @see https://cloud.tencent.com/document/product/583/18586
 */
export const createFunction = defineAction({
  name: 'CreateFunction',
  parameters: PARAMETERS,
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'FailedOperation.CreateFunction',
    'InternalError',
    'InternalError.System',
    'InvalidParameterValue',
    'InvalidParameterValue.Cls',
    'InvalidParameterValue.Code',
    'InvalidParameterValue.CodeSource',
    'InvalidParameterValue.DeadLetterConfig',
    'InvalidParameterValue.Description',
    'InvalidParameterValue.EipConfig',
    'InvalidParameterValue.Environment',
    'InvalidParameterValue.EnvironmentExceededLimit',
    'InvalidParameterValue.EnvironmentSystemProtect',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.FunctionType',
    'InvalidParameterValue.Handler',
    'InvalidParameterValue.MemorySize',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.PublicNetConfig',
    'InvalidParameterValue.Runtime',
    'InvalidParameterValue.ZipFile',
    'InvalidParameterValue.ZipFileBase64BinasciiError',
    'LimitExceeded.Function',
    'LimitExceeded.InitTimeout',
    'LimitExceeded.Memory',
    'LimitExceeded.Timeout',
    'MissingParameter.Code',
    'MissingParameter.Runtime',
    'ResourceInUse',
    'ResourceInUse.Function',
    'ResourceInUse.FunctionName',
    'ResourceNotFound',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Role',
    'ResourceNotFound.Vpc',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.Region',
    'UnauthorizedOperation.Role',
    'UnsupportedOperation',
  ],
  answer(params, cloud) {
    const refusal = checkNewFunction(params, cloud) ?? checkConfiguration(params, cloud);
    if (refusal !== undefined) return refusal;
    const code = readCode(params.Code, params.CodeSource, ZIP_BYTES_MAX);
    if (!code.ok) return code;
    putFunction(cloud, newFunction(params, code.zipFile, cloud));
    return { ok: true, response: {} };
  },
});

const ZIP_BYTES_MAX = 50 * 1024 * 1024;
const FUNCTIONS_MAX = 50;

type Params = ParamsOf<typeof PARAMETERS>;

function checkNewFunction(params: Params, cloud: Cloud): Refusal | undefined {
  const { FunctionName: name, Type = 'Event', Handler } = params;
  const functions = cloud.state.scf.get(cloud.region);
  if (!/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/.test(name)) {
    const rule = '2 to 60 letters, digits, - and _, from a letter to a letter or digit';
    return refuse('InvalidParameterValue.FunctionName', `FunctionName must be ${rule}.`);
  }
  if (Type !== 'Event') {
    return refuse(
      'InvalidParameterValue.FunctionType',
      'The local cloud has the Type Event alone.',
    );
  }
  if (Handler === undefined) return missingParameter('Handler');
  const refusal =
    checkNamespace(params.Namespace) ?? checkRuntime(params.Runtime) ?? checkHandler(Handler);
  if (refusal !== undefined) return refusal;
  if (functions?.has(name) === true) {
    return refuse('ResourceInUse.FunctionName', `There is a function ${name} already.`);
  }
  if ((functions?.size ?? 0) < FUNCTIONS_MAX) return undefined;
  return refuse('LimitExceeded.Function', `There are ${FUNCTIONS_MAX} functions already.`);
}

/**
 * The page of CreateFunction names no version after Nodejs18.15; the same platform has later ones,
 * by the page of its other product.
 *
 * @see https://docs.cloudbase.net/cloud-function/runtime-support
 */
const RUNTIMES = ['Nodejs16.13', 'Nodejs18.15', 'Nodejs20.19', 'Nodejs22.21', 'Nodejs24.11'];

function checkRuntime(runtime = 'Python2.7'): Refusal | undefined {
  if (RUNTIMES.includes(runtime)) return undefined;
  const message = `The local cloud runs no ${runtime}, only ${RUNTIMES.join(', ')}.`;
  return refuse('InvalidParameterValue.Runtime', message);
}

function newFunction(params: Params, zipFile: string, cloud: Cloud): DeployedFunction {
  const { nowMs, newId } = cloud;
  const settings = configured(params, DEFAULT_SETTINGS);
  const { Tags = [] } = params;
  return {
    ...settings,
    name: params.FunctionName,
    functionId: `lam-${newId().slice(-8)}`,
    runtime: params.Runtime ?? '',
    addTimeMs: nowMs,
    modTimeMs: nowMs,
    handler: params.Handler ?? '',
    zipFile,
    rest: { ...settings.rest, Tags },
    reservedMemMb: undefined,
    asyncRetry: { retriesMax: 2, ttlS: 21_600 },
    triggers: new Map(),
  };
}

/**
 * Deletes a function with its triggers and all that was set for it.
 *
 * @see https://cloud.tencent.com/document/product/583/18585
 */
export const deleteFunction = defineAction({
  name: 'DeleteFunction',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
    Qualifier: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'FailedOperation.DeleteFunction',
    'FailedOperation.FunctionNameStatusError',
    'FailedOperation.FunctionStatusError',
    'FailedOperation.ProvisionedInProgress',
    'InternalError.Cmq',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.Qualifier',
    'ResourceNotFound',
    'ResourceNotFound.AttachedTagKeyNotFound',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Qualifier',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.DeleteFunction',
    'UnsupportedOperation',
    'UnsupportedOperation.AliasBind',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const refusal = checkActive(named.found, cloud, 'FailedOperation.FunctionStatusError');
    if (refusal !== undefined) return refusal;
    cloud.state.scf.get(cloud.region)?.delete(named.found.name);
    return { ok: true, response: {} };
  },
});

/**
 * Replaces the code of a function. The vendor lists codes besides these for images and other sources
 * of code.
 *
 * @see https://cloud.tencent.com/document/product/583/18581
 */
export const updateFunctionCode = defineAction({
  name: 'UpdateFunctionCode',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Handler: { type: 'string' },
    CosBucketName: { type: 'string' },
    CosObjectName: { type: 'string' },
    ZipFile: { type: 'string' },
    Namespace: { type: 'string' },
    CosBucketRegion: { type: 'string' },
    InstallDependency: { type: 'string' },
    EnvId: { type: 'string' },
    Publish: { type: 'string' },
    Code: { type: CODE },
    CodeSource: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation',
    'FailedOperation.FunctionStatusError',
    'FailedOperation.OperationConflict',
    'FailedOperation.UpdateFunctionCode',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.Code',
    'InvalidParameterValue.CodeSource',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Handler',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.ZipFile',
    'InvalidParameterValue.ZipFileBase64BinasciiError',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.UpdateFunctionCode',
    'UnsupportedOperation',
  ],
  answer(params, cloud) {
    const { FunctionName, Namespace, Handler, CodeSource, Code, ...others } = params;
    const named = findFunction({ FunctionName, ...(Namespace && { Namespace }) }, cloud);
    if (!named.ok) return named;
    const { Publish = 'FALSE', InstallDependency = 'FALSE', EnvId: _, ...source } = others;
    if (Publish !== 'FALSE' || InstallDependency !== 'FALSE') {
      const message = 'The local cloud has neither Publish nor InstallDependency; leave them out.';
      return refuse('UnsupportedOperation', message);
    }
    const { handler } = named.found;
    const refusal =
      checkActive(named.found, cloud, 'FailedOperation.FunctionStatusError') ??
      checkHandler(Handler ?? handler);
    if (refusal !== undefined) return refusal;
    // The vendor allows so much for the one parameter, and so much for the other.
    const code =
      Code === undefined
        ? readCode(source, CodeSource, 20 * 1024 * 1024)
        : readCode({ ...source, ...Code }, CodeSource, 50 * 1024 * 1024);
    if (!code.ok) return code;
    const { zipFile } = code;
    const changed = { handler: Handler ?? handler, zipFile, modTimeMs: cloud.nowMs };
    putFunction(cloud, { ...named.found, ...changed });
    return { ok: true, response: {} };
  },
});

/**
 * Changes the settings that it names, and leaves the others, but the environment: whether that stays
 * when it is absent is the switch `environmentWipedWhenAbsent`. An environment replaces all variables.
 * The vendor lists codes besides these for file systems, layers and whatever else is not here.
 *
 * @see https://cloud.tencent.com/document/product/583/18580
 */
export const updateFunctionConfiguration = defineAction({
  name: 'UpdateFunctionConfiguration',
  parameters: {
    ...CONFIGURATION,
    Publish: { type: 'string' },
    L5Enable: { type: 'string' },
    IgnoreSysLog: { type: 'boolean' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'FailedOperation.UpdateFunctionConfiguration',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.Cls',
    'InvalidParameterValue.Description',
    'InvalidParameterValue.EipConfig',
    'InvalidParameterValue.Environment',
    'InvalidParameterValue.EnvironmentExceededLimit',
    'InvalidParameterValue.EnvironmentSystemProtect',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.L5Enable',
    'InvalidParameterValue.Layers',
    'InvalidParameterValue.MemorySize',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.PublicNetConfig',
    'InvalidParameterValue.Runtime',
    'LimitExceeded.InitTimeout',
    'LimitExceeded.Memory',
    'LimitExceeded.Timeout',
    'ResourceNotFound.Cmq',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Role',
    'ResourceNotFound.Vpc',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.Role',
    'UnsupportedOperation',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const { found } = named;
    const { Runtime = found.runtime } = params;
    if (Runtime !== found.runtime) {
      const message = `The function has ${found.runtime}; only a new one can have ${Runtime}.`;
      return refuse('InvalidParameterValue.Runtime', message);
    }
    const refusal =
      checkActive(found, cloud, 'FailedOperation.UpdateFunctionConfiguration') ??
      checkConfiguration(params, cloud);
    if (refusal !== undefined) return refusal;
    const { environmentWipedWhenAbsent } = cloud.switches;
    const environment = environmentWipedWhenAbsent ? {} : found.environment;
    const settings = configured(params, { ...found, environment });
    putFunction(cloud, { ...found, ...settings, modTimeMs: cloud.nowMs });
    return { ok: true, response: {} };
  },
});
