import { type FailureRow, REPORT, TELL_SENDER, WAIT } from './failure.ts';
import { QUOTA_USED_UP } from './quota-used-up.ts';

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
    'The tag service failed while the key was made.',
    'Check the tag service in the console, then redrive: a key that is there is only tagged.',
  ],
  [
    'InvalidParameterValue.AliasAlreadyExists',
    'find-key',
    'park',
    'The alias is taken, but no list shows its key.',
    'Look for the alias in the console; when the key shows in the list, redrive.',
  ],
  ['InvalidParameterValue.InvalidAlias', 'give-up', 'park', 'KMS refused the alias.', REPORT],
  [
    'InvalidParameterValue.InvalidHsmClusterId',
    'give-up',
    'reject',
    'There is no such HSM cluster.',
    TELL_SENDER,
    '/hsmClusterId',
  ],
  [
    'InvalidParameterValue.InvalidKeyUsage',
    'give-up',
    'reject',
    'KMS does not know this key usage.',
    TELL_SENDER,
    '/keyUsage',
  ],
  [
    'InvalidParameterValue.InvalidType',
    'give-up',
    'reject',
    'KMS refuses this origin of the key.',
    TELL_SENDER,
    '/origin',
  ],
  ['InvalidParameterValue.InvalidKeyId', 'give-up', 'park', 'KMS refused a key id.', REPORT],
  ['InvalidParameterValue.TagKeysDuplicated', 'give-up', 'park', 'A tag stood twice.', REPORT],
  [
    'InvalidParameterValue.TagsNotExisted',
    'create-tags',
    'park',
    'KMS does not see the tags, though they were created.',
    'Check the tags in the console, then redrive.',
  ],
  [
    QUOTA_USED_UP,
    'give-up',
    'park',
    'The key quota of the account is used up.',
    'Raise the quota or delete keys that nobody needs; the request is then resumed by itself.',
  ],
  [
    'ResourceUnavailable.CmkNotFound',
    'retry',
    'park',
    'KMS does not know the key that it just named.',
    'Look for the key in the console, then redrive.',
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
    '/keyUsage',
  ],
];
