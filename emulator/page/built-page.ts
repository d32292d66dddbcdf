import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Handler } from '../http/server.ts';

/**
 * Serves the built page: `/` to a browser, which asks for HTML, and its files under `/page/`. Whoever asks
 * for anything else at `/` is answered by the next handler.
 *
 * @param folderUrl The built files, with a slash at its end.
 * @throws Error in one sentence when they are missing.
 */
export function builtPage(folderUrl: URL): Handler {
  const files = new Map(NAMES.map((name) => [name, readFileSync(new URL(name, folderUrl))]));

  return (request, response) => {
    const { method, url = '', headers } = request;
    const [path = ''] = url.split('?', 1);
    const name = path === '/' ? wantedAtRoot(headers.accept) : /^\/page\/(.+)$/.exec(path)?.[1];
    const content = name && files.get(name);
    if (!content || (method !== 'GET' && method !== 'HEAD')) return false;
    response.writeHead(200, {
      ...SAFETY_HEADERS,
      'content-type': TYPES[extname(name)],
      'content-length': content.length,
      // The files have the same names after an update.
      'cache-control': 'no-cache',
      vary: 'accept',
    });
    response.end(method === 'HEAD' ? undefined : content);
    return true;
  };
}

const INDEX = 'index.html';
const NAMES: readonly string[] = [INDEX, 'app.js', 'app.css', 'icon.svg'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** @see https://www.w3.org/TR/CSP3/ */
const SAFETY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A browser asks for HTML; a program for JSON, or for anything. */
function wantedAtRoot(accept = ''): string | undefined {
  return accept.includes('text/html') ? INDEX : undefined;
}
