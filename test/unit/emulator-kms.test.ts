import { Buffer } from 'node:buffer';
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type EmulatedAccount,
  emulatedAccount,
  idOf,
  REGION,
  START_S,
  UIN,
} from './emulated-account.ts';

const DAY_S = 86_400;
const KEY = { KeyId: idOf(1) };
const TEAM = { TagKey: 'team', TagValue: 'blue' };
const DEFAULT_SPEC = { Alias: 'acme_main' };

/** An account with one key, which has the id idOf(1). */
function accountWithKey(spec: object = DEFAULT_SPEC) {
  const account = emulatedAccount();
  account.call('CreateKey', { ...DEFAULT_SPEC, ...spec });
  return account;
}

const stateOf = (account: EmulatedAccount, KeyId = idOf(1)) =>
  account.call('DescribeKey', { KeyId }).KeyMetadata.KeyState;

const aliasesIn = (account: EmulatedAccount, params: object) =>
  account.call('ListKeyDetail', { ...params }).KeyMetadatas.map(({ Alias }: any) => Alias);

describe('CreateKey', () => {
  test('creates an enabled key for ENCRYPT_DECRYPT when only an alias is given', () => {
    expect(emulatedAccount().call('CreateKey', { Alias: 'acme_main' })).toEqual({
      KeyId: idOf(1),
      Alias: 'acme_main',
      CreateTime: START_S,
      Description: '',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      HsmClusterId: '',
      TagCode: 0,
      TagMsg: 'ok',
    });
  });

  test('creates a key without material when the type is 2', () => {
    const account = accountWithKey({ Type: 2, HsmClusterId: 'cluster-local-1' });
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      KeyState: 'PendingImport',
      Origin: 'EXTERNAL',
      HsmClusterId: 'cluster-local-1',
    });
  });

  test.each([
    ['the longest alias', { Alias: `a${'-'.repeat(59)}` }],
    ['an alias that begins with a digit', { Alias: '0_Z' }],
    ['a description of 1,024 bytes', { Description: `${'密'.repeat(341)}x` }],
    ['a use that is offered in this region', { KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_3072' }],
    ['an empty use, which means the default', { KeyUsage: '' }],
  ])('accepts %s', (_name, spec) => {
    expect(() => accountWithKey(spec)).not.toThrow();
  });

  test.each([
    'ENCRYPT_DECRYPT',
    'ASYMMETRIC_DECRYPT_RSA_2048',
    'ASYMMETRIC_DECRYPT_SM2',
    'ASYMMETRIC_SIGN_VERIFY_SM2',
    'ASYMMETRIC_SIGN_VERIFY_ECC',
    'ASYMMETRIC_SIGN_VERIFY_RSA_2048',
    'ASYMMETRIC_SIGN_VERIFY_ECDSA384',
  ])('accepts the documented use %s in every region', (KeyUsage) => {
    const account = emulatedAccount();
    for (const region of account.call('GetRegions').Regions) {
      const made = account.call('CreateKey', { Alias: 'a', KeyUsage }, { region });
      expect(made.KeyUsage).toBe(KeyUsage);
    }
  });

  const tags = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ TagKey: `key${n}`, TagValue: 'v' }));

  test.each([
    ['an empty alias', { Alias: '' }, 'InvalidParameterValue.InvalidAlias'],
    ['an alias of 61 characters', { Alias: 'a'.repeat(61) }, 'InvalidParameterValue.InvalidAlias'],
    ['an alias that begins with _', { Alias: '_a' }, 'InvalidParameterValue.InvalidAlias'],
    ['an alias with a dot', { Alias: 'a.b' }, 'InvalidParameterValue.InvalidAlias'],
    ['an alias with a line feed', { Alias: 'a\n' }, 'InvalidParameterValue.InvalidAlias'],
    ['the prefix of cloud products', { Alias: 'kms-a' }, 'InvalidParameterValue.InvalidAlias'],
    ['that prefix in capitals', { Alias: 'KMS-a' }, 'InvalidParameterValue.InvalidAlias'],
    ['an alias in use', { Alias: 'taken' }, 'InvalidParameterValue.AliasAlreadyExists'],
    ['1,026 bytes in 342 characters', { Description: '密'.repeat(342) }, 'InvalidParameter'],
    ['an unknown use', { KeyUsage: 'SIGN' }, 'InvalidParameterValue.InvalidKeyUsage'],
    [
      'a use that this region does not offer',
      { KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_DILITHIUM' },
      'UnsupportedOperation.UnsupportedKeyUsageInCurrentRegion',
    ],
    ['a type other than 1 and 2', { Type: 0 }, 'InvalidParameterValue.InvalidType'],
    [
      'an unknown cluster',
      { HsmClusterId: 'cluster-x' },
      'InvalidParameterValue.InvalidHsmClusterId',
    ],
    ['more tags than it takes', { Tags: tags(11) }, 'InvalidParameter'],
    [
      'two values for one tag key',
      { Tags: [TEAM, { ...TEAM, TagValue: 'red' }] },
      'InvalidParameterValue.TagKeysDuplicated',
    ],
    ['an unknown tag pair', { Tags: [TEAM] }, 'InvalidParameterValue.TagsNotExisted'],
  ])('refuses %s, and creates nothing', (_name, spec, code) => {
    const account = accountWithKey({ Alias: 'taken' });
    expect(account.refusal('CreateKey', { Alias: 'new', ...spec })).toBe(code);
    expect(account.call('GetServiceStatus').CmkUserCount).toBe(1);
  });

  test('refuses a key beyond the limit until one is scheduled for deletion', () => {
    const account = accountWithKey();
    account.set({ cmkLimit: 1 });
    const another = { Alias: 'another' };
    expect(account.refusal('CreateKey', another)).toBe('LimitExceeded.CmkLimitExceeded');
    account.call('DisableKey', KEY);
    account.call('ScheduleKeyDeletion', { ...KEY, PendingWindowInDays: 7 });
    account.call('CreateKey', another);
    expect(account.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 1, CmkLimit: 1 });
  });

  test('counts keys and aliases of each region separately', () => {
    const account = accountWithKey();
    account.call('CreateKey', DEFAULT_SPEC, { region: 'ap-beijing' });
    expect(account.call('GetServiceStatus').CmkUserCount).toBe(1);
    expect(account.refusal('DescribeKey', { KeyId: idOf(2) })).toBe(
      'ResourceUnavailable.CmkNotFound',
    );
  });

  test('keeps the alias of a key that is scheduled for deletion if the switch is on', () => {
    const account = accountWithKey();
    account.call('DisableKey', KEY);
    account.call('ScheduleKeyDeletion', { ...KEY, PendingWindowInDays: 7 });
    const taken = 'InvalidParameterValue.AliasAlreadyExists';
    expect(account.refusal('CreateKey', DEFAULT_SPEC)).toBe(taken);

    account.set({ aliasHeldWhilePendingDelete: false });
    expect(account.call('CreateKey', DEFAULT_SPEC).KeyId).toBe(idOf(2));
    expect(account.refusal('CreateKey', DEFAULT_SPEC)).toBe(taken);
    account.advanceS(7 * DAY_S);
    expect(account.refusal('CreateKey', DEFAULT_SPEC)).toBe(taken);
  });

  test('distinguishes aliases by case if the switch is on', () => {
    const account = accountWithKey();
    account.call('CreateKey', { Alias: 'Acme_Main' });
    account.set({ aliasCaseSensitive: false });
    expect(account.refusal('CreateKey', { Alias: 'ACME_MAIN' })).toBe(
      'InvalidParameterValue.AliasAlreadyExists',
    );
    expect(aliasesIn(account, { SearchKeyAlias: 'acme_m' })).toEqual(['Acme_Main', 'acme_main']);
  });
});

