import { Buffer } from 'node:buffer';
import { type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import type { Switches } from '../api/switches.ts';
import { type Cmk, countKeys, type KmsRegion, openRegion, putKey } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';
import { attachTags, knowsPair, type TagPair } from '../state/tag.ts';
import { TAG_PAIR, tagRefusal } from '../tag/rules.ts';
import { ALGORITHMS, checkCluster, createTimeS, isOfferedIn } from './keys.ts';

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

/** What CreateKey was asked for, with the vendor's defaults filled in. */
export type NewKey = {
  readonly alias: string;
  readonly description: string;
  readonly keyUsage: string;
  /** 1 is made by KMS, 2 waits for imported material. */
  readonly type: number;
  readonly tags: readonly TagPair[];
  readonly hsmClusterId: string;
};

/**
 * Refuses what CreateKey cannot make. Nothing has been made then: a missing tag pair, too, is found
 * before the key is there.
 */
export function checkNewKey(request: NewKey, region: KmsRegion, cloud: Cloud): Refusal | undefined {
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
    `There are ${cmkLimit} keys in this region already, which is the limit.`,
  );
}

/**
 * Refuses an alias that no key may have. The API's page reserves `kms-`, the console's page
 * `KMS-`, so that no mixture of the two is let pass.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter Alias)
 */
export function checkAlias(alias: string): Refusal | undefined {
  if (ALIAS.test(alias) && !alias.toLowerCase().startsWith('kms-')) return undefined;
  return refuse(
    'InvalidParameterValue.InvalidAlias',
    'Alias must be 1-60 letters, digits, - or _, begin with a letter or digit, and not with kms-.',
  );
}

/** Refuses an alias that a key other than `ownId` has. */
export function checkAliasIsFree(
  alias: string,
  region: KmsRegion,
  switches: Switches,
  ownId?: string,
): Refusal | undefined {
  const isHeld = (region.idsByAlias.get(alias.toLowerCase()) ?? [])
    .filter((id) => id !== ownId)
    .some((id) => holds(region.keys.get(id), alias, switches));
  if (!isHeld) return undefined;
  return refuse(
    'InvalidParameterValue.AliasAlreadyExists',
    `A key with the alias ${alias} exists in this region; aliases are unique.`,
  );
}

const ALIAS = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

function holds(key: Cmk | undefined, alias: string, switches: Switches): boolean {
  if (key === undefined) return false;
  if (switches.aliasCaseSensitive && key.alias !== alias) return false;
  return switches.aliasHeldWhilePendingDelete || key.state !== 'PendingDelete';
}

/** Refuses a description that is too long. The limit counts bytes of UTF-8, not characters. */
export function checkDescription(description: string): Refusal | undefined {
  const size = Buffer.byteLength(description, 'utf8');
  if (size <= SIZE_MAX) return undefined;
  return refuse('InvalidParameter', `Description has ${size} bytes; ${SIZE_MAX} are allowed.`);
}

const SIZE_MAX = 1_024;
