import { ifThere } from '../calls/if-there.ts';
import type { FoundAsync } from '../found.ts';
import { type Resource, readEach } from './resource.ts';

/**
 * What the platform does with invocations that nobody waits for, as by a timer, when they fail.
 *
 * @see https://cloud.tencent.com/document/product/583/41138
 */
export const asyncRetry: Resource<'async'> = {
  desired: ({ functions }) =>
    new Map(functions.map(({ name, async }) => [name, { functionName: name, ...async }])),

  read: ({ functions }, { call, application: { namespace } }) =>
    readEach(functions, async (name) => {
      const place = { FunctionName: name, Namespace: namespace };
      const answer = await ifThere(call('scf', 'GetFunctionEventInvokeConfig', place));
      if (answer === undefined) return undefined;
      // A second entry is about refusals by the platform itself, which are retried until the end.
      const { RetryConfig: [first] = [], MsgTTL: ttlS } = answer.AsyncTriggerConfig;
      return { retriesMax: first?.RetryNum ?? 0, ttlS };
    }),

  foundFields: fieldsOf,
  desiredFields: fieldsOf,

  apply: async ({ functionName, retriesMax, ttlS }, _found, _change, { call, application }) => {
    await call('scf', 'UpdateFunctionEventInvokeConfig', {
      FunctionName: functionName,
      Namespace: application.namespace,
      AsyncTriggerConfig: { RetryConfig: [{ RetryNum: retriesMax }], MsgTTL: ttlS },
    });
  },
};

function fieldsOf({ retriesMax, ttlS }: FoundAsync): ReadonlyMap<string, string> {
  return new Map([
    ['retries', String(retriesMax)],
    ['time to live', `${ttlS} s`],
  ]);
}
