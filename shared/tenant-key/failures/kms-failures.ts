import { type FailureRow, QUOTA_USED_UP, REPORT, TELL_SENDER, WAIT } from './failure.ts';

/**
 * Failures of CreateKey and of the reads around it, by the code that KMS sends.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (CreateKey)
 */
export const KMS_FAILURES: readonly FailureRow[] = [
  [
    'FailedOperation.TaggingError',
    'find-key',
    'doubt',
    'The Tag service failed while the key was being created.',
    'Check the Tag service in the console, then redrive. A key that exists is only tagged.',
  ],
  [
    'InvalidParameterValue.AliasAlreadyExists',
    'find-key',
    'park',
    'The alias is taken, but KMS does not list the key that has it.',
    'Look for the alias in the console. Redrive when the key is listed.',
  ],
  ['InvalidParameterValue.InvalidAlias', 'give-up', 'park', 'KMS refused the alias.', REPORT],
  [
    'InvalidParameterValue.InvalidHsmClusterId',
    'give-up',
    'reject',
    'There is no such HSM cluster.',
    TELL_SENDER,
    { pointer: '/hsmClusterId' },
  ],
  [
    'InvalidParameterValue.InvalidKeyUsage',
    'give-up',
    'reject',
    'KMS does not support this key usage.',
    TELL_SENDER,
    { pointer: '/keyUsage' },
  ],
  [
    'InvalidParameterValue.InvalidType',
    'give-up',
    'reject',
    'KMS does not accept this key origin.',
    TELL_SENDER,
    { pointer: '/origin' },
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
    'park',
    'KMS reports that the tags do not exist, although they were created.',
    'Check the tags in the console, then redrive.',
  ],
  [
    QUOTA_USED_UP,
    'give-up',
    'wait',
    'The key quota of the account is used up.',
    'Raise the quota or delete unused keys. The request is then resumed automatically.',
    { cause: 'quota' },
  ],
  [
    'ResourceUnavailable.CmkNotFound',
    'retry',
    'park',
    'KMS cannot find a key that it has just returned.',
    'Look for the key in the console, then redrive.',
  ],
  [
    'ResourceUnavailable.NotPurchased', // Despite its family, it concerns the account and not a key.
    'give-up',
    'hold',
    'KMS is not bought for this account, or its subscription has lapsed.',
    'Buy or renew KMS in its console, then redrive what was parked.',
  ],
  [
    'UnsupportedOperation.ServiceTemporaryUnavailable', // Despite its family, an outage.
    'retry',
    'hold',
    'KMS is temporarily unavailable.',
    WAIT,
  ],
  [
    'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
    'give-up',
    'reject',
    'This region does not offer the key usage.',
    TELL_SENDER,
    { pointer: '/keyUsage' },
  ],
];
