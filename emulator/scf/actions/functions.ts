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
import { checkConfiguration, configured, defaultSettings } from './configuration.ts';
import { checkActive, checkNamespace, findFunction, putFunction } from './deployed-function.ts';
import { checkHandler, readCode } from './function-code.ts';
import { CODE, CONFIGURATION } from './function-parameters.ts';

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
 * Creates a function with a Node runtime.
 *
 * @see https://cloud.tencent.com/document/product/583/18586
 */
export const createFunction = defineAction({
  name: 'CreateFunction',
  parameters: PARAMETERS,
  mutating: true,
  callsPerSecondMax: 100,
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
      'The local cloud supports only the Type Event.',
    );
  }
  if (Handler === undefined) return missingParameter('Handler');
  const refusal =
    checkNamespace(params.Namespace) ??
    checkRuntime(params.Runtime, cloud) ??
    checkHandler(Handler);
  if (refusal !== undefined) return refusal;
  if (functions?.has(name) === true) {
    return refuse('ResourceInUse.FunctionName', `There is a function ${name} already.`);
  }
  if ((functions?.size ?? 0) < FUNCTIONS_MAX) return undefined;
  return refuse('LimitExceeded.Function', `There are ${FUNCTIONS_MAX} functions already.`);
}

const RUNTIMES = ['Nodejs16.13', 'Nodejs18.15', 'Nodejs20.19'];

/**
 * The page of CreateFunction names no version after Nodejs18.15. The page of another product on the
 * same platform has these too, and whether SCF accepts them is unknown.
 *
 * @see https://docs.cloudbase.net/cloud-function/runtime-support
 */
const LATER_RUNTIMES = ['Nodejs22.21', 'Nodejs24.11'];

function checkRuntime(runtime = 'Python2.7', { switches }: Cloud): Refusal | undefined {
  const runtimes = switches.laterRuntimes ? [...RUNTIMES, ...LATER_RUNTIMES] : RUNTIMES;
  if (runtimes.includes(runtime)) return undefined;
  const message = `The local cloud does not run ${runtime}, only ${runtimes.join(', ')}.`;
  return refuse('InvalidParameterValue.Runtime', message);
}

function newFunction(params: Params, zipFile: string, cloud: Cloud): DeployedFunction {
  const { nowMs, newId } = cloud;
  const settings = configured(params, defaultSettings(params, cloud));
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
    versions: [],
    versionCount: 0,
    rest: { ...settings.rest, Tags },
    isSysLogIgnored: false,
    reservedMemMb: undefined,
    asyncRetry: { retriesMax: 2, ttlS: 21_600 },
    triggers: new Map(),
  };
}

/**
 * Deletes a function with its triggers and settings.
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
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const refusal = checkActive(named.found, cloud, 'FailedOperation.FunctionStatusError');
    if (refusal !== undefined) return refusal;
    cloud.state.scf.get(cloud.region)?.delete(named.found.name);
    return { ok: true, response: {} };
  },
});
