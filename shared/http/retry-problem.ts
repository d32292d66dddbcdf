import { failureOf, isThrottle } from '../tenant-key/failures/failures.ts';
import type { HttpProblem } from './problem.ts';

/** What passes only when an operator acts takes a while. */
const OPERATOR_MS = 30_000;

/**
 * The problem of a request that failed for now, through no fault of its sender.
 *
 * @param code A code of the failure table.
 * @param delayMs How long to wait before sending the same request again.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
export function retryProblem(code: string, delayMs: number, requestId?: string): HttpProblem {
  const { meaning, reaction, end } = failureOf(code);
  const waitMs = reaction === 'give-up' && end === 'hold' ? OPERATOR_MS : delayMs;
  const delayS = Math.max(1, Math.ceil(waitMs / 1_000));
  const isBusy = code === 'NoTurn' || isThrottle(code);
  return {
    status: isBusy ? 429 : 503,
    code,
    title: isBusy ? 'Too many requests for now' : 'Unavailable for now',
    detail: `${meaning} Send the same request again after ${delayS} s.`,
    retryable: true,
    requestId,
    headers: { 'Retry-After': String(delayS) },
  };
}
