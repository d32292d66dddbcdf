import type { KeyMetadata } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import type { FoundKey } from '../tenant-key/key.ts';
import { requiredField } from '../tencent/call.ts';

/** A key as KMS describes it, in our words. Its `Type` is left out: it is not that of CreateKey. */
export function foundKey(metadata: KeyMetadata): FoundKey {
  return {
    keyId: requiredField(metadata, 'KeyId'),
    alias: requiredField(metadata, 'Alias'),
    createTimeS: requiredField(metadata, 'CreateTime'),
    description: metadata.Description ?? '',
    keyState: requiredField(metadata, 'KeyState'),
    keyUsage: requiredField(metadata, 'KeyUsage'),
    origin: metadata.Origin,
    resourceId: requiredField(metadata, 'ResourceId'),
  };
}
