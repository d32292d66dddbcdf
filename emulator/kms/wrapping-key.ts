import { Buffer } from 'node:buffer';
import { constants, createPublicKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { deriveRsaKey } from './derive-rsa-key.ts';

/** The public key with which key material is wrapped: SubjectPublicKeyInfo in Base64. */
export function wrappingPublicKey(): string {
  const publicKey = createPublicKey(wrappingKey());
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

/**
 * Unwraps key material.
 *
 * @param wrapped Base64.
 * @param algorithm A `WrappingAlgorithm` of GetParametersForImport.
 * @returns Nothing if the text was not wrapped by this algorithm with our key.
 */
export function unwrap(wrapped: string, algorithm: string): Buffer | undefined {
  const buffer = Buffer.from(wrapped, 'base64');
  try {
    if (algorithm === 'RSAES_PKCS1_V1_5') return unwrapPkcs1(buffer);
    const oaepHash = algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256';
    return privateDecrypt({ key: wrappingKey(), oaepHash }, buffer);
  } catch {
    return undefined; // OpenSSL tells bad padding by throwing, and so do we by giving nothing.
  }
}

let derivedKey: KeyObject | undefined;

/**
 * The key is no part of the state. It is derived, from a constant, when it is first needed: every
 * run has the same one, so that a replayed import can be unwrapped again.
 */
function wrappingKey(): KeyObject {
  derivedKey ??= deriveRsaKey('tenant-keys: wrapping key of the local cloud');
  return derivedKey;
}

/**
 * Takes the padding `00 02 (8 or more bytes that are not 0) 00` off by hand, since Node refuses to:
 * telling bad padding from good gives real keys away, which ours, known to all, cannot be.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-7.2.2
 */
function unwrapPkcs1(buffer: Buffer): Buffer | undefined {
  const padded = privateDecrypt({ key: wrappingKey(), padding: constants.RSA_NO_PADDING }, buffer);
  const end = padded.indexOf(0, 2);
  return padded[0] === 0 && padded[1] === 2 && end >= 10 ? padded.subarray(end + 1) : undefined;
}
