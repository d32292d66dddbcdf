import { describe, expect, test } from 'vitest';
import {
  type Diagnosis,
  diagnoseAlgorithms,
  diagnoseBrokers,
  diagnoseClock,
  diagnoseCredentials,
  diagnoseKms,
  diagnoseQuota,
  diagnoseRights,
  diagnoseTags,
  type Reading,
} from '../../deploy/doctor/diagnose-account.ts';
import {
  diagnoseChanges,
  diagnoseFunctions,
  diagnoseTopics,
  diagnoseTriggers,
} from '../../deploy/doctor/diagnose-changes.ts';
import type { Change } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';

const read = <Answer>(answer: Answer): Reading<Answer> => ({ ok: true, answer });
const failed = (code: string): Reading<never> => ({
  ok: false,
  failure: new ApiError(code, { detail: 'what was said' }),
});

type Row = readonly [when: string, diagnosis: Diagnosis, told: readonly string[]];

const rows = (check: string, table: readonly Row[]) =>
  describe(check, () => {
    test.each(table)('%s', (_, diagnosis, [state, found, remedy]) => {
      expect(diagnosis).toEqual({ check, state, found, ...(remedy && { remedy }) });
    });
  });

const CALLER = { AccountId: '100000000001', Arn: 'qcs::cam::uin/100000000001:uin/100000000002' };

rows('credentials', [
  [
    'that are taken are good',
    diagnoseCredentials(read(CALLER), '100000000001'),
    [
      'good',
      'They are of the account 100000000001, as qcs::cam::uin/100000000001:uin/100000000002.',
    ],
  ],
  [
    'of another account than the functions are told of are bad',
    diagnoseCredentials(read(CALLER), '100000000009'),
    [
      'bad',
      'They are of the account 100000000001, and ACCOUNT_UIN says 100000000009.',
      'Take the credentials of the other account, or mend ACCOUNT_UIN in .env.',
    ],
  ],
  [
    'that nobody knows are bad',
    diagnoseCredentials(failed('AuthFailure.SecretIdNotFound'), undefined),
    [
      'bad',
      'They were not taken (AuthFailure.SecretIdNotFound).',
      'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.',
    ],
  ],
  [
    'that have expired are bad',
    diagnoseCredentials(failed('AuthFailure.TokenFailure'), undefined),
    ['bad', 'They were not taken (AuthFailure.TokenFailure).', 'Get new temporary credentials.'],
  ],
  [
    'that sign at the wrong time hint at the clock',
    diagnoseCredentials(failed('AuthFailure.SignatureExpire'), undefined),
    ['bad', 'They were not taken (AuthFailure.SignatureExpire).', 'See clock, below.'],
  ],
  [
    'that may not ask who they are hint at the rights',
    diagnoseCredentials(failed('UnauthorizedOperation'), undefined),
    ['bad', 'They were not taken (UnauthorizedOperation).', 'See rights, below.'],
  ],
  [
    'of which nothing was heard are bad',
    diagnoseCredentials(failed('NoAnswer'), undefined),
    ['bad', 'They were not taken (NoAnswer).', 'Come again when the cloud can be reached.'],
  ],
]);

const NTP = 'Set the clock of this machine by the network (NTP).';

rows('clock', [
  [
    'that is right is good',
    diagnoseClock(read(CALLER), 59_000),
    ['good', "It agrees with the cloud's."],
  ],
  [
    'that is a minute behind is worth a look',
    diagnoseClock(read(CALLER), -60_000),
    ['warn', "It is 60 s behind the cloud's.", NTP],
  ],
  [
    'that is five minutes ahead is bad, for signatures expire',
    diagnoseClock(read(CALLER), 300_000),
    ['bad', "It is 300 s ahead of the cloud's.", NTP],
  ],
  [
    'is bad where a signature had expired, whatever it seems',
    diagnoseClock(failed('AuthFailure.SignatureExpire'), -299_000),
    ['bad', "It is 299 s behind the cloud's.", NTP],
  ],
  [
    'is good enough where a signature was taken and nobody told the time',
    diagnoseClock(read(CALLER), undefined),
    ['good', 'A signature was taken, so it is right to five minutes.'],
  ],
  [
    'is bad where a signature had expired and nobody told the time',
    diagnoseClock(failed('AuthFailure.SignatureExpire'), undefined),
    ['bad', 'It is off by five minutes or more.', NTP],
  ],
  [
    'is unknown where nothing was told',
    diagnoseClock(failed('NoAnswer'), undefined),
    ['warn', 'The cloud did not tell the time.'],
  ],
]);

