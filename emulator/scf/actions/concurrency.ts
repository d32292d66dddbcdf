import { type Cloud, defineAction, type Refusal, refuse } from '../../api/service.ts';
import { checkActive, findFunction, putFunction } from './deployed-function.ts';

/**
 * Takes from a function what is reserved for it; it is none the worse when that was nothing.
 *
 * @see https://cloud.tencent.com/document/api/583/51249
 */
export const deleteReservedConcurrencyConfig = defineAction({
  name: 'DeleteReservedConcurrencyConfig',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation.DebugModeStatus',
    'FailedOperation.ReservedInProgress',
    'InternalError',
    'ResourceNotFound.Function',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const refusal = checkActive(named.found, cloud, 'FailedOperation.ReservedInProgress');
    if (refusal !== undefined) return refusal;
    putFunction(cloud, { ...named.found, reservedMemMb: undefined });
    return { ok: true, response: {} };
  },
});

/** Tells what is reserved for a function: null when that is nothing, as the vendor's page allows. */
export const getReservedConcurrencyConfig = defineAction({
  name: 'GetReservedConcurrencyConfig',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  codes: [
    'InternalError',
    'InvalidParameterValue',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Namespace',
    'MissingParameter',
    'ResourceNotFound.Function',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    return { ok: true, response: { ReservedMem: named.found.reservedMemMb ?? null } };
  },
});

/**
 * Reserves memory for the instances of a function, which is also the most that they may have.
 *
 * @see https://www.tencentcloud.com/document/product/583/39224
 */
export const putReservedConcurrencyConfig = defineAction({
  name: 'PutReservedConcurrencyConfig',
  parameters: {
    FunctionName: { type: 'string', required: true },
    ReservedConcurrencyMem: { type: 'integer', required: true },
    Namespace: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation',
    'FailedOperation.DebugModeStatus',
    'FailedOperation.FunctionVersionStatusNotActive',
    'FailedOperation.InsufficientBalance',
    'FailedOperation.ProvisionedExceedReserved',
    'FailedOperation.ReservedInProgress',
    'FailedOperation.ServiceClosed',
    'InternalError',
    'InvalidParameterValue',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Namespace',
    'LimitExceeded.FunctionReservedConcurrencyMemory',
    'MissingParameter',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation',
  ],
  answer({ ReservedConcurrencyMem: reservedMemMb, ...selector }, cloud) {
    const named = findFunction(selector, cloud);
    if (!named.ok) return named;
    const refusal =
      checkActive(named.found, cloud, 'FailedOperation.FunctionVersionStatusNotActive') ??
      checkQuota(named.found.name, reservedMemMb, cloud);
    if (refusal !== undefined) return refusal;
    putFunction(cloud, { ...named.found, reservedMemMb });
    return { ok: true, response: {} };
  },
});

/**
 * What all functions of a region may have together; the lesser number is that of most regions.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
const QUOTA_MB = 64_000;

const LARGE_QUOTA_MB = 128_000;

const LARGE_REGIONS = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-hongkong'];

/** So much must be left for functions without a share of their own. */
const UNRESERVED_MB_MIN = 12_800;

function checkQuota(name: string, mb: number, { state, region }: Cloud): Refusal | undefined {
  if (mb < 0) return refuse('InvalidParameterValue', 'ReservedConcurrencyMem must be at least 0.');
  const quotaMb = LARGE_REGIONS.includes(region) ? LARGE_QUOTA_MB : QUOTA_MB;
  let restMb = quotaMb - UNRESERVED_MB_MIN;
  for (const other of state.scf.get(region)?.values() ?? []) {
    if (other.name !== name) restMb -= other.reservedMemMb ?? 0;
  }
  if (mb <= restMb) return undefined;
  const message = `ReservedConcurrencyMem may be ${restMb} MB, as others have the rest.`;
  return refuse('LimitExceeded.FunctionReservedConcurrencyMemory', message);
}