describe('tags on CreateKey', () => {
  const readTags = (account: EmulatedAccount) =>
    account.call('GetResources').ResourceTagMappingList.flatMap(({ Tags }: any) => Tags);

  test('a key is created with tags that the account has', () => {
    const account = emulatedAccount();
    account.call('CreateTags', { Tags: [TEAM] });
    account.call('CreateKey', { ...DEFAULT_SPEC, Tags: [TEAM] });
    expect(account.call('GetResources').ResourceTagMappingList).toEqual([
      { Resource: `qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${idOf(1)}`, Tags: [TEAM] },
    ]);
  });

  test('a new pair is also created if the switch is off', () => {
    const account = emulatedAccount({ tagsMustExist: false });
    expect(account.call('CreateKey', { ...DEFAULT_SPEC, Tags: [TEAM] }).TagCode).toBe(0);
    expect(account.call('DescribeTags').TotalCount).toBe(1);
  });

  test.each([1, 2] as const)('a failure of the tag service, %d, leaves an untagged key', (code) => {
    const account = emulatedAccount();
    account.call('CreateTags', { Tags: [TEAM] });
    const spec = { ...DEFAULT_SPEC, Tags: [TEAM] };
    const made = account.call('CreateKey', spec, { tagCode: code });
    expect(made).toMatchObject({ TagCode: code, KeyState: 'Enabled' });
    expect(made.TagMsg).not.toBe('ok');
    expect(stateOf(account)).toBe('Enabled');
    expect(readTags(account)).toEqual([]);
  });

  test('a key is left without tags if one of them is invalid', () => {
    const account = emulatedAccount({ tagsMustExist: false });
    const made = account.call('CreateKey', {
      ...DEFAULT_SPEC,
      Tags: [TEAM, { TagKey: 'project', TagValue: 'x' }],
    });
    expect(made.TagCode).toBe(2);
    expect(readTags(account)).toEqual([]);
  });
});

