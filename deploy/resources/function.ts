import type { GetFunctionResponse } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models.js';
import type { FoundFunction } from '../state/found.ts';
import { applyFunction, deleteFunction, readWhenStable } from './function-changes.ts';
import { isOwnVariable, isShownVariable } from './own-variables.ts';
import { readMark } from './ownership.ts';
import {
  type DesiredOf,
  type Fields,
  type FieldValue,
  type ResourceHandler,
  readEach,
} from './resource-handler.ts';

/**
 * Functions. The optional settings (dead-letter queue, network, log) are compared only if the file
 * declares them, since the platform chooses a log of its own by default.
 *
 * @see https://cloud.tencent.com/document/product/583/18586 (CreateFunction)
 */
export const functionResource: ResourceHandler<'function'> = {
  desired: ({ app, functions }) => new Map(functions.map((one) => [one.name, { ...one, app }])),
  read: ({ functions }, cloud) =>
    readEach(functions, async (name) => {
      const answer = await readWhenStable(name, cloud);
      return answer && foundFunction(answer);
    }),
  foundFields,
  desiredFields,
  mustReplace: (fields) =>
    fields.some(({ name, before }) => name === 'runtime' || before === NEVER_CREATED),
  apply: applyFunction,
  remove: (name, _found, cloud) => deleteFunction(name, cloud),
};

/** The status of a function that can only be deleted. */
const NEVER_CREATED = 'CreateFailed';

function foundFunction(answer: GetFunctionResponse): FoundFunction {
  const { Status: status = 'Active', Description: description = '', Role: role = '' } = answer;
  const { Handler: handler = '', Runtime: runtime = '', CodeSize: codeBytes } = answer;
  const { MemorySize: memoryMb = 0, Timeout: timeoutS = 0 } = answer;
  const { ClsLogsetId: logsetId = '', ClsTopicId: topicId = '' } = answer;
  const variables = answer.Environment?.Variables ?? [];
  const { Type: type, Name: name } = answer.DeadLetterConfig ?? { Type: '', Name: '' };
  const { VpcId: vpcId = '', SubnetId: subnetId = '' } = answer.VpcConfig ?? {};
  return {
    ...{ status, description, handler, runtime, memoryMb, timeoutS, role, codeBytes },
    environment: Object.fromEntries(variables.map(({ Key = '', Value = '' }) => [Key, Value])),
    deadLetter: { type, name },
    vpc: { vpcId, subnetId },
    publicNet: PUBLIC_NETS.get(answer.PublicNetConfig?.PublicNetStatus ?? ''),
    hasFixedAddress: answer.PublicNetConfig?.EipConfig?.EipStatus === 'ENABLE',
    cls: { logsetId, topicId },
  };
}

const PUBLIC_NETS: ReadonlyMap<string, 'on' | 'off'> = new Map([
  ['ENABLE', 'on'],
  ['DISABLE', 'off'],
]);

type Desired = DesiredOf['function'];

type Settings = Omit<
  FoundFunction,
  'description' | 'codeBytes' | 'environment' | 'publicNet' | 'hasFixedAddress'
> & {
  readonly publicNet: string;
  readonly code: string;
  readonly systemLog: string;
  readonly environment: Readonly<Record<string, string>>;
};

function foundFields(found: FoundFunction, desired: Desired): Fields {
  const own = Object.entries(found.environment).filter(
    ([name]) => isOwnVariable(name) || Object.hasOwn(desired.environment, name),
  );
  const environment = Object.fromEntries(own);
  const code = foundCode(found, desired);
  const systemLog = isSysLogIgnored(found, desired) ? 'ignored' : 'kept';
  // What is not reported counts as unchanged.
  const { publicNet = desired.publicNet } = found;
  return fieldsOf({ ...found, code, environment, publicNet, systemLog }, desired);
}

function desiredFields(desired: Desired): Fields {
  const { deadLetter = NO_DEAD_LETTER, vpc = NO_VPC, cls = NO_CLS } = desired;
  const code = shortHash(desired.code.sha256);
  const role = desired.role.name;
  const settings = { status: 'Active', role, code, deadLetter, vpc, cls, systemLog: 'ignored' };
  return fieldsOf({ ...desired, ...settings }, desired);
}

const NO_DEAD_LETTER = { type: '', name: '' };
const NO_VPC = { vpcId: '', subnetId: '' };
const NO_CLS = { logsetId: '', topicId: '' };

/**
 * The code according to the mark. An upload by hand keeps the mark, but probably changes the size: then
 * the code is unknown.
 */
function foundCode({ description, codeBytes }: FoundFunction, { app, code }: Desired): string {
  const mark = readMark(description, app);
  if (mark === undefined) return 'unknown';
  const isSame = mark.sha256 === code.sha256;
  const expectedBytes = mark.codeBytes ?? code.zip.byteLength;
  if (isSame && codeBytes !== undefined && codeBytes !== expectedBytes) return 'unknown';
  return shortHash(mark.sha256);
}

/** According to the mark, as no call reads it back. */
function isSysLogIgnored({ description }: FoundFunction, { app }: Desired): boolean {
  return readMark(description, app)?.isSysLogIgnored === true;
}

function shortHash(sha256: string): string {
  return `sha256 ${sha256.slice(0, 16)}`;
}

function fieldsOf(settings: Settings, { deadLetter, vpc, cls }: Desired): Fields {
  return new Map<string, FieldValue>([
    ['runtime', settings.runtime],
    ['status', settings.status],
    ['code', settings.code],
    ['handler', settings.handler],
    ['memory', `${settings.memoryMb} MB`],
    ['timeout', `${settings.timeoutS} s`],
    ['role', settings.role],
    ['system log', settings.systemLog],
    ...(deadLetter ? [['dead letters', textOf(settings.deadLetter)] as const] : []),
    ...(vpc ? [['network', textOf(settings.vpc)] as const] : []),
    ['public network', settings.publicNet],
    ...(cls ? [['log', textOf(settings.cls)] as const] : []),
    ...variableFields(settings.environment),
  ]);
}

function textOf(parts: Readonly<Record<string, string>>): string {
  return Object.values(parts).join(' ');
}

/** A variable with an empty value counts as not set. */
function variableFields(
  environment: Readonly<Record<string, string>>,
): readonly (readonly [string, FieldValue])[] {
  const names = Object.keys(environment).sort();
  return names.flatMap((name) => {
    const { [name]: value = '' } = environment;
    if (value === '') return [];
    return [[`environment.${name}`, isShownVariable(name) ? value : { secret: value }] as const];
  });
}
