import { defineAction } from '../api/define-action.ts';
import { detachTags } from '../state/tag.ts';
import { eachResource, resourceListRefusal, tagCountRefusal } from './each-resource.ts';
import { duplicateRefusal, tagKeyRefusal } from './tag-rules.ts';

/** Takes tags off resources; a resource that does not have one is no failure. */
export const unTagResources = defineAction({
  name: 'UnTagResources',
  parameters: {
    ResourceList: { type: 'string[]', required: true },
    TagKeys: { type: 'string[]', required: true },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'AuthFailure.UnauthorizedOperation',
    'FailedOperation',
    'FailedOperation.ResourceTagProcessing',
    'InvalidParameter',
    'InvalidParameter.ReservedTagKey',
    'InvalidParameter.Tag',
    'InvalidParameterValue.ResourceDescriptionError',
    'InvalidParameterValue.TagKeyCharacterIllegal',
    'InvalidParameterValue.TagKeyDuplicate',
    'InvalidParameterValue.TagKeyEmpty',
    'InvalidParameterValue.TagKeyLengthExceeded',
    'InvalidParameterValue.TagValueCharacterIllegal',
    'LimitExceeded.ResourceNumPerRequest',
    'LimitExceeded.TagNumPerRequest',
  ],
  answer({ ResourceList, TagKeys }, cloud) {
    const refusal =
      resourceListRefusal(ResourceList) ??
      tagCountRefusal(TagKeys) ??
      TagKeys.map(tagKeyRefusal).find((tagKey) => tagKey !== undefined) ??
      duplicateRefusal(TagKeys);
    if (refusal !== undefined) return refusal;
    return eachResource(ResourceList, cloud, (name) => {
      detachTags(cloud.state.tags, name, TagKeys);
      return undefined;
    });
  },
});
