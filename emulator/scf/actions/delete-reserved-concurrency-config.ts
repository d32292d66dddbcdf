import { defineAction } from '../../api/service.ts';
import { findFunction } from './find-function.ts';
import { checkActive } from './function-status.ts';
import { putFunction } from './put-function.ts';

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
