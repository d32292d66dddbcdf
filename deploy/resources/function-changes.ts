import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { ifPresent } from '../calls/calls.ts';
import { handlingOf } from '../calls/codes.ts';
import type { DesiredFunction, FunctionCode } from '../state/application.ts';
import type { Change } from '../state/change.ts';
import type { FoundFunction } from '../state/found.ts';
import { isOwnVariable } from './own-variables.ts';
import { writeMark } from './ownership.ts';
import type { Cloud } from './resource-handler.ts';

/**
 * Creates, updates or replaces a function, and waits until it is active. The mark of new code is written
 * after the code itself: a deployment that is interrupted between the two uploads the code again.
 *
 * @throws ApiError `FunctionNotActive` if the function cannot run afterwards, `FunctionNotSettled` if it
 *   does not become stable, or the code of a call that was refused.
 */
export async function applyFunction(
  desired: DesiredFunction,
  found: FoundFunction | undefined,
  { verb, fields }: Change,
  cloud: Cloud,
): Promise<void> {
  if (found === undefined || verb === 'replace') {
    if (found !== undefined) {
      if (fields.some(({ name }) => name === 'runtime')) await tryRuntime(desired, found, cloud);
      await deleteFunction(desired.name, cloud);
    }
    await createFunction(desired, found, cloud);
    return;
  }
  const place = placeOf(desired, cloud);
  let { codeBytes } = found;
  if (fields.some(({ name }) => UPLOADED.has(name))) {
    const params = { ...place, Handler: desired.handler, ZipFile: base64(desired) };
    await cloud.call('scf', 'UpdateFunctionCode', params);
    codeBytes = await activeCodeBytes(desired.name, cloud);
  }
  await configureFunction(desired, found, codeBytes, cloud);
}

/** The fields that an upload of the code sets; all others are configuration. */
const UPLOADED: ReadonlySet<string> = new Set(['code', 'handler', 'status']);

/**
 * Asks for the new function while the old one still exists, so that the platform can refuse the runtime
 * before there is nothing to go back to. The name is taken, so any other refusal is as it should be.
 */
async function tryRuntime(
  desired: DesiredFunction,
  found: FoundFunction,
  cloud: Cloud,
): Promise<void> {
  try {
    await cloud.call('scf', 'CreateFunction', creationOf(desired, found, cloud));
  } catch (error) {
    if (!(error instanceof ApiError) || handlingOf(error.code) === 'give-up') throw error;
  }
}

/**
 * Replaces the code of a function, the handler in it, and its mark, and nothing else.
 *
 * @param handler Undefined leaves it.
 *
 * @throws ApiError as {@link applyFunction} does, or `FunctionNotActive` if the function no longer exists.
 */
export async function putCode(
  name: string,
  code: FunctionCode,
  handler: string | undefined,
  cloud: Cloud,
): Promise<void> {
  const { app, namespace } = cloud.application;
  const place = { FunctionName: name, Namespace: namespace };
  const ZipFile = Buffer.from(code.zip).toString('base64');
  await cloud.call('scf', 'UpdateFunctionCode', {
    ...place,
    ...(handler !== undefined && { Handler: handler }),
    ZipFile,
  });
  const codeBytes = await activeCodeBytes(name, cloud);
  const found = await readWhenStable(name, cloud);
  const size = codeBytes === undefined || codeBytes === code.zip.byteLength ? {} : { codeBytes };
  await cloud.call('scf', 'UpdateFunctionConfiguration', {
    ...place,
    Description: writeMark({ app, sha256: code.sha256, ...size, isSysLogIgnored: true }),
    IgnoreSysLog: true, // As in every such call.
    // Without them, the platform may delete all variables.
    Environment: { Variables: found?.Environment?.Variables ?? [] },
  });
  await activeCodeBytes(name, cloud);
}

/** Deletes a function together with its triggers, and waits until it no longer exists. */
export async function deleteFunction(name: string, cloud: Cloud): Promise<void> {
  const place = { FunctionName: name, Namespace: cloud.application.namespace };
  await cloud.call('scf', 'DeleteFunction', place);
  await readWhenStable(name, cloud);
}

