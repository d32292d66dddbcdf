import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/index.js';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { callTencent } from '../../shared/tencent/call.ts';
import { type Credentials, tencentClient } from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';

/** Has a function handle an event, and gives what it answered. */
export type InvokeFunction = (functionName: string, event: object) => Promise<JsonObject>;

/**
 * Invokes functions by SCF's API, and waits for their answer. Never a second time: whether to repeat
 * is for the operator to say. Every failure is an `ApiError`; `FunctionFailed` is that of a function
 * which was invoked, with the id of the invocation.
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
    const { Result } = await callTencent<InvokeAnswer>(
      { client, rateLimiter: UNLIMITED_RATE, clock, timeoutMs: TIMEOUT_MS },
      'Invoke',
      params,
      Number.POSITIVE_INFINITY,
    );
    return answerIn(Result ?? {});
  };
}

/** The API itself gives an invocation up after 300 seconds. */
const TIMEOUT_MS = 310_000;

type InvokeAnswer = { readonly Result?: Result };

/** As far as it is needed; the vendor says of `InvokeResult` that it is no longer maintained. */
type Result = {
  readonly InvokeResult?: number;
  readonly RetMsg?: string;
  readonly ErrMsg?: string;
  readonly FunctionRequestId?: string;
};

function answerIn({ InvokeResult = 0, RetMsg, ErrMsg, FunctionRequestId }: Result): JsonObject {
  const about = FunctionRequestId ? { kmsRequestId: FunctionRequestId } : {};
  if (InvokeResult !== 0 || ErrMsg) {
    const detail = messageIn(ErrMsg || RetMsg || `the platform says ${InvokeResult}`);
    throw new ApiError('FunctionFailed', { detail, ...about });
  }
  const answer = parsed(RetMsg ?? '');
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', { detail: 'the function answered no object', ...about });
}

/**
 * What the platform says of a failure is JSON, or else plain text. Of an exception it says no more than
 * that there was one: what it was is in the first line of the stack.
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

/** Where the functions are. */
export type Connection = {
  /** Where the API is, when not at the vendor's own host. */
  readonly endpoint?: string;
  readonly region: string;
  readonly namespace: string;
};
