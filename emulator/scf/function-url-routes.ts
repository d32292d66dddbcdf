import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import type { FunctionHost } from './function-host.ts';
import { functionUrlEvent, functionUrlResponse, type UrlResponse } from './function-url.ts';
import { failure, SYNC_BYTES_MAX } from './invoke-result.ts';

/**
 * Serves the functions' URLs as `/functions/<name>/<path>`; a function sees `/<path>` alone. A path
 * that it answers in `Location` gets the prefix back, as it does from a reverse proxy.
 *
 * @returns a handler that resolves to false when the request is for somebody else.
 */
export function functionUrlRoutes(
  invoke: FunctionHost['invoke'],
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const match = /^\/functions\/([^/?]+)(\/[^?]*)?(\?.*)?$/.exec(request.url ?? '');
    if (match === null) return false;
    const [, name = '', path = '/', query = ''] = match;
    const body = await readBody(request, SYNC_BYTES_MAX);
    if (body === 'gone') return true;
    const result =
      body === 'too large'
        ? { ...failure(406), functionName: name, requestId: randomUUID(), durationMs: 0 }
        : await invoke(name, eventOf(request, `${path}${query}`, body.toString()));
    const { status, headers, body: text } = functionUrlResponse(result);
    response.setHeader('x-scf-request-id', result.requestId);
    response.writeHead(status, relocated(headers, `/functions/${name}`)).end(text);
    return true;
  };
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

function relocated(headers: UrlResponse['headers'], prefix: string): UrlResponse['headers'] {
  const entries = Object.entries(headers).map(([header, value]) => {
    const isOwnPath = header.toLowerCase() === 'location' && /^\/(?!\/)/.test(String(value));
    return [header, isOwnPath ? `${prefix}${value}` : value] as const;
  });
  return Object.fromEntries(entries);
}