describe('DescribeKey and DescribeKeys', () => {
  test('describe a key in full', () => {
    const account = accountWithKey({ Description: 'first' });
    expect(account.call('DescribeKey', KEY).KeyMetadata).toEqual({
      KeyId: idOf(1),
      Alias: 'acme_main',
      CreateTime: START_S,
      Description: 'first',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Type: 2,
      CreatorUin: 700001224419,
      CreatorUinString: '700001224419',
      KeyRotationEnabled: false,
      Owner: 'user',
      NextRotateTime: START_S + 365 * DAY_S,
      LastRotateTime: 0,
      RotateDays: 0,
      DeletionDate: 0,
      Origin: 'TENCENT_KMS',
      ValidTo: 0,
      ResourceId: `creatorUin/700001224419/${idOf(1)}`,
      HsmClusterId: '',
      IsSyncReplica: 0,
      SyncStatus: 0,
    });
  });

  test('describe keys in the order of the ids', () => {
    const account = accountWithKey();
    account.call('CreateKey', { Alias: 'two' });
    const { KeyMetadatas } = account.call('DescribeKeys', { KeyIds: [idOf(2), idOf(1)] });
    expect(KeyMetadatas.map(({ Alias }: any) => Alias)).toEqual(['two', 'acme_main']);
  });

  test.each([
    ['no id', [], 'InvalidParameter'],
    ['101 ids', Array.from({ length: 101 }, (_, n) => idOf(n)), 'InvalidParameter'],
    ['one id twice', [idOf(1), idOf(1)], 'InvalidParameterValue.DuplicatedKeyId'],
    ['a malformed id', [idOf(1), 'one'], 'InvalidParameterValue.InvalidKeyId'],
    ['an unknown id among good ones', [idOf(1), idOf(9)], 'ResourceUnavailable.CmkNotFound'],
  ])('refuse %s', (_name, KeyIds, code) => {
    expect(accountWithKey().refusal('DescribeKeys', { KeyIds })).toBe(code);
  });
});

