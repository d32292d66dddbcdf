import { defineAction } from '../../api/service.ts';
import { findFunction } from './find-function.ts';

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
