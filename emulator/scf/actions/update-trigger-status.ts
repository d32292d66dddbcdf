import { defineAction } from '../../api/service.ts';
import { findTrigger } from './find-trigger.ts';
import { checkActive } from './function-status.ts';
import { putTrigger } from './put-trigger.ts';
import { readEnable } from './read-enable.ts';
import { TRIGGER } from './trigger-parameters.ts';

/**
 * Opens or closes a trigger of the types that the vendor names for this action, of which a function's
 * URL is none. The vendor publishes no codes for it.
 *
 * @see https://cloud.tencent.com/document/api/583/89800
 */
export const updateTriggerStatus = defineAction({
  name: 'UpdateTriggerStatus',
  parameters: { ...TRIGGER, Enable: { type: 'string', required: true } },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation',
    'InvalidParameterValue',
    'InvalidParameterValue.Enable',
    'InvalidParameterValue.Type',
    'ResourceNotFound.Function',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Trigger',
    'ResourceNotFound.Version',
  ],
  answer(params, cloud) {
    const named = findTrigger(params, cloud, ['timer', 'ckafka']);
    if (!named.ok) return named;
    const { deployed, trigger } = named;
    const enable = readEnable(params.Enable, trigger.enabled);
    if (!enable.ok) return enable;
    const refusal = checkActive(deployed, cloud, 'FailedOperation');
    if (refusal !== undefined) return refusal;
    const { enabled } = enable;
    putTrigger(cloud, deployed, { ...trigger, enabled, modTimeMs: cloud.nowMs });
    return { ok: true, response: {} };
  },
});
