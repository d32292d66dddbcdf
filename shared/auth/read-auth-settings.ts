import { isLoopback } from '../is-loopback.ts';
import { HTTP_SETTINGS, type SettingName } from '../settings.ts';
import { type AuthSettings, JWT_ALGORITHMS, type JwtAlgorithm } from './auth-settings.ts';

/**
 * Reads one variable of the configuration. What `parse` throws becomes a problem with the variable's
 * name. `fallback` is used when the variable is missing or empty, in place of the default in the table.
 */
export type ReadVariable = <T>(
  name: SettingName,
  parse: (text: string) => T,
  fallback?: string,
) => T;

/** The claim and the scope of tokens, unless the settings name others. */
export const TENANT_CLAIM = HTTP_SETTINGS.JWT_TENANT_CLAIM;
export const SERVICE_SCOPE = HTTP_SETTINGS.JWT_SERVICE_SCOPE;

/**
 * Reads how callers prove who they are. Only a function with a cloud on its own machine may do without:
 * whatever it is asked for, no key comes of it that is worth having.
 *
 * @param isLocal Both the cloud and the topics are on this machine. What is left to a queue elsewhere
 * would be a request to whoever reads it.
 */
export function readAuthSettings(read: ReadVariable, isLocal: boolean): AuthSettings {
  const kind = read('AUTH', asKind(isLocal), isLocal ? 'open' : undefined);
  if (kind !== 'jwt') return { kind };
  return {
    kind,
    issuer: read('JWT_ISSUER', asWord),
    audience: read('JWT_AUDIENCE', asWord),
    jwksUrl: read('JWT_JWKS_URL', asJwksUrl),
    algorithms: read('JWT_ALGORITHMS', asAlgorithms),
    tenantClaim: read('JWT_TENANT_CLAIM', asWord),
    serviceScope: read('JWT_SERVICE_SCOPE', asWord),
  };
}

function asKind(isLocal: boolean): (text: string) => AuthSettings['kind'] {
  return (text) => {
    if (text === 'cam' || text === 'jwt') return text;
    if (text === 'open' && isLocal) return text;
    throw new Error('must be cam or jwt, so that callers are authenticated');
  };
}

function asWord(text: string): string {
  if (/^[!-~]{1,200}$/.test(text)) return text;
  throw new Error('must be at most 200 visible characters, without spaces');
}

/**
 * Whoever can answer in the issuer's place decides who is let in, so the way to it is encrypted. With a
 * user in it `fetch` would refuse the URL, with a message that repeats the password.
 */
function asJwksUrl(text: string): URL {
  try {
    const url = new URL(text);
    const { protocol, hostname, username, password } = url;
    const isProtected = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    if (isProtected && username === '' && password === '') return url;
  } catch {
    // The parser's own message repeats the value.
  }
  throw new Error(
    'must be an https URL without a user, such as https://id.example.com/.well-known/jwks.json',
  );
}

function asAlgorithms(text: string): readonly JwtAlgorithm[] {
  const names = text.split(',').map((name) => name.trim());
  const known = JWT_ALGORITHMS.filter((algorithm) => names.includes(algorithm));
  if (known.length === new Set(names).size) return known;
  throw new Error(`must be one or more of ${JWT_ALGORITHMS.join(',')}`);
}
