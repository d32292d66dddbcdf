import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignedRequest } from '../api/signature.ts';
import type { BodyReader } from '../http/request-body.ts';
import type { Handler } from '../http/server.ts';
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
): Handler {
  async function answer(
    request: IncomingMessage,
    url: FunctionUrl,
    readBody: BodyReader,
  ): Promise<Answer | 'gone'> {
    const body = await readBody(SYNC_BYTES_MAX);
    if (body === 'gone') return body;
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

  return async (request, response, readBody) => {
    const url = functionUrlOf(request);
    if (url === undefined) return false;
    const answered = await answer(request, url, readBody);
    if (answered === 'gone') return true;
    const { requestId, status, headers, body } = answered;
    response.setHeader('x-scf-request-id', requestId);
    const prefixed = withPrefixedLocation(headers, `/functions/${url.name}`);
    response.writeHead(status, withPolicy(prefixed, response.getHeader(POLICY))).end(body);
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

/** A policy of the function is one more beside that of the server, and takes nothing from it: a browser obeys both. */
function withPolicy(
  headers: UrlResponse['headers'],
  policy: ReturnType<ServerResponse['getHeader']>,
): UrlResponse['headers'] {
  if (policy === undefined) return headers;
  const entries = Object.entries(headers).map(([header, value]) => {
    const isPolicy = header.toLowerCase() === POLICY;
    return [header, isPolicy ? [policy, value].flat().map(String) : value] as const;
  });
  return Object.fromEntries(entries);
}

const POLICY = 'content-security-policy';
