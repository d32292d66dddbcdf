import { createHash } from 'node:crypto';
import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { openRegion } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { wrappingPublicKey } from './wrapping-key.ts';

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
