import { defineAction } from '../../api/service.ts';
import { quotaMbOf } from './concurrency.ts';

/**
 * Describes how much memory functions of the region may use at a time, and how much of it is reserved.
 * The namespaces' own limits are left out.
 *
 * @see https://cloud.tencent.com/document/api/583/53437
 */
export const getAccount = defineAction({
  name: 'GetAccount',
  parameters: {},
  mutating: false,
  callsPerSecondMax: 20,
  answer(_params, { state, region }) {
    const functions = [...(state.scf.get(region)?.values() ?? [])];
    const allocatedMb = functions.reduce((sum, { reservedMemMb = 0 }) => sum + reservedMemMb, 0);
    const quotaMb = quotaMbOf(region);
    const namespace = {
      Namespace: 'default',
      Functions: functions.map(({ name }) => name),
      FunctionsCount: functions.length,
      TotalConcurrencyMem: quotaMb,
      TotalAllocatedConcurrencyMem: allocatedMb,
      TotalAllocatedProvisionedMem: 0,
    };
    return {
      ok: true,
      response: {
        AccountUsage: {
          NamespacesCount: 1,
          Namespace: [namespace],
          TotalConcurrencyMem: quotaMb,
          TotalAllocatedConcurrencyMem: allocatedMb,
          UserConcurrencyMemLimit: quotaMb,
        },
        AccountLimit: { NamespacesCount: 5, Namespace: [] },
      },
    };
  },
});
