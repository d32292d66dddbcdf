import { ApiError } from '../tenant-key/api-error.ts';

/**
 * Reads what the SDK threw, and says it with one code:
 * - the vendor's own code, when the API refused the call;
 * - `NotConnected`: there was no connection, so nothing happened;
 * - `HttpStatus`: something in front of the API answered; the SDK discards the body;
 * - `UnreadableAnswer`: the answer is not JSON, or has no `Response`;
 * - `NoAnswer`: anything else, since whether the call was carried out is then unknown.
 *
 * The SDK's error class is not exported, and the errors of its HTTP client come through bare, so
 * that the shape alone tells them apart.
 */
export function readFailure(error: unknown, action: string): ApiError {
  if (error instanceof ApiError) return error;
  const { name, message, type, code, httpCode, requestId } = error as SdkError;
  if (type === 'invalid-json') {
    // Without the cause: its message quotes the answer, which may name other tenants' keys.
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

/** Node's own codes, such as `ECONNRESET` and `ERR_STREAM_PREMATURE_CLOSE`; any other is the vendor's. */
const NODE_CODE = /^(?:E[A-Z0-9]+|[A-Z0-9]+(?:_[A-Z0-9]+)+)$/;

/**
 * Failures while connecting, which the SDK leaves in the message alone. When a host has several
 * addresses and none can be reached, Node's error has no message, hence nothing follows `reason:`.
 */
const CONNECTING = /, reason: (?:connect E|getaddrinfo E|$)/;
