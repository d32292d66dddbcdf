import { beijingTime } from '../../api/beijing-time.ts';
import { type Cloud, defineAction, missingParameter, refuse } from '../../api/service.ts';
import type { JsonObject } from '../../json/json.ts';
import type { DeployedFunction, PublishedVersion } from '../../state/scf.ts';
import { checkNamespace, findFunction, statusOf, unknownVersion } from './deployed-function.ts';
import { triggerJson } from './deployed-trigger.ts';
import { FILTERS, readListing } from './listing.ts';

/**
 * Describes a function or one of its versions. Its code is never included; the platform omits files over
 * 1 MB.
 *
 * @see https://cloud.tencent.com/document/product/583/18584
 */
export const getFunction = defineAction({
  name: 'GetFunction',
  parameters: {
    FunctionName: { type: 'string' },
    Qualifier: { type: 'string' },
    Namespace: { type: 'string' },
    ShowCode: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ FunctionName, Qualifier = '$LATEST', ...selector }, cloud) {
    if (FunctionName === undefined) return missingParameter('FunctionName');
    const named = findFunction({ FunctionName, ...selector }, cloud);
    if (!named.ok) return named;
    const { found } = named;
    if (['$LATEST', '$DEFAULT'].includes(Qualifier)) {
      return { ok: true, response: functionJson(found, cloud) };
    }
    const version = found.versions.find((each) => each.version === Qualifier);
    if (version === undefined) return unknownVersion(Qualifier);
    return { ok: true, response: versionJson(version, found, cloud) };
  },
});

/** The triggers of a function are those of `$LATEST`, and a version changes no more. */
function versionJson(
  { version, ...kept }: PublishedVersion,
  found: DeployedFunction,
  cloud: Cloud,
): JsonObject {
  const { addTimeMs: modTimeMs } = kept;
  const asFunction = { ...found, ...kept, modTimeMs, triggers: new Map(), versions: [] };
  const numbered = { FunctionVersion: version, Qualifier: version, Status: 'Active' };
  return { ...functionJson(asFunction, cloud), ...numbered };
}

function functionJson(deployed: DeployedFunction, cloud: Cloud): JsonObject {
  const { environment, triggers, zipFile } = deployed;
  return {
    ...CONSTANT_FIELDS,
    ...deployed.rest,
    FunctionName: deployed.name,
    FunctionId: deployed.functionId,
    Description: deployed.description,
    Handler: deployed.handler,
    Runtime: deployed.runtime,
    MemorySize: deployed.memoryMb,
    Timeout: deployed.timeoutS,
    Environment: {
      Variables: Object.entries(environment).map(([Key, Value]) => ({ Key, Value })),
    },
    Role: deployed.role,
    CodeSize: Buffer.byteLength(zipFile, 'base64'),
    Triggers: [...triggers.values()].map((trigger) => triggerJson(trigger, deployed, cloud)),
    Status: statusOf(deployed, cloud),
    AddTime: beijingTime(deployed.addTimeMs),
    ModTime: beijingTime(deployed.modTimeMs),
  };
}

/** The fields that are the same for all functions here; null is from the vendor's example. */
const CONSTANT_FIELDS = {
  AccessInfo: { Host: '', Vip: '' },
  AsyncRunEnable: 'FALSE',
  AvailableStatus: 'Available',
  CfsConfig: { CfsInsList: [] },
  CodeError: '',
  CodeInfo: '',
  CodeResult: 'success',
  DnsCache: 'FALSE',
  EipConfig: { EipFixed: 'FALSE', Eips: [] },
  ErrNo: 0,
  FunctionVersion: '$LATEST',
  ImageConfig: null,
  InstallDependency: 'FALSE',
  InstanceConcurrencyConfig: null,
  IntranetConfig: { IpFixed: 'DISABLE' },
  L5Enable: 'FALSE',
  Layers: [],
  Namespace: 'default',
  OnsEnable: 'FALSE',
  ProtocolParams: null,
  ProtocolType: '',
  Qualifier: '$LATEST',
  StatusDesc: '',
  StatusReasons: [],
  TraceEnable: 'FALSE',
  Type: 'Event',
  UseGpu: 'FALSE',
};

/**
 * Lists the functions of a region, the last changed first. The supported filters are those for
 * which functions here differ.
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
    const Functions = listing.rows.map((deployed) => functionRow(deployed, cloud));
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

function functionRow(deployed: DeployedFunction, cloud: Cloud): JsonObject {
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
