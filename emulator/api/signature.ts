import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Credential } from './credentials.ts';
import { ACCOUNT, type Caller, missingParameter, type Refusal, refuse } from './service.ts';

/** A call as it was received. Names of headers are in lower case, as Node gives them. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array | string;
};

export type SignatureCheck = { readonly ok: true; readonly caller: Caller } | Refusal;

/**
 * Verifies the TC3-HMAC-SHA256 signature of a call, or refuses it with the vendor's code.
 *
 * The vendor's page says to sign header values in lower case and the host with its port. The
 * official SDK for Node signs values unchanged and the host without its port. Both are accepted.
 * Any service is accepted in the scope, because the SDK puts the endpoint's first label there.
 *
 * @param find Returns the credential with this id, if there is one.
 * @param nowMs The system's time, which signers use.
 * @see https://cloud.tencent.com/document/api/573/34429 (Signature v3)
 */
export function checkSignature(
  request: SignedRequest,
  find: (secretId: string) => Credential | undefined,
  nowMs: number,
): SignatureCheck {
  const parts = AUTHORIZATION.exec(headerOf(request, 'authorization'));
  if (parts === null) return authFailure('InvalidAuthorization');
  const [, secretId = '', date = '', service = '', signedHeaders = '', signature = ''] = parts;
  if (!secretId.startsWith('AKID')) return authFailure('InvalidSecretId');
  const credential = find(secretId);
  if (credential === undefined) return authFailure('SecretIdNotFound');

  const timestamp = headerOf(request, 'x-tc-timestamp');
  if (timestamp === '') return missingParameter('Timestamp');
  const timestampS = Number(timestamp);
  if (!(Math.abs(nowMs / 1_000 - timestampS) <= CLOCK_SKEW_S_MAX)) {
    return authFailure('SignatureExpire');
  }
  const names = signedHeaders.split(';');
  const isValid =
    names.includes('content-type') &&
    names.includes('host') &&
    date === new Date(timestampS * 1_000).toISOString().slice(0, 10) &&
    canonicalRequests(request, names).some((canonical) =>
      isEqual(sign(canonical, `${date}/${service}`, timestampS, credential), signature),
    );
  if (!isValid) return authFailure('SignatureFailure');
  return checkToken(credential, headerOf(request, 'x-tc-token'), nowMs);
}

const CLOCK_SKEW_S_MAX = 300;

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\d{4}-\d\d-\d\d)\/([^/\s]+)\/tc3_request,\s*SignedHeaders=([\w;-]+),\s*Signature=([0-9a-f]{64})$/;

const MESSAGES = {
  InvalidAuthorization:
    'The request header `Authorization` is missing or does not comply with TC3-HMAC-SHA256.',
  InvalidSecretId: 'The SecretId is not one of an API key; those begin with AKID.',
  SecretIdNotFound: 'The SecretId is not found, please ensure that your SecretId is correct.',
  SignatureExpire:
    'The signature has expired: `X-TC-Timestamp` differs from the time here by over 300 seconds.',
  SignatureFailure:
    'The provided credentials could not be validated. Please check your signature is correct.',
  TokenFailure: 'The token of the temporary credentials is missing, wrong or expired.',
} as const;

function authFailure(code: keyof typeof MESSAGES): Refusal {
  return refuse(`AuthFailure.${code}`, MESSAGES[code]);
}

function headerOf({ headers }: SignedRequest, name: string): string {
  // The caller chooses the names, and objects have inherited ones.
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' ? value : (value?.join(',') ?? '');
}

/** All forms in which a correct signer may have written this request. */
function canonicalRequests(request: SignedRequest, names: readonly string[]): string[] {
  const { method, path, query, body } = request;
  const bodyHash = sha256(body);
  const host = headerOf(request, 'host');
  const forms: string[] = [];
  for (const signedHost of new Set([host.replace(/:\d+$/, ''), host])) {
    for (const asSigned of [(value: string) => value, (value: string) => value.toLowerCase()]) {
      const lines = names.map((name) => {
        const value = name === 'host' ? signedHost : headerOf(request, name);
        return `${name}:${asSigned(value.trim())}\n`;
      });
      forms.push([method, path, query, lines.join(''), names.join(';'), bodyHash].join('\n'));
    }
  }
  return forms;
}

function sign(
  canonical: string,
  scope: string,
  timestampS: number,
  { secretKey }: Credential,
): Buffer {
  const [date = '', service = ''] = scope.split('/');
  const text = ['TC3-HMAC-SHA256', timestampS, `${scope}/tc3_request`, sha256(canonical)];
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  return hmac(key, text.join('\n'));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isEqual(expected: Buffer, signature: string): boolean {
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** A permanent credential has no token; a token that is sent with it is ignored. */
function checkToken(credential: Credential, token: string, nowMs: number): SignatureCheck {
  if (credential.token === undefined) return { ok: true, caller: ACCOUNT };
  // A comparison in constant time needs equal lengths, which hashes have.
  const same = isEqual(createHash('sha256').update(token).digest(), sha256(credential.token));
  const expired = credential.expiresAtMs !== undefined && credential.expiresAtMs <= nowMs;
  if (!same || expired) return authFailure('TokenFailure');
  const { role } = credential;
  return { ok: true, caller: role === undefined ? ACCOUNT : { kind: 'role', name: role } };
}
