import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { attachTags, learnPair, type TagPair } from '../state/tag.ts';
import { eachResource, resourceListRefusal, tagCountRefusal } from './each-resource.ts';
import { TAG } from './tag-parameter.ts';
import { duplicateRefusal, tagRefusal } from './tag-rules.ts';

/**
 * Puts tags on resources, and creates the pairs that do not exist yet.
 *
 * @see https://cloud.tencent.com/document/product/651/72280
 */
export const tagResources = defineAction({
  name: 'TagResources',
  parameters: {
    ResourceList: { type: 'string[]', required: true },
    Tags: { type: [TAG], required: true },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'AuthFailure.UnauthorizedOperation',
    'FailedOperation',
    'FailedOperation.PolicyEnforcedInvalid',
    'FailedOperation.ResourceTagProcessing',
    'InvalidParameter',
    'InvalidParameter.ReservedTagKey',
    'InvalidParameter.Tag',
    'InvalidParameter.UnsupportedService',
    'InvalidParameterValue.ResourceDescriptionError',
    'InvalidParameterValue.TagKeyCharacterIllegal',
    'InvalidParameterValue.TagKeyDuplicate',
    'InvalidParameterValue.TagKeyEmpty',
    'InvalidParameterValue.TagKeyLengthExceeded',
    'InvalidParameterValue.TagValueCharacterIllegal',
    'InvalidParameterValue.TagValueEmpty',
    'InvalidParameterValue.TagValueLengthExceeded',
    'LimitExceeded.ResourceNumPerRequest',
    'LimitExceeded.TagNumPerRequest',
    'LimitExceeded.TagValue',
  ],
  answer({ ResourceList, Tags }, cloud) {
    const refusal =
      resourceListRefusal(ResourceList) ??
      tagCountRefusal(Tags) ??
      Tags.map(tagRefusal).find((tag) => tag !== undefined) ??
      duplicateRefusal(Tags.map(({ TagKey }) => TagKey));
    if (refusal !== undefined) return refusal;
    for (const tag of Tags) learnPair(cloud.state.tags, tag);
    return eachResource(ResourceList, cloud, (name) => attach(name, Tags, cloud));
  },
});

/**
 * The call's own codes have none for this limit; the code is that of ModifyResourceTags.
 *
 * @see https://cloud.tencent.com/document/product/651/13354 (limits of tags)
 */
const TAGS_PER_RESOURCE_MAX = 50;

function attach(
  name: string,
  tags: readonly TagPair[],
  { state, nowMs }: Cloud,
): Refusal | undefined {
  const keys = new Set(state.tags.resources.get(name)?.keys());
  for (const { TagKey } of tags) keys.add(TagKey);
  if (keys.size > TAGS_PER_RESOURCE_MAX) {
    return refuse(
      'LimitExceeded.ResourceAttachedTags',
      `A resource has at most ${TAGS_PER_RESOURCE_MAX} tags.`,
    );
  }
  attachTags(state.tags, name, tags, nowMs);
  return undefined;
}
