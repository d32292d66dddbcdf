import { AnswerTooLong } from '../../shared/outbound-rule.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { printable } from '../../terminal/text.ts';
import { sendRequest } from '../invocation/requests.ts';
import { schemeProblem } from '../invocation/scheme.ts';
import type { ApiAnswer, KeyApi, KeyCommand } from './api.ts';
import type { HttpTarget } from './target.ts';

/**
 * The keys by the HTTP API. The token goes to its address alone, since no redirect is followed. A failed call is an
 * `ApiError`: `NotConnected` or `NoAnswer` when nothing answers, and `HttpStatus` when the answer is not JSON.
 */
export function httpApi(http: HttpTarget): KeyApi {
  return {
    ask: (command, respondAsync = false) => send(http, requestOf(command), respondAsync),
    isTransientError: () => true,
    explain: (error) => explainError(error, http),
    http,
  };
}

/** A GET where it has no body, and otherwise a POST. */
type HttpRequest = { readonly path: string; readonly body?: object };

function requestOf(command: KeyCommand): HttpRequest {
  switch (command.command) {
    case 'list-keys': {
      const { tenantId, keyState: state, keyUsage: usage, limit, cursor } = command;
      const words = Object.entries({ state, usage, limit, cursor }).flatMap(([word, value]) =>
        value === undefined ? [] : [[word, String(value)] as [string, string]],
      );
      const path = tenantId === undefined ? '/v1/keys' : `${tenantPath(tenantId)}/keys`;
      return { path: `${path}?${new URLSearchParams(words)}` };
    }
    case 'show-key':
      return {
        path: `${tenantPath(command.tenantId)}/keys/${encodeURIComponent(command.keyName)}`,
      };
    case 'request-key': {
      const { tenantId, ...body } = command.request;
      return { path: `${tenantPath(String(tenantId))}/keys`, body };
    }
    case 'show-request': {
      const { tenantId, requestId, acceptedAt } = command;
      const hint =
        acceptedAt === undefined ? '' : `?${new URLSearchParams({ accepted: acceptedAt })}`;
      return { path: `${tenantPath(tenantId)}/requests/${encodeURIComponent(requestId)}${hint}` };
    }
  }
}

function tenantPath(tenantId: string): string {
  return `/v1/tenants/${encodeURIComponent(tenantId)}`;
}

async function send(
  { url, token }: HttpTarget,
  { path, body }: HttpRequest,
  respondAsync: boolean,
): Promise<ApiAnswer> {
  const shared = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    ...(respondAsync ? { prefer: 'respond-async' } : {}),
  };
  const response = await sendRequest(`${url}${path}`, {
    ...(body === undefined
      ? { method: 'GET', headers: shared }
      : {
          method: 'POST',
          headers: { ...shared, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
    bytesMax: ANSWER_BYTES_MAX,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(unanswered);
  const { status, headers } = response;
  const answer = parseJson(await response.text());
  if (!isJsonObject(answer)) {
    throw new ApiError('HttpStatus', { detail: `HTTP status ${status} without a JSON object` });
  }
  const retryAfterMs = retryAfterIn(headers['retry-after']);
  // A tenant that is blocked is forbidden too, whatever the token.
  return { status, body: answer, retryAfterMs, isChallenge: 'www-authenticate' in headers };
}

/** The function itself ends after 30 seconds. */
const TIMEOUT_MS = 35_000;

/** More than 200 keys have. */
const ANSWER_BYTES_MAX = 1_000_000;

function unanswered(cause: Error & { readonly code?: unknown }): never {
  if (cause instanceof AnswerTooLong) {
    throw new ApiError('HttpStatus', { detail: 'the answer is too long', cause });
  }
  const isLate = cause.name === 'AbortError' || cause.name === 'TimeoutError';
  const detail = typeof cause.code === 'string' ? cause.code : cause.message;
  throw new ApiError(isLate ? 'NoAnswer' : 'NotConnected', { detail, cause });
}

/** Whole seconds; a date is ignored. @see RFC 9110, section 10.2.3 */
function retryAfterIn(header: string | undefined): number | undefined {
  return /^[0-9]{1,6}$/.test(header ?? '') ? Number(header) * 1_000 : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says why no usable answer came from the address, and what to do. */
async function explainError({ code, message }: ApiError, { url }: HttpTarget): Promise<string> {
  const { origin, hostname } = new URL(url);
  const scheme = await schemeProblem(origin);
  if (scheme !== undefined) return scheme;
  const detail = printable(message.replace(`${code}: `, ''));
  return /ENOTFOUND|EAI_AGAIN/.test(detail)
    ? `The host ${hostname} is not known: check TENANT_KEYS_URL, and the connection to the network (${detail}).`
    : `${url} gave no usable answer: check TENANT_KEYS_URL, then run the same command again, which is safe (${detail}).`;
}
