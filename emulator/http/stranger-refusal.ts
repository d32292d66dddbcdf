import type { IncomingHttpHeaders } from 'node:http';
import { type Outcome, refusal } from './route.ts';

/**
 * Refuses a request that a page of the web makes from a browser on this machine. A page has an
 * `Origin` of its own or, when its name was made to point here, a `Host` of its own; programs send
 * this machine's `Host` and no `Origin`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7 (Origin)
 */
export function strangerRefusal({ host = '', origin }: IncomingHttpHeaders): Outcome | undefined {
  if (!OWN_HOST.test(host)) {
    return refusal(`The header Host must be 127.0.0.1 or localhost, not ${quote(host)}.`, 403);
  }
  if (origin === undefined || OWN_HOST.test(origin.replace(/^https?:\/\//, ''))) return undefined;
  return refusal(`The header Origin must be left out: ${quote(origin)} is not of here.`, 403);
}

const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
