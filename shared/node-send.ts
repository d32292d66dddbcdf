import {
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { keptConnections } from './kept-connections.ts';
import { ANSWER_BYTES_MAX } from './outbound-rule.ts';
import type { Send } from './topics/http.ts';

/**
 * Sends HTTP requests for functions. The global `fetch` would not do: it loads for 15 ms, and its
 * connections cannot be closed after the platform has frozen the process.
 *
 * Rejects when there is no whole response, and when it breaks the rule for outbound requests. A redirect is a
 * response like any other: it is not followed.
 *
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function nodeSend(wallMs: () => number): NodeSend {
  const http = keptConnections(HttpAgent, wallMs);
  const https = keptConnections(HttpsAgent, wallMs);

  return async (url, { method, headers, body, bytesMax = ANSWER_BYTES_MAX, signal }) => {
    const isEncrypted = url.startsWith('https:');
    const { agent, beforeRequest } = isEncrypted ? https : http;
    beforeRequest();
    const options = { agent, method, headers: { ...headers }, signal, bytesMax };
    const response = await responseTo(isEncrypted ? requestHttps : requestHttp, url, options, body);
    const { statusCode: status = 0 } = response;
    const bytes = await bytesOf(response);
    const text = async () => new TextDecoder().decode(bytes);
    return { status, headers: response.headers, bytes, text };
  };
}

/** {@link Send}, with the parts of a response that only the command reads. */
export type NodeSend = (...request: Parameters<Send>) => Promise<{
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Uint8Array;
  readonly text: () => Promise<string>;
}>;

/** Resolves when the response begins. */
function responseTo(
  send: typeof requestHttp,
  url: string,
  options: RequestOptions & { readonly bytesMax: number },
  body: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end(body);
  });
}

/** A response that is too long or ends early, or whose request is aborted, fails here. */
async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}
