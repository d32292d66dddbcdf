import {
  type FailureRow,
  ONE_REQUEST,
  QUOTA_USED_UP,
  REPORT,
  RETRIED,
  TELL_SENDER,
} from './failure.ts';

/**
 * Failures of CreateKey and of the reads around it, by the code that KMS sends.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (CreateKey)
 */
export const KMS_FAILURES: readonly FailureRow[] = [
  [
    'FailedOperation.TaggingError',
    'find-key',
    'wait',
    'The Tag service failed while the key was being created.',
    `Check the Tag service in the console. ${RETRIED} A key that exists is only tagged.`,
    ONE_REQUEST,
  ],
  [
    'InvalidParameterValue.AliasAlreadyExists',
    'find-key',
    'wait',
    'The alias is taken, but KMS does not list the key that has it.',
    `Look for the alias in the console. ${RETRIED}`,
    ONE_REQUEST,
  ],
  ['InvalidParameterValue.InvalidAlias', 'give-up', 'park', 'KMS refused the alias.', REPORT],
  [
    'InvalidParameterValue.InvalidHsmClusterId',
    'give-up',
    'reject',
    'There is no such HSM cluster.',
    TELL_SENDER,
    { pointer: '#/hsmClusterId' },
  ],
  [
    'InvalidParameterValue.InvalidKeyUsage',
    'give-up',
    'reject',
    'KMS does not support this key usage.',
    TELL_SENDER,
    { pointer: '#/keyUsage' },
  ],
  [
    'InvalidParameterValue.InvalidType',
    'give-up',
    'reject',
    'KMS does not accept this key origin.',
    TELL_SENDER,
    { pointer: '#/origin' },
  ],
  ['InvalidParameterValue.InvalidKeyId', 'give-up', 'park', 'KMS refused a key id.', REPORT],
  [
    'InvalidParameterValue.TagKeysDuplicated',
    'give-up',
    'park',
    'A tag name occurred twice.',
    REPORT,
  ],
  [
    'InvalidParameterValue.TagsNotExisted',
    'create-tags',
    'wait',
    'KMS reports that the tags do not exist, although they were created.',
    `Check the tags in the console. ${RETRIED}`,
    ONE_REQUEST,
  ],
  [
    QUOTA_USED_UP,
    'give-up',
    'wait',
    'The key quota of the account is used up.',
    `Raise the quota or delete unused keys. ${RETRIED}`,
    { ...ONE_REQUEST, timeFixes: true, cause: 'quota', waitMsMax: Number.POSITIVE_INFINITY },
  ],
  [
    'ResourceUnavailable.CmkNotFound',
    'retry',
    'wait',
    'KMS cannot find a key that it has just returned.',
    `Look for the key in the console. ${RETRIED}`,
    ONE_REQUEST,
  ],
  [
    'ResourceUnavailable.NotPurchased', // Despite its family, it concerns the account and not a key.
    'give-up',
    'wait',
    'KMS is not bought for this account, or its subscription has lapsed.',
    `Buy or renew KMS in its console. ${RETRIED}`,
  ],
  [
    'UnsupportedOperation.ServiceTemporaryUnavailable', // Despite its family, an outage.
    'retry',
    'wait',
    'KMS is temporarily unavailable.',
    RETRIED,
  ],
  [
    'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
    'give-up',
    'reject',
    'This region does not offer the key usage.',
    TELL_SENDER,
    { pointer: '#/keyUsage' },
  ],
];
