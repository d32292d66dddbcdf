import createClient, { type Client, defaultPathSerializer } from 'openapi-fetch';
import { type Fetch, isRetryable, UnsentError } from './attempts.ts';
import { type Problem, ProblemError } from './errors.ts';
import type { paths } from './generated/openapi.ts';

export type Api = Client<paths>;

/** A bearer token, or what gives one. */
export type Token = string | (() => string | Promise<string>) | undefined;

/**
 * The HTTP API at an address, by operation.
 *
 * @param url What comes before `/v1`.
 * @throws TypeError when the address is no URL, or is neither encrypted nor on this machine.
 */
export function openApi(url: string, fetch: Fetch): Api {
  const api = createClient<paths>({
    baseUrl: baseOf(url),
    fetch,
    pathSerializer: (path, parts) => {
      for (const [name, part] of Object.entries(parts)) refuseUnsendable(name, part);
      return defaultPathSerializer(path, parts);
    },
  });
  api.use({
    onResponse: async ({ response }) => {
      // Another is such as the page of a proxy that asks for a login.
      const isOurs = !response.ok || (await isJsonObject(response));
      if (!isOurs) throw new ProblemError(response.status, undefined, false);
    },
  });
  return api;
}

/** A `fetch` that sends a token with each request. It rejects with an `UnsentError` where there is none to send. */
export function fetchWithToken(fetch: Fetch, token: Token): Fetch {
  return async (request) => {
    const text = await tokenText(token);
    // Not every fetch heeds its signal, and the attempt may have ended meanwhile.
    request.signal.throwIfAborted();
    if (text !== undefined) request.headers.set('authorization', `Bearer ${text}`);
    return fetch(request);
  };
}

async function tokenText(token: Token): Promise<string | undefined> {
  try {
    const text = typeof token === 'function' ? await token() : token;
    return text === undefined ? undefined : checkedToken(text);
  } catch (cause) {
    throw new UnsentError('There is no token', { cause });
  }
}

/** The error of `fetch` itself would quote the token. */
function checkedToken(text: string): string {
  const token = text.trim();
  if (!/^[!-~]+$/.test(token)) throw new TypeError('The token has characters that no token has');
  return token;
}

function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url === undefined || !isAllowed || url.search !== '' || url.hash !== '') {
    throw new TypeError(`url must be ${URL_RULE}, not ${JSON.stringify(text)}`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const URL_RULE = 'an https URL, or an http URL of this machine: what comes before /v1';

/** URLs have no such parts: `/v1/tenants/../keys` is `/v1/keys`, which are the keys of every tenant. */
function refuseUnsendable(name: string, part: unknown): void {
  if (typeof part === 'string' && !UNSENDABLE.test(part)) return;
  throw new TypeError(`${name} cannot be ${JSON.stringify(part)}`);
}

/** Half of a surrogate pair cannot be encoded. */
const UNSENDABLE = /^\.{0,2}$|\p{Surrogate}/u;

async function isJsonObject(response: Response): Promise<boolean> {
  if (!/^application\/json\b/.test(String(response.headers.get('content-type')))) return false;
  try {
    const body: unknown = JSON.parse(await response.clone().text());
    return typeof body === 'object' && body !== null;
  } catch {
    return false;
  }
}

/**
 * The body of an answer that succeeded.
 *
 * @throws ProblemError for any other.
 */
export function bodyOf<Body>(answer: Answer<Body>): Body {
  const { data, response } = answer;
  if (response.ok && data !== undefined) return data;
  throw problemOf(answer);
}

/** The body; undefined where the API does not know what was asked for. */
export function foundBodyOf<Body>(answer: Answer<Body>): Body | undefined {
  const isUnknown =
    answer.response.status === 404 && isProblem(answer.error) && answer.error.code !== NO_SUCH_PATH;
  return isUnknown ? undefined : bodyOf(answer);
}

/** The code of the service for a path that it does not have: the `url` has something after its base. */
const NO_SUCH_PATH = 'NotFound';

/** What openapi-fetch resolves to. */
export type Answer<Body> = {
  readonly data?: Body | undefined;
  readonly error?: unknown;
  readonly response: Response;
};

function problemOf({ error, response: { status } }: Answer<unknown>): ProblemError {
  return new ProblemError(status, isProblem(error) ? error : undefined, isRetryable(status));
}

/** A 404 of a proxy says nothing of a key. */
function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'title' in error;
}
