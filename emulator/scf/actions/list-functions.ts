import { beijingTime } from '../../api/beijing-time.ts';
import { type Cloud, defineAction, type Json, refuse } from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';
import { checkNamespace } from './find-function.ts';
import { FILTERS } from './function-parameters.ts';
import { statusOf } from './function-status.ts';
import { readListing } from './read-listing.ts';

/**
 * Lists the functions of a region, the one that changed last first. Of the filters it has those for
 * which the local cloud has more than one value.
 *
 * @see https://cloud.tencent.com/document/product/583/18582
 */
export const listFunctions = defineAction({
  name: 'ListFunctions',
  parameters: {
    Order: { type: 'string' },
    Orderby: { type: 'string' },
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    SearchKey: { type: 'string' },
    Namespace: { type: 'string' },
    Description: { type: 'string' },
    Filters: { type: FILTERS },
  },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'InternalError.Exception',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.Limit',
    'InvalidParameterValue.LimitExceeded',
    'InvalidParameterValue.Name',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.Offset',
    'InvalidParameterValue.Order',
    'InvalidParameterValue.QueryVersion',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.Region',
  ],
  answer(params, cloud) {
    const { Orderby = 'ModTime', SearchKey = '', Description = '', Filters = [] } = params;
    const refusal = checkNamespace(params.Namespace);
    if (refusal !== undefined) return refusal;
    const placeOf = PLACES.get(Orderby);
    if (placeOf === undefined) return oneOf('Orderby', PLACES);
    if (!Filters.every(({ Name }) => FIELDS.has(Name))) return oneOf("A filter's Name", FIELDS);
    const functions = [...(cloud.state.scf.get(cloud.region)?.values() ?? [])].filter(
      (deployed) =>
        deployed.name.includes(SearchKey) &&
        deployed.description.includes(Description) &&
        Filters.every(({ Name, Values }) =>
          Values.includes(FIELDS.get(Name)?.(deployed, cloud) ?? ''),
        ),
    );
    const listing = readListing(functions, placeOf, params);
    if (!listing.ok) return listing;
    const Functions = listing.rows.map((deployed) => rowOf(deployed, cloud));
    return { ok: true, response: { TotalCount: functions.length, Functions } };
  },
});

type PlaceOf = (deployed: DeployedFunction) => number | string;

const PLACES: ReadonlyMap<string, PlaceOf> = new Map<string, PlaceOf>([
  ['AddTime', ({ addTimeMs }) => addTimeMs],
  ['ModTime', ({ modTimeMs }) => modTimeMs],
  ['FunctionName', ({ name }) => name],
]);

type FieldOf = (deployed: DeployedFunction, cloud: Cloud) => string;

const FIELDS: ReadonlyMap<string, FieldOf> = new Map<string, FieldOf>([
  ['Status', statusOf],
  ['Runtime', ({ runtime }) => runtime],
  ['Role', ({ role }) => role],
]);

function oneOf(name: string, known: ReadonlyMap<string, unknown>) {
  return refuse('InvalidParameterValue', `${name} must be one of ${[...known.keys()].join(', ')}.`);
}

function rowOf(deployed: DeployedFunction, cloud: Cloud): Json {
  return {
    FunctionName: deployed.name,
    FunctionId: deployed.functionId,
    Namespace: 'default',
    Description: deployed.description,
    Runtime: deployed.runtime,
    Type: 'Event',
    Tags: deployed.rest.Tags,
    Status: statusOf(deployed, cloud),
    StatusDesc: '',
    StatusReasons: [],
    AsyncRunEnable: 'FALSE',
    TraceEnable: 'FALSE',
    ReservedConcurrencyMem: deployed.reservedMemMb ?? null,
    TotalProvisionedConcurrencyMem: 0,
    AddTime: beijingTime(deployed.addTimeMs),
    ModTime: beijingTime(deployed.modTimeMs),
  };
}