describe('ListKeyDetail', () => {
  /** Twelve keys for ENCRYPT_DECRYPT, one second apart, and one asymmetric key. */
  function accountWithKeys() {
    const account = emulatedAccount();
    for (let n = 1; n <= 12; n += 1) {
      account.call('CreateKey', { Alias: `acme-${n}` });
      account.advanceS(1);
    }
    account.call('CreateKey', { Alias: 'acme-rsa', KeyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048' });
    return account;
  }

  test('shows ten keys, the newest first, and only those for ENCRYPT_DECRYPT', () => {
    const page = accountWithKeys().call('ListKeyDetail');
    expect(page.TotalCount).toBe(12);
    const aliases = page.KeyMetadatas.map(({ Alias }: any) => Alias);
    expect(aliases).toHaveLength(10);
    expect(aliases.slice(0, 2)).toEqual(['acme-12', 'acme-11']);
  });

  test('searches by any part of an alias or id', () => {
    const account = accountWithKeys();
    expect(aliasesIn(account, { SearchKeyAlias: 'e-1' })).toEqual([
      'acme-12',
      'acme-11',
      'acme-10',
      'acme-1',
    ]);
    expect(aliasesIn(account, { SearchKeyAlias: '0003' })).toEqual(['acme-3']);
    expect(aliasesIn(account, { SearchKeyAlias: 'ACME' })).toEqual([]);
    expect(aliasesIn(account, { SearchKeyAlias: 'rsa' })).toEqual([]);
    expect(aliasesIn(account, { SearchKeyAlias: 'rsa', KeyUsage: 'ALL' })).toEqual(['acme-rsa']);
  });

  test('has pages in either order', () => {
    const account = accountWithKeys();
    const page = { KeyUsage: 'ALL', OrderType: 1, Limit: 5 };
    expect(aliasesIn(account, { ...page, Offset: 10 })).toEqual(['acme-11', 'acme-12', 'acme-rsa']);
    expect(aliasesIn(account, { ...page, Offset: 15 })).toEqual([]);
  });

  test('filters by state, origin, cluster, role and tags', () => {
    const account = emulatedAccount({ tagsMustExist: false });
    account.call('CreateKey', { Alias: 'on', Tags: [TEAM] });
    account.call('CreateKey', { Alias: 'off', HsmClusterId: 'cluster-local-1' });
    account.call('CreateKey', { Alias: 'going', Tags: [{ TagKey: 'team', TagValue: 'red' }] });
    account.call('CreateKey', { Alias: 'waiting', Type: 2 });
    account.call('CreateKey', { Alias: 'stored' });
    account.call('DisableKey', { KeyId: idOf(2) });
    account.call('DisableKey', { KeyId: idOf(3) });
    account.call('ScheduleKeyDeletion', { KeyId: idOf(3), PendingWindowInDays: 7 });
    account.call('ArchiveKey', { KeyId: idOf(5) });

    const shown = (params: object) => aliasesIn(account, { OrderType: 1, ...params });
    expect(shown({})).toEqual(['on', 'off', 'going', 'waiting', 'stored']);
    expect([1, 2, 3, 4, 5].map((KeyState) => shown({ KeyState }))).toEqual([
      ['on'],
      ['off'],
      ['going'],
      ['waiting'],
      ['stored'],
    ]);
    expect(shown({ Origin: 'EXTERNAL' })).toEqual(['waiting']);
    expect(shown({ Origin: 'TENCENT_KMS' })).toEqual(['on', 'off', 'going', 'stored']);
    expect(shown({ HsmClusterId: 'cluster-local-1' })).toEqual(['off']);
    expect(shown({ HsmClusterId: 'default' })).toEqual(['on', 'going', 'waiting', 'stored']);
    expect(shown({ Role: 1 })).toEqual([]);
    expect(shown({ TagFilters: [{ TagKey: 'team' }] })).toEqual(['on', 'going']);
    expect(shown({ TagFilters: [{ TagKey: 'team', TagValue: ['blue', 'x'] }] })).toEqual(['on']);
    expect(shown({ TagFilters: [{ TagKey: 'team' }, { TagKey: 'x' }] })).toEqual([]);
  });

  test.each([
    ['a page of no keys', { Limit: 0 }, 'InvalidParameter'],
    ['a page of 201 keys', { Limit: 201 }, 'InvalidParameter'],
    ['an offset below 0', { Offset: -1 }, 'InvalidParameter'],
    ['an unknown role', { Role: 2 }, 'InvalidParameter'],
    ['an unknown order', { OrderType: 2 }, 'InvalidParameter'],
    ['an unknown state', { KeyState: 6 }, 'InvalidParameter'],
    ['an unknown origin', { Origin: 'external' }, 'InvalidParameter'],
    ['an unknown use', { KeyUsage: 'SIGN' }, 'InvalidParameter'],
    ['an unknown cluster', { HsmClusterId: 'x' }, 'InvalidParameterValue.InvalidHsmClusterId'],
  ])('refuses %s', (_name, params, code) => {
    expect(emulatedAccount().refusal('ListKeyDetail', params)).toBe(code);
  });
});

test('ListKeys omits keys that are archived or scheduled for deletion', () => {
  const account = emulatedAccount();
  for (const Alias of ['on', 'off', 'going', 'stored']) account.call('CreateKey', { Alias });
  account.call('DisableKey', { KeyId: idOf(2) });
  account.call('DisableKey', { KeyId: idOf(3) });
  account.call('ScheduleKeyDeletion', { KeyId: idOf(3), PendingWindowInDays: 7 });
  account.call('ArchiveKey', { KeyId: idOf(4) });
  expect(account.call('ListKeys')).toEqual({
    Keys: [{ KeyId: idOf(2) }, { KeyId: idOf(1) }],
    TotalCount: 2,
  });
  expect(account.call('ListKeys', { Limit: 1, Offset: 1 }).Keys).toEqual([KEY]);
  expect(account.refusal('ListKeys', { Limit: 201 })).toBe('InvalidParameter');
  expect(account.refusal('ListKeys', { HsmClusterId: 'x' })).toBe(
    'InvalidParameterValue.InvalidHsmClusterId',
  );
});

test('a new key is missing from lists for a while, but DescribeKey finds it', () => {
  const account = accountWithKey();
  account.set({ listStaleMs: 2_000 });
  account.advanceS(1);
  expect(account.call('ListKeyDetail').TotalCount).toBe(0);
  expect(account.call('ListKeys').TotalCount).toBe(0);
  expect(stateOf(account)).toBe('Enabled');
  account.advanceS(1);
  expect(account.call('ListKeyDetail').TotalCount).toBe(1);
  expect(account.call('ListKeys').TotalCount).toBe(1);
});

describe('a KMS that is bought', () => {
  const EXPIRES_S = START_S + 30 * DAY_S;
  const expiring = { kmsExpiresAtMs: EXPIRES_S * 1_000 };
  const statusOf = (account: EmulatedAccount) => {
    const { ServiceEnabled, InvalidType, ProExpireTime, ProRenewFlag } =
      account.call('GetServiceStatus');
    return [ServiceEnabled, InvalidType, ProExpireTime, ProRenewFlag];
  };

  test('by use never ends', () => {
    const account = emulatedAccount();
    account.advanceS(10_000 * DAY_S);
    expect(statusOf(account)).toEqual([true, 1, 0, 0]);
  });

  test('not at all refuses everything but its status', () => {
    const account = emulatedAccount({ kmsBought: false });
    expect(statusOf(account)).toEqual([false, 0, 0, 0]);
    expect(account.call('GetRegions').Regions).toContain(REGION);
    expect(account.refusal('CreateKey', DEFAULT_SPEC)).toBe('ResourceUnavailable.NotPurchased');
    expect(account.refusal('ListKeys')).toBe('ResourceUnavailable.NotPurchased');
  });

  test.each([true, false])('until a time refuses changes from then on, and reads: %s', (stops) => {
    const account = emulatedAccount({ ...expiring, kmsLapseStopsReads: stops });
    account.call('CreateKey', DEFAULT_SPEC);
    account.advanceS(30 * DAY_S - 1);
    expect(statusOf(account)).toEqual([true, 1, EXPIRES_S, 0]);
    account.advanceS(1);
    expect(statusOf(account)).toEqual([false, 2, EXPIRES_S, 0]);
    expect(account.refusal('CreateKey', DEFAULT_SPEC)).toBe('ResourceUnavailable.NotPurchased');
    if (stops) expect(account.refusal('ListKeys')).toBe('ResourceUnavailable.NotPurchased');
    else expect(account.call('ListKeys').TotalCount).toBe(1);
  });

  test('and renewed each time never ends', () => {
    const account = emulatedAccount({ ...expiring, kmsRenews: true });
    expect(statusOf(account)).toEqual([true, 1, EXPIRES_S, 1]);
    account.advanceS(30 * DAY_S);
    expect(statusOf(account)).toEqual([true, 1, EXPIRES_S + 30 * DAY_S, 1]);
    account.call('CreateKey', DEFAULT_SPEC);
  });
});

test('ListAlgorithms shows what the region offers', () => {
  const usages = (region: string) =>
    Object.values<any>(emulatedAccount().call('ListAlgorithms', {}, { region }))
      .flat()
      .map(({ KeyUsage }) => KeyUsage.replace(/^ASYMMETRIC_/, ''));
  const everywhere = [
    'ENCRYPT_DECRYPT',
    'DECRYPT_RSA_2048',
    'DECRYPT_SM2',
    'SIGN_VERIFY_SM2',
    'SIGN_VERIFY_ECC',
    'SIGN_VERIFY_RSA_2048',
    'SIGN_VERIFY_ECDSA384',
  ];
  expect(usages('ap-singapore')).toEqual(everywhere);
  expect(usages(REGION)).toEqual([...everywhere, 'SIGN_VERIFY_RSA_3072']);
  expect(usages('ap-beijing')).toEqual([
    ...everywhere,
    'SIGN_VERIFY_RSA_3072',
    'SIGN_VERIFY_DILITHIUM',
  ]);
});

describe('the states of a key', () => {
  const to = {
    Enabled: [],
    Disabled: [['DisableKey', {}]],
    Archived: [['ArchiveKey', {}]],
    PendingDelete: [
      ['DisableKey', {}],
      ['ScheduleKeyDeletion', { PendingWindowInDays: 7 }],
    ],
  } as const;

  function keyIn(state: keyof typeof to | 'PendingImport') {
    const account = accountWithKey(state === 'PendingImport' ? { Type: 2 } : {});
    for (const [name, params] of state === 'PendingImport' ? [] : to[state]) {
      account.call(name, { ...KEY, ...params });
    }
    expect(stateOf(account)).toBe(state);
    return account;
  }

  const WEEK = { PendingWindowInDays: 7 };

  test.each([
    ['Enabled', 'EnableKey', {}, 'Enabled'],
    ['Disabled', 'EnableKey', {}, 'Enabled'],
    ['Enabled', 'DisableKey', {}, 'Disabled'],
    ['Disabled', 'DisableKey', {}, 'Disabled'],
    ['Enabled', 'ArchiveKey', {}, 'Archived'],
    ['Disabled', 'ArchiveKey', {}, 'Archived'],
    ['Archived', 'CancelKeyArchive', {}, 'Enabled'],
    ['Disabled', 'ScheduleKeyDeletion', WEEK, 'PendingDelete'],
    ['PendingImport', 'ScheduleKeyDeletion', WEEK, 'PendingDelete'],
    ['PendingDelete', 'CancelKeyDeletion', {}, 'Disabled'],
  ] as const)('%s, then %s', (from, name, params, expected) => {
    const account = keyIn(from);
    account.call(name, { ...KEY, ...params });
    expect(stateOf(account)).toBe(expected);
  });

  const UNSUPPORTED = 'ResourceUnavailable.CmkStateNotSupport';
  test.each([
    ['PendingImport', 'EnableKey', {}, UNSUPPORTED],
    ['PendingDelete', 'EnableKey', {}, UNSUPPORTED],
    ['Archived', 'EnableKey', {}, UNSUPPORTED],
    ['PendingImport', 'DisableKey', {}, UNSUPPORTED],
    ['PendingDelete', 'DisableKey', {}, UNSUPPORTED],
    ['Archived', 'DisableKey', {}, UNSUPPORTED],
    ['PendingImport', 'ArchiveKey', {}, UNSUPPORTED],
    ['PendingDelete', 'ArchiveKey', {}, UNSUPPORTED],
    ['Enabled', 'CancelKeyArchive', {}, UNSUPPORTED],
    ['Enabled', 'ScheduleKeyDeletion', WEEK, 'ResourceUnavailable.CmkShouldBeDisabled'],
    ['Archived', 'ScheduleKeyDeletion', WEEK, UNSUPPORTED],
    ['PendingDelete', 'ScheduleKeyDeletion', WEEK, UNSUPPORTED],
    ['Disabled', 'CancelKeyDeletion', {}, 'ResourceUnavailable.CmkNotPendingDelete'],
    ['Disabled', 'EnableKeyRotation', {}, UNSUPPORTED],
    ['PendingImport', 'EnableKeyRotation', {}, 'UnsupportedOperation.ExternalCmkCanNotRotate'],
    ['PendingDelete', 'UpdateAlias', { Alias: 'new' }, 'ResourceUnavailable'],
    ['PendingDelete', 'UpdateKeyDescription', { Description: '' }, 'ResourceUnavailable'],
  ] as const)('%s refuses %s', (from, name, params, code) => {
    const account = keyIn(from);
    expect(account.refusal(name, { ...KEY, ...params })).toBe(code);
    expect(stateOf(account)).toBe(from);
  });

  test('a key without material is PendingImport again when its deletion is cancelled', () => {
    const account = keyIn('PendingImport');
    account.call('ScheduleKeyDeletion', { ...KEY, ...WEEK });
    expect(account.call('CancelKeyDeletion', KEY)).toEqual(KEY);
    expect(stateOf(account)).toBe('PendingImport');
  });
});

describe('the deletion of a key', () => {
  test.each([6, 31, 0, -7])('is not scheduled in %d days', (PendingWindowInDays) => {
    const account = accountWithKey();
    expect(account.refusal('ScheduleKeyDeletion', { ...KEY, PendingWindowInDays })).toBe(
      'InvalidParameter.InvalidPendingWindowInDays',
    );
  });

  test('happens at its time, and removes the tags and the alias', () => {
    const account = emulatedAccount({ tagsMustExist: false });
    account.call('CreateKey', { ...DEFAULT_SPEC, Tags: [TEAM] });
    account.call('DisableKey', KEY);
    const params = { ...KEY, PendingWindowInDays: 30 };
    const DeletionDate = START_S + 30 * DAY_S;
    expect(account.call('ScheduleKeyDeletion', params)).toEqual({ ...KEY, DeletionDate });

    account.advanceS(30 * DAY_S - 1);
    expect(account.call('DescribeKey', KEY).KeyMetadata.DeletionDate).toBe(DeletionDate);
    account.advanceS(1);
    expect(account.call('GetResources').ResourceTagMappingList).toEqual([]);
    expect(account.refusal('DescribeKey', KEY)).toBe('ResourceUnavailable.CmkNotFound');
    expect(account.call('ListKeyDetail').TotalCount).toBe(0);
    expect(account.call('CreateKey', DEFAULT_SPEC).KeyId).toBe(idOf(2));
  });

  test('that was cancelled never happens', () => {
    const account = accountWithKey();
    account.call('DisableKey', KEY);
    account.call('ScheduleKeyDeletion', { ...KEY, PendingWindowInDays: 7 });
    account.call('CancelKeyDeletion', KEY);
    account.advanceS(8 * DAY_S);
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      KeyState: 'Disabled',
      DeletionDate: 0,
    });
  });
});

