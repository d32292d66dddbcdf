import { createHash } from 'node:crypto';
import { defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, currentRegion, type KeyImport, putKey } from '../state/kms.ts';
import { findKey } from './keys.ts';
import { keyAfter, stateRefusal } from './lifecycle.ts';
import { unwrap, wrappingPublicKey } from './wrapping-key.ts';

/** Returns the parameters to import material into an EXTERNAL key. They are valid for 24 hours. */
export const getParametersForImport = defineAction({
  name: 'GetParametersForImport',
  parameters: {
    KeyId: { type: 'string', required: true },
    WrappingAlgorithm: { type: 'string', required: true },
    WrappingKeySpec: { type: 'string', required: true },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId, WrappingAlgorithm, WrappingKeySpec }, cloud) {
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    if (found.key.origin !== 'EXTERNAL') {
      return refuse(
        'UnsupportedOperation.NotExternalCmk',
        'Only an EXTERNAL key accepts key material.',
      );
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

/**
 * Imports material into an EXTERNAL key, which is then enabled. The key never accepts other
 * material.
 */
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
  answer({ EncryptedKeyMaterial, ImportToken, KeyId, ValidTo = 0 }, cloud) {
    const region = currentRegion(cloud);
    const nowS = Math.floor(cloud.nowMs / 1_000);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { key } = found;
    const refusal = checkImportable(key) ?? checkValidTo(ValidTo, nowS);
    if (refusal !== undefined) return refusal;

    const keyImport = region.imports.get(ImportToken);
    if (keyImport?.keyId !== KeyId) {
      return refuse('InvalidParameter', 'ImportToken does not belong to this key.');
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
    const imported = keyAfter('ImportKeyMaterial', key);
    putKey(region, { ...imported, material: { sha256, validToS: ValidTo } });
    return { ok: true, response: {} };
  },
});

function checkImportable(key: Cmk): Refusal | undefined {
  if (key.origin !== 'EXTERNAL') {
    return refuse(
      'UnsupportedOperation.NotExternalCmk',
      'Only an EXTERNAL key accepts key material.',
    );
  }
  return stateRefusal('ImportKeyMaterial', key);
}

/** The vendor's latest expiry, in seconds since 1970. */
const VALID_TO_MAX_S = 2_147_443_200;

function checkValidTo(validToS: number, nowS: number): Refusal | undefined {
  if (validToS === 0 || (validToS > nowS && validToS <= VALID_TO_MAX_S)) return undefined;
  return refuse('InvalidParameter', `ValidTo must be 0, or after now and up to ${VALID_TO_MAX_S}.`);
}

/** Material has 256 bits in every region with FIPS 140-2. */
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
      `EncryptedKeyMaterial is not wrapped by ${wrappingAlgorithm} with the PublicKey that was issued.`,
    );
  }
  if (material.length !== MATERIAL_BYTES) {
    return refuse('InvalidParameter', `Key material must be of ${MATERIAL_BYTES} bytes.`);
  }
  return { ok: true, sha256: createHash('sha256').update(material).digest('hex') };
}
