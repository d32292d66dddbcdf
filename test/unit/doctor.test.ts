import { describe, expect, test } from 'vitest';
import {
  diagnoseAlgorithms,
  diagnoseClock,
  diagnoseCredentials,
  diagnoseKms,
  diagnoseQuota,
  diagnoseRights,
  diagnoseTags,
} from '../../deploy/doctor/account-checks.ts';
import {
  diagnoseAccess,
  diagnoseBrokers,
  diagnoseRoutes,
} from '../../deploy/doctor/broker-checks.ts';
import {
  diagnoseAuthorization,
  diagnoseChanges,
  diagnoseFunctions,
  diagnoseTopics,
  diagnoseTriggers,
} from '../../deploy/doctor/deployment-checks.ts';
import type { Diagnosis, Reading } from '../../deploy/doctor/diagnosis.ts';
import { diagnoseEnvironment, diagnoseMemory } from '../../deploy/doctor/function-checks.ts';
import type { Change } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { SAMPLE, withFunction } from './sample-application.ts';
import { foundOf, withFound } from './sample-found.ts';

const read = <Answer>(answer: Answer): Reading<Answer> => ({ ok: true, answer });
const failed = (code: string): Reading<never> => ({
  ok: false,
  failure: new ApiError(code, { detail: 'a reason' }),
});

type Row = readonly [when: string, diagnosis: Diagnosis, expected: readonly string[]];

const rows = (check: string, table: readonly Row[]) =>
  describe(check, () => {
    test.each(table)('%s', (_, diagnosis, [state, found, remedy]) => {
      expect(diagnosis).toEqual({ check, state, found, ...(remedy && { remedy }) });
    });
  });

const CALLER = { AccountId: '100000000001', Arn: 'qcs::cam::uin/100000000001:uin/100000000002' };

rows('credentials', [
  [
    'that are accepted are good',
    diagnoseCredentials(read(CALLER), '100000000001'),
    [
      'good',
      'They belong to the account 100000000001, as qcs::cam::uin/100000000001:uin/100000000002.',
    ],
  ],
  [
    'of another account than ACCOUNT_UIN are bad',
    diagnoseCredentials(read(CALLER), '100000000009'),
    [
      'bad',
      'They belong to the account 100000000001, but ACCOUNT_UIN is 100000000009.',
      'Use the credentials of the other account, or correct ACCOUNT_UIN in .env.',
    ],
  ],
  [
    'that are unknown are bad',
    diagnoseCredentials(failed('AuthFailure.SecretIdNotFound'), undefined),
    [
      'bad',
      'The cloud did not accept them (AuthFailure.SecretIdNotFound).',
      'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.',
    ],
  ],
  [
    'that have expired are bad',
    diagnoseCredentials(failed('AuthFailure.TokenFailure'), undefined),
    [
      'bad',
      'The cloud did not accept them (AuthFailure.TokenFailure).',
      'Get new temporary credentials.',
    ],
  ],
  [
    'that sign at the wrong time point to the clock',
    diagnoseCredentials(failed('AuthFailure.SignatureExpire'), undefined),
    ['bad', 'The cloud did not accept them (AuthFailure.SignatureExpire).', 'See clock, below.'],
  ],
  [
    'that may not read their own identity point to the rights',
    diagnoseCredentials(failed('UnauthorizedOperation'), undefined),
    ['bad', 'The cloud did not accept them (UnauthorizedOperation).', 'See rights, below.'],
  ],
  [
    'that got no answer are bad',
    diagnoseCredentials(failed('NoAnswer'), undefined),
    [
      'bad',
      'The cloud did not accept them (NoAnswer).',
      'Try again when the cloud can be reached.',
    ],
  ],
]);

const NTP = 'Synchronise the clock of this machine with NTP.';

