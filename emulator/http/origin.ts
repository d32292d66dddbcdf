import type { IncomingMessage } from 'node:http';
import { type RouteResult, refusal } from './route.ts';

/**
 * Refuses a request that a web page makes from a browser on this machine. A page sends its own
 * `Origin`, or its own `Host` if its domain name resolves to this machine (DNS rebinding), which
 * `hostRefusal` refuses. Programs send this machine's `Host` and no `Origin`.
 *
 * Pages of other servers on this machine may call functions, as a frontend in development does: there the
 * function decides, as it would on the platform. They may change nothing else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7 (Origin)
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function originRefusal(request: IncomingMessage): RouteResult | undefined {
  const { host = '', origin } = request.headers;
  if (origin !== undefined && !OWN_HOST.test(origin.replace(/^https?:\/\//, ''))) {
    return refusal(
      `The header Origin must be left out: ${quote(origin)} is not this machine.`,
      403,
    );
  }
  return READING.includes(request.method ?? '') ? undefined : writeRefusal(request, host);
}

/** Refuses another `Host` than this machine. An endpoint has taken the hosts of its own before. */
export function hostRefusal({ headers: { host = '' } }: IncomingMessage): RouteResult | undefined {
  if (OWN_HOST.test(host)) return undefined;
  return refusal(`The header Host must be 127.0.0.1 or localhost, not ${quote(host)}.`, 403);
}

/**
 * Refuses what a page of another site loads into itself, such as a script or an image. That page could not read it,
 * but this machine would work for it. It may link to this machine, and call functions.
 */
export function loadRefusal({ headers, url = '' }: IncomingMessage): RouteResult | undefined {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  const isLoad = site === 'cross-site' && mode !== undefined && mode !== 'navigate';
  if (!isLoad || FUNCTION_URL.test(url)) return undefined;
  return refusal('Web pages of other sites may load nothing from here.', 403);
}

/**
 * The headers of an answer that others made, for a browser: that of a function, or an object of COS. Opened as a page,
 * it has the address of the local cloud and none of its rights. What is loaded for another use has the same headers,
 * since a browser may later open it from its cache. Programs get the answer as it is.
 *
 * @param isObject Whether the answer is one of COS.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header
 * @see https://www.w3.org/TR/CSP3/#directive-sandbox
 */
export function sandboxHeaders(
  { headers, url = '' }: IncomingMessage,
  isObject: boolean,
): Readonly<Record<string, string>> {
  const isOfOthers = isObject || FUNCTION_URL.test(url);
  if (!isOfOthers || headers['sec-fetch-dest'] === undefined) return {};
  return { 'content-security-policy': 'sandbox allow-forms allow-popups allow-scripts' };
}

function writeRefusal({ headers, url = '' }: IncomingMessage, host: string) {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site') {
    return refusal('Web pages of other sites may change nothing here.', 403);
  }
  const own = `http://${host}`;
  const isOwn = (origin ?? own).toLowerCase() === own.toLowerCase() && site !== 'same-site';
  if (isOwn || FUNCTION_URL.test(url)) return undefined;
  return refusal(
    `Web pages of other servers may only call functions: they are not from ${own}.`,
    403,
  );
}

const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/** The methods that change nothing. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const READING: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

const FUNCTION_URL = /^\/functions\/[^/]/;

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
