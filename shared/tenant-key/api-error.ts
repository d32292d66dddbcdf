/** What is known of a failed call besides its code. */
type ApiErrorOptions = {
  /** For the log; never shown to a caller. */
  readonly detail: string;
  /** The vendor's id of the call, to quote to their support. */
  readonly kmsRequestId?: string;
  readonly cause?: unknown;
};

/** The cloud refused a call (its own code), or gave no usable answer (a code of ours). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Such as `LimitExceeded.CmkLimitExceeded` or `NoAnswer`: a row of the failure table. */
  readonly code: string;
  readonly kmsRequestId: string | undefined;

  constructor(code: string, options: ApiErrorOptions) {
    super(`${code}: ${options.detail}`, { cause: options.cause });
    this.code = code;
    this.kmsRequestId = options.kmsRequestId;
  }
}

/** What was thrown, if it came from the cloud; anything else is a fault of our own. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('OwnFault', { detail: 'our own code failed', cause: thrown });
}
