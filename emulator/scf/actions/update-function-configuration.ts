import { defineAction, refuse } from '../../api/service.ts';
import { checkConfiguration } from './check-configuration.ts';
import { configured } from './configured.ts';
import { findFunction } from './find-function.ts';
import { CONFIGURATION } from './function-parameters.ts';
import { checkActive } from './function-status.ts';
import { putFunction } from './put-function.ts';

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
