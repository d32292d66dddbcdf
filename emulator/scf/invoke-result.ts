/** The result of an event that was passed to a function. */
export type InvokeResult = Ending & {
  readonly functionName: string;
  readonly requestId: string;
  /** Includes the wait for an instance and its start. */
  readonly durationMs: number;
};

export type Ending =
  /** The value was converted to JSON and back, as on the platform. */
  { readonly ok: true; readonly value: unknown } | Failure;

export type Failure = {
  readonly ok: false;
  readonly code: FailureCode;
  readonly errorMessage: string;
  readonly stackTrace?: string;
};

export type FailureCode = keyof typeof FAILURES;

/**
 * The status codes of the platform that the host uses, with their messages.
 *
 * @see https://cloud.tencent.com/document/product/583/42611
 */
const FAILURES = {
  406: 'RequestTooLarge: an event may have 6 MB',
  407: 'The size of response exceeds the upper limit (6MB)',
  430: 'user code exception caught',
  432: 'ResourceLimitReached',
  433: 'TimeLimitReached',
  434: 'MemoryLimitReached',
  435: 'FunctionNotFound',
  439: 'User process exit',
  500: 'InternalError: the function host is closing, or cannot start an instance',
} as const;

/** The limit of an event, and also of a result, of a synchronous call. */
export const SYNC_BYTES_MAX = 6 * 1024 * 1024;

export function failure(code: FailureCode, stackTrace?: string): Failure {
  const errorMessage = FAILURES[code];
  return { ok: false, code, errorMessage, ...(stackTrace !== undefined && { stackTrace }) };
}

/**
 * The failure of an event while all instances of a function are busy, in the words of the vendor's page.
 *
 * @param quota The quota that is used up.
 * @see https://cloud.tencent.com/document/product/583/42611 (432)
 */
export function overloaded(
  functionName: string,
  quota: 'reserved' | 'region unreserved',
  quotaMb: number,
): Failure {
  const excess = `concurrency exceeded ${quota} quota ${quotaMb} MB`;
  return { ...failure(432), errorMessage: `Function [${functionName}] ${excess}` };
}

/**
 * The failure of an event, or of loading its function, that took too long. The words are those that
 * users of the platform report.
 *
 * @see https://github.com/trojblue/TSDM-coin-farmer/issues/7 (a captured answer)
 */
export function timedOut(task: 'Invoking' | 'Initializing', limitMs: number): Failure {
  const errorMessage = `${task} task timed out after ${limitMs / 1_000} seconds`;
  return { ...failure(433), errorMessage };
}

/**
 * A failure in the platform's JSON.
 *
 * The `errorCode` 1 for an exception of the function is from the vendor's own bootstrap; -1 for all
 * other failures is unverified.
 */
export function failureJson(result: Failure & { readonly requestId: string }): object {
  const { code, errorMessage, requestId, stackTrace } = result;
  const errorCode = code === 430 ? 1 : -1;
  return { errorCode, errorMessage, requestId, stackTrace, statusCode: code };
}
