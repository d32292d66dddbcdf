import {
  type Cloud,
  defineAction,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { DeployedFunction, DeployedTrigger } from '../../state/scf.ts';
import { checkConfigurationRole } from './configuration-role.ts';
import { checkActive, findFunction, putFunction } from './deployed-function.ts';
import {
  findTrigger,
  putTrigger,
  readEnable,
  readTriggerType,
  TRIGGER,
  type TriggerType,
  triggerJson,
  urlIdOf,
} from './deployed-trigger.ts';
import { FILTERS, readListing } from './listing.ts';
import { checkArgument, checkTriggerDesc } from './trigger-desc.ts';

const PARAMETERS = {
  ...TRIGGER,
  Enable: { type: 'string' },
  CustomArgument: { type: 'string' },
  Description: { type: 'string' },
} as const satisfies Parameters;

/**
 * Creates a trigger. Without `Enable`, a function's URL is enabled and other types are disabled.
 * This follows the vendor's example for a timer and its toolkit for the others.
 *
 * @see https://cloud.tencent.com/document/product/583/18589
 */
export const createTrigger = defineAction({
  name: 'CreateTrigger',
  parameters: PARAMETERS,
  mutating: true,
  callsPerSecondMax: 100,
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
      checkConfigurationRole('scf:CreateTrigger', cloud) ??
      checkActive(named.found, cloud, 'FailedOperation.CreateTrigger') ??
      checkArgument(type, trigger.argument) ??
      checkTriggerDesc(trigger, cloud) ??
      checkTriggerLimits(trigger, named.found);
    if (refusal !== undefined) return refusal;
    const created = withUrlName(trigger, named.found, cloud);
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
function checkTriggerLimits(
  trigger: DeployedTrigger,
  { triggers }: DeployedFunction,
): Refusal | undefined {
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

/**
 * With the switch `httpTriggerNamedByUrl` the given name of a function's URL is replaced by its id.
 */
function withUrlName(
  trigger: DeployedTrigger,
  { functionId }: DeployedFunction,
  { switches }: Cloud,
): DeployedTrigger {
  if (trigger.type !== 'http' || !switches.httpTriggerNamedByUrl) return trigger;
  return { ...trigger, name: urlIdOf(functionId, trigger.addTimeMs) };
}

/** @see https://cloud.tencent.com/document/product/583/18588 */
export const deleteTrigger = defineAction({
  name: 'DeleteTrigger',
  parameters: TRIGGER,
  mutating: true,
  callsPerSecondMax: 100,
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

/**
 * Lists the triggers of a function, the last changed first.
 *
 * @see https://cloud.tencent.com/document/api/583/44268
 */
export const listTriggers = defineAction({
  name: 'ListTriggers',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    OrderBy: { type: 'string' },
    Order: { type: 'string' },
    Filters: { type: FILTERS },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const { OrderBy = 'mod_time', Filters = [] } = params;
    const timeOf = TIMES.get(OrderBy);
    if (timeOf === undefined) {
      const message = `OrderBy must be ${[...TIMES.keys()].join(' or ')}.`;
      return refuse('InvalidParameterValue.OrderBy', message);
    }
    const refusal = checkFilters(Filters);
    if (refusal !== undefined) return refusal;
    const triggers = [...named.found.triggers.values()].filter((trigger) =>
      Filters.every(({ Name, Values }) => Values.includes(FIELDS.get(Name)?.(trigger) ?? '')),
    );
    const listing = readListing(triggers, timeOf, params);
    if (!listing.ok) return listing;
    const rows = listing.rows.map((trigger) => triggerJson(trigger, named.found, cloud));
    return { ok: true, response: { TotalCount: triggers.length, Triggers: rows } };
  },
});

const TIMES: ReadonlyMap<string, (trigger: DeployedTrigger) => number> = new Map([
  ['mod_time', ({ modTimeMs }) => modTimeMs],
  ['add_time', ({ addTimeMs }) => addTimeMs],
]);

const FIELDS: ReadonlyMap<string, (trigger: DeployedTrigger) => string> = new Map([
  ['Qualifier', ({ qualifier }) => qualifier],
  ['TriggerName', ({ name }) => name],
  ['Description', ({ description }) => description],
]);

function checkFilters(filters: readonly ParamsOf<(typeof FILTERS)[0]>[]): Refusal | undefined {
  if (filters.every(({ Name }) => FIELDS.has(Name))) return undefined;
  const message = `A filter's Name must be ${[...FIELDS.keys()].join(', ')}.`;
  return refuse('InvalidParameterValue.Filters', message);
}
