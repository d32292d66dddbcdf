import { defineAction } from '../../api/service.ts';
import { findFunction } from './find-function.ts';
import { checkActive } from './function-status.ts';

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
