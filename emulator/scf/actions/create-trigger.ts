import {
  type Cloud,
  defineAction,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { checkArgument } from './check-argument.ts';
import { checkTriggerDesc } from './check-trigger-desc.ts';
import { findFunction } from './find-function.ts';
import { checkActive } from './function-status.ts';
import { putTrigger } from './put-trigger.ts';
import { readEnable } from './read-enable.ts';
import { readTriggerType, type TriggerType } from './read-trigger-type.ts';
import { triggerJson, urlIdOf } from './trigger-json.ts';
import { TRIGGER } from './trigger-parameters.ts';

const PARAMETERS = {
  ...TRIGGER,
  Enable: { type: 'string' },
  CustomArgument: { type: 'string' },
  Description: { type: 'string' },
} as const satisfies Parameters;

/**
 * Creates a trigger. Where `Enable` is absent, a function's URL is open and all else is closed: that
 * is what the vendor's example shows for a timer, and what its toolkit says for the others.
 *
 * @see https://cloud.tencent.com/document/product/583/18589
 */
export const createTrigger = defineAction({
  name: 'CreateTrigger',
  parameters: PARAMETERS,
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation',
    'FailedOperation.CreateTrigger',
    'InternalError.Ckafka',
    'InternalError.System',
    'InvalidParameterValue',
    'InvalidParameterValue.Ckafka',
    'InvalidParameterValue.CustomArgument',
    'InvalidParameterValue.Enable',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.TriggerDesc',
    'InvalidParameterValue.TriggerName',
    'InvalidParameterValue.Type',
    'LimitExceeded.FunctionOnTopic',
    'LimitExceeded.Trigger',
    'ResourceInUse',
    'ResourceInUse.Trigger',
    'ResourceInUse.TriggerName',
    'ResourceNotFound',
    'ResourceNotFound.Ckafka',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.FunctionVersion',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Qualifier',
    'ResourceNotFound.Version',
    'UnauthorizedOperation',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.CreateTrigger',
    'UnsupportedOperation',
    'UnsupportedOperation.Trigger',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const read = readTriggerType(params.Type);
    if (!read.ok) return read;
    const { type } = read;
    const enable = readEnable(params.Enable, type === 'http');
    if (!enable.ok) return enable;
    const trigger = newTrigger(params, type, enable.enabled, cloud);
    const refusal =
      checkActive(named.found, cloud, 'FailedOperation.CreateTrigger') ??
      checkArgument(type, trigger.argument) ??
      checkTriggerDesc(trigger, cloud) ??
      checkRoom(trigger, named.found);
    if (refusal !== undefined) return refusal;
    const created = renamed(trigger, named.found, cloud);
    putTrigger(cloud, named.found, created);
    return { ok: true, response: { TriggerInfo: triggerJson(created, named.found, cloud) } };
  },
});

function newTrigger(
  params: ParamsOf<typeof PARAMETERS>,
  type: TriggerType,
  enabled: boolean,
  { nowMs }: Cloud,
): DeployedTrigger {
  return {
    type,
    name: params.TriggerName,
    addTimeMs: nowMs,
    modTimeMs: nowMs,
    desc: params.TriggerDesc ?? '',
    enabled,
    qualifier: params.Qualifier ?? '$LATEST',
    argument: params.CustomArgument ?? '',
    description: params.Description ?? '',
  };
}

const TRIGGERS_MAX = 10;

/** @see https://cloud.tencent.com/document/product/583/11637 (limits) */
function checkRoom(trigger: DeployedTrigger, { triggers }: DeployedFunction): Refusal | undefined {
  const { type, name, qualifier } = trigger;
  const alike = [...triggers.values()].filter((other) => other.type === type);
  if (alike.some((other) => other.name === name)) {
    return refuse('ResourceInUse.TriggerName', `There is a ${type} trigger ${name} already.`);
  }
  if (type === 'http' && alike.some((other) => other.qualifier === qualifier)) {
    return refuse('ResourceInUse.Trigger', `${qualifier} has a URL already; there can be one.`);
  }
  if (alike.length < TRIGGERS_MAX) return undefined;
  const message = `There are ${TRIGGERS_MAX} ${type} triggers already; no more are allowed.`;
  return refuse('LimitExceeded.Trigger', message);
}

/** With the switch `httpTriggerNamedByUrl` a function's URL loses the name that it was given. */
function renamed(
  trigger: DeployedTrigger,
  { functionId }: DeployedFunction,
  { switches }: Cloud,
): DeployedTrigger {
  if (trigger.type !== 'http' || !switches.httpTriggerNamedByUrl) return trigger;
  return { ...trigger, name: urlIdOf(functionId, trigger.addTimeMs) };
}
