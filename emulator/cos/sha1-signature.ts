import { createHash, createHmac } from 'node:crypto';
import type { Refusal } from '../api/service.ts';
import { refuseCos } from './errors.ts';
import { type CosRequest, encodeStrictly } from './request.ts';
import { EXPIRED, isEqual, type Signed, type Signers } from './signers.ts';

/** The fields `q-…` of a signature: in the header, or else in the URL. */
export function sha1Fields({ headers, query }: CosRequest): ReadonlyMap<string, string> {
  const { authorization = '' } = headers;
  const pairs = authorization === '' ? query : authorization.trim().split('&').map(pairOf);
  return new Map(pairs.filter(([name]) => name.startsWith('q-')));
}

function pairOf(text: string): readonly [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=')];
}

/**
 * Verifies the signature of COS itself.
 *
 * The SDK for Node signs the host with its port and the one for Python without it, so both are accepted.
 *
 * @see https://www.tencentcloud.com/document/product/436/7778 (request signature)
 * @see https://www.tencentcloud.com/document/product/436/40105 (codes of a wrong key, time or signature)
 */
export function checkSha1Signature(
  request: CosRequest,
  fields: ReadonlyMap<string, string>,
  { find, nowMs, skewMsMax }: Signers,
): Signed {
  const field = (name: string) => fields.get(name) ?? '';
  if (field('q-sign-algorithm') !== 'sha1') {
    return refuseCos('InvalidArgument', 'q-sign-algorithm must be sha1.');
  }
  const credential = find(field('q-ak'));
  if (credential === undefined) return refuseCos('InvalidAccessKeyId');
  const [signTime, keyTime] = [field('q-sign-time'), field('q-key-time')];
  for (const [name, time] of [
    ['q-sign-time', signTime] as const,
    ['q-key-time', keyTime] as const,
  ]) {
    const refusal = checkTime(name, time, nowMs, skewMsMax);
    if (refusal !== undefined) return refusal;
  }
  const key = hmac(credential.secretKey, keyTime);
  const isValid = formatStrings(request, namesIn(fields)).some((text) => {
    const toSign = `sha1\n${signTime}\n${createHash('sha1').update(text).digest('hex')}\n`;
    return isEqual(hmac(key, toSign), field('q-signature'));
  });
  return isValid ? { ok: true, credential } : refuseCos('SignatureDoesNotMatch');
}

/** Refuses a time that is no `start;end` in seconds, or of which now is outside. */
function checkTime(
  name: string,
  text: string,
  nowMs: number,
  skewMsMax: number,
): Refusal | undefined {
  const [, startS, endS] = /^(\d{1,12});(\d{1,12})$/.exec(text) ?? [];
  if (startS === undefined) {
    return refuseCos('InvalidArgument', `${name} must be two times in seconds, such as 1;2.`);
  }
  if (Number(endS) * 1_000 < nowMs) return refuseCos('AccessDenied', EXPIRED);
  const isEarly = Number(startS) * 1_000 > nowMs + skewMsMax;
  return isEarly ? refuseCos('RequestTimeTooSkewed') : undefined;
}

type SignedNames = { readonly headers: readonly string[]; readonly params: readonly string[] };

function namesIn(fields: ReadonlyMap<string, string>): SignedNames {
  // Both hold encoded names, in lower case.
  const list = (name: string) => (fields.get(name) ?? '').split(';').filter((part) => part !== '');
  return { headers: list('q-header-list'), params: list('q-url-param-list') };
}

/** All texts that a correct signer may have signed for this request. */
function formatStrings(request: CosRequest, names: SignedNames): string[] {
  const { method, path = '', query, host } = request;
  const params = linesOf(names.params, query);
  return [...new Set([host, host.replace(/:\d+$/, '')])].map((signedHost) => {
    const headers = Object.entries({ ...request.headers, host: signedHost });
    return `${method.toLowerCase()}\n${path}\n${params}\n${linesOf(names.headers, headers)}\n`;
  });
}

/** `name=value` for each name of a list, both encoded, in order. */
function linesOf(
  names: readonly string[],
  pairs: readonly (readonly [name: string, value: string])[],
): string {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const encoded = encodeStrictly(name).toLowerCase();
    if (!values.has(encoded)) values.set(encoded, encodeStrictly(value));
  }
  return [...names]
    .sort()
    .map((name) => `${name}=${values.get(name) ?? ''}`)
    .join('&');
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
