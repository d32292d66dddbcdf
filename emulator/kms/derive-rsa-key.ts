import { Buffer } from 'node:buffer';
import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto';

/**
 * Derives an RSA key of 2,048 bits from a text, always the same one, in about a quarter of a
 * second. It is as secret as the text is: it is good for an emulator, and for nothing else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-3.2 (the parts of a private key)
 */
export function deriveRsaKey(text: string): KeyObject {
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

/** About one odd number of this size in 355 is a prime, so that this bound is never reached. */
const CANDIDATES_MAX = 100_000;

function derivePrime(text: string): bigint {
  for (let number = 0; number < CANDIDATES_MAX; number += 1) {
    const bytes = Buffer.concat(
      [0, 1, 2, 3].map((part) => createHash('sha256').update(`${text} ${number} ${part}`).digest()),
    );
    // With two high bits set, the product of two primes has all of its 2,048 bits.
    bytes.writeUInt8(bytes.readUInt8(0) | 0b1100_0000, 0);
    bytes.writeUInt8(bytes.readUInt8(127) | 1, 127);
    const prime = BigInt(`0x${bytes.toString('hex')}`);
    if ((prime - 1n) % EXPONENT !== 0n && checkPrimeSync(bytes)) return prime;
  }
  throw new Error(`no prime among ${CANDIDATES_MAX} candidates`);
}

/** The number that, times `value`, leaves 1 modulo `modulus`; by Euclid's extended algorithm. */
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
