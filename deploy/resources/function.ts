import type { GetFunctionResponse } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models.js';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { ifPresent } from '../calls/calls.ts';
import type { DesiredFunction } from '../state/application.ts';
import type { Change } from '../state/change.ts';
import type { FoundFunction } from '../state/found.ts';
import { readMark, writeMark } from './ownership.ts';
import {
  type Cloud,
  type DesiredOf,
  type Fields,
  type FieldValue,
  type ResourceHandler,
  readEach,
} from './resource.ts';

/**
 * Functions. What a file need not name (dead letters, network, log) is compared only if it does, since
 * the platform chooses a log of its own where nobody names one.
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

/** Nothing but to be deleted can be done with such a function. */
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
    cls: { logsetId, topicId },
  };
}

type Desired = DesiredOf['function'];

type Settings = Omit<FoundFunction, 'description' | 'codeBytes' | 'environment'> & {
  readonly code: string;
  readonly environment: Readonly<Record<string, string>>;
};

function foundFields(found: FoundFunction, desired: Desired): Fields {
  const own = Object.entries(found.environment).filter(
    ([name]) => isOwnVariable(name) || Object.hasOwn(desired.environment, name),
  );
  const environment = Object.fromEntries(own);
  return fieldsOf({ ...found, code: foundCode(found, desired), environment }, desired);
}

function desiredFields(desired: Desired): Fields {
  const { deadLetter = NO_DEAD_LETTER, vpc = NO_VPC, cls = NO_CLS } = desired;
  const code = shortHash(desired.code.sha256);
  const role = desired.role.name;
  return fieldsOf({ ...desired, status: 'Active', role, code, deadLetter, vpc, cls }, desired);
}

const NO_DEAD_LETTER = { type: '', name: '' };
const NO_VPC = { vpcId: '', subnetId: '' };
const NO_CLS = { logsetId: '', topicId: '' };

/** The code by its mark; somebody who uploaded other code by hand left the mark, but hardly the size. */
function foundCode({ description, codeBytes }: FoundFunction, { app, code }: Desired): string {
  const mark = readMark(description, app);
  if (mark === undefined) return 'unknown';
  const isSame = mark.sha256 === code.sha256;
  const expectedBytes = mark.codeBytes ?? code.zip.byteLength;
  if (isSame && codeBytes !== undefined && codeBytes !== expectedBytes) return 'unknown';
  return shortHash(mark.sha256);
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
    ...(deadLetter ? [['dead letters', textOf(settings.deadLetter)] as const] : []),
    ...(vpc ? [['network', textOf(settings.vpc)] as const] : []),
    ...(cls ? [['log', textOf(settings.cls)] as const] : []),
    ...variableFields(settings.environment),
  ]);
}

function textOf(parts: Readonly<Record<string, string>>): string {
  return Object.values(parts).join(' ');
}

/** A variable with an empty value is none. */
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

/**
 * Creates, updates or replaces a function, and waits until it can be used. The mark of new code is
 * written after the code itself: whoever breaks off between the two uploads it again.
 */
export async function applyFunction(
  desired: DesiredFunction,
  found: FoundFunction | undefined,
  { verb, fields }: Change,
  cloud: Cloud,
): Promise<void> {
  if (found === undefined || verb === 'replace') {
    if (found !== undefined) await deleteFunction(desired.name, cloud);
    await create(desired, found, cloud);
    return;
  }
  const place = placeOf(desired, cloud);
  let { codeBytes } = found;
  if (fields.some(({ name }) => UPLOADED.has(name))) {
    const params = { ...place, Handler: desired.handler, ZipFile: base64(desired) };
    await cloud.call('scf', 'UpdateFunctionCode', params);
    codeBytes = await activeCodeBytes(desired.name, cloud);
  }
  await configure(desired, found, codeBytes, cloud);
}

/** Ends when it is gone. Its triggers go with it. */
export async function deleteFunction(name: string, cloud: Cloud): Promise<void> {
  const place = { FunctionName: name, Namespace: cloud.application.namespace };
  await cloud.call('scf', 'DeleteFunction', place);
  await readWhenStable(name, cloud);
}

/** The fields that come with the code; all others are configuration. */
const UPLOADED: ReadonlySet<string> = new Set(['code', 'handler', 'status']);

async function create(
  desired: DesiredFunction,
  replaced: FoundFunction | undefined,
  cloud: Cloud,
): Promise<void> {
  await cloud.call('scf', 'CreateFunction', {
    ...placeOf(desired, cloud),
    Type: 'Event',
    Runtime: desired.runtime,
    Handler: desired.handler,
    Code: { ZipFile: base64(desired) },
    // The platform's default within a network is not documented, and all calls of ours go out. Said
    // once, so that whoever has a gateway and switches it off is not overruled.
    ...(desired.vpc && { PublicNetConfig: PUBLIC_NET }),
    ...configurationOf(desired, replaced, undefined, cloud),
  });
  const codeBytes = await activeCodeBytes(desired.name, cloud);
  if (isOtherSize(codeBytes, desired)) await configure(desired, replaced, codeBytes, cloud);
}

