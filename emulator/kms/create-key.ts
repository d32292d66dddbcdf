import { defineAction } from '../api/define-action.ts';
import type { Cloud } from '../api/service.ts';
import { type Cmk, type KmsRegion, openRegion, putKey } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import { attachTags, type TagPair } from '../state/tag.ts';
import { TAG_PAIR } from '../tag/tag-parameter.ts';
import { tagRefusal } from '../tag/tag-rules.ts';
import { checkNewKey, type NewKey } from './check-new-key.ts';
import { createTimeS } from './key-metadata.ts';

/** @see https://cloud.tencent.com/document/product/573/34430 */
export const createKey = defineAction({
  name: 'CreateKey',
  parameters: {
    Alias: { type: 'string', required: true },
    Description: { type: 'string' },
    KeyUsage: { type: 'string' },
    Type: { type: 'integer' },
    Tags: { type: [TAG_PAIR] },
    HsmClusterId: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation.TaggingError',
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.AliasAlreadyExists',
    'InvalidParameterValue.InvalidAlias',
    'InvalidParameterValue.InvalidHsmClusterId',
    'InvalidParameterValue.InvalidKeyUsage',
    'InvalidParameterValue.InvalidType',
    'InvalidParameterValue.TagKeysDuplicated',
    'InvalidParameterValue.TagsNotExisted',
    'LimitExceeded.CmkLimitExceeded',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
    'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
  ],
  answer(params, cloud) {
    const request: NewKey = {
      alias: params.Alias,
      description: params.Description ?? '',
      keyUsage: params.KeyUsage || 'ENCRYPT_DECRYPT',
      type: params.Type ?? 1,
      tags: params.Tags ?? [],
      hsmClusterId: params.HsmClusterId ?? '',
    };
    const region = openRegion(cloud);
    const refusal = checkNewKey(request, region, cloud);
    if (refusal !== undefined) return refusal;

    const key = newKey(request, region, cloud);
    putKey(region, key);
    cloud.state.kms.set(cloud.region, region);
    const tagging = tagKey(key, request.tags, cloud);
    return { ok: true, response: { ...describe(key), ...tagging } };
  },
});

function newKey(request: NewKey, region: KmsRegion, { newId, nowMs }: Cloud): Cmk {
  const { alias, description, keyUsage, hsmClusterId } = request;
  const isExternal = request.type === 2;
  let id = newId();
  while (region.keys.has(id)) id = newId(); // No key may take the place of another.
  return {
    id,
    alias,
    description,
    keyUsage,
    hsmClusterId,
    createTimeMs: nowMs,
    origin: isExternal ? 'EXTERNAL' : 'TENCENT_KMS',
    state: isExternal ? 'PendingImport' : 'Enabled',
    deletionDateS: 0,
  };
}

/** Tags the new key. It exists whatever comes of that, and has either all of its tags or none. */
function tagKey(key: Cmk, tags: readonly TagPair[], cloud: Cloud) {
  if (cloud.tagCode === 1) return { TagCode: 1, TagMsg: 'internal error' };
  if (cloud.tagCode === 2) return { TagCode: 2, TagMsg: 'business processing error' };
  const refusal = tags.map(tagRefusal).find((tag) => tag !== undefined);
  if (refusal !== undefined) return { TagCode: 2, TagMsg: refusal.message };

  const { account, region, state, nowMs } = cloud;
  const resource = keyResourceName({ uin: account.uin, region, keyId: key.id });
  attachTags(state.tags, resource, tags, nowMs);
  return { TagCode: 0, TagMsg: 'ok' };
}

function describe(key: Cmk) {
  return {
    KeyId: key.id,
    Alias: key.alias,
    CreateTime: createTimeS(key),
    Description: key.description,
    KeyState: key.state,
    KeyUsage: key.keyUsage,
    HsmClusterId: key.hsmClusterId,
  };
}
