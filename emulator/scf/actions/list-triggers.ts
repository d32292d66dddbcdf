import { defineAction, type ParamsOf, type Refusal, refuse } from '../../api/service.ts';
import type { DeployedTrigger } from '../../state/scf.ts';
import { findFunction } from './find-function.ts';
import { FILTERS } from './function-parameters.ts';
import { readListing } from './read-listing.ts';
import { triggerJson } from './trigger-json.ts';

/**
 * Lists the triggers of a function, the one that changed last first. Codes about the function are not
 * in the vendor's list for this action, as if it had none; they are needed all the same.
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
  codes: [
    'FailedOperation.Apigw',
    'InvalidParameterValue.Filters',
    'InvalidParameterValue.Order',
    'InvalidParameterValue.OrderBy',
    'ResourceNotFound.Function',
    'ResourceNotFound.Namespace',
  ],
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
