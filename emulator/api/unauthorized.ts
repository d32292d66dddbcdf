import { isAllowed } from '../cam/is-allowed.ts';
import { neededRights, type Right } from '../cam/needed-rights.ts';
import type { Caller } from './caller.ts';
import type { ActionName } from './find-action.ts';
import { refuse } from './refuse.ts';
import { paramsOf, type Steps } from './run-action.ts';
import type { Action, Refusal, Service } from './service.ts';

/**
 * Refuses a call that its caller has no right to make. The code is the one that the vendor documents
 * for the action, if it has one of its own.
 */
export function unauthorized(
  call: ActionName & { readonly params: unknown },
  caller: Caller,
  { product }: Service,
  { codes }: Action,
  { state, account }: Pick<Steps, 'state' | 'account'>,
): Refusal | undefined {
  if (caller.kind === 'account') return undefined; // It is spared the rest, as the simulator is it.
  const { action, region } = call;
  const rights = neededRights(product, { action, region, params: paramsOf(call) }, account);
  const missing = rights.find((right) => !isAllowed(state.cam, caller, right));
  if (missing === undefined) return undefined;
  const code = OWN_CODES.find((own) => codes.includes(own)) ?? 'AuthFailure.UnauthorizedOperation';
  return refuseRight(code, missing);
}

const OWN_CODES: readonly string[] = ['UnauthorizedOperation.CAM', 'UnauthorizedOperation'];

/** Refuses in the vendor's own words. */
export function refuseRight(code: string, { action, resource }: Right): Refusal {
  return refuse(
    code,
    `you are not authorized to perform operation (${action})\nresource (${resource}) has no permission`,
  );
}
