import { Buffer } from 'node:buffer';
import {
  checkPrimeSync,
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';

/** The public key that wraps key material: SubjectPublicKeyInfo in Base64. */
export function wrappingPublicKey(): string {
  const publicKey = createPublicKey(wrappingKey());
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

/**
 * Unwraps key material.
 *
 * @param wrapped Base64.
 * @param algorithm A `WrappingAlgorithm` of GetParametersForImport.
 * @returns undefined if the text was not wrapped by this algorithm with this key.
 */
export function unwrap(wrapped: string, algorithm: string): Buffer | undefined {
  const buffer = Buffer.from(wrapped, 'base64');
  try {
    if (algorithm === 'RSAES_PKCS1_V1_5') return unwrapPkcs1(buffer);
    const oaepHash = algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256';
    return privateDecrypt({ key: wrappingKey(), oaepHash }, buffer);
  } catch {
    return undefined; // OpenSSL throws an error for bad padding.
  }
}

let derivedKey: KeyObject | undefined;

/**
 * Derives the key from a constant when it is first needed. It is not part of the state: every
 * process has the same key, so that a recorded import can be unwrapped again.
 */
function wrappingKey(): KeyObject {
  derivedKey ??= deriveRsaKey('wrapping key of the local cloud');
  return derivedKey;
}

/**
 * Removes the padding `00 02 (8 or more bytes that are not 0) 00`. Node refuses to do it, because
 * an answer about the padding would reveal a real key. This key is public anyway.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-7.2.2
 */
function unwrapPkcs1(buffer: Buffer): Buffer | undefined {
  const padded = privateDecrypt({ key: wrappingKey(), padding: constants.RSA_NO_PADDING }, buffer);
  const end = padded.indexOf(0, 2);
  return padded[0] === 0 && padded[1] === 2 && end >= 10 ? padded.subarray(end + 1) : undefined;
}

/**
 * Derives an RSA key of 2,048 bits from a text, in about a quarter of a second. The key is only as
 * secret as the text, which suffices for an emulator and nothing else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-3.2 (the parts of a private key)
 */
function deriveRsaKey(text: string): KeyObject {
  const p = derivePrime(`${text} p`);
  const q = derivePrime(`${text} q`);
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: base64url(p * q),
      e: base64url(EXPONENT),
      d: base64url(d),
      p: base64url(p),
      q: base64url(q),
      dp: base64url(d % (p - 1n)),
      dq: base64url(d % (q - 1n)),
      qi: base64url(inverse(q, p)),
    },
  });
}

const EXPONENT = 65_537n;

/** One odd number of this size in about 355 is prime, so this bound is never reached. */
const CANDIDATES_MAX = 100_000;

function derivePrime(text: string): bigint {
  for (let number = 0; number < CANDIDATES_MAX; number += 1) {
    const bytes = Buffer.concat(
      [0, 1, 2, 3].map((part) => createHash('sha256').update(`${text} ${number} ${part}`).digest()),
    );
    // With the two high bits set, the product of two primes always has 2,048 bits.
    bytes.writeUInt8(bytes.readUInt8(0) | 0b1100_0000, 0);
    bytes.writeUInt8(bytes.readUInt8(127) | 1, 127);
    const prime = BigInt(`0x${bytes.toString('hex')}`);
    if ((prime - 1n) % EXPONENT !== 0n && checkPrimeSync(bytes)) return prime;
  }
  throw new Error(`no prime among ${CANDIDATES_MAX} candidates`);
}

/** The inverse of `value` modulo `modulus`, by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [remainder, next, factor, nextFactor] = [value % modulus, modulus, 1n, 0n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
