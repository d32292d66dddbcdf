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
import { defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, type KeyImport, openRegion, putKey } from '../state/kms.ts';
import { findKey } from './keys.ts';
import { refuseState } from './lifecycle.ts';

/** Gives out what is needed to import material into an EXTERNAL key, valid for 24 hours. */
export const getParametersForImport = defineAction({
  name: 'GetParametersForImport',
  parameters: {
    KeyId: { type: 'string', required: true },
    WrappingAlgorithm: { type: 'string', required: true },
    WrappingKeySpec: { type: 'string', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnsupportedOperation.NotExternalCmk',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId, WrappingAlgorithm, WrappingKeySpec }, cloud) {
    const region = openRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    if (found.key.origin !== 'EXTERNAL') {
      return refuse('UnsupportedOperation.NotExternalCmk', 'Only an EXTERNAL key takes material.');
    }
    if (!WRAPPING_ALGORITHMS.includes(WrappingAlgorithm)) {
      const known = WRAPPING_ALGORITHMS.join(', ');
      return refuse('InvalidParameter', `WrappingAlgorithm must be one of ${known}.`);
    }
    if (WrappingKeySpec !== 'RSA_2048') {
      return refuse('InvalidParameter', 'WrappingKeySpec must be RSA_2048.');
    }
    const token = createHash('sha512').update(cloud.newId()).digest('base64');
    const validToS = Math.floor(cloud.nowMs / 1_000) + 86_400;
    region.imports.set(token, { keyId: KeyId, wrappingAlgorithm: WrappingAlgorithm, validToS });
    return {
      ok: true,
      response: {
        KeyId,
        ImportToken: token,
        PublicKey: wrappingPublicKey(),
        ParametersValidTo: validToS,
      },
    };
  },
});

const WRAPPING_ALGORITHMS: readonly string[] = [
  'RSAES_PKCS1_V1_5',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
];

/** Imports material into an EXTERNAL key, which is enabled then. It can never get another one. */
export const importKeyMaterial = defineAction({
  name: 'ImportKeyMaterial',
  parameters: {
    EncryptedKeyMaterial: { type: 'string', required: true },
    ImportToken: { type: 'string', required: true },
    KeyId: { type: 'string', required: true },
    ValidTo: { type: 'integer' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameter.DecryptMaterialError',
    'InvalidParameterValue.InvalidKeyId',
    'InvalidParameterValue.MaterialNotMatch',
    'ResourceUnavailable.CmkNotFound',
    'ResourceUnavailable.CmkStateNotSupport',
    'ResourceUnavailable.TokenExpired',
    'UnsupportedOperation.NotExternalCmk',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ EncryptedKeyMaterial, ImportToken, KeyId, ValidTo = 0 }, cloud) {
    const region = openRegion(cloud);
    const nowS = Math.floor(cloud.nowMs / 1_000);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { key } = found;
    const refusal = checkImportable(key) ?? checkValidTo(ValidTo, nowS);
    if (refusal !== undefined) return refusal;

    const keyImport = region.imports.get(ImportToken);
    if (keyImport?.keyId !== KeyId) {
      return refuse('InvalidParameter', 'ImportToken is not one of this key.');
    }
    const material = readMaterial(EncryptedKeyMaterial, keyImport, nowS);
    if (!material.ok) return material;
    const { sha256 } = material;
    if (key.material !== undefined && key.material.sha256 !== sha256) {
      return refuse(
        'InvalidParameterValue.MaterialNotMatch',
        'The key had other material before; only the same can be imported again.',
      );
    }
    putKey(region, { ...key, state: 'Enabled', material: { sha256, validToS: ValidTo } });
    return { ok: true, response: {} };
  },
});

function checkImportable(key: Cmk): Refusal | undefined {
  if (key.origin !== 'EXTERNAL') {
    return refuse('UnsupportedOperation.NotExternalCmk', 'Only an EXTERNAL key takes material.');
  }
  if (key.state === 'Enabled' || key.state === 'PendingImport') return undefined;
  return refuseState(key, ['Enabled', 'PendingImport']);
}

/** The last second for which the vendor takes a promise. */
const VALID_TO_MAX_S = 2_147_443_200;

function checkValidTo(validToS: number, nowS: number): Refusal | undefined {
  if (validToS === 0 || (validToS > nowS && validToS <= VALID_TO_MAX_S)) return undefined;
  return refuse('InvalidParameter', `ValidTo must be 0, or after now and up to ${VALID_TO_MAX_S}.`);
}

/** Material is of 256 bits, as in every region that keeps FIPS 140-2. */
const MATERIAL_BYTES = 32;

function readMaterial(
  encryptedMaterial: string,
  { wrappingAlgorithm, validToS }: KeyImport,
  nowS: number,
): { readonly ok: true; readonly sha256: string } | Refusal {
  if (validToS <= nowS) {
    return refuse(
      'ResourceUnavailable.TokenExpired',
      'ImportToken is older than 24 hours; call GetParametersForImport again.',
    );
  }
  const material = unwrap(encryptedMaterial, wrappingAlgorithm);
  if (material === undefined) {
    return refuse(
      'InvalidParameter.DecryptMaterialError',
      `EncryptedKeyMaterial is not wrapped by ${wrappingAlgorithm} with the PublicKey given out.`,
    );
  }
  if (material.length !== MATERIAL_BYTES) {
    return refuse('InvalidParameter', `Key material must be of ${MATERIAL_BYTES} bytes.`);
  }
  return { ok: true, sha256: createHash('sha256').update(material).digest('hex') };
}

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
  derivedKey ??= deriveRsaKey('wrapping key of the local cloud');
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
