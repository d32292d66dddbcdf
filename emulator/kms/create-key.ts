import { type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, countKeys, currentRegion, type KmsRegion, putKey } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import { attachTags, knowsPair, type TagPair } from '../state/tag.ts';
import { TAG_PAIR, tagRefusal } from '../tag/rules.ts';
import { ALGORITHMS, checkCluster, createTimeS, isOfferedIn } from './keys.ts';
import { checkAlias, checkAliasIsFree, checkDescription } from './names.ts';

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
  answer(params, cloud) {
    const request: NewKey = {
      alias: params.Alias,
      description: params.Description ?? '',
      keyUsage: params.KeyUsage || 'ENCRYPT_DECRYPT',
      type: params.Type ?? 1,
      tags: params.Tags ?? [],
      hsmClusterId: params.HsmClusterId ?? '',
    };
    const region = currentRegion(cloud);
    const refusal = checkNewKey(request, region, cloud);
    if (refusal !== undefined) return refusal;

    const key = newKey(request, region, cloud);
    putKey(region, key);
    cloud.state.kms.set(cloud.region, region);
    const tagging = tagKey(key, request.tags, cloud);
    return { ok: true, response: { ...createdKey(key), ...tagging } };
  },
});

function newKey(request: NewKey, region: KmsRegion, { newId, nowMs }: Cloud): Cmk {
  const { alias, description, keyUsage, hsmClusterId } = request;
  const isExternal = request.type === 2;
  let id = newId();
  while (region.keys.has(id)) id = newId(); // A new key must not replace another one.
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

/** Tags the new key. The key exists in any case, with either all of its tags or none. */
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

function createdKey(key: Cmk) {
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

/** The parameters of CreateKey with the vendor's defaults. */
type NewKey = {
  readonly alias: string;
  readonly description: string;
  readonly keyUsage: string;
  /** 1: the material comes from KMS. 2: it is imported later. */
  readonly type: number;
  readonly tags: readonly TagPair[];
  readonly hsmClusterId: string;
};

/**
 * Refuses a key that CreateKey cannot create. All checks come first, so a refused call changed
 * nothing, even if a tag pair is missing.
 */
function checkNewKey(request: NewKey, region: KmsRegion, cloud: Cloud): Refusal | undefined {
  return (
    checkAlias(request.alias) ??
    checkDescription(request.description) ??
    checkKeyUsage(request.keyUsage, cloud.region) ??
    checkType(request.type) ??
    checkCluster(request.hsmClusterId) ??
    checkTags(request, cloud) ??
    checkAliasIsFree(request.alias, region, cloud.switches) ??
    checkQuota(region, cloud.switches.cmkLimit)
  );
}

function checkKeyUsage(keyUsage: string, region: string): Refusal | undefined {
  const algorithm = ALGORITHMS.find((candidate) => candidate.keyUsage === keyUsage);
  if (algorithm === undefined) {
    return refuse(
      'InvalidParameterValue.InvalidKeyUsage',
      `KeyUsage ${keyUsage} is unknown; ListAlgorithms says which there are.`,
    );
  }
  if (isOfferedIn(algorithm, region)) return undefined;
  return refuse(
    'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
    `KeyUsage ${keyUsage} is not offered in ${region}; ListAlgorithms says which are.`,
  );
}

function checkType(type: number): Refusal | undefined {
  if (type === 1 || type === 2) return undefined;
  return refuse(
    'InvalidParameterValue.InvalidType',
    'Type must be 1 (made by KMS) or 2 (material is imported).',
  );
}

function checkTags({ tags }: NewKey, { switches, state }: Cloud): Refusal | undefined {
  const tagsMax = switches.createKeyTagsMax;
  if (tags.length > tagsMax) {
    return refuse('InvalidParameter', `There are ${tags.length} Tags; ${tagsMax} are allowed.`);
  }
  if (new Set(tags.map(({ TagKey }) => TagKey)).size < tags.length) {
    return refuse('InvalidParameterValue.TagKeysDuplicated', 'A TagKey occurs twice in Tags.');
  }
  const unknown = tags.find((tag) => !knowsPair(state.tags, tag));
  if (unknown === undefined || !switches.tagsMustExist) return undefined;
  return refuse(
    'InvalidParameterValue.TagsNotExisted',
    `The tag ${unknown.TagKey}:${unknown.TagValue} does not exist; create it with CreateTags.`,
  );
}

function checkQuota(region: KmsRegion, cmkLimit: number): Refusal | undefined {
  if (countKeys(region) < cmkLimit) return undefined;
  return refuse(
    'LimitExceeded.CmkLimitExceeded',
    `This region already has ${cmkLimit} keys, which is the limit.`,
  );
}
