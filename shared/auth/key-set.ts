import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet, JWK } from 'jose';
import { isJsonObject, type JsonObject } from '../tenant-key/json.ts';

/**
 * The keys of a JWK set with which tokens may be verified, each with only the members that matter. An entry that
 * cannot be used is left out, whatever is wrong with it, and spoils no other: issuers publish keys for
 * encryption, and of types that are not known here.
 *
 * @throws Error when the document is no set, or has no key that can be used.
 * @see RFC 7517, section 5 (entries that are not understood are ignored)
 */
export function usableKeys(document: unknown): JSONWebKeySet {
  const { keys } = isJsonObject(document) ? document : {};
  if (!Array.isArray(keys)) throw new Error('the issuer did not answer with a set of keys');
  const usable = keys.flatMap((entry: unknown) => usableKey(entry) ?? []);
  if (usable.length === 0) throw new Error('the issuer publishes no key that can be used');
  return { keys: usable };
}

function usableKey(entry: unknown): JWK | undefined {
  if (!isJsonObject(entry) || !isForSignatures(entry)) return undefined;
  const { kty, crv, alg, kid } = entry;
  const type = TYPES.find((each) => each.kty === kty && each.crv === crv);
  if (type === undefined || !(alg === undefined || type.algorithms.includes(String(alg)))) return;
  const key = publicKeyOf(entry);
  if (key === undefined || !isStrong(key)) return undefined;
  return {
    ...key.export({ format: 'jwk' }),
    ...(typeof kid === 'string' ? { kid } : {}),
    // Both names mean the same signature, and a token may have the other one.
    ...(alg === undefined || type.kty === 'OKP' ? {} : { alg: String(alg) }),
  };
}

/** A private key that is published proves nothing: anyone may have signed with it. */
function isForSignatures({ use = 'sig', key_ops = ['verify'], d }: JsonObject): boolean {
  return use === 'sig' && Array.isArray(key_ops) && key_ops.includes('verify') && d === undefined;
}

/**
 * The types of keys, with the algorithms that they may be for.
 *
 * @see RFC 9864, section 2.2 (`Ed25519` is what `EdDSA` means with this curve)
 */
const TYPES: readonly {
  readonly kty: string;
  readonly crv?: string;
  readonly algorithms: readonly string[];
}[] = [
  { kty: 'RSA', algorithms: ['RS256', 'PS256'] },
  { kty: 'EC', crv: 'P-256', algorithms: ['ES256'] },
  { kty: 'OKP', crv: 'Ed25519', algorithms: ['EdDSA', 'Ed25519'] },
];

/** Undefined when a member is missing, or is not what its type needs. */
function publicKeyOf({ kty, crv, n, e, x, y }: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty, crv, n, e, x, y } as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** @see RFC 7518, section 3.3 (RSA of at least 2,048 bits) */
function isStrong({ asymmetricKeyDetails = {} }: KeyObject): boolean {
  const { modulusLength = BITS_MIN, publicExponent = EXPONENT_MIN } = asymmetricKeyDetails;
  return modulusLength >= BITS_MIN && modulusLength <= BITS_MAX && publicExponent >= EXPONENT_MIN;
}

const BITS_MIN = 2_048;

/** More take longer to verify than a request may. OpenSSL has the same limit. */
const BITS_MAX = 16_384;

/** With the exponent 1, anyone could sign. */
const EXPONENT_MIN = 3n;
