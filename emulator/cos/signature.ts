import type { Credential } from '../api/credentials.ts';
import { ACCOUNT, type Caller, type Refusal } from '../api/service.ts';
import { checkAwsSignature } from './aws-signature.ts';
import { refuseCos } from './errors.ts';
import { type CosRequest, paramOf } from './request.ts';
import { checkSha1Signature, sha1Fields } from './sha1-signature.ts';
import { isEqual, type Signers } from './signers.ts';

/** Who sent a request. Anonymous requests may read what is public. */
export type CosCaller = Caller | { readonly kind: 'anonymous' };

export type CosSignatureCheck = { readonly ok: true; readonly caller: CosCaller } | Refusal;

/**
 * Verifies the signature of a request in either dialect, in its header or in its URL, and the token of
 * temporary credentials.
 */
export function checkCosSignature(request: CosRequest, signers: Signers): CosSignatureCheck {
  const fields = sha1Fields(request);
  if (request.dialect === 'cos' && fields.size === 0) {
    return { ok: true, caller: { kind: 'anonymous' } };
  }
  const signed =
    request.dialect === 's3'
      ? checkAwsSignature(request, signers)
      : checkSha1Signature(request, fields, signers);
  return signed.ok ? checkToken(request, signed.credential, signers.nowMs) : signed;
}

/**
 * Temporary credentials are known only together with their token, and forgotten when it expires, so that both
 * are answered as an unknown id.
 */
function checkToken(request: CosRequest, credential: Credential, nowMs: number): CosSignatureCheck {
  const { token, role, expiresAtMs = 0 } = credential;
  if (token === undefined) return { ok: true, caller: ACCOUNT };
  const { headers, dialect } = request;
  const name = dialect === 's3' ? 'x-amz-security-token' : 'x-cos-security-token';
  const param = dialect === 's3' ? 'X-Amz-Security-Token' : name;
  const sent = headers[name] ?? paramOf(request, param) ?? '';
  if (!isEqual(sent, token) || expiresAtMs <= nowMs) return refuseCos('InvalidAccessKeyId');
  return { ok: true, caller: role === undefined ? ACCOUNT : { kind: 'role', name: role } };
}
