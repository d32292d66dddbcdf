import { ifThere } from '../calls/if-there.ts';
import { type Resource, readEach } from './resource.ts';

/**
 * How many instances of a function may run at a time, which the platform counts in memory. The pace of
 * each instance follows from it, so that all together stay within the limits of KMS.
 *
 * @see https://cloud.tencent.com/document/product/583/51247 (PutReservedConcurrencyConfig)
 */
export const concurrency: Resource<'concurrency'> = {
  desired: ({ functions }) =>
    new Map(
      functions.map(({ name, instancesMax, memoryMb }) => {
        return [name, { functionName: name, reservedMb: instancesMax * memoryMb }];
      }),
    ),

  read: ({ functions }, { call, application: { namespace } }) =>
    readEach(functions, async (name) => {
      const place = { FunctionName: name, Namespace: namespace };
      const answer = await ifThere(call('scf', 'GetReservedConcurrencyConfig', place));
      return answer?.ReservedMem ? { reservedMb: answer.ReservedMem } : undefined;
    }),

  foundFields: fieldsOf,
  desiredFields: fieldsOf,

  apply: async ({ functionName, reservedMb }, _found, _change, { call, application }) => {
    const place = { FunctionName: functionName, Namespace: application.namespace };
    const params = { ...place, ReservedConcurrencyMem: reservedMb };
    await call('scf', 'PutReservedConcurrencyConfig', params);
  },
};

function fieldsOf({ reservedMb }: { readonly reservedMb: number }): ReadonlyMap<string, string> {
  return new Map([['reserved memory', `${reservedMb} MB`]]);
}
