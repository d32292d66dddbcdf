import type { HttpHeaders, HttpResponse } from './http-response.ts';

/** An answer in JSON. Nothing may keep it: what it says of a key can change at any time. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: HttpHeaders = {},
): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