rows('clock', [
  [
    'that is accurate is good',
    diagnoseClock(read(CALLER), 59_000),
    ['good', "It agrees with the cloud's."],
  ],
  [
    'that is a minute behind is a warning',
    diagnoseClock(read(CALLER), -60_000),
    ['warn', "It is 60 s behind the cloud's.", NTP],
  ],
  [
    'that is five minutes ahead is bad, as signatures expire',
    diagnoseClock(read(CALLER), 300_000),
    ['bad', "It is 300 s ahead of the cloud's.", NTP],
  ],
  [
    'is bad if a signature expired, whatever the difference',
    diagnoseClock(failed('AuthFailure.SignatureExpire'), -299_000),
    ['bad', "It is 299 s behind the cloud's.", NTP],
  ],
  [
    'is good if a signature was accepted and the time is unknown',
    diagnoseClock(read(CALLER), undefined),
    ['good', 'A signature was accepted, so it is off by less than five minutes.'],
  ],
  [
    'is bad if a signature expired and the time is unknown',
    diagnoseClock(failed('AuthFailure.SignatureExpire'), undefined),
    ['bad', 'It is off by five minutes or more.', NTP],
  ],
  [
    'is a warning if nothing is known',
    diagnoseClock(failed('NoAnswer'), undefined),
    ['warn', 'The cloud did not report the time.'],
  ],
]);

/** 2026-11-29T00:00:00Z */
const NOW_MS = 1_795_910_400_000;
const KMS_CONSOLE = 'https://console.cloud.tencent.com/kms2';

/** A subscription that ends in some days. */
const subscribed = (days: number, more: object = {}) =>
  read({
    ServiceEnabled: true,
    InvalidType: 1,
    ProExpireTime: NOW_MS / 1_000 + days * 86_400,
    ProRenewFlag: 0,
    ...more,
  });

rows('kms', [
  [
    'that is enabled is good',
    diagnoseKms(read({ ServiceEnabled: true, InvalidType: 1, ProExpireTime: 0 }), NOW_MS),
    ['good', 'It is enabled.'],
  ],
  [
    'that is enabled without a time is good',
    diagnoseKms(read({ ServiceEnabled: true, InvalidType: 1, ProExpireTime: null }), NOW_MS),
    ['good', 'It is enabled.'],
  ],
  [
    'that is not bought is bad',
    diagnoseKms(read({ ServiceEnabled: false, InvalidType: 0 }), NOW_MS),
    [
      'bad',
      'It is not enabled.',
      `Buy it, or enable it where it is billed by use, at ${KMS_CONSOLE}.`,
    ],
  ],
  [
    'that is not paid for is bad',
    diagnoseKms(read({ ServiceEnabled: false, InvalidType: 2 }), NOW_MS),
    [
      'bad',
      'It is stopped because a payment is due.',
      'Pay the amount due: keys cannot be used until then.',
    ],
  ],
  [
    'that is not paid for, and enabled all the same, is bad',
    diagnoseKms(subscribed(90, { InvalidType: 2 }), NOW_MS),
    [
      'bad',
      'It is stopped because a payment is due.',
      'Pay the amount due: keys cannot be used until then.',
    ],
  ],
  [
    'that was released is bad',
    diagnoseKms(read({ ServiceEnabled: true, InvalidType: 3 }), NOW_MS),
    ['bad', 'It was released because a payment was due.', `Buy it again at ${KMS_CONSOLE}.`],
  ],
  [
    'that is stopped before its subscription ends is bad',
    diagnoseKms(subscribed(90, { ServiceEnabled: false, InvalidType: 2 }), NOW_MS),
    [
      'bad',
      'It is stopped because a payment is due.',
      'Pay the amount due: keys cannot be used until then.',
    ],
  ],
  [
    'that is bought for thirty more days is good',
    diagnoseKms(subscribed(30), NOW_MS),
    ['good', 'It is bought until 2026-12-29, in 30 days, and does not renew itself.'],
  ],
  [
    'that ends sooner than that is a warning',
    diagnoseKms(subscribed(29.9), NOW_MS),
    [
      'warn',
      'It is bought until 2026-12-28, in 29 days, and does not renew itself.',
      `Renew it at ${KMS_CONSOLE}: when it lapses no key can be made or used.`,
    ],
  ],
  [
    'that renews itself is good until its end',
    diagnoseKms(subscribed(1, { ProRenewFlag: 1 }), NOW_MS),
    ['good', 'It is bought until 2026-11-30, and renews itself.'],
  ],
  [
    'that has lapsed is bad, even if it still answers',
    diagnoseKms(subscribed(0), NOW_MS),
    [
      'bad',
      'Its subscription lapsed on 2026-11-29.',
      `Renew it at ${KMS_CONSOLE}: keys cannot be used until then, and are deleted some time after.`,
    ],
  ],
  [
    'that has lapsed and is stopped is bad',
    diagnoseKms(subscribed(-3, { ServiceEnabled: false, InvalidType: 2 }), NOW_MS),
    [
      'bad',
      'Its subscription lapsed on 2026-11-26.',
      `Renew it at ${KMS_CONSOLE}: keys cannot be used until then, and are deleted some time after.`,
    ],
  ],
  [
    'that may not be read points to the rights',
    diagnoseKms(failed('UnauthorizedOperation'), NOW_MS),
    ['bad', 'It could not be read (UnauthorizedOperation).', 'See rights, below.'],
  ],
]);

