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
    this.code = fitting(code);
    this.kmsRequestId = options.kmsRequestId || undefined;
  }
}

/**
 * What goes on with a code reads it by the pattern of `events/vocabulary.schema.json`: a letter with
 * any other could not be read again, and nobody could redrive it.
 */
function fitting(code: string): string {
  const legible = code.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z]+/, '');
  return legible.slice(0, CODE_LENGTH_MAX) || 'Unreadable';
}

const CODE_LENGTH_MAX = 128;

/** What was thrown, if it came from the cloud; anything else is a fault of our own. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('OwnFault', { detail: 'our own code failed', cause: thrown });
}
