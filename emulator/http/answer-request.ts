import type { IncomingMessage } from 'node:http';
import { readBody } from './read-body.ts';
import { type Outcome, type Route, refusal } from './route.ts';

/** Answers a request with the route that it names; undefined when no route has its path. */
export async function answerRequest(
  request: IncomingMessage,
  routes: readonly Route[],
): Promise<Outcome | undefined> {
  const { headers, method } = request;
  const [path = '', query] = (request.url ?? '').split('?', 2);
  const matches = routes.flatMap((route) => matchOf(route, path));
  if (matches.length === 0) return undefined;
  const match = matches.find(({ route }) => route.method === method);
  if (match === undefined) {
    const allow = matches.map(({ route }) => route.method).join(', ');
    return { ...refusal(`${path} takes ${allow}, not ${method}.`, 405), allow };
  }
  const body = await readBody(request, BODY_BYTES_MAX);
  if (body === 'gone') return { reply: { kind: 'none', delayMs: 0 } };
  if (body === 'too large') {
    return refusal(`The body is longer than ${BODY_BYTES_MAX} bytes.`, 413);
  }
  const { route, name } = match;
  return route.handle({ name, query: new URLSearchParams(query), headers, body });
}

/** As much as API 3.0 takes with a signature of TC3. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

type Match = { readonly route: Route; readonly name: string };

function matchOf(route: Route, path: string): Match[] {
  const expected = route.path.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return [];
  const fits = expected.every((part, index) => part === actual[index] || part === ':name');
  return fits ? [{ route, name: actual[expected.indexOf(':name')] ?? '' }] : [];
}
