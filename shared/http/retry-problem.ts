import { failureOf } from '../tenant-key/failures.ts';
import type { HttpProblem } from './problem.ts';

/**
 * The problem of a request that failed for now, through no fault of its sender.
 *
 * @param code A code of the failure table.
 * @param delayMs How long to wait before sending the same request again.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
export function retryProblem(code: string, delayMs: number, requestId?: string): HttpProblem {
  const delayS = Math.max(1, Math.ceil(delayMs / 1_000));
  const isBusy = code === 'NoTurn' || code.split('.', 1)[0] === 'RequestLimitExceeded';
  return {
    status: isBusy ? 429 : 503,
    code,
    title: isBusy ? 'Too many requests for now' : 'Unavailable for now',
    detail: `${failureOf(code).meaning} Send the same request again after ${delayS} s.`,
    retryable: true,
    requestId,
    headers: { 'Retry-After': String(delayS) },
  };
}
