import type { Clock } from '../tenant-key/ports.ts';
import type { Send } from '../topics/http.ts';
import type { Caller } from './caller.ts';
import type { IssuerUnavailable } from './issuer-unavailable.ts';

/** What authentication needs of the process. */
export type AuthRuntime = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly send: Send;
};

/**
 * Finds out who sends a request, by the deadline on the process's clock. It never throws: whatever
 * the headers hold, somebody is proven or nobody is.
 *
 * @param headers By name in lower case, repeated ones joined by commas.
 */
export type Authenticate = (
  headers: ReadonlyMap<string, string>,
  deadlineMs: number,
) => Promise<Authentication>;

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly refusal: AuthRefusal };

/** Why nobody is proven. What says more than the kind is for the log; callers are never told it. */
export type AuthRefusal =
  | { readonly kind: 'no-token' }
  | { readonly kind: 'bad-token'; readonly reason: string; readonly error?: Error }
  /** The issuer's keys cannot be had, so that the token may be good or bad. */
  | { readonly kind: 'no-issuer'; readonly error: IssuerUnavailable };
