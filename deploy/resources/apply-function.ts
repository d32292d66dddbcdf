import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { DesiredFunction } from '../application.ts';
import type { Change } from '../change.ts';
import type { FoundFunction } from '../found.ts';
import { writeMark } from './function-mark.ts';
import { isOwnVariable } from './own-variables.ts';
import type { Cloud } from './resource.ts';
import { settledFunction } from './settled-function.ts';

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
  await settledFunction(name, cloud);
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
  const found = await settledFunction(name, cloud);
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