describe('the alias and the description of a key', () => {
  test('can be changed, and the old alias becomes free', () => {
    const account = accountWithKey();
    account.call('UpdateAlias', { ...KEY, Alias: 'renamed' });
    account.call('UpdateAlias', { ...KEY, Alias: 'renamed' });
    account.call('UpdateKeyDescription', { ...KEY, Description: 'new' });
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      Alias: 'renamed',
      Description: 'new',
    });
    expect(account.call('CreateKey', DEFAULT_SPEC).KeyId).toBe(idOf(2));
    expect(account.refusal('UpdateAlias', { ...KEY, Alias: 'acme_main' })).toBe(
      'InvalidParameterValue.AliasAlreadyExists',
    );
  });

  test.each([
    ['UpdateAlias', { Alias: 'KMS-x' }, 'InvalidParameterValue.InvalidAlias'],
    ['UpdateKeyDescription', { Description: 'x'.repeat(1_025) }, 'InvalidParameter'],
  ])('%s refuses what CreateKey refuses', (name, params, code) => {
    expect(accountWithKey().refusal(name, { ...KEY, ...params })).toBe(code);
  });
});

describe('the rotation of a key', () => {
  test('is yearly by default, and can be disabled', () => {
    const account = accountWithKey();
    account.call('EnableKeyRotation', KEY);
    expect(account.call('GetKeyRotationStatus', KEY)).toEqual({ KeyRotationEnabled: true });
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      RotateDays: 365,
      LastRotateTime: 0,
      NextRotateTime: START_S + 365 * DAY_S,
    });
    account.call('DisableKeyRotation', KEY);
    expect(account.call('GetKeyRotationStatus', KEY)).toEqual({ KeyRotationEnabled: false });
  });

  test('advances with the clock', () => {
    const account = accountWithKey();
    account.call('EnableKeyRotation', { ...KEY, RotateDays: 7 });
    account.advanceS(15 * DAY_S);
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      KeyRotationEnabled: true,
      LastRotateTime: START_S + 14 * DAY_S,
      NextRotateTime: START_S + 21 * DAY_S,
    });
  });

  test.each([6, 366])('is refused every %d days', (RotateDays) => {
    expect(accountWithKey().refusal('EnableKeyRotation', { ...KEY, RotateDays })).toBe(
      'InvalidParameterValue',
    );
  });

  test('is for symmetric keys only', () => {
    const account = accountWithKey({ KeyUsage: 'ASYMMETRIC_DECRYPT_SM2' });
    expect(account.refusal('EnableKeyRotation', KEY)).toBe('InvalidParameter');
  });
});

