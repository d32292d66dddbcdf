import { describe, expect, test } from 'vitest';
import type { Credential } from '../../emulator/api/credentials.ts';
import { checkSignature, type SignedRequest } from '../../emulator/api/signature.ts';

// The example of the vendor's page on signature v3; the key's asterisks are the vendor's.
const EXAMPLE: Credential = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******',
};
const SIGNED_AT_MS = 1_551_113_065_000;
const TWO_HEADERS = authorization(
  'content-type;host',
  '2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c',
);
const THREE_HEADERS = authorization(
  'content-type;host;x-tc-action',
  'be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3',
);

function authorization(headers: string, signature: string): string {
  return `TC3-HMAC-SHA256 Credential=${EXAMPLE.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=${headers}, Signature=${signature}`;
}

type Change = {
  readonly headers?: SignedRequest['headers'];
  readonly body?: string;
  readonly nowMs?: number;
  readonly credential?: Credential;
};

/** The code for the vendor's example after a change; `good` for a valid signature. */
function codeOf({ headers, body, nowMs, credential = EXAMPLE }: Change): string {
  const check = checkSignature(
    {
      method: 'POST',
      path: '/',
      query: '',
      headers: {
        authorization: TWO_HEADERS,
        'content-type': 'application/json; charset=utf-8',
        host: 'cvm.tencentcloudapi.com',
        'x-tc-action': 'DescribeInstances',
        'x-tc-timestamp': '1551113065',
        ...headers,
      },
      body:
        body ??
        '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    },
    (secretId) => (secretId === credential.secretId ? credential : undefined),
    nowMs ?? SIGNED_AT_MS,
  );
  return check.ok ? 'good' : check.code;
}

const TEMPORARY: Credential = { ...EXAMPLE, token: 'a-token', expiresAtMs: SIGNED_AT_MS + 1_000 };

describe('a signature', () => {
  const rows: readonly (readonly [string, Change, string])[] = [
    ["of the vendor's own example is good", {}, 'good'],
    [
      'with more headers, in lower case as the vendor says, is good',
      { headers: { authorization: THREE_HEADERS } },
      'good',
    ],
    [
      'without the port that the host header has, as the SDK makes it, is good',
      { headers: { host: 'cvm.tencentcloudapi.com:4700' } },
      'good',
    ],
    ['is good for five minutes', { nowMs: SIGNED_AT_MS + 300_000 }, 'good'],
    [
      'expires after five minutes',
      { nowMs: SIGNED_AT_MS + 301_000 },
      'AuthFailure.SignatureExpire',
    ],
    [
      'from more than five minutes ahead is refused',
      { nowMs: SIGNED_AT_MS - 301_000 },
      'AuthFailure.SignatureExpire',
    ],
    ['needs a timestamp', { headers: { 'x-tc-timestamp': undefined } }, 'MissingParameter'],
    [
      'over an inherited header name is wrong',
      {
        headers: { authorization: authorization('content-type;host;constructor', 'a'.repeat(64)) },
      },
      'AuthFailure.SignatureFailure',
    ],
    [
      'must be there',
      { headers: { authorization: undefined } },
      'AuthFailure.InvalidAuthorization',
    ],
    [
      'must be of TC3-HMAC-SHA256',
      { headers: { authorization: 'Bearer abc' } },
      'AuthFailure.InvalidAuthorization',
    ],
    ['does not fit another body', { body: '{"Limit": 2}' }, 'AuthFailure.SignatureFailure'],
    [
      'does not fit another host',
      { headers: { host: 'kms.tencentcloudapi.com' } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'does not fit another time',
      { headers: { 'x-tc-timestamp': '1551113066' } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'must cover the content type and the host',
      { headers: { authorization: authorization('host', '0'.repeat(64)) } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'made with another key is refused',
      { credential: { ...EXAMPLE, secretKey: 'another' } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'of an unknown id is refused',
      { credential: { ...EXAMPLE, secretId: 'AKIDother' } },
      'AuthFailure.SecretIdNotFound',
    ],
    [
      'with a malformed id is refused, as when the SDK has no credentials',
      { headers: { authorization: TWO_HEADERS.replace(EXAMPLE.secretId, 'undefined') } },
      'AuthFailure.InvalidSecretId',
    ],
    [
      'by temporary credentials needs their token',
      { credential: TEMPORARY },
      'AuthFailure.TokenFailure',
    ],
    [
      'by temporary credentials is refused with the token of other credentials',
      { credential: TEMPORARY, headers: { 'x-tc-token': 'b-token' } },
      'AuthFailure.TokenFailure',
    ],
    [
      'by temporary credentials is good with their token',
      { credential: TEMPORARY, headers: { 'x-tc-token': 'a-token' } },
      'good',
    ],
    [
      'by temporary credentials is refused once they expired',
      {
        credential: TEMPORARY,
        headers: { 'x-tc-token': 'a-token' },
        nowMs: SIGNED_AT_MS + 1_000,
      },
      'AuthFailure.TokenFailure',
    ],
  ];
  test.each(rows)('%s', (_, change, expected) => {
    expect(codeOf(change)).toBe(expected);
  });
});