const TICKET = 'Submit a ticket to Tencent Cloud for a higher quota.';

rows('quota', [
  [
    'with room is good',
    diagnoseQuota(read({ CmkUserCount: 159, CmkLimit: 200 })),
    ['good', '159 of 200 keys exist (79 %).'],
  ],
  [
    'of which four fifths are used is a warning',
    diagnoseQuota(read({ CmkUserCount: 160, CmkLimit: 200 })),
    ['warn', '160 of 200 keys exist (80 %).', TICKET],
  ],
  [
    'that is used up is bad',
    diagnoseQuota(read({ CmkUserCount: 200, CmkLimit: 200 })),
    ['bad', '200 of 200 keys exist (100 %).', TICKET],
  ],
  [
    'of zero counts as used up',
    diagnoseQuota(read({ CmkUserCount: 0, CmkLimit: 0 })),
    ['bad', '0 of 0 keys exist (100 %).', TICKET],
  ],
  [
    'that KMS does not report is a warning',
    diagnoseQuota(read({ CmkUserCount: 3 })),
    ['warn', 'KMS does not report the key quota.'],
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
    ['good', 'ap-tokyo supports ENCRYPT_DECRYPT, ASYMMETRIC_SIGN_VERIFY_SM2.'],
  ],
  [
    'that a request may not ask for are set apart',
    diagnoseAlgorithms(
      read({
        SymmetricAlgorithms: [{ KeyUsage: 'ENCRYPT_DECRYPT' }],
        AsymmetricSignVerifyAlgorithms: [
          { KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_3072' },
          { KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_9999' },
        ],
      }),
      'ap-tokyo',
    ),
    [
      'good',
      'ap-tokyo supports ENCRYPT_DECRYPT, ASYMMETRIC_SIGN_VERIFY_RSA_3072. It lists ASYMMETRIC_SIGN_VERIFY_RSA_9999 too, which this release does not let requests ask for.',
    ],
  ],
  [
    'without the default one are bad',
    diagnoseAlgorithms(read({ SymmetricAlgorithms: [] }), 'ap-tokyo'),
    [
      'bad',
      'ap-tokyo does not support ENCRYPT_DECRYPT, the default key usage of a request.',
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
    ['bad', 'It could not be read (RequestLimitExceeded).', 'Try again in a minute.'],
  ],
]);

rows('tags', [
  ['that can be read are good', diagnoseTags(read({})), ['good', 'They can be read.']],
  [
    'that cannot be read are bad',
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
    ['good', 'ckafka-abcdefgh is running.'],
  ],
  [
    'count as running if their status is not reported',
    diagnoseBrokers(instances(), 'ckafka-abcdefgh'),
    ['good', 'ckafka-abcdefgh is running.'],
  ],
  [
    'that are being upgraded are a warning',
    diagnoseBrokers(instances(7), 'ckafka-abcdefgh'),
    ['warn', 'ckafka-abcdefgh is being upgraded.', 'See its state in the CKafka console.'],
  ],
  [
    'that are isolated are bad',
    diagnoseBrokers(instances(5), 'ckafka-abcdefgh'),
    ['bad', 'ckafka-abcdefgh is not running (status 5).', 'See its state in the CKafka console.'],
  ],
  [
    'that do not exist are bad',
    diagnoseBrokers(instances(1), 'ckafka-other'),
    [
      'bad',
      'There is no CKafka instance ckafka-other in the region.',
      'Buy one (docs/deploy.md), or correct CKAFKA_INSTANCE_ID in .env.',
    ],
  ],
]);

const USER = { TOPICS_USER: 'svc', TOPICS_PASSWORD: 's3cret' };
const REMEDY = 'Set TOPICS_TLS=on, or TOPICS_SASL_MECHANISM to scram-sha-512, in .env.';

rows('access', [
  [
    'without a user is left to the network',
    diagnoseAccess({}),
    ['good', 'The functions have no user at the brokers: the network alone protects the topics.'],
  ],
  [
    'with a password that is sent readable is a warning',
    diagnoseAccess(USER),
    [
      'warn',
      'The functions connect as svc, and their password crosses the network readable.',
      REMEDY,
    ],
  ],
  [
    'with such a password by the settings is a warning as well',
    diagnoseAccess({ ...USER, TOPICS_SASL_MECHANISM: 'plain', TOPICS_TLS: 'off' }),
    [
      'warn',
      'The functions connect as svc, and their password crosses the network readable.',
      REMEDY,
    ],
  ],
  [
    'over an encrypted connection is good',
    diagnoseAccess({ ...USER, TOPICS_TLS: 'on' }),
    ['good', 'The functions connect as svc.'],
  ],
  [
    'with a password that is only proven is good',
    diagnoseAccess({ ...USER, TOPICS_SASL_MECHANISM: 'scram-sha-256' }),
    ['good', 'The functions connect as svc.'],
  ],
]);

const VPC = { vpcId: 'vpc-a', subnetId: 'subnet-a' };
const ADDRESS = { TOPICS_URL: 'kafka://10.0.0.5:9092' };
const ROUTE = {
  AccessType: 0,
  VipType: 3,
  VipList: [{ Vip: '10.0.0.5', Vport: '9092' }],
  VpcId: 'vpc-a',
  Status: 2,
};
const routesOf = (...Routers: object[]) => read({ Result: { Routers } });

const routesFrom = (
  reading: Parameters<typeof diagnoseRoutes>[0],
  declared: Parameters<typeof diagnoseRoutes>[1],
) => diagnoseRoutes(reading, declared, 'ckafka-a');

rows('routes', [
  [
    'in the network of the functions are good',
    routesFrom(routesOf(ROUTE), { environment: ADDRESS, vpc: VPC }),
    ['good', 'The functions use 10.0.0.5:9092 (PLAINTEXT, vpc-a).'],
  ],
  [
    'that are public need no network',
    routesFrom(
      routesOf({ ...ROUTE, VipType: 1, VpcId: null, Domain: 'k.example', DomainPort: 9_092 }),
      { environment: { TOPICS_URL: 'kafka://k.example:9092' } },
    ),
    ['good', 'The functions use 10.0.0.5:9092 (PLAINTEXT, public).'],
  ],
  [
    'to each broker count like those to the instance',
    routesFrom(routesOf({ ...ROUTE, VipList: [], BrokerVipList: ROUTE.VipList }), {
      environment: ADDRESS,
      vpc: VPC,
    }),
    ['good', 'The functions use 10.0.0.5:9092 (PLAINTEXT, vpc-a).'],
  ],
  [
    'of topics that are on no brokers are not used',
    routesFrom(failed('InternalError'), { environment: { TOPICS_URL: 'http://127.0.0.1:1' } }),
    ['good', 'TOPICS_URL names no brokers, so no route is used.'],
  ],
  [
    'of an address that is invalid are not judged',
    routesFrom(routesOf(ROUTE), { environment: { TOPICS_URL: 'nonsense' } }),
    ['good', 'TOPICS_URL names no brokers, so no route is used.'],
  ],
  [
    'that cannot be read are bad',
    routesFrom(failed('UnauthorizedOperation'), { environment: ADDRESS }),
    ['bad', 'It could not be read (UnauthorizedOperation).', 'See rights, below.'],
  ],
  [
    'in another network are bad',
    routesFrom(routesOf(ROUTE), { environment: ADDRESS }),
    [
      'bad',
      'The functions use 10.0.0.5:9092 (PLAINTEXT, vpc-a), but run in no network.',
      'Set VPC_ID=vpc-a and a SUBNET_ID of it in .env, or add a route to the network of the functions.',
    ],
  ],
  [
    'that require a user are bad without one',
    routesFrom(routesOf({ ...ROUTE, AccessType: 1 }), { environment: ADDRESS, vpc: VPC }),
    [
      'bad',
      'The functions use 10.0.0.5:9092 (SASL_PLAINTEXT, vpc-a), but ask for PLAINTEXT.',
      'Set TOPICS_USER without TOPICS_TLS in .env, or take the address of another route.',
    ],
  ],
  [
    'of a kind that the vendor added are bad',
    routesFrom(routesOf({ ...ROUTE, AccessType: 9 }), {
      environment: { ...ADDRESS, TOPICS_USER: 'svc', TOPICS_TLS: 'on' },
      vpc: VPC,
    }),
    [
      'bad',
      'The functions use 10.0.0.5:9092 (access 9, vpc-a), but ask for SASL_SSL.',
      'Set the access in .env, or take the address of another route.',
    ],
  ],
  [
    'that have other addresses, or are being deleted, are a warning',
    routesFrom(
      routesOf(
        { ...ROUTE, Status: 4 },
        { ...ROUTE, AccessType: 3, VipList: [{ Vip: 'b', Vport: '1' }] },
      ),
      { environment: ADDRESS, vpc: VPC },
    ),
    [
      'warn',
      'No route of the instance has an address of TOPICS_URL (10.0.0.5:9092).',
      'Take an address of a route of ckafka-a: b:1 (SASL_SSL, vpc-a).',
    ],
  ],
  [
    'that are still being created are a warning',
    routesFrom(routesOf({ ...ROUTE, Status: 1 }), { environment: ADDRESS, vpc: VPC }),
    [
      'warn',
      'No route of the instance has an address of TOPICS_URL (10.0.0.5:9092).',
      'Take an address of a route of ckafka-a: it has none yet.',
    ],
  ],
]);

/** The account's memory, of which others have reserved some. */
const memoryOf = (limitMb: number, reservedMb: number) =>
  read({
    AccountUsage: { UserConcurrencyMemLimit: limitMb, TotalAllocatedConcurrencyMem: reservedMb },
  });

rows('memory', [
  [
    'that is free is good',
    diagnoseMemory(memoryOf(14_848, 0), SAMPLE, new Map()),
    ['good', 'The functions reserve 2048 of 14848 MB.'],
  ],
  [
    'that the functions have reserved already is good',
    diagnoseMemory(memoryOf(14_848, 2_048), SAMPLE, foundOf(SAMPLE).concurrency),
    ['good', 'The functions reserve 2048 of 14848 MB.'],
  ],
  [
    'that others have reserved is bad',
    diagnoseMemory(memoryOf(14_848, 1), SAMPLE, new Map()),
    [
      'bad',
      'The functions must reserve 2048 MB more, but 2047 of 14848 MB are free.',
      'Lower instancesMax in serverless.yml, or buy more memory in the SCF console.',
    ],
  ],
  [
    'that is not reported is a warning',
    diagnoseMemory(read({}), SAMPLE, new Map()),
    ['warn', 'SCF does not report the memory of the account.'],
  ],
  [
    'that cannot be read is bad',
    diagnoseMemory(failed('InternalError'), SAMPLE, new Map()),
    ['bad', 'It could not be read (InternalError).'],
  ],
]);

/** Three functions of which one got another variable from somebody else. */
const withForeign = (value: string) =>
  withFound(foundOf(SAMPLE), 'function', 'redrive', { environment: { FOREIGN: value } }).function;
const SHORTEN = 'Remove what others have added to the function, or shorten values in .env.';

rows('environment', [
  [
    'of new functions is counted in bytes, with separators',
    diagnoseEnvironment(withFunction(SAMPLE, 'redrive', { environment: { A: 'ü' } }), new Map()),
    ['good', 'The variables of provision-keys have 96 of 4096 bytes.'],
  ],
  [
    'that others have added to counts as well',
    diagnoseEnvironment(SAMPLE, withForeign('x'.repeat(3_594))),
    ['warn', 'The variables of redrive have 3698 of 4096 bytes.', SHORTEN],
  ],
  [
    'that is full is a warning',
    diagnoseEnvironment(SAMPLE, withForeign('x'.repeat(3_992))),
    ['warn', 'The variables of redrive have 4096 of 4096 bytes.', SHORTEN],
  ],
  [
    'that is too large is bad',
    diagnoseEnvironment(SAMPLE, withForeign(`${'ü'.repeat(1_996)}x`)),
    ['bad', 'The variables of redrive have 4097 of 4096 bytes.', SHORTEN],
  ],
  [
    'of no functions is empty',
    diagnoseEnvironment({ ...SAMPLE, functions: [] }, new Map()),
    ['good', 'The variables of no function have 0 of 4096 bytes.'],
  ],
]);

const change = (
  verb: Change['verb'],
  kind: Change['resource']['kind'],
  name: string,
  fields: Change['fields'] = [],
): Change => ({ verb, resource: { kind, name }, fields });

const DEPLOY = 'Run tenant-keys deploy to fix this, or with --plan to preview it.';

rows('roles', [
  [
    'that a deployment would not change are good',
    diagnoseChanges('roles', []),
    ['good', 'They match serverless.yml.'],
  ],
  [
    'that are missing or different are listed, but only the first of them',
    diagnoseChanges('roles', [
      ...['a', 'b', 'c', 'd', 'e'].map((name) => change('create', 'role', name)),
      change('update', 'policy', 'f', [{ name: 'statement' }, { name: 'version' }]),
      change('delete', 'role', 'g'),
    ]),
    [
      'warn',
      'Missing: role a, role b, role c, role d and 1 more. Different from serverless.yml: policy f (statement, version), role g.',
      DEPLOY,
    ],
  ],
]);

const cleanUp = (before: string, after: string) => [{ name: 'clean-up policy', before, after }];

rows('topics', [
  [
    'that are missing are a warning',
    diagnoseTopics(
      [change('create', 'topic', 'key-dead-letters', cleanUp('', 'compact'))],
      new Map(),
    ),
    ['warn', 'Missing: topic key-dead-letters.', DEPLOY],
  ],
  [
    'that must be compacted and are not are bad',
    diagnoseTopics(
      [change('update', 'topic', 'key-dead-letters', cleanUp('delete', 'compact'))],
      new Map(),
    ),
    [
      'bad',
      'key-dead-letters is not compacted, so it will lose messages that must be kept.',
      'Run tenant-keys deploy to fix this.',
    ],
  ],
  [
    'that keep more than they must are a warning',
    diagnoseTopics(
      [change('update', 'topic', 'key-events', cleanUp('compact', 'delete'))],
      new Map(),
    ),
    ['warn', 'Different from serverless.yml: topic key-events (clean-up policy).', DEPLOY],
  ],
  [
    'that are compacted and delete by age as well are a warning',
    diagnoseTopics(
      [],
      withFound(foundOf(SAMPLE), 'topic', 'key-dead-letters', { cleanUpPolicy: 'compact, delete' })
        .topic,
    ),
    [
      'warn',
      'key-dead-letters is compacted, and also deletes messages by age (compact, delete).',
      'Change its clean-up policy to compact in the CKafka console.',
    ],
  ],
]);

const POLICY = 'QcloudAccessForScfRole';
const AUTHORIZE =
  'Run tenant-keys deploy, which adds it; or open https://console.cloud.tencent.com/scf as the owner of the account, and agree.';

rows('scf', [
  [
    'that is authorised is good',
    diagnoseAuthorization([]),
    ['good', 'The account lets it configure triggers and logs.'],
  ],
  [
    'without its role is bad',
    diagnoseAuthorization([
      change('create', 'authorization', 'SCF_QcsRole', [{ name: 'policy', after: POLICY }]),
    ]),
    ['bad', 'There is no role SCF_QcsRole, without which it refuses triggers and logs.', AUTHORIZE],
  ],
  [
    'whose role lacks its policy is bad',
    diagnoseAuthorization([
      change('update', 'authorization', 'SCF_QcsRole', [
        { name: 'policy', before: 'none', after: POLICY },
      ]),
    ]),
    [
      'bad',
      'The role SCF_QcsRole lacks the policy QcloudAccessForScfRole, without which SCF refuses triggers and logs.',
      AUTHORIZE,
    ],
  ],
]);

rows('functions', [
  [
    'that are missing are bad',
    diagnoseFunctions([change('create', 'function', 'redrive')]),
    ['bad', 'Missing: function redrive.', DEPLOY],
  ],
  [
    'without their reserved memory are a warning',
    diagnoseFunctions([change('create', 'concurrency', 'redrive')]),
    ['warn', 'Missing: concurrency redrive.', DEPLOY],
  ],
  [
    'with a different timeout are a warning',
    diagnoseFunctions([
      change('update', 'function', 'redrive', [{ name: 'timeout', before: '3 s', after: '60 s' }]),
    ]),
    ['warn', 'Different from serverless.yml: function redrive (timeout).', DEPLOY],
  ],
  [
    'that failed are bad',
    diagnoseFunctions([
      change('replace', 'function', 'redrive', [
        { name: 'status', before: 'CreateFailed', after: 'Active' },
      ]),
    ]),
    [
      'bad',
      'Failed: redrive is CreateFailed.',
      'See the reason in the SCF console. tenant-keys deploy replaces a function whose creation failed.',
    ],
  ],
]);

const QUEUE = 'provision-keys/ckafka/ckafka-local000-key-requests';
const RESUME = 'Run tenant-keys queue resume to start it, if that is meant to be over.';
const RUNNING = foundOf(SAMPLE).trigger;
const PAUSED = withFound(foundOf(SAMPLE), 'trigger', QUEUE, { enabled: false }).trigger;

rows('triggers', [
  [
    'that are disabled are bad',
    diagnoseTriggers(
      [
        change('update', 'trigger', 'redrive/timer/every-minute', [
          { name: 'enabled', before: 'no', after: 'yes' },
        ]),
      ],
      RUNNING,
    ),
    ['bad', 'Disabled: redrive/timer/every-minute.', 'Run tenant-keys deploy to enable them.'],
  ],
  [
    'that are missing are bad, as nothing invokes the functions then',
    diagnoseTriggers(
      [
        change('create', 'trigger', 'redrive/timer/every-minute', [
          { name: 'enabled', after: 'yes' },
        ]),
      ],
      RUNNING,
    ),
    ['bad', 'Missing: trigger redrive/timer/every-minute.', DEPLOY],
  ],
  [
    'of a paused queue are a warning that says how to resume it',
    diagnoseTriggers([], PAUSED),
    ['warn', `The queue is paused: ${QUEUE}.`, RESUME],
  ],
  [
    'of a paused queue are bad if another one is missing',
    diagnoseTriggers([change('create', 'trigger', 'heal/timer/every-minute', [])], PAUSED),
    [
      'bad',
      `Missing: trigger heal/timer/every-minute. The queue is paused: ${QUEUE}.`,
      `${DEPLOY} ${RESUME}`,
    ],
  ],
]);

rows('rights', [
  [
    'to read everything are good',
    diagnoseRights([]),
    ['good', 'No call was refused. Changes need further permissions.'],
  ],
  [
    'that are missing are listed once each',
    diagnoseRights(['scf:GetFunction', 'cam:GetRole', 'scf:GetFunction']),
    [
      'bad',
      'Refused: cam:GetRole, scf:GetFunction.',
      'Grant these credentials the policy deploy/policy.deployer.json in CAM.',
    ],
  ],
]);
