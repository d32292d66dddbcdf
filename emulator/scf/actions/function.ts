import {
  type Cloud,
  type Json,
  missingParameter,
  type Parameters,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import type { DeployedFunction } from '../../state/scf.ts';

/** The part of the parameters that names a function. */
export type FunctionSelector = {
  readonly FunctionName: string;
  readonly Namespace?: string;
  readonly Qualifier?: string;
};

type Found = { readonly ok: true; readonly found: DeployedFunction } | Refusal;

/**
 * Finds a function by its name. It has one version, `$LATEST`, which `$DEFAULT` stands for too.
 *
 * Of a function that is not there the vendor has two codes, and says nowhere which comes when. This
 * is the one that all these actions list.
 */
export function findFunction(selector: FunctionSelector, cloud: Cloud): Found {
  const { FunctionName, Qualifier = '$LATEST' } = selector;
  const refusal = checkNamespace(selector.Namespace);
  if (refusal !== undefined) return refusal;
  const found = cloud.state.scf.get(cloud.region)?.get(FunctionName);
  if (found === undefined) {
    const message = `The function ${JSON.stringify(FunctionName)} does not exist in this region.`;
    return refuse('ResourceNotFound.Function', message);
  }
  if (['$LATEST', '$DEFAULT'].includes(Qualifier)) return { ok: true, found };
  return refuse('ResourceNotFound.Version', 'The function has the version $LATEST alone.');
}

/** The local cloud has one namespace. */
export function checkNamespace(namespace = 'default'): Refusal | undefined {
  if (namespace === 'default') return undefined;
  return refuse('ResourceNotFound.Namespace', 'There is the namespace default alone.');
}

// What more than one action of functions takes, as the vendor defines it.

export const ENVIRONMENT = {
  Variables: { type: [{ Key: { type: 'string' }, Value: { type: 'string' } }] },
} as const satisfies Parameters;

const VPC_CONFIG = {
  VpcId: { type: 'string' },
  SubnetId: { type: 'string' },
} as const satisfies Parameters;

const DEAD_LETTER_CONFIG = {
  Type: { type: 'string', required: true },
  Name: { type: 'string', required: true },
  FilterType: { type: 'string' },
} as const satisfies Parameters;

const PUBLIC_NET_CONFIG = {
  PublicNetStatus: { type: 'string', required: true },
  EipConfig: { type: { EipStatus: { type: 'string', required: true } } },
} as const satisfies Parameters;

const INTRANET_CONFIG = {
  IpFixed: { type: 'string', required: true },
} as const satisfies Parameters;

const LAYER = {
  LayerName: { type: 'string', required: true },
  LayerVersion: { type: 'integer', required: true },
} as const satisfies Parameters;

const CFS_CONFIG = {
  CfsInsList: {
    type: [
      {
        UserId: { type: 'string', required: true },
        UserGroupId: { type: 'string', required: true },
        CfsId: { type: 'string', required: true },
        MountInsId: { type: 'string', required: true },
        LocalMountDir: { type: 'string', required: true },
        RemoteMountDir: { type: 'string', required: true },
        IpAddress: { type: 'string' },
        MountVpcId: { type: 'string' },
        MountSubnetId: { type: 'string' },
      },
    ],
    required: true,
  },
} as const satisfies Parameters;

const PROTOCOL_PARAMS = {
  WSParams: { type: { IdleTimeOut: { type: 'integer' } } },
} as const satisfies Parameters;

const INSTANCE_CONCURRENCY_CONFIG = {
  DynamicEnabled: { type: 'string' },
  MaxConcurrency: { type: 'integer' },
  InstanceIsolationEnabled: { type: 'string' },
  Type: { type: 'string' },
  MixNodeConfig: { type: [{ NodeSpec: { type: 'string' }, Num: { type: 'integer' } }] },
  SessionConfig: {
    type: {
      SessionSource: { type: 'string' },
      SessionName: { type: 'string' },
      MaximumConcurrencySessionPerInstance: { type: 'integer' },
      MaximumTTLInSeconds: { type: 'integer' },
      MaximumIdleTimeInSeconds: { type: 'integer' },
      SessionPath: { type: 'string' },
      IdleTimeoutStrategy: { type: 'string' },
    },
  },
} as const satisfies Parameters;

export const CODE = {
  CosBucketName: { type: 'string' },
  CosObjectName: { type: 'string' },
  ZipFile: { type: 'string' },
  CosBucketRegion: { type: 'string' },
  DemoId: { type: 'string' },
  TempCosObjectName: { type: 'string' },
  GitUrl: { type: 'string' },
  GitUserName: { type: 'string' },
  GitPassword: { type: 'string' },
  GitPasswordSecret: { type: 'string' },
  GitBranch: { type: 'string' },
  GitDirectory: { type: 'string' },
  GitCommitId: { type: 'string' },
  GitUserNameSecret: { type: 'string' },
  ImageConfig: {
    type: {
      ImageType: { type: 'string', required: true },
      ImageUri: { type: 'string', required: true },
      RegistryId: { type: 'string' },
      EntryPoint: { type: 'string' },
      Command: { type: 'string' },
      Args: { type: 'string' },
      ContainerImageAccelerate: { type: 'boolean' },
      ImagePort: { type: 'integer' },
    },
  },
} as const satisfies Parameters;

/** The settings that both CreateFunction and UpdateFunctionConfiguration take. */
export const CONFIGURATION = {
  FunctionName: { type: 'string', required: true },
  Description: { type: 'string' },
  MemorySize: { type: 'integer' },
  Timeout: { type: 'integer' },
  Environment: { type: ENVIRONMENT },
  Runtime: { type: 'string' },
  VpcConfig: { type: VPC_CONFIG },
  Namespace: { type: 'string' },
  Role: { type: 'string' },
  InstallDependency: { type: 'string' },
  ClsLogsetId: { type: 'string' },
  ClsTopicId: { type: 'string' },
  Layers: { type: [LAYER] },
  DeadLetterConfig: { type: DEAD_LETTER_CONFIG },
  PublicNetConfig: { type: PUBLIC_NET_CONFIG },
  CfsConfig: { type: CFS_CONFIG },
  InitTimeout: { type: 'integer' },
  ProtocolParams: { type: PROTOCOL_PARAMS },
  InstanceConcurrencyConfig: { type: INSTANCE_CONCURRENCY_CONFIG },
  DnsCache: { type: 'string' },
  IntranetConfig: { type: INTRANET_CONFIG },
} as const satisfies Parameters;

export const FILTERS = [
  { Name: { type: 'string', required: true }, Values: { type: 'string[]', required: true } },
] as const;

/**
 * The platform makes and changes functions by and by; the switch `functionSettlesMs` says how long
 * that takes here. A reset may have set the clock to before the change: then it is long done.
 *
 * @see https://cloud.tencent.com/document/product/583/115197
 */
export function statusOf(
  { addTimeMs, modTimeMs }: DeployedFunction,
  { nowMs, switches }: Cloud,
): 'Active' | 'Creating' | 'Updating' {
  const elapsedMs = nowMs - modTimeMs;
  if (elapsedMs < 0 || elapsedMs >= switches.functionSettlesMs) return 'Active';
  return modTimeMs === addTimeMs ? 'Creating' : 'Updating';
}

/**
 * Refuses to change a function that is not done with its last change.
 *
 * @param code The one that the vendor has for this with the action.
 */
export function checkActive(
  deployed: DeployedFunction,
  cloud: Cloud,
  code: string,
): Refusal | undefined {
  const status = statusOf(deployed, cloud);
  if (status === 'Active') return undefined;
  const message = `The function ${deployed.name} is ${status}; try again when it is Active.`;
  return refuse(code, message);
}

/** Adds a function, or puts it in the place of the one with its name. */
export function putFunction({ state, region }: Cloud, deployed: DeployedFunction): void {
  const functions = state.scf.get(region) ?? new Map<string, DeployedFunction>();
  functions.set(deployed.name, deployed);
  state.scf.set(region, functions);
}

type ReadCode = { readonly ok: true; readonly zipFile: string } | Refusal;

/**
 * Reads the code of a function, which the local cloud takes as a zip in base64 alone: it has no
 * object storage, no images and no demos.
 *
 * @param bytesMax Of the zip; the vendor says 50 MB for new functions.
 */
export function readCode(
  { ZipFile = '', ...others }: Json & { readonly ZipFile?: string },
  codeSource: string | undefined,
  bytesMax: number,
): ReadCode {
  const source = Object.keys(others).find((name) => others[name] !== '');
  if (source !== undefined) {
    return refuse('UnsupportedOperation', `The local cloud has no ${source}; give a ZipFile.`);
  }
  if (codeSource !== undefined && codeSource !== 'ZipFile') {
    return refuse('InvalidParameterValue.CodeSource', 'CodeSource must be ZipFile here.');
  }
  if (ZipFile === '') return missingParameter('ZipFile');
  return checkZip(ZipFile, bytesMax);
}

function checkZip(zipFile: string, bytesMax: number): ReadCode {
  const zip = Buffer.from(zipFile, 'base64');
  if (zip.toString('base64') !== zipFile) {
    const message = 'ZipFile must be a zip in base64, of full length and without line breaks.';
    return refuse('InvalidParameterValue.ZipFileBase64BinasciiError', message);
  }
  if (zip.length > bytesMax) {
    const message = `ZipFile has ${zip.length} bytes; ${bytesMax} are allowed.`;
    return refuse('InvalidParameterValue.ZipFile', message);
  }
  if (zip.toString('latin1', 0, 4) !== ZIP_BEGINNING) {
    return refuse('InvalidParameterValue.ZipFile', 'ZipFile must be a zip with a file in it.');
  }
  return { ok: true, zipFile };
}

const ZIP_BEGINNING = 'PK\x03\x04';

/** The part of the parameters that both lists have. */
type Listing = { readonly Offset?: number; readonly Limit?: number; readonly Order?: string };

type ReadListing<Row> = { readonly ok: true; readonly rows: readonly Row[] } | Refusal;

/**
 * Reads which page of a list is asked for, and in which order: 20 rows from the greatest down. Rows
 * alike come in the order in which they are given.
 */
export function readListing<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => number | string,
  { Offset = 0, Limit = 20, Order = 'DESC' }: Listing,
): ReadListing<Row> {
  const sign = SIGNS.get(Order);
  if (sign === undefined) {
    return refuse('InvalidParameterValue.Order', 'Order must be ASC or DESC.');
  }
  if (Offset < 0) return refuse('InvalidParameterValue', 'Offset must be at least 0.');
  if (Limit < 1 || Limit > LIMIT_MAX) {
    return refuse('InvalidParameterValue', `Limit must be from 1 to ${LIMIT_MAX}.`);
  }
  const sorted = [...rows].sort((one, other) => sign * compare(placeOf(one), placeOf(other)));
  return { ok: true, rows: sorted.slice(Offset, Offset + Limit) };
}

const SIGNS: ReadonlyMap<string, number> = new Map([
  ['ASC', 1],
  ['DESC', -1],
]);

/** No number is documented. */
const LIMIT_MAX = 100;

function compare(one: number | string, other: number | string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Refuses what is not the name of a file and of its export, such as `index.main_handler`. */
export function checkHandler(handler: string): Refusal | undefined {
  const [file = '', name = '', ...more] = handler.split('.');
  if (more.length === 0 && [file, name].every((part) => PART.test(part))) return undefined;
  const rule = '2 to 60 letters, digits, - and _, from a letter to a letter';
  const message = `Handler must be <file>.<export>, each of ${rule}.`;
  return refuse('InvalidParameterValue.Handler', message);
}

const PART = /^[A-Za-z][\w-]{0,58}[A-Za-z]$/;
