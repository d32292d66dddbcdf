import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { CallCounter } from './call-stats.ts';
import type { TencentClient } from './client.ts';
import type { RateLimiter } from './rate-limiter.ts';

/**
 * Makes one call as soon as the rate limiter allows it. It never repeats the call: the failure table
 * decides whether that is safe. A throttled call is reported to the rate limiter.
 *
 * Ends by `deadlineMs`, and within `timeoutMs` of sending; the SDK's own timer starts only when a
 * socket is assigned. Every failure is an `ApiError` with the vendor's code or one of ours:
 * `NoTurn` or `DeadlineExceeded` when it was too late to send, `DeadlineExceeded` or `NoAnswer` when
 * the response took too long, and otherwise what {@link readFailure} says.
 *
 * @param deadlineMs On the clock of the API.
 */
export async function callTencent<Answer extends object>(
  api: TencentApi,
  action: string,
  params: object,
  deadlineMs: number,
): Promise<Answer> {
  const { clock, timeoutMs = 3_000 } = api;
  await acquireCapacity(api, deadlineMs);
  const waitMs = Math.min(timeoutMs, deadlineMs - clock.nowMs());
  if (waitMs <= 0) {
    throw new ApiError('DeadlineExceeded', { detail: `there was no time left to send ${action}` });
  }
  const answer = await send(api, action, params, waitMs);
  if (answer === undefined) {
    // A call that our own deadline cut short says nothing about the cloud.
    const code = waitMs < timeoutMs ? 'DeadlineExceeded' : 'NoAnswer';
    throw new ApiError(code, { detail: `${action} was not answered in ${Math.ceil(waitMs)} ms` });
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new ApiError('UnreadableAnswer', { detail: `the answer to ${action} is not an object` });
  }
  return answer as Answer;
}

/** What every call of one product needs. */
export type TencentApi = {
  readonly client: TencentClient;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  /** The longest time for one call; 3,000 when left out. */
  readonly timeoutMs?: number;
  /** Is called when the temporary credentials of a call were refused. */
  readonly onTokenRefused?: () => void;
  /** Counts the calls where they are measured. */
  readonly counter?: CallCounter;
};

async function acquireCapacity(
  { rateLimiter, clock, counter }: TencentApi,
  deadlineMs: number,
): Promise<void> {
  const askedMs = clock.nowMs();
  try {
    await rateLimiter.acquire(deadlineMs);
  } catch (error) {
    counter?.throttled();
    throw error;
  } finally {
    counter?.waited(clock.nowMs() - askedMs);
  }
}

/** Gives undefined when there was no response in time. */
async function send(
  { client, rateLimiter, clock, counter, onTokenRefused = () => {} }: TencentApi,
  action: string,
  params: object,
  waitMs: number,
): Promise<unknown> {
  const sentMs = clock.nowMs();
  counter?.sent(action);
  try {
    return await within(waitMs, clock, (signal) => client.request(action, params, signal));
  } catch (error) {
    const failure = readFailure(error, action);
    const { cause } = failureOf(failure.code);
    if (cause === 'token') onTokenRefused();
    if (cause === 'throttle') {
      rateLimiter.throttled(sentMs);
      counter?.throttled();
    }
    throw failure;
  } finally {
    counter?.answered(clock.nowMs() - sentMs);
  }
}

/**
 * Converts an error of the SDK to an `ApiError` with one code:
 * - the vendor's code when the API refused the call;
 * - `NotConnected`: there was no connection, so nothing happened;
 * - `HttpStatus`: a proxy or gateway answered instead of the API, and the SDK discarded the body;
 * - `UnreadableAnswer`: the response is not JSON, or has no `Response`;
 * - `NoAnswer`: anything else. It is then unknown whether the call was carried out.
 *
 * Only the shape of an error distinguishes these: the SDK does not export its error class, and it
 * passes on the errors of its HTTP client as they are.
 */
export function readFailure(error: unknown, action: string): ApiError {
  if (error instanceof ApiError) return error;
  const { name, message, type, code, httpCode, requestId } = error as SdkError;
  if (type === 'invalid-json') {
    // Without the cause: its message quotes the response, which may name keys of other tenants.
    return new ApiError('UnreadableAnswer', { detail: `the answer to ${action} is not JSON` });
  }
  if (name === 'TypeError') {
    const detail = `the answer to ${action} has no Response`;
    return new ApiError('UnreadableAnswer', { detail, cause: error });
  }
  if (httpCode !== undefined) {
    const detail = `${action} was answered with HTTP status ${httpCode}`;
    return new ApiError('HttpStatus', { detail, cause: error });
  }
  const detail = `${action}: ${message.slice(0, MESSAGE_LENGTH_MAX)}`;
  if (typeof code === 'string' && code !== '' && !NODE_CODE.test(code)) {
    return new ApiError(code, {
      detail,
      ...(requestId && { kmsRequestId: requestId }),
    });
  }
  const isConnected = !CONNECTING.test(message);
  return new ApiError(isConnected ? 'NoAnswer' : 'NotConnected', { detail, cause: error });
}

type SdkError = Error & {
  readonly type?: string;
  readonly code?: unknown;
  readonly httpCode?: number;
  readonly requestId?: string;
};

const MESSAGE_LENGTH_MAX = 300;

/** Codes of Node, such as `ECONNRESET` and `ERR_STREAM_PREMATURE_CLOSE`; any other is the vendor's. */
const NODE_CODE = /^(?:E[A-Z0-9]+|[A-Z0-9]+(?:_[A-Z0-9]+)+)$/;

/**
 * Failures to connect, which only the message of the SDK's error shows. When a host has several
 * addresses and none can be reached, Node's error has no message, so nothing follows `reason:`.
 */
const CONNECTING = /, reason: (?:connect E|getaddrinfo E|$)/;

/**
 * A field of a response that must be there; in the SDK's types every field is optional. Throws the
 * `ApiError` `UnreadableAnswer` when it is missing.
 */
export function requiredField<Answer extends object, Name extends keyof Answer & string>(
  answer: Answer,
  name: Name,
): NonNullable<Answer[Name]> {
  const value = answer[name];
  if (value === undefined || value === null) {
    throw new ApiError('UnreadableAnswer', { detail: `the answer has no ${name}` });
  }
  return value;
}