rows('kms', [
  [
    'that the account has is good',
    diagnoseKms(read({ ServiceEnabled: true, InvalidType: 1 })),
    ['good', 'The account has it.'],
  ],
  [
    'that the account does not have is bad',
    diagnoseKms(read({ ServiceEnabled: false, InvalidType: 0 })),
    [
      'bad',
      'The account does not have it.',
      'Open https://console.cloud.tencent.com/kms2 and enable it.',
    ],
  ],
  [
    'that is not paid for is bad',
    diagnoseKms(read({ ServiceEnabled: false, InvalidType: 2 })),
    [
      'bad',
      'It is stopped, as money is owed.',
      'Pay what is owed: a key cannot be used until then.',
    ],
  ],
  [
    'that may not be read hints at the rights',
    diagnoseKms(failed('UnauthorizedOperation')),
    ['bad', 'It could not be read (UnauthorizedOperation).', 'See rights, below.'],
  ],
]);

const TICKET = 'Ask Tencent Cloud for a higher quota, in a ticket.';

rows('quota', [
  [
    'with room is good',
    diagnoseQuota(read({ CmkUserCount: 159, CmkLimit: 200 })),
    ['good', '159 of 200 keys are there (79 %).'],
  ],
  [
    'of which four fifths are used is worth a look',
    diagnoseQuota(read({ CmkUserCount: 160, CmkLimit: 200 })),
    ['warn', '160 of 200 keys are there (80 %).', TICKET],
  ],
  [
    'that is used up is bad',
    diagnoseQuota(read({ CmkUserCount: 200, CmkLimit: 200 })),
    ['bad', '200 of 200 keys are there (100 %).', TICKET],
  ],
  [
    'of nothing is used up',
    diagnoseQuota(read({ CmkUserCount: 0, CmkLimit: 0 })),
    ['bad', '0 of 0 keys are there (100 %).', TICKET],
  ],
  [
    'that KMS does not tell is worth a look',
    diagnoseQuota(read({ CmkUserCount: 3 })),
    ['warn', 'KMS does not tell how many keys there may be.'],
  ],
]);

