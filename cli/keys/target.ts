import { ENCRYPTED_OR_LOCAL, isEncryptedOrLocal } from '../../shared/outbound-rule.ts';
import { quoted } from '../../terminal/sentences.ts';
import { isLoopback, resolveTarget, type TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';

/** Where the HTTP API is, and the token for it. */
export type HttpTarget = {
  /** What comes before `/v1`, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** Where the token is from, as a sentence names it. */
  readonly tokenPlace: string;
};

/**
 * Finds the HTTP API by TENANT_KEYS_URL, and its token by TENANT_KEYS_TOKEN or the file that TENANT_KEYS_TOKEN_FILE
 * names: no flag takes a token, since other users of the machine see the words of a command. A token alone is for the
 * local cloud that the flags name. Undefined where there is neither; a sentence where one is missing or wrong.
 */
export async function readHttpTarget(
  io: TargetIo,
  options: TargetOptions,
): Promise<HttpTarget | string | undefined> {
  const { TENANT_KEYS_URL: text = '' } = io.env;
  const token = await readToken(io);
  if (typeof token === 'string') return token;
  if (text === '') return token && localTarget(options, token);
  const url = readUrl(text);
  if (typeof url === 'string') return url;
  if (options.target === 'local' && !isLoopback(url.origin)) return NOT_LOCAL;
  if (token === undefined) return TOKEN_IS_MISSING;
  return { url: url.href.replace(/\/$/, ''), ...token };
}

type TargetIo = Pick<Io, 'env' | 'read'>;

type Token = Pick<HttpTarget, 'token' | 'tokenPlace'>;

/** Undefined if there is none. */
async function readToken({ env, read }: TargetIo): Promise<Token | string | undefined> {
  const { TENANT_KEYS_TOKEN: token = '', TENANT_KEYS_TOKEN_FILE: path = '' } = env;
  if (path === '') return token === '' ? undefined : checkedToken(token, 'TENANT_KEYS_TOKEN');
  if (token !== '') return 'TENANT_KEYS_TOKEN and TENANT_KEYS_TOKEN_FILE are both set: unset one.';
  const text = await read(path).catch(() => undefined);
  if (text === undefined)
    return `The file ${quoted(path)} of TENANT_KEYS_TOKEN_FILE cannot be read.`;
  return checkedToken(text.trim(), `the file ${quoted(path)}`);
}

/** The value is never shown: it may be a token with one wrong character. */
function checkedToken(token: string, tokenPlace: string): Token | string {
  if (/^[!-~]+$/.test(token)) return { token, tokenPlace };
  return `The token in ${tokenPlace} is empty, or has a space, a line end or another character that no token has: get it again.`;
}

/** The parts of an address that are used; or what is wrong with it, in a sentence. */
function readUrl(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) {
    return 'TENANT_KEYS_URL must have neither a user nor a password: the token is in TENANT_KEYS_TOKEN.';
  }
  if (url === undefined || !isEncryptedOrLocal(url)) {
    return `TENANT_KEYS_URL must be ${ENCRYPTED_OR_LOCAL}, not ${quoted(text)}.`;
  }
  if (/[?#]/.test(text)) return 'TENANT_KEYS_URL must have neither ? nor #.';
  url.pathname = url.pathname.replace(/\/{1,9}$/, '');
  if (/\/v1(?:\/|$)/.test(url.pathname)) {
    return `TENANT_KEYS_URL must be what comes before /v1, not ${quoted(text)}.`;
  }
  return url;
}

/** A local cloud has the API at the URL of its function. */
function localTarget(options: TargetOptions, token: Token): HttpTarget | string {
  const { target, endpoint } = resolveTarget(options);
  return target === 'local'
    ? { url: `${endpoint}/functions/accept-request`, ...token }
    : URL_IS_MISSING;
}

const URL_IS_MISSING =
  'The address of the HTTP API is missing: export TENANT_KEYS_URL, or unset the token to use the credentials of the cloud; or add --target local for the local cloud.';

const TOKEN_IS_MISSING =
  'The token is missing: export TENANT_KEYS_TOKEN, or TENANT_KEYS_TOKEN_FILE with the path of a file that has it; its issuer is the one that JWT_ISSUER of the deployment names.';

const NOT_LOCAL =
  '--target local is a cloud on this machine, and TENANT_KEYS_URL is not: unset it, or leave out --target.';
