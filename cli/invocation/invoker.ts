import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/index.js';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { callTencent } from '../../shared/tencent/call.ts';
import { type Credentials, tencentClient } from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';

/** Invokes a function with an event and returns its answer. */
export type InvokeFunction = (functionName: string, event: object) => Promise<JsonObject>;

/**
 * Invokes functions by SCF's API and waits for their answers. A call that the platform refuses because
 * all instances of the function are busy has done nothing, so it is sent again for ten seconds. Nothing
 * else is: the operator decides whether to repeat a command.
 *
 * Every failure is an `ApiError`. `FunctionFailed` means that the function was invoked, and
 * `FunctionBusy` that it never was; both carry the id of the invocation.
 *
 * @see https://cloud.tencent.com/document/product/583/17243
 */
export function functionInvoker(
  { endpoint, region, namespace }: Connection,
  credentials: Credentials,
  clock: Clock,
): InvokeFunction {
  const settings = { region, endpoint, readCredentials: () => credentials, timeoutMs: TIMEOUT_MS };
  const client = tencentClient(scf.v20180416.Client, settings);
  return async (functionName, event) => {
    const params = {
      FunctionName: functionName,
      Namespace: namespace,
      ClientContext: JSON.stringify(event),
    };
    const endMs = clock.nowMs() + BUSY_MS_MAX;
    for (let delayMs = BUSY_DELAY_MS_MIN; ; delayMs = Math.min(delayMs * 2, BUSY_DELAY_MS_MAX)) {
      const { Result = {} } = await callTencent<InvokeAnswer>(
        { client, rateLimiter: UNLIMITED_RATE, clock, timeoutMs: TIMEOUT_MS },
        'Invoke',
        params,
        Number.POSITIVE_INFINITY,
      );
      const failure = failureIn(Result);
      if (failure === undefined) return answerIn(Result);
      if (failure.code !== BUSY || clock.nowMs() + delayMs > endMs) throw failure;
      await clock.sleep(delayMs);
    }
  };
}

/** How long a command waits for an instance of its function. */
const BUSY_MS_MAX = 10_000;

const BUSY_DELAY_MS_MIN = 250;
const BUSY_DELAY_MS_MAX = 2_000;

/** The API itself ends an invocation after 300 seconds. */
const TIMEOUT_MS = 310_000;

type InvokeAnswer = { readonly Result?: Result };

/** The fields that are used. The vendor documents that `InvokeResult` is no longer maintained. */
type Result = {
  readonly InvokeResult?: number;
  readonly RetMsg?: string;
  readonly ErrMsg?: string;
  readonly FunctionRequestId?: string;
};

function failureIn(result: Result): ApiError | undefined {
  const { InvokeResult = 0, RetMsg, ErrMsg } = result;
  if (InvokeResult === 0 && !ErrMsg) return undefined;
  const text = ErrMsg || RetMsg || `the platform reported ${InvokeResult}`;
  const code = NEVER_RUN.has(statusIn(text)) ? BUSY : 'FunctionFailed';
  return new ApiError(code, { detail: messageIn(text), ...idIn(result) });
}

const BUSY = 'FunctionBusy';

/**
 * The platform's codes of an event for which it had no instance.
 *
 * @see https://cloud.tencent.com/document/product/583/42611 (429 and 432)
 */
const NEVER_RUN: ReadonlySet<unknown> = new Set([429, 432]);

function statusIn(text: string): unknown {
  const failure = parsed(text);
  return isJsonObject(failure) ? failure.statusCode : undefined;
}

function answerIn(result: Result): JsonObject {
  const { RetMsg } = result;
  const answer = parsed(RetMsg ?? '');
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', {
    detail: 'the function did not answer with a JSON object',
    ...idIn(result),
  });
}

function idIn({ FunctionRequestId }: Result): { readonly kmsRequestId?: string } {
  return FunctionRequestId ? { kmsRequestId: FunctionRequestId } : {};
}

/**
 * The message of a failure is JSON or plain text. For an exception the JSON says only that there was one:
 * the first line of the stack has its message.
 */
function messageIn(text: string): string {
  const failure = parsed(text);
  const { errorMessage, stackTrace } = isJsonObject(failure) ? failure : {};
  if (typeof errorMessage !== 'string') return text;
  if (typeof stackTrace !== 'string') return errorMessage;
  return `${errorMessage}: ${stackTrace.replace(/\n.*/s, '')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address of the functions. */
export type Connection = {
  /** The address of the API, unless that is the vendor's own host. */
  readonly endpoint?: string;
  readonly region: string;
  readonly namespace: string;
};
