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
 * Invokes functions by SCF's API and waits for their answers. It never retries: the operator decides
 * whether to repeat a command. Every failure is an `ApiError`; `FunctionFailed` means that the function was
 * invoked, and carries the id of the invocation.
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

function answerIn({ InvokeResult = 0, RetMsg, ErrMsg, FunctionRequestId }: Result): JsonObject {
  const about = FunctionRequestId ? { kmsRequestId: FunctionRequestId } : {};
  if (InvokeResult !== 0 || ErrMsg) {
    const detail = messageIn(ErrMsg || RetMsg || `the platform reported ${InvokeResult}`);
    throw new ApiError('FunctionFailed', { detail, ...about });
  }
  const answer = parsed(RetMsg ?? '');
  if (isJsonObject(answer)) return answer;
  throw new ApiError('UnreadableAnswer', {
    detail: 'the function did not answer with a JSON object',
    ...about,
  });
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
