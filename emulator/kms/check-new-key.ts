import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { countKeys, type KmsRegion } from '../state/kms.ts';
import { knowsPair, type TagPair } from '../state/tag.ts';
import { ALGORITHMS, isOfferedIn } from './algorithms.ts';
import { checkAlias, checkAliasIsFree } from './alias.ts';
import { checkDescription } from './description.ts';
import { checkCluster } from './hsm-clusters.ts';

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
