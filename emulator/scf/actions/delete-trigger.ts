import { defineAction } from '../../api/service.ts';
import { findTrigger } from './find-trigger.ts';
import { checkActive } from './function-status.ts';
import { putFunction } from './put-function.ts';
import { TRIGGER } from './trigger-parameters.ts';

/** @see https://cloud.tencent.com/document/product/583/18588 */
export const deleteTrigger = defineAction({
  name: 'DeleteTrigger',
  parameters: TRIGGER,
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'FailedOperation.DeleteTrigger',
    'InternalError',
    'InternalError.System',
    'InvalidParameterValue',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.TriggerDesc',
    'InvalidParameterValue.TriggerName',
    'InvalidParameterValue.Type',
    'ResourceNotFound',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Timer',
    'ResourceNotFound.Trigger',
    'ResourceNotFound.Version',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.DeleteTrigger',
  ],
  answer(params, cloud) {
    const named = findTrigger(params, cloud);
    if (!named.ok) return named;
    const { deployed, trigger } = named;
    const refusal = checkActive(deployed, cloud, 'FailedOperation.DeleteTrigger');
    if (refusal !== undefined) return refusal;
    const others = [...deployed.triggers].filter(([, other]) => other !== trigger);
    putFunction(cloud, { ...deployed, triggers: new Map(others) });
    return { ok: true, response: {} };
  },
});
