import { type FailureRow, FIX_TAG, RAISE_TAG_QUOTA, REDRIVE, REPORT, SETTINGS } from './failure.ts';

/**
 * Failures of the Tag service: TagResources, CreateTags, DescribeResourceTagsByResourceIds.
 *
 * @see https://cloud.tencent.com/document/product/651/72053 (TagResources)
 */
export const TAG_FAILURES: readonly FailureRow[] = [
  [
    'FailedOperation.PolicyEnforcedInvalid',
    'give-up',
    'park',
    "A tag breaks the account's tag policy.",
    FIX_TAG,
    '/tags',
  ],
  [
    'FailedOperation.ResourceTagProcessing',
    'retry',
    'park',
    'The tags of the key are being changed by another call.',
    REDRIVE,
  ],
  ['InvalidParameter.ReservedTagKey', 'give-up', 'park', 'A tag name is reserved.', FIX_TAG],
  ['InvalidParameter.Tag', 'give-up', 'park', 'The tag service refused a tag.', FIX_TAG],
  ['InvalidParameter.UnsupportedService', 'give-up', 'park', 'Keys take no tags here.', REPORT],
  ['InvalidParameterValue.RegionInvalid', 'give-up', 'hold', 'The region is unknown.', SETTINGS],
  ['InvalidParameterValue.ReservedTagKey', 'give-up', 'park', 'A tag name is reserved.', FIX_TAG],
  [
    'InvalidParameterValue.ResourceDescriptionError',
    'give-up',
    'park',
    'The tag service refused how the key was named.',
    REPORT,
  ],
  [
    'InvalidParameterValue.ResourceIdInvalid',
    'give-up',
    'park',
    'The tag service refused how the key was named.',
    REPORT,
  ],
  [
    'InvalidParameterValue.ResourcePrefixInvalid',
    'give-up',
    'park',
    'The tag service refused how the key was named.',
    REPORT,
  ],
  [
    'InvalidParameterValue.ServiceTypeInvalid',
    'give-up',
    'park',
    'The tag service refused how the key was named.',
    REPORT,
  ],
  [
    'InvalidParameterValue.TagKeyCharacterIllegal',
    'give-up',
    'park',
    'A tag name has a character that tags may not have.',
    FIX_TAG,
  ],
  ['InvalidParameterValue.TagKeyDuplicate', 'give-up', 'park', 'A tag stood twice.', REPORT],
  ['InvalidParameterValue.TagKeyEmpty', 'give-up', 'park', 'A tag name was empty.', REPORT],
  ['InvalidParameterValue.TagKeyLengthExceeded', 'give-up', 'park', 'Tag name too long.', FIX_TAG],
  [
    'InvalidParameterValue.TagValueCharacterIllegal',
    'give-up',
    'park',
    'A tag value has a character that tags may not have.',
    FIX_TAG,
  ],
  ['InvalidParameterValue.TagValueEmpty', 'give-up', 'park', 'A tag value was empty.', REPORT],
  [
    'InvalidParameterValue.TagValueLengthExceeded',
    'give-up',
    'park',
    'A tag value is too long.',
    FIX_TAG,
  ],
  ['InvalidParameterValue.UinInvalid', 'give-up', 'hold', 'The account is unknown.', SETTINGS],
  [
    'LimitExceeded.Quota',
    'give-up',
    'park',
    'A limit of the tag service is reached.',
    RAISE_TAG_QUOTA,
  ],
  [
    'LimitExceeded.ResourceAttachedTags',
    'give-up',
    'park',
    'The key has 50 tags.',
    RAISE_TAG_QUOTA,
  ],
  ['LimitExceeded.ResourceNumPerRequest', 'give-up', 'park', 'Too many keys in a call.', REPORT],
  [
    'LimitExceeded.TagKey',
    'give-up',
    'park',
    'The account has no room for tag names.',
    RAISE_TAG_QUOTA,
  ],
  ['LimitExceeded.TagNumPerRequest', 'give-up', 'park', 'Too many tags in a call.', REPORT],
  ['LimitExceeded.TagValue', 'give-up', 'park', 'A tag has no room for values.', RAISE_TAG_QUOTA],
  [
    'ResourceInUse.TagDuplicate',
    'retry',
    'park',
    'The tag was created by another call at the same time.',
    REDRIVE,
  ],
];
