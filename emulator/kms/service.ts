import type { Action, Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import codes from './codes.json' with { type: 'json' };
import { createKey } from './create-key.ts';
import {
  describeKey,
  describeKeys,
  getRegions,
  getServiceStatus,
  listAlgorithms,
} from './descriptions.ts';
import { getParametersForImport, importKeyMaterial } from './import.ts';
import { listKeyDetail, listKeys } from './key-lists.ts';
import {
  archiveKey,
  cancelKeyArchive,
  cancelKeyDeletion,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
} from './lifecycle.ts';
import { updateAlias, updateKeyDescription } from './names.ts';
import { refusedUnlessBought } from './purchase.ts';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from './rotation.ts';

const ACTIONS: readonly Action[] = [
  archiveKey,
  cancelKeyArchive,
  cancelKeyDeletion,
  createKey,
  describeKey,
  describeKeys,
  disableKeyRotation,
  disableKey,
  enableKeyRotation,
  enableKey,
  getKeyRotationStatus,
  getParametersForImport,
  getRegions,
  getServiceStatus,
  importKeyMaterial,
  listAlgorithms,
  listKeyDetail,
  listKeys,
  scheduleKeyDeletion,
  updateAlias,
  updateKeyDescription,
];

/** The key management service, without its cryptography. */
export const kmsService: Service = {
  product: 'kms',
  version: '2019-01-18',
  regions: KMS_REGIONS,
  actions: new Map(ACTIONS.map((action) => [action.name, refusedUnlessBought(action)])),
  codes: codes.declared,
};
