import { defineAction } from '../../api/service.ts';
import { checkActive } from './deployed-function.ts';
import { findTrigger, putTrigger, readEnable, TRIGGER } from './deployed-trigger.ts';
import { checkArgument, checkTriggerDesc, readNewDesc } from './trigger-desc.ts';

/**
 * Changes a trigger; what is omitted stays unchanged.
 *
 * @see https://cloud.tencent.com/document/api/583/96828
 */
export const updateTrigger = defineAction({
  name: 'UpdateTrigger',
  parameters: {
    ...TRIGGER,
    Enable: { type: 'string' },
    Description: { type: 'string' },
    CustomArgument: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  answer(params, cloud) {
    const named = findTrigger(params, cloud);
    if (!named.ok) return named;
    const { deployed, trigger } = named;
    const enable = readEnable(params.Enable, trigger.enabled);
    if (!enable.ok) return enable;
    const read = readNewDesc(trigger, params.TriggerDesc);
    if (!read.ok) return read;
    const changed = {
      ...trigger,
      desc: read.desc,
      enabled: enable.enabled,
      argument: params.CustomArgument ?? trigger.argument,
      description: params.Description ?? trigger.description,
      modTimeMs: cloud.nowMs,
    };
    const refusal =
      checkActive(deployed, cloud, 'FailedOperation') ??
      checkArgument(trigger.type, changed.argument) ??
      (params.TriggerDesc === undefined ? undefined : checkTriggerDesc(changed, cloud));
    if (refusal !== undefined) return refusal;
    putTrigger(cloud, deployed, changed);
    return { ok: true, response: {} };
  },
});

/**
 * Enables or disables a trigger. The vendor documents this action only for some types, not for a
 * function's URL.
 *
 * @see https://cloud.tencent.com/document/api/583/89800
 */
export const updateTriggerStatus = defineAction({
  name: 'UpdateTriggerStatus',
  parameters: { ...TRIGGER, Enable: { type: 'string', required: true } },
  mutating: true,
  callsPerSecondMax: 20,
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
