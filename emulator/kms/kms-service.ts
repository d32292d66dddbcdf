import type { Action, Service } from '../api/service.ts';
import { KMS_REGIONS } from '../state/regions.ts';
import { archiveKey } from './archive-key.ts';
import { cancelKeyArchive } from './cancel-key-archive.ts';
import { cancelKeyDeletion } from './cancel-key-deletion.ts';
import { createKey } from './create-key.ts';
import { describeKey } from './describe-key.ts';
import { describeKeys } from './describe-keys.ts';
import { disableKey } from './disable-key.ts';
import { disableKeyRotation } from './disable-key-rotation.ts';
import { enableKey } from './enable-key.ts';
import { enableKeyRotation } from './enable-key-rotation.ts';
import { getKeyRotationStatus } from './get-key-rotation-status.ts';
import { getParametersForImport } from './get-parameters-for-import.ts';
import { getRegions } from './get-regions.ts';
import { getServiceStatus } from './get-service-status.ts';
import { importKeyMaterial } from './import-key-material.ts';
import { listAlgorithms } from './list-algorithms.ts';
import { listKeyDetail } from './list-key-detail.ts';
import { listKeys } from './list-keys.ts';
import { scheduleKeyDeletion } from './schedule-key-deletion.ts';
import { updateAlias } from './update-alias.ts';
import { updateKeyDescription } from './update-key-description.ts';

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
  actions: new Map(ACTIONS.map((action) => [action.name, action])),
};
