import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { printable } from '../../terminal/text.ts';
import type { DeploymentResult } from '../deployment/command.ts';
import { isRefusal } from '../invocation/answers.ts';
import { madeIdNote } from '../report/made-id.ts';
import type { Exit } from '../report/result.ts';
import type { ApiAnswer, KeyApi } from './api.ts';

/** Whether the same request may succeed later: the status says so, whoever answered. 501 is how an API was deployed. */
export function isTransient({ status }: Pick<ApiAnswer, 'status'>): boolean {
  return status === 429 || status === 432 || status === 433 || (status >= 500 && status !== 501);
}

/**
 * The result of a command that was refused: by the API, by the function, or by something else at the address.
 *
 * @param tenantId As it was typed, where something of one tenant was looked for.
 */
export function refusalResult(
  answer: ApiAnswer,
  api: KeyApi,
  wallMs: number,
  tenantId = '',
): DeploymentResult {
  const exit: Exit = isTransient(answer) || answer.status < 400 ? 'failed' : 'refused';
  const expiry = answer.status === 401 ? expiryOf(api, wallMs) : undefined;
  const note = answer.status === 404 ? madeIdNote(tenantId) : '';
  const problems = [expiry ?? sentenceOf(answer, api), ...errorLines(answer.body)];
  return {
    ...{ exit, answer: answer.body },
    problems: note === '' ? problems : [...problems, note],
  };
}

/** What the problem document says, and what to do about it. */
function sentenceOf(answer: ApiAnswer, { http }: KeyApi): string {
  const { title, detail, code } = answer.body;
  if (isRefusal(answer.body)) {
    const { refused } = answer.body;
    return printable(`${refused.detail} (${refused.code})`);
  }
  if (typeof title !== 'string' || typeof code !== 'string') {
    return `${http?.url} answered with HTTP status ${answer.status} as tenant-keys does not: check TENANT_KEYS_URL, which is what comes before /v1.`;
  }
  const said = printable(`${title}: ${typeof detail === 'string' ? detail : ''} (${code})`);
  if (http !== undefined && answer.isChallenge) {
    return answer.status === 403
      ? `${said} The token from ${http.tokenPlace} may not do this.`
      : `${said} The token is from ${http.tokenPlace}.`;
  }
  return isTransient(answer) ? `${said} Or add --wait, where the verb has it.` : said;
}

/** The API does not say why it refused a token, and only its holder may read in it when it expires. */
function expiryOf({ http }: KeyApi, wallMs: number): string | undefined {
  if (http === undefined) return undefined;
  const { token, tokenPlace } = http;
  const { exp } = claimsOf(token);
  if (typeof exp !== 'number' || !(exp * 1_000 <= wallMs) || exp < 0) return undefined;
  const at = new Date(exp * 1_000).toISOString();
  return `The token in ${tokenPlace} expired at ${at}: get a new one from its issuer.`;
}

/** @see RFC 7519, section 4.1.4 (exp) */
function claimsOf(token: string): JsonObject {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isJsonObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/** Every problem of an invalid request, on lines of their own. */
function errorLines({ errors }: JsonObject): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return rows.filter(isJsonObject).map(({ pointer, detail }) => {
    const place = typeof pointer === 'string' && pointer !== '' ? `${pointer}: ` : '';
    return `  ${printable(`${place}${typeof detail === 'string' ? detail : ''}`)}`;
  });
}
