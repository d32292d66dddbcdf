import {
  defineAction,
  type Parameters,
  type ParamsOf,
  type Refusal,
  refuse,
} from '../../api/service.ts';
import { checkActive, findFunction, putFunction } from './deployed-function.ts';

/**
 * Answers the retries of asynchronous invocations. The first row is for failures of the function.
 * The second, -1, is in the vendor's example; its meaning is not documented.
 *
 * @see https://www.tencentcloud.com/document/product/583/39921
 */
export const getFunctionEventInvokeConfig = defineAction({
  name: 'GetFunctionEventInvokeConfig',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
    Qualifier: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const { retriesMax, ttlS } = named.found.asyncRetry;
    const RetryConfig = [{ RetryNum: retriesMax }, { RetryNum: -1 }];
    return { ok: true, response: { AsyncTriggerConfig: { RetryConfig, MsgTTL: ttlS } } };
  },
});

const CONFIG = {
  RetryConfig: { type: [{ RetryNum: { type: 'integer', required: true } }], required: true },
  MsgTTL: { type: 'integer', required: true },
} as const satisfies Parameters;

/**
 * Sets the retries of asynchronous invocations, and how long their events are kept. The vendor's
 * API documents no ranges; these are the console's.
 *
 * @see https://cloud.tencent.com/document/api/583/53639
 */
export const updateFunctionEventInvokeConfig = defineAction({
  name: 'UpdateFunctionEventInvokeConfig',
  parameters: {
    AsyncTriggerConfig: { type: CONFIG, required: true },
    FunctionName: { type: 'string', required: true },
    Namespace: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  answer({ AsyncTriggerConfig: config, ...selector }, cloud) {
    const named = findFunction(selector, cloud);
    if (!named.ok) return named;
    const code = 'FailedOperation.FunctionVersionStatusNotActive';
    const refusal = checkActive(named.found, cloud, code);
    if (refusal !== undefined) return refusal;
    const read = readRetry(config);
    if (!read.ok) return read;
    putFunction(cloud, { ...named.found, asyncRetry: read.asyncRetry });
    return { ok: true, response: {} };
  },
});

type Retry = { readonly retriesMax: number; readonly ttlS: number };

function readRetry({
  RetryConfig,
  MsgTTL: ttlS,
}: ParamsOf<typeof CONFIG>): { readonly ok: true; readonly asyncRetry: Retry } | Refusal {
  const [first, second = { RetryNum: -1 }, ...more] = RetryConfig;
  if (first === undefined || second.RetryNum !== -1 || more.length > 0) {
    const message = 'RetryConfig must have one row; a second one can only be -1.';
    return refuse('InvalidParameterValue.AsyncTriggerConfig', message);
  }
  const { RetryNum: retriesMax } = first;
  if (retriesMax < 0 || retriesMax > 2) {
    return refuse('LimitExceeded.RetryNum', 'RetryNum must be from 0 to 2.');
  }
  if (ttlS < 60 || ttlS > 21_600) {
    return refuse('LimitExceeded.MsgTTL', 'MsgTTL must be from 60 to 21600 seconds.');
  }
  return { ok: true, asyncRetry: { retriesMax, ttlS } };
}