test.each([
  ['DescribeKey', {}],
  ['EnableKey', {}],
  ['DisableKey', {}],
  ['ArchiveKey', {}],
  ['CancelKeyArchive', {}],
  ['UpdateAlias', { Alias: 'new' }],
  ['UpdateKeyDescription', { Description: '' }],
  ['ScheduleKeyDeletion', { PendingWindowInDays: 7 }],
  ['CancelKeyDeletion', {}],
  ['EnableKeyRotation', {}],
  ['DisableKeyRotation', {}],
  ['GetKeyRotationStatus', {}],
  ['GetParametersForImport', { WrappingAlgorithm: 'x', WrappingKeySpec: 'x' }],
  ['ImportKeyMaterial', { EncryptedKeyMaterial: 'x', ImportToken: 'x' }],
])('%s refuses an id that is malformed, and one that no key has', (name, params) => {
  const account = emulatedAccount();
  expect(account.refusal(name, { KeyId: 'one', ...params })).toBe(
    'InvalidParameterValue.InvalidKeyId',
  );
  expect(account.refusal(name, { KeyId: idOf(9), ...params })).toBe(
    'ResourceUnavailable.CmkNotFound',
  );
});

describe('the import of key material', () => {
  const WRAPPINGS = {
    RSAES_PKCS1_V1_5: { padding: constants.RSA_PKCS1_PADDING },
    RSAES_OAEP_SHA_1: { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    RSAES_OAEP_SHA_256: { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
  } as const;
  const UNPADDED = { padding: constants.RSA_NO_PADDING };
  type Wrapping = keyof typeof WRAPPINGS;
  const ALGORITHMS = Object.keys(WRAPPINGS) as Wrapping[];

  const MATERIAL = Buffer.alloc(32, 7);

  /**
   * A padded block as PKCS #1 v1.5 makes it, if it begins with 0 and 2 and has 221 bytes of
   * padding.
   */
  const blockOf = (first: number, second: number, paddingBytes: number) => {
    const padding = Buffer.alloc(paddingBytes, 1);
    const block = Buffer.concat([Buffer.from([first, second]), padding, Buffer.from([0])]);
    return Buffer.concat([block, Buffer.alloc(256, 7)]).subarray(0, 256);
  };
  const BAD_BLOCKS: readonly (readonly [name: string, block: Buffer])[] = [
    ['a block that does not begin with 0', blockOf(1, 2, 221)],
    ['a block of another type', blockOf(0, 1, 221)],
    ['a block with too short a padding', blockOf(0, 2, 7)],
    ['a block of padding alone', blockOf(0, 2, 254)],
  ];

  const externalKey = () => accountWithKey({ Type: 2 });

  const parametersFor = (account: EmulatedAccount, WrappingAlgorithm: Wrapping) =>
    account.call('GetParametersForImport', {
      ...KEY,
      WrappingAlgorithm,
      WrappingKeySpec: 'RSA_2048',
    });

  function wrap(publicKey: string, material: Buffer, wrapping: Wrapping | 'none'): string {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
    const padding = wrapping === 'none' ? UNPADDED : WRAPPINGS[wrapping];
    return publicEncrypt({ key, ...padding }, material).toString('base64');
  }

  /** The parameters of ImportKeyMaterial, new from the account. */
  function importParams(
    account: EmulatedAccount,
    material = MATERIAL,
    wrapping: Wrapping = 'RSAES_OAEP_SHA_256',
  ) {
    const { ImportToken, PublicKey } = parametersFor(account, wrapping);
    return { ...KEY, ImportToken, EncryptedKeyMaterial: wrap(PublicKey, material, wrapping) };
  }

  test.each(ALGORITHMS)('enables the key, when it is wrapped by %s', (wrapping) => {
    const account = externalKey();
    account.call('ImportKeyMaterial', importParams(account, MATERIAL, wrapping));
    expect(account.call('DescribeKey', KEY).KeyMetadata).toMatchObject({
      KeyState: 'Enabled',
      ValidTo: 0,
    });
  });

  test('is possible for a day after GetParametersForImport', () => {
    const account = externalKey();
    const params = importParams(account);
    expect(parametersFor(account, 'RSAES_PKCS1_V1_5')).toMatchObject({
      ...KEY,
      ParametersValidTo: START_S + DAY_S,
    });
    account.advanceS(DAY_S);
    expect(account.refusal('ImportKeyMaterial', params)).toBe('ResourceUnavailable.TokenExpired');
  });

  test('can be repeated only with the same material', () => {
    const account = externalKey();
    account.call('ImportKeyMaterial', importParams(account));
    const ValidTo = START_S + DAY_S;
    account.call('ImportKeyMaterial', { ...importParams(account), ValidTo });
    expect(account.call('DescribeKey', KEY).KeyMetadata.ValidTo).toBe(ValidTo);
    expect(account.refusal('ImportKeyMaterial', importParams(account, Buffer.alloc(32, 8)))).toBe(
      'InvalidParameterValue.MaterialNotMatch',
    );
  });

  test('must be repeated once the material has expired', () => {
    const account = externalKey();
    account.call('ImportKeyMaterial', { ...importParams(account), ValidTo: START_S + 60 });
    account.advanceS(59);
    expect(stateOf(account)).toBe('Enabled');
    account.advanceS(1);
    expect(stateOf(account)).toBe('PendingImport');
    account.call('ImportKeyMaterial', importParams(account));
    expect(stateOf(account)).toBe('Enabled');
  });

  test.each([
    ['material of 128 bits', () => ({}), Buffer.alloc(16, 7), 'InvalidParameter'],
    ['a time that has passed', () => ({ ValidTo: START_S }), MATERIAL, 'InvalidParameter'],
    ['a time too far away', () => ({ ValidTo: 2_147_443_201 }), MATERIAL, 'InvalidParameter'],
    ['an unknown token', () => ({ ImportToken: 'x' }), MATERIAL, 'InvalidParameter'],
    [
      'material that is not wrapped',
      () => ({ EncryptedKeyMaterial: MATERIAL.toString('base64') }),
      MATERIAL,
      'InvalidParameter.DecryptMaterialError',
    ],
    ...BAD_BLOCKS.map(
      ([name, block]) =>
        [
          `${name} where RSAES_PKCS1_V1_5 was requested`,
          (account: EmulatedAccount) => {
            const { ImportToken, PublicKey } = parametersFor(account, 'RSAES_PKCS1_V1_5');
            return { ImportToken, EncryptedKeyMaterial: wrap(PublicKey, block, 'none') };
          },
          MATERIAL,
          'InvalidParameter.DecryptMaterialError',
        ] as const,
    ),
    // OAEP padding may by chance look like PKCS #1 v1.5 padding, which the blocks above test.
    ...ALGORITHMS.filter((requested) => requested !== 'RSAES_PKCS1_V1_5').flatMap((requested) =>
      ALGORITHMS.filter((used) => used !== requested).map(
        (used) =>
          [
            `${used} where ${requested} was requested`,
            (account: EmulatedAccount) => {
              const { ImportToken, PublicKey } = parametersFor(account, requested);
              return { ImportToken, EncryptedKeyMaterial: wrap(PublicKey, MATERIAL, used) };
            },
            MATERIAL,
            'InvalidParameter.DecryptMaterialError',
          ] as const,
      ),
    ),
  ] as const)('refuses %s', (_name, wrong, material, code) => {
    const account = externalKey();
    const params = { ...importParams(account, material), ...wrong(account) };
    expect(account.refusal('ImportKeyMaterial', params)).toBe(code);
    expect(stateOf(account)).toBe('PendingImport');
  });

  test('refuses the token of another key, and a key that is disabled', () => {
    const account = externalKey();
    const params = importParams(account);
    const { KeyId } = account.call('CreateKey', { Alias: 'other', Type: 2 });
    expect(account.refusal('ImportKeyMaterial', { ...params, KeyId })).toBe('InvalidParameter');
    account.call('ImportKeyMaterial', params);
    account.call('DisableKey', KEY);
    expect(account.refusal('ImportKeyMaterial', params)).toBe(
      'ResourceUnavailable.CmkStateNotSupport',
    );
  });

  test('is for EXTERNAL keys only', () => {
    const account = accountWithKey();
    const requested = { WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec: 'RSA_2048' };
    expect(account.refusal('GetParametersForImport', { ...KEY, ...requested })).toBe(
      'UnsupportedOperation.NotExternalCmk',
    );
    const material = { EncryptedKeyMaterial: 'x', ImportToken: 'x' };
    expect(account.refusal('ImportKeyMaterial', { ...KEY, ...material })).toBe(
      'UnsupportedOperation.NotExternalCmk',
    );
  });

  test.each([
    { WrappingAlgorithm: 'RSAES', WrappingKeySpec: 'RSA_2048' },
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec: 'RSA_4096' },
  ])('is not given parameters for $WrappingAlgorithm with $WrappingKeySpec', (requested) => {
    expect(externalKey().refusal('GetParametersForImport', { ...KEY, ...requested })).toBe(
      'InvalidParameter',
    );
  });

  test('has the same state after a replay', () => {
    const live = externalKey();
    const params = importParams(live);
    live.call('ListKeyDetail');
    live.call('ImportKeyMaterial', params);

    const replayed = externalKey();
    parametersFor(replayed, 'RSAES_OAEP_SHA_256');
    replayed.call('ImportKeyMaterial', params);
    expect(replayed.state).toEqual(live.state);
    expect(structuredClone(live.state)).toEqual(live.state);
  });
});
