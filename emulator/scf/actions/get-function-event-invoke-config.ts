import { defineAction } from '../../api/service.ts';
import { findFunction } from './find-function.ts';

/**
 * Tells how often what nobody waits for is tried again. The first row is about failures of the
 * function; the second, -1, is in the vendor's example, and no page says what it is about.
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
  codes: [
    'FailedOperation',
    'FailedOperation.FunctionVersionStatusNotActive',
    'FailedOperation.InsufficientBalance',
    'InternalError',
    'InvalidParameterValue',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.Qualifier',
    'MissingParameter',
    'ResourceNotFound',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.FunctionVersion',
    'ResourceNotFound.Namespace',
    'ResourceNotFound.Version',
    'UnauthorizedOperation',
  ],
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const { retriesMax, ttlS } = named.found.asyncRetry;
    const RetryConfig = [{ RetryNum: retriesMax }, { RetryNum: -1 }];
    return { ok: true, response: { AsyncTriggerConfig: { RetryConfig, MsgTTL: ttlS } } };
  },
});