async function createFunction(
  desired: DesiredFunction,
  replaced: FoundFunction | undefined,
  cloud: Cloud,
): Promise<void> {
  await cloud.call('scf', 'CreateFunction', creationOf(desired, replaced, cloud));
  const codeBytes = await activeCodeBytes(desired.name, cloud);
  // CreateFunction cannot keep the platform's own lines out of the log.
  await configureFunction(desired, replaced, codeBytes, cloud);
}

function creationOf(desired: DesiredFunction, replaced: FoundFunction | undefined, cloud: Cloud) {
  return {
    ...placeOf(desired, cloud),
    Type: 'Event',
    Runtime: desired.runtime,
    Handler: desired.handler,
    Code: { ZipFile: base64(desired) },
    ...configurationOf(desired, replaced),
    Description: writeMark({ ...markOf(desired, undefined, cloud), isSysLogIgnored: false }),
  };
}

async function configureFunction(
  desired: DesiredFunction,
  found: FoundFunction | undefined,
  codeBytes: number | undefined,
  cloud: Cloud,
): Promise<void> {
  await cloud.call('scf', 'UpdateFunctionConfiguration', {
    ...placeOf(desired, cloud),
    ...configurationOf(desired, found),
    Description: writeMark({ ...markOf(desired, codeBytes, cloud), isSysLogIgnored: true }),
    // What a function returns is among these lines. A call without it may have them logged again.
    IgnoreSysLog: true,
  });
  await activeCodeBytes(desired.name, cloud);
}

function markOf(
  desired: DesiredFunction,
  codeBytes: number | undefined,
  { application: { app } }: Cloud,
) {
  const size = isOtherSize(codeBytes, desired) ? { codeBytes } : {};
  return { app, sha256: desired.code.sha256, ...size };
}

function configurationOf(desired: DesiredFunction, found: FoundFunction | undefined) {
  const { vpc, cls, deadLetter } = desired;
  return {
    MemorySize: desired.memoryMb,
    Timeout: desired.timeoutS,
    Role: desired.role.name,
    Environment: { Variables: variablesOf(desired, found) },
    // Always sent, as the platform's default within a network is not documented.
    PublicNetConfig: publicNetConfig(desired, found),
    ...(vpc && { VpcConfig: { VpcId: vpc.vpcId, SubnetId: vpc.subnetId } }),
    ...(cls && { ClsLogsetId: cls.logsetId, ClsTopicId: cls.topicId }),
    ...(deadLetter && { DeadLetterConfig: { Type: deadLetter.type, Name: deadLetter.name } }),
  };
}

function publicNetConfig({ publicNet }: DesiredFunction, found: FoundFunction | undefined) {
  return {
    PublicNetStatus: publicNet === 'on' ? 'ENABLE' : 'DISABLE',
    EipConfig: { EipStatus: found?.hasFixedAddress === true ? 'ENABLE' : 'DISABLE' },
  };
}

/** All variables, as the platform deletes those that are not sent. A value must not be empty. */
export function variablesOf(desired: DesiredFunction, found: FoundFunction | undefined) {
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

/** Waits until the function is active, and returns the size of its code as the cloud reports it. */
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
 * Reads a function as soon as it is stable; undefined if it does not exist. Each change must wait until
 * the change before it has ended.
 *
 * @throws ApiError `FunctionNotSettled` if it is still changing after two minutes, or the code of a call
 *   that was refused.
 * @see https://cloud.tencent.com/document/product/583/115197 (the states of functions)
 */
export async function readWhenStable(name: string, { call, application, clock }: Cloud) {
  const place = { FunctionName: name, Namespace: application.namespace, ShowCode: 'FALSE' };
  const untilMs = clock.nowMs() + CHANGING_MS_MAX;
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(2 * delayMs, DELAY_MS_MAX)) {
    const found = await ifPresent(call('scf', 'GetFunction', place));
    // A function that is changing is Creating, Updating, Publishing or Deleting.
    if (found === undefined || !/ing$/.test(found.Status ?? '')) return found;
    if (clock.nowMs() >= untilMs) {
      const detail = `${name} is still ${found.Status} after ${CHANGING_MS_MAX / 1_000} seconds`;
      throw new ApiError('FunctionNotSettled', { detail });
    }
    await clock.sleep(delayMs);
  }
}

const CHANGING_MS_MAX = 120_000;
const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 2_000;