const PUBLIC_NET = { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE' } };

async function configure(
  desired: DesiredFunction,
  found: FoundFunction | undefined,
  codeBytes: number | undefined,
  cloud: Cloud,
): Promise<void> {
  await cloud.call('scf', 'UpdateFunctionConfiguration', {
    ...placeOf(desired, cloud),
    ...configurationOf(desired, found, codeBytes, cloud),
  });
  await activeCodeBytes(desired.name, cloud);
}

function configurationOf(
  desired: DesiredFunction,
  found: FoundFunction | undefined,
  codeBytes: number | undefined,
  { application: { app } }: Cloud,
) {
  const { vpc, cls, deadLetter } = desired;
  const { sha256 } = desired.code;
  const size = isOtherSize(codeBytes, desired) ? { codeBytes } : {};
  return {
    Description: writeMark({ app, sha256, ...size }),
    MemorySize: desired.memoryMb,
    Timeout: desired.timeoutS,
    Role: desired.role.name,
    Environment: { Variables: variablesOf(desired, found) },
    ...(vpc && { VpcConfig: { VpcId: vpc.vpcId, SubnetId: vpc.subnetId } }),
    ...(cls && { ClsLogsetId: cls.logsetId, ClsTopicId: cls.topicId }),
    ...(deadLetter && { DeadLetterConfig: { Type: deadLetter.type, Name: deadLetter.name } }),
  };
}

/** All variables, as those that are not sent are deleted. A value may not be empty. */
function variablesOf(desired: DesiredFunction, found: FoundFunction | undefined) {
  const foreign = Object.entries(found?.environment ?? {}).filter(([name]) => !isOwnVariable(name));
  const variables = { ...Object.fromEntries(foreign), ...desired.environment };
  return Object.entries(variables)
    .filter(([, value]) => value !== '')
    .map(([Key, Value]) => ({ Key, Value }));
}

function isOtherSize(
  codeBytes: number | undefined,
  { code }: DesiredFunction,
): codeBytes is number {
  return codeBytes !== undefined && codeBytes !== code.zip.byteLength;
}

/** Waits until the function can be used, and gives what the cloud says of the size of its code. */
async function activeCodeBytes(name: string, cloud: Cloud): Promise<number | undefined> {
  const found = await readWhenStable(name, cloud);
  const { Status: status = found === undefined ? 'gone' : 'Active' } = found ?? {};
  if (status === 'Active') return found?.CodeSize;
  const reasons = found?.StatusReasons?.map(({ ErrorMessage }) => ErrorMessage) ?? [];
  const detail = [`${name} is ${status}`, found?.StatusDesc, ...reasons].filter(Boolean).join(': ');
  throw new ApiError('FunctionNotActive', { detail });
}

function placeOf({ name }: DesiredFunction, { application: { namespace } }: Cloud) {
  return { FunctionName: name, Namespace: namespace };
}

function base64({ code }: DesiredFunction): string {
  return Buffer.from(code.zip).toString('base64');
}

/**
 * What the cloud tells of a function once it is not being changed any more; undefined when there is
 * none. Every change has to wait for the one before.
 *
 * @see https://cloud.tencent.com/document/product/583/115197 (the states of functions)
 */
export async function readWhenStable(name: string, { call, application, clock }: Cloud) {
  const place = { FunctionName: name, Namespace: application.namespace, ShowCode: 'FALSE' };
  const untilMs = clock.nowMs() + SETTLING_MS_MAX;
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(2 * delayMs, DELAY_MS_MAX)) {
    const found = await ifPresent(call('scf', 'GetFunction', place));
    // While something is done to it: Creating, Updating, Publishing, Deleting.
    if (found === undefined || !/ing$/.test(found.Status ?? '')) return found;
    if (clock.nowMs() >= untilMs) {
      const detail = `${name} is ${found.Status} for ${SETTLING_MS_MAX / 1_000} seconds`;
      throw new ApiError('FunctionNotSettled', { detail });
    }
    await clock.sleep(delayMs);
  }
}

const SETTLING_MS_MAX = 120_000;
const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 2_000;

/**
 * The environment variables that the functions read. Of a deployed function these are ours: they are
 * set and removed as the file says. Any other was set by somebody else, and stays.
 */
export function isOwnVariable(name: string): boolean {
  return SHOWN.has(name) || HIDDEN.has(name);
}

/** Only that is shown of which it is known that anybody may see it. */
export function isShownVariable(name: string): boolean {
  return SHOWN.has(name);
}

const SHOWN: ReadonlySet<string> = new Set([
  'ACCOUNT_UIN',
  'API_ENDPOINT',
  'ATTEMPT_MS_MIN',
  'AUTH',
  'JWT_ALGORITHMS',
  'JWT_AUDIENCE',
  'JWT_ISSUER',
  'JWT_JWKS_URL',
  'JWT_SERVICE_SCOPE',
  'JWT_TENANT_CLAIM',
  'KMS_CALLS_PER_SECOND',
  'MESSAGE_AGE_S_MAX',
  'REDRIVES_MAX',
  'REGION',
  'REQUESTS_TOPIC',
  'RETRY_ATTEMPTS_MAX',
  'RETRY_DELAY_MS_MAX',
  'RETRY_DELAY_MS_MIN',
  'RUNBOOK_URL',
  'SETTLE_MS',
  'TAG_CALLS_PER_SECOND',
  'TOPICS_URL',
]);

const HIDDEN: ReadonlySet<string> = new Set(['MARKER_KEYS', 'MESSAGE_KEYS']);
