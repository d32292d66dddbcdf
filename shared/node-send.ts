import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { keptConnections } from './kept-connections.ts';
import type { Send } from './topics/http.ts';

/**
 * Sends HTTP requests for functions. The global `fetch` would not do: it loads for 15 ms, and its
 * connections cannot be closed after the platform has frozen the process.
 *
 * Rejects when there is no whole response, when it redirects, and when it has more bytes than allowed.
 *
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function nodeSend(wallMs: () => number): Send {
  const http = keptConnections(HttpAgent, wallMs);
  const https = keptConnections(HttpsAgent, wallMs);

  return async (url, { method, headers, body, bytesMax = BYTES_MAX, signal }) => {
    const isEncrypted = url.startsWith('https:');
    const { agent, beforeRequest } = isEncrypted ? https : http;
    beforeRequest();
    const options = { agent, method, headers: { ...headers }, signal };
    const response = await responseTo(isEncrypted ? requestHttps : requestHttp, url, options, body);
    const { statusCode: status = 0 } = response;
    if (REDIRECTS.has(status)) {
      response.destroy();
      throw new Error(`the response redirects with HTTP status ${status}`);
    }
    const text = await textOf(response, bytesMax);
    return { status, text: async () => text };
  };
}

/** More than any page of a topic has. */
const BYTES_MAX = 33_554_432;

/** @see https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Resolves when the response begins. */
function responseTo(
  send: typeof requestHttp,
  url: string,
  options: RequestOptions,
  body: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end(body);
  });
}

/** A response that ends early, or whose request is aborted, fails here. */
async function textOf(response: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > bytesMax) throw new Error(`the response has more than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
