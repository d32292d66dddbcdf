import { createHash, createHmac } from 'node:crypto';
import type { Credential } from '../api/credentials.ts';
import type { Refusal } from '../api/service.ts';
import { refuseCos } from './errors.ts';
import { type CosRequest, encodeStrictly, paramOf } from './request.ts';
import { EXPIRED, isEqual, type Signed, type Signers } from './signers.ts';

/**
 * Verifies AWS Signature Version 4 of the service `s3`, in the header or in the URL. The body may be signed,
 * or named `UNSIGNED-PAYLOAD`. One that is signed in chunks is not supported.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function checkAwsSignature(request: CosRequest, { find, nowMs }: Signers): Signed {
  const sent = sentSignature(request);
  if (sent === undefined) {
    return refuseCos('InvalidArgument', 'The signature must be AWS4-HMAC-SHA256 of s3.');
  }
  const credential = find(sent.secretId);
  if (credential === undefined) return refuseCos('InvalidAccessKeyId');
  const refusal = checkTime(sent, nowMs) ?? checkPayload(request, sent);
  if (refusal !== undefined) return refusal;
  const isValid = canonicalRequests(request, sent).some((canonical) =>
    isEqual(sign(canonical, sent, credential), sent.signature),
  );
  return isValid ? { ok: true, credential } : refuseCos('SignatureDoesNotMatch');
}

type SentSignature = {
  readonly secretId: string;
  /** `<date>/<region>/s3/aws4_request` */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Such as `20261130T014400Z`. */
  readonly date: string;
  /** How long a URL is valid; absent for a header. */
  readonly lifetimeS?: number;
  /** The last line of what is signed. */
  readonly payload: string;
};

function sentSignature(request: CosRequest): SentSignature | undefined {
  const { headers } = request;
  const { authorization = '' } = headers;
  if (authorization === '') return sentInUrl(request);
  const [, ...words] = authorization.split(' ');
  const fields = new Map(words.join('').split(',').map(fieldOf));
  return signatureOf(fields, {
    date: headers['x-amz-date'] ?? '',
    payload: headers['x-amz-content-sha256'] ?? '',
  });
}

function fieldOf(text: string): readonly [name: string, value: string] {
  const [name = '', value = ''] = text.split('=');
  return [name, value];
}

function sentInUrl(request: CosRequest): SentSignature | undefined {
  const fields = request.query.map(([name, value]) => [name.replace('X-Amz-', ''), value] as const);
  const param = (name: string) => paramOf(request, `X-Amz-${name}`) ?? '';
  return signatureOf(new Map(fields), {
    date: param('Date'),
    lifetimeS: Number(param('Expires')),
    payload: UNSIGNED,
  });
}

function signatureOf(
  fields: ReadonlyMap<string, string>,
  facts: Pick<SentSignature, 'date' | 'lifetimeS' | 'payload'>,
): SentSignature | undefined {
  const [secretId = '', ...scope] = (fields.get('Credential') ?? '').split('/');
  const [, , service, end, more] = scope;
  if (service !== 's3' || end !== 'aws4_request' || more !== undefined) return undefined;
  return {
    ...{ secretId, scope: scope.join('/'), ...facts },
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
  };
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';

function checkTime({ date, scope, lifetimeS }: SentSignature, nowMs: number): Refusal | undefined {
  const iso = date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5');
  const dateMs = Date.parse(iso);
  if (Number.isNaN(dateMs) || !scope.startsWith(date.slice(0, 8))) {
    return refuseCos('AccessDenied', 'The date must be such as 20261130T014400Z, as in the scope.');
  }
  if (dateMs > nowMs + SKEW_MS_MAX) return refuseCos('RequestTimeTooSkewed');
  if (lifetimeS === undefined) {
    return dateMs < nowMs - SKEW_MS_MAX ? refuseCos('RequestTimeTooSkewed') : undefined;
  }
  if (!(lifetimeS >= 1 && lifetimeS <= LIFETIME_S_MAX)) {
    return refuseCos('InvalidArgument', 'X-Amz-Expires must be from 1 to 604800 seconds.');
  }
  const isOver = dateMs + lifetimeS * 1_000 < nowMs;
  return isOver ? refuseCos('AccessDenied', EXPIRED) : undefined;
}

const SKEW_MS_MAX = 15 * 60 * 1_000;

const LIFETIME_S_MAX = 7 * 24 * 60 * 60;

function checkPayload({ body }: CosRequest, { payload }: SentSignature): Refusal | undefined {
  if (payload === UNSIGNED || body === 'too large') return undefined;
  if (payload.startsWith('STREAMING-')) {
    return refuseCos('NotImplemented', 'The local cloud does not read bodies signed in chunks.');
  }
  return payload === sha256(body) ? undefined : refuseCos('XAmzContentSHA256Mismatch');
}

/** All forms in which a correct signer may have written this request. */
function canonicalRequests(request: CosRequest, sent: SentSignature): string[] {
  const { method, path = '', query, host } = request;
  const uri = path.split('/').map(encodeStrictly).join('/');
  const params = query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) => pair.map(encodeStrictly))
    // A name sorts before longer ones that begin with it, whatever follows it there.
    .sort(([a = '', x = ''], [b = '', y = '']) => (a === b ? order(x, y) : order(a, b)))
    .map((pair) => pair.join('='))
    .join('&');
  return [...new Set([host, host.replace(/:\d+$/, '')])].map((signedHost) => {
    const headers: Readonly<Record<string, string>> = { ...request.headers, host: signedHost };
    const lines = sent.signedHeaders.map(
      (name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
    );
    const names = sent.signedHeaders.join(';');
    return [method, uri, params, lines.join(''), names, sent.payload].join('\n');
  });
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function sign(
  canonical: string,
  { scope, date }: SentSignature,
  { secretKey }: Credential,
): string {
  const parts = [`AWS4${secretKey}`, ...scope.split('/')];
  const key = parts.reduce<string | Buffer>(
    (signing, part, index) => (index === 0 ? part : hmac(signing, part)),
    '',
  );
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
