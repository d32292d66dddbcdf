import type { Refusal } from '../api/service.ts';
import type { SignedRequest } from '../api/signature.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { parseTrigger } from './trigger-settings.ts';

/** Admits a request to a function's URL by returning undefined, or returns the refusal. */
export type UrlAdmission = (functionName: string, request: SignedRequest) => UrlRefusal | undefined;

export type UrlRefusal = { readonly status: 401 | 403 | 404; readonly errorMessage: string };

type UrlAdmissionOptions = {
  readonly functions: () => ReadonlyMap<string, DeployedFunction>;
  /** Refuses the request unless its signer has this permission. */
  readonly authorize: (
    request: SignedRequest,
    action: string,
    resource: string,
  ) => Refusal | undefined;
  /** The name of a function in six segments. */
  readonly resourceOf: (functionName: string) => string;
};

/**
 * Checks requests to functions' URLs: a URL exists only while its trigger is enabled, and with the
 * `AuthType` CAM a request must be signed by a caller with permission.
 *
 * The vendor's clients send the time of a signature in `X-Scf-Cam-Timestamp`. These are unverified:
 * that a temporary token is sent in `X-Scf-Cam-Token`, that the path is signed as it is sent, and
 * the answers to refused callers.
 *
 * @see https://cloud.tencent.com/document/product/583/96100 (signing and rights)
 */
export function urlAdmission(options: UrlAdmissionOptions): UrlAdmission {
  const { functions, authorize, resourceOf } = options;
  return (functionName, request) => {
    const authType = authTypeOf(functions().get(functionName));
    if (authType === undefined) return { status: 404, errorMessage: 'FunctionNotFound' };
    if (authType === 'NONE') return undefined;
    const right = 'scf:InvokeFunctionUrl';
    const refusal = authorize(withApiHeaders(request), right, resourceOf(functionName));
    if (refusal === undefined) return undefined;
    const status = refusal.code.startsWith('UnauthorizedOperation') ? 403 : 401;
    return { status, errorMessage: `${refusal.code}: ${refusal.message}` };
  };
}

/** The AuthType of a function's URL; undefined without a URL. */
function authTypeOf(deployed: DeployedFunction | undefined): 'CAM' | 'NONE' | undefined {
  for (const trigger of deployed?.triggers.values() ?? []) {
    if (trigger.type !== 'http' || !trigger.enabled) continue;
    const settings = parseTrigger(trigger);
    if (settings.type === 'http' && settings.open) return settings.authType;
  }
  return undefined;
}

/** The request with the names of headers that calls of the API have; those are accepted as well. */
function withApiHeaders(request: SignedRequest): SignedRequest {
  const { headers } = request;
  const timestamp = headers['x-scf-cam-timestamp'] ?? headers['x-tc-timestamp'];
  const token = headers['x-scf-cam-token'] ?? headers['x-tc-token'];
  return {
    ...request,
    headers: { ...headers, 'x-tc-timestamp': timestamp, 'x-tc-token': token },
  };
}
