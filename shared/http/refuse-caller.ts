import { refusalLine } from '../log.ts';
import { authProblem, tenantForbidden } from './auth-problems.ts';
import type { HttpDoor } from './http-door.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpProblem } from './problem.ts';

/** As long as a tenant's id may be; a path can hold more. */
const TENANT_LENGTH_MAX = 36;

/**
 * Refuses whoever is not proven to act for the tenant of the path, and tells the log why. Undefined
 * lets the request in. Of the request the headers alone are looked at.
 */
export async function refuseCaller(
  { headers }: HttpRequest,
  tenantId: string,
  { authenticate, invocationId, log }: Pick<HttpDoor, 'authenticate' | 'invocationId' | 'log'>,
  deadlineMs: number,
): Promise<HttpProblem | undefined> {
  const found = await authenticate(headers, deadlineMs);
  if (!found.ok) {
    const problem = authProblem(found.refusal);
    log(refusalLine({ invocationId, code: problem.code, ...found.refusal }));
    return problem;
  }
  if (found.caller.mayActFor(tenantId)) return undefined;
  const problem = tenantForbidden();
  const shownId = tenantId.slice(0, TENANT_LENGTH_MAX);
  log(refusalLine({ invocationId, code: problem.code, tenantId: shownId }));
  return problem;
}
