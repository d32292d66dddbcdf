import { vendorId } from './vendor-answer.ts';

/**
 * A failed call. It has the vendor's code when the cloud refused the call, and a code of ours when the
 * cloud gave no usable response, or when we do not make the call.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Such as `LimitExceeded.CmkLimitExceeded` or `NoAnswer`: a row of the failure table. */
  readonly code: string;
  readonly kmsRequestId: string | undefined;
  /** The topic that it concerns, where someone must act on that topic. */
  readonly topic: string | undefined;
  /** The place in that topic, such as `partition 0, offset 17`. */
  readonly place: string | undefined;
  /** Where the tenant has as many keys as it may have. */
  readonly tenantKeys: TenantKeys | undefined;

  constructor(code: string, options: ApiErrorOptions) {
    const place = options.place === undefined ? '' : `, ${options.place}`;
    const where =
      options.topic === undefined ? '' : ` (topic ${JSON.stringify(options.topic)}${place})`;
    super(`${code}: ${options.detail}${where}`, { cause: options.cause });
    this.code = validCode(code);
    this.kmsRequestId = vendorId(options.kmsRequestId);
    this.topic = options.topic;
    this.place = options.place;
    this.tenantKeys = options.tenantKeys;
  }
}

/** How many keys a tenant has, and may have. */
type TenantKeys = { readonly count: number; readonly max: number };

type ApiErrorOptions = {
  /** For the log. It is never shown to a caller. */
  readonly detail: string;
  /** The vendor's id of the call, to quote to their support. */
  readonly kmsRequestId?: string;
  readonly topic?: string;
  /** In the topic. */
  readonly place?: string;
  readonly tenantKeys?: TenantKeys;
  readonly cause?: unknown;
};

/**
 * The code as the pattern in `events/vocabulary.schema.json` allows it. A dead letter with any other
 * code would fail validation when it is read, and could not be redriven.
 */
function validCode(code: string): string {
  const valid = code.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z]+/, '');
  return valid.slice(0, CODE_LENGTH_MAX) || 'Unreadable';
}

const CODE_LENGTH_MAX = 128;

/** The error if a call failed. Anything else that is thrown is a defect of our own: `OwnFault`. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('OwnFault', { detail: 'internal error', cause: thrown });
}
