import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignedRequest } from '../api/signature.ts';
import { readBody } from '../http/request-body.ts';
import {
  functionUrlEvent,
  functionUrlResponse,
  type UrlResponse,
  type UrlSwitches,
  urlRefusal,
} from './function-url.ts';
import type { FunctionHost } from './host.ts';
import { failure, SYNC_BYTES_MAX } from './invoke-result.ts';
import type { UrlAdmission } from './url-admission.ts';

/**
 * Serves the functions' URLs as `/functions/<name>/<path>`; a function receives only `/<path>`. A path
 * in its header `Location` gets the prefix back, as from a reverse proxy.
 *
 * @param switches Which statuses failures have.
 * @param admit Called before each function; by default everyone may call every function.
 * @returns A handler that resolves to false when the request is not for a function.
 */
export function functionUrlRoutes(
  invoke: FunctionHost['invoke'],
  switches: () => UrlSwitches,
  admit: UrlAdmission = () => undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  async function answer(
    request: IncomingMessage,
    url: FunctionUrl,
  ): Promise<Answer | 'disconnected'> {
    const body = await readBody(request, SYNC_BYTES_MAX);
    if (body === 'disconnected') return body;
    const requestId = randomUUID();
    if (body === 'too large') {
      const result = { ...failure(406), functionName: url.name, requestId, durationMs: 0 };
      return { requestId, ...functionUrlResponse(result, switches()) };
    }
    const refusal = admit(url.name, signedRequest(request, body));
    if (refusal !== undefined) return { requestId, ...urlRefusal(refusal, requestId) };
    const event = eventOf(request, `${url.path}${url.query}`, body.toString());
    const result = await invoke(url.name, event);
    return { requestId: result.requestId, ...functionUrlResponse(result, switches()) };
  }

  return async (request, response) => {
    const url = functionUrlOf(request);
    if (url === undefined) return false;
    const answered = await answer(request, url);
    if (answered === 'disconnected') return true;
    const { requestId, status, headers, body } = answered;
    response.setHeader('x-scf-request-id', requestId);
    response.writeHead(status, withPrefixedLocation(headers, `/functions/${url.name}`)).end(body);
    return true;
  };
}

type Answer = UrlResponse & { readonly requestId: string };

type FunctionUrl = { readonly name: string; readonly path: string; readonly query: string };

function functionUrlOf({ url = '' }: IncomingMessage): FunctionUrl | undefined {
  const match = /^\/functions\/([^/?]+)(\/[^?]*)?(\?.*)?$/.exec(url);
  if (match === null) return undefined;
  const [, name = '', path = '/', query = ''] = match;
  return { name, path, query };
}

/** The request as its sender signed it, with the whole path. */
function signedRequest(
  { method = 'GET', url = '', headers }: IncomingMessage,
  body: Uint8Array,
): SignedRequest {
  const [path = '', ...query] = url.split('?');
  return { method, path, query: query.join('?'), headers, body };
}

function eventOf(request: IncomingMessage, target: string, body: string) {
  const { method = 'GET', headers, socket } = request;
  return functionUrlEvent({
    method,
    target,
    headers,
    body,
    remoteAddress: socket.remoteAddress ?? '',
  });
}

function withPrefixedLocation(
  headers: UrlResponse['headers'],
  prefix: string,
): UrlResponse['headers'] {
  const entries = Object.entries(headers).map(([header, value]) => {
    const isOwnPath = header.toLowerCase() === 'location' && /^\/(?!\/)/.test(String(value));
    return [header, isOwnPath ? `${prefix}${value}` : value] as const;
  });
  return Object.fromEntries(entries);
}