rows('algorithms', [
  [
    'are those of the region',
    diagnoseAlgorithms(
      read({
        SymmetricAlgorithms: [{ KeyUsage: 'ENCRYPT_DECRYPT' }, { KeyUsage: 'ENCRYPT_DECRYPT' }],
        AsymmetricSignVerifyAlgorithms: [{ KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_SM2' }],
      }),
      'ap-tokyo',
    ),
    ['good', 'ap-tokyo has ENCRYPT_DECRYPT, ASYMMETRIC_SIGN_VERIFY_SM2.'],
  ],
  [
    'without the usual one are bad',
    diagnoseAlgorithms(read({ SymmetricAlgorithms: [] }), 'ap-tokyo'),
    [
      'bad',
      'ap-tokyo has no ENCRYPT_DECRYPT, which keys are made for unless a request says otherwise.',
      'Choose another REGION in .env.',
    ],
  ],
  [
    'of a region without KMS are bad',
    diagnoseAlgorithms(failed('UnsupportedRegion'), 'ap-nowhere'),
    ['bad', 'There is no KMS in ap-nowhere.', 'Choose another REGION in .env.'],
  ],
  [
    'that are throttled can be read later',
    diagnoseAlgorithms(failed('RequestLimitExceeded'), 'ap-tokyo'),
    ['bad', 'It could not be read (RequestLimitExceeded).', 'Come again in a minute.'],
  ],
]);

rows('tags', [
  ['that can be read are good', diagnoseTags(read({})), ['good', 'They can be read.']],
  [
    'of which the cloud is silent are bad',
    diagnoseTags(failed('InternalError')),
    ['bad', 'It could not be read (InternalError).'],
  ],
]);

const instances = (Status?: number) =>
  read({
    Result: {
      InstanceList: [{ InstanceId: 'ckafka-abcdefgh', ...(Status !== undefined && { Status }) }],
    },
  });

rows('brokers', [
  [
    'that run are good',
    diagnoseBrokers(instances(1), 'ckafka-abcdefgh'),
    ['good', 'ckafka-abcdefgh runs.'],
  ],
  [
    'are taken to run where nothing is said of it',
    diagnoseBrokers(instances(), 'ckafka-abcdefgh'),
    ['good', 'ckafka-abcdefgh runs.'],
  ],
  [
    'that are being upgraded are worth a look',
    diagnoseBrokers(instances(7), 'ckafka-abcdefgh'),
    ['warn', 'ckafka-abcdefgh is being upgraded.', 'See what the console of CKafka says of it.'],
  ],
  [
    'that are isolated are bad',
    diagnoseBrokers(instances(5), 'ckafka-abcdefgh'),
    [
      'bad',
      'ckafka-abcdefgh does not run (status 5).',
      'See what the console of CKafka says of it.',
    ],
  ],
  [
    'that nobody bought are bad',
    diagnoseBrokers(instances(1), 'ckafka-other'),
    [
      'bad',
      'There is no CKafka instance ckafka-other in the region.',
      'Buy one (docs/deploy.md), or mend CKAFKA_INSTANCE_ID in .env.',
    ],
  ],
]);

const change = (
  verb: Change['verb'],
  kind: Change['resource']['kind'],
  name: string,
  fields: Change['fields'] = [],
): Change => ({ verb, resource: { kind, name }, fields });

const DEPLOY = 'tenant-keys deploy mends it; with --plan it only shows how.';

rows('roles', [
  [
    'that a deployment would not change are good',
    diagnoseChanges('roles', []),
    ['good', 'All is as serverless.yml says.'],
  ],
  [
    'that are not there or are different are named, the first of them',
    diagnoseChanges('roles', [
      ...['a', 'b', 'c', 'd', 'e'].map((name) => change('create', 'role', name)),
      change('update', 'policy', 'f', [{ name: 'statement' }, { name: 'version' }]),
      change('delete', 'role', 'g'),
    ]),
    [
      'warn',
      'Not there: role a, role b, role c, role d and 1 more. Not as the file says: policy f (statement, version), role g.',
      DEPLOY,
    ],
  ],
]);

const cleanUp = (before: string, after: string) => [{ name: 'clean-up policy', before, after }];

rows('topics', [
  [
    'that are not there yet are worth a look',
    diagnoseTopics([change('create', 'topic', 'key-dead-letters', cleanUp('', 'compact'))]),
    ['warn', 'Not there: topic key-dead-letters.', DEPLOY],
  ],
  [
    'that must be compacted and are not are bad',
    diagnoseTopics([change('update', 'topic', 'key-dead-letters', cleanUp('delete', 'compact'))]),
    [
      'bad',
      'key-dead-letters is not compacted, so what is parked there will be lost.',
      'tenant-keys deploy mends it.',
    ],
  ],
  [
    'that keep more than they must are worth a look',
    diagnoseTopics([change('update', 'topic', 'key-events', cleanUp('compact', 'delete'))]),
    ['warn', 'Not as the file says: topic key-events (clean-up policy).', DEPLOY],
  ],
]);

rows('functions', [
  [
    'of which one has another timeout are worth a look',
    diagnoseFunctions([
      change('update', 'function', 'redrive', [{ name: 'timeout', before: '3 s', after: '60 s' }]),
    ]),
    ['warn', 'Not as the file says: function redrive (timeout).', DEPLOY],
  ],
  [
    'of which one is out of order are bad',
    diagnoseFunctions([
      change('replace', 'function', 'redrive', [
        { name: 'status', before: 'CreateFailed', after: 'Active' },
      ]),
    ]),
    [
      'bad',
      'Out of order: redrive is CreateFailed.',
      'See what the console of SCF says of it; tenant-keys deploy makes anew what never ran.',
    ],
  ],
]);

rows('triggers', [
  [
    'of which one is off are bad',
    diagnoseTriggers([
      change('update', 'trigger', 'redrive/timer/every-minute', [
        { name: 'enabled', before: 'no', after: 'yes' },
      ]),
    ]),
    ['bad', 'Switched off: redrive/timer/every-minute.', 'tenant-keys deploy switches them on.'],
  ],
  [
    'that are not there yet are worth a look',
    diagnoseTriggers([
      change('create', 'trigger', 'redrive/timer/every-minute', [
        { name: 'enabled', after: 'yes' },
      ]),
    ]),
    ['warn', 'Not there: trigger redrive/timer/every-minute.', DEPLOY],
  ],
]);

rows('rights', [
  [
    'to look at everything are good',
    diagnoseRights([]),
    ['good', 'Nothing was refused; to change things takes more rights.'],
  ],
  [
    'that lack are named, each once',
    diagnoseRights(['scf:GetFunction', 'cam:GetRole', 'scf:GetFunction']),
    [
      'bad',
      'Refused: cam:GetRole, scf:GetFunction.',
      'Have CAM give these credentials the policy deploy/policy.deployer.json.',
    ],
  ],
]);
