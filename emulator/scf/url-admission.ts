import type { Refusal } from '../api/service.ts';
import type { SignedRequest } from '../api/signature.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { parseTrigger } from './trigger-settings.ts';

/** Lets a request pass to a function's URL, or says what it is answered instead. */
export type UrlAdmission = (functionName: string, request: SignedRequest) => UrlRefusal | undefined;

export type UrlRefusal = { readonly status: 401 | 403 | 404; readonly errorMessage: string };

export type UrlAdmissionOptions = {
  readonly functions: () => ReadonlyMap<string, DeployedFunction>;
  /** Whether the request is signed by somebody who may do this. */
  readonly authorize: (
    request: SignedRequest,
    action: string,
    resource: string,
  ) => Refusal | undefined;
  /** The name of a function in six segments. */
  readonly resourceOf: (functionName: string) => string;
};

/**
 * Guards the URLs of functions: there is one only while a trigger for it is enabled, and with the
 * `AuthType` CAM a request must be signed by somebody with the right to it.
 *
 * The vendor has its clients put the time of a signature in `X-Scf-Cam-Timestamp`. Unverified are that
 * a temporary token comes in `X-Scf-Cam-Token`, that the path is signed as it is sent, and what is
 * answered to whom is not let in.
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

/** Of the function's URL; undefined when it has none. */
function authTypeOf(deployed: DeployedFunction | undefined): 'CAM' | 'NONE' | undefined {
  for (const trigger of deployed?.triggers.values() ?? []) {
    if (trigger.type !== 'http' || !trigger.enabled) continue;
    const settings = parseTrigger(trigger);
    if (settings.type === 'http' && settings.open) return settings.authType;
  }
  return undefined;
}

/** With the names of headers that calls of the API have. Those of clients of the API pass too. */
function withApiHeaders(request: SignedRequest): SignedRequest {
  const { headers } = request;
  const timestamp = headers['x-scf-cam-timestamp'] ?? headers['x-tc-timestamp'];
  const token = headers['x-scf-cam-token'] ?? headers['x-tc-token'];
  return {
    ...request,
    headers: { ...headers, 'x-tc-timestamp': timestamp, 'x-tc-token': token },
  };
}
