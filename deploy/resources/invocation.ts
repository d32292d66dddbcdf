import { ifPresent } from '../calls/calls.ts';
import type { FoundAsync } from '../state/found.ts';
import { type ResourceHandler, readEach } from './resource-handler.ts';

/**
 * How many instances of a function may run at a time, which the platform counts in memory. The rate of
 * each instance is derived from it, so that all of them stay within the limits of KMS.
 *
 * @see https://cloud.tencent.com/document/product/583/51247 (PutReservedConcurrencyConfig)
 */
export const concurrency: ResourceHandler<'concurrency'> = {
  desired: ({ functions }) =>
    new Map(
      functions.map(({ name, instancesMax, memoryMb }) => {
        return [name, { functionName: name, reservedMb: instancesMax * memoryMb }];
      }),
    ),

  read: ({ functions }, { call, application: { namespace } }) =>
    readEach(functions, async (name) => {
      const place = { FunctionName: name, Namespace: namespace };
      const answer = await ifPresent(call('scf', 'GetReservedConcurrencyConfig', place));
      return answer?.ReservedMem ? { reservedMb: answer.ReservedMem } : undefined;
    }),

  foundFields: concurrencyFields,
  desiredFields: concurrencyFields,

  apply: async ({ functionName, reservedMb }, _found, _change, { call, application }) => {
    const place = { FunctionName: functionName, Namespace: application.namespace };
    const params = { ...place, ReservedConcurrencyMem: reservedMb };
    await call('scf', 'PutReservedConcurrencyConfig', params);
  },
};

function concurrencyFields({
  reservedMb,
}: {
  readonly reservedMb: number;
}): ReadonlyMap<string, string> {
  return new Map([['reserved memory', `${reservedMb} MB`]]);
}

/**
 * How the platform retries asynchronous invocations, such as those by a timer.
 *
 * @see https://cloud.tencent.com/document/product/583/41138
 */
export const asyncRetry: ResourceHandler<'async'> = {
  desired: ({ functions }) =>
    new Map(functions.map(({ name, async }) => [name, { functionName: name, ...async }])),

  read: ({ functions }, { call, application: { namespace } }) =>
    readEach(functions, async (name) => {
      const place = { FunctionName: name, Namespace: namespace };
      const answer = await ifPresent(call('scf', 'GetFunctionEventInvokeConfig', place));
      if (answer === undefined) return undefined;
      // The second entry is for refusals by the platform itself, which it retries until the message expires.
      const { RetryConfig: [first] = [], MsgTTL: ttlS } = answer.AsyncTriggerConfig;
      return { retriesMax: first?.RetryNum ?? 0, ttlS };
    }),

  foundFields: asyncFields,
  desiredFields: asyncFields,

  apply: async ({ functionName, retriesMax, ttlS }, _found, _change, { call, application }) => {
    await call('scf', 'UpdateFunctionEventInvokeConfig', {
      FunctionName: functionName,
      Namespace: application.namespace,
      AsyncTriggerConfig: { RetryConfig: [{ RetryNum: retriesMax }], MsgTTL: ttlS },
    });
  },
};

function asyncFields({ retriesMax, ttlS }: FoundAsync): ReadonlyMap<string, string> {
  return new Map([
    ['retries', String(retriesMax)],
    ['time to live', `${ttlS} s`],
  ]);
}
