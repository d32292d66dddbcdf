import { failureOf } from '../tenant-key/failures/failures.ts';
import type { HttpProblem } from './problem.ts';

/** The problems that HTTP alone can have; those of requests and keys come from their outcome. */

export function notFound(): HttpProblem {
  return {
    status: 404,
    code: 'NotFound',
    title: 'Not found',
    detail: 'GET /openapi.json describes every path.',
    retryable: false,
  };
}

export function keyNotFound(): HttpProblem {
  return {
    status: 404,
    code: 'KeyNotFound',
    title: 'Key not found',
    detail:
      'The tenant has no key of this name. To create one, send POST /v1/tenants/{tenantId}/keys.',
    retryable: false,
  };
}

/** @param allow The methods that are allowed, as the header lists them. */
export function methodNotAllowed(allow: string): HttpProblem {
  return {
    status: 405,
    code: 'MethodNotAllowed',
    title: 'Method not allowed',
    detail: `This path allows: ${allow}.`,
    retryable: false,
    headers: { Allow: allow },
  };
}

export function mediaTypeUnsupported(): HttpProblem {
  return {
    status: 415,
    code: 'MediaTypeUnsupported',
    title: 'The content type is not supported',
    detail: 'Send the request as JSON, with the header Content-Type: application/json.',
    retryable: false,
  };
}

/** Our own code failed. A request may be sent again at any time, so the caller may just do so. */
export function internalFault(): HttpProblem {
  return {
    status: 500,
    code: 'InternalFault',
    title: 'Internal error',
    detail: 'The log of the function has the details. Sending the same request again is safe.',
    retryable: true,
  };
}

/** A read that KMS refused, and would refuse again. @param code A code of the failure table. */
export function refusedByCloud(code: string): HttpProblem {
  return {
    status: 502,
    code,
    title: 'KMS refused the call',
    detail: `${failureOf(code).meaning} An operator must investigate.`,
    retryable: false,
  };
}
