import { type Cloud, defineAction, type Refusal, refuse } from '../../api/service.ts';
import { checkActive, findFunction, putFunction } from './deployed-function.ts';

/**
 * Removes the reservation of a function; without one it also succeeds.
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
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const refusal = checkActive(named.found, cloud, 'FailedOperation.ReservedInProgress');
    if (refusal !== undefined) return refusal;
    putFunction(cloud, { ...named.found, reservedMemMb: undefined });
    return { ok: true, response: {} };
  },
});

/** Answers the reservation of a function: null without one, as the vendor's page allows. */
export const getReservedConcurrencyConfig = defineAction({
  name: 'GetReservedConcurrencyConfig',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    return { ok: true, response: { ReservedMem: named.found.reservedMemMb ?? null } };
  },
});

/**
 * Reserves memory for the instances of a function, which also limits their number.
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
 * The quota of all functions of a region together; most regions have the smaller one.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 */
export function quotaMbOf(region: string): number {
  return LARGE_REGIONS.includes(region) ? LARGE_QUOTA_MB : QUOTA_MB;
}

const QUOTA_MB = 64_000;

const LARGE_QUOTA_MB = 128_000;

const LARGE_REGIONS = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-hongkong'];

/** The memory that must stay available to functions without a reservation. */
const UNRESERVED_MB_MIN = 12_800;

function checkQuota(name: string, mb: number, { state, region }: Cloud): Refusal | undefined {
  if (mb < 0) return refuse('InvalidParameterValue', 'ReservedConcurrencyMem must be at least 0.');
  let restMb = quotaMbOf(region) - UNRESERVED_MB_MIN;
  for (const other of state.scf.get(region)?.values() ?? []) {
    if (other.name !== name) restMb -= other.reservedMemMb ?? 0;
  }
  if (mb <= restMb) return undefined;
  const message = `ReservedConcurrencyMem may be ${restMb} MB, because other functions have reserved the rest.`;
  return refuse('LimitExceeded.FunctionReservedConcurrencyMemory', message);
}
