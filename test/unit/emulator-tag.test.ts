import { describe, expect, test } from 'vitest';
import { type EmulatedAccount, emulatedAccount, idOf, REGION, UIN } from './emulated-account.ts';

const ID = `creatorUin/${UIN}/${idOf(1)}`;
const RESOURCE = `qcs::kms:${REGION}:uin/${UIN}:key/${ID}`;
const TEAM = { TagKey: 'team', TagValue: 'blue' };
const STAGE = { TagKey: 'stage', TagValue: 'test' };

/** An account with one key, whose full name is RESOURCE. */
function accountWithKey() {
  const account = emulatedAccount();
  account.call('CreateKey', { Alias: 'acme_main' });
  return account;
}

const tag = (account: EmulatedAccount, ResourceList: readonly string[], Tags: readonly object[]) =>
  account.call('TagResources', { ResourceList, Tags }).FailedResources;

/** The tags of the one key, as `key=value`. */
function tagsOn(account: EmulatedAccount) {
  const { Tags } = account.call('DescribeResourceTagsByResourceIds', ask({ Limit: 50 }));
  return Tags.map(({ TagKey, TagValue }: any) => `${TagKey}=${TagValue}`);
}

const ask = (changed: object = {}) => ({
  ServiceType: 'kms',
  ResourcePrefix: 'key',
  ResourceIds: [ID],
  ResourceRegion: REGION,
  ...changed,
});

const many = (count: number, prefix = 'key') =>
  Array.from({ length: count }, (_, n) => ({ TagKey: `${prefix}${n}`, TagValue: 'v' }));

type Row = readonly [name: string, params: object, code: string];

/** Tags that no call accepts, by the code of the refusal. */
const BAD_TAGS: readonly Row[] = [
  ['an empty key', { TagKey: '' }, 'InvalidParameterValue.TagKeyEmpty'],
  ['a key of 128', { TagKey: 'k'.repeat(128) }, 'InvalidParameterValue.TagKeyLengthExceeded'],
  ['a key with #', { TagKey: 'a#b' }, 'InvalidParameterValue.TagKeyCharacterIllegal'],
  ['a space before a key', { TagKey: ' a' }, 'InvalidParameterValue.TagKeyCharacterIllegal'],
  ['the prefix qcs:', { TagKey: 'qcs:a' }, 'InvalidParameter.ReservedTagKey'],
  ['the prefix project', { TagKey: 'projectId' }, 'InvalidParameter.ReservedTagKey'],
  ['the prefix 项目', { TagKey: '项目一' }, 'InvalidParameter.ReservedTagKey'],
  ['an empty value', { TagValue: '' }, 'InvalidParameterValue.TagValueEmpty'],
  ['a value of 256', { TagValue: 'v'.repeat(256) }, 'InvalidParameterValue.TagValueLengthExceeded'],
  ['a value with ?', { TagValue: 'why?' }, 'InvalidParameterValue.TagValueCharacterIllegal'],
  ['a space after a value', { TagValue: 'a ' }, 'InvalidParameterValue.TagValueCharacterIllegal'],
];

describe('TagResources', () => {
  test('attaches tags to a key, creates their pairs, and overwrites values', () => {
    const account = accountWithKey();
    expect(tag(account, [RESOURCE], [TEAM, STAGE])).toEqual([]);
    expect(tag(account, [RESOURCE], [{ ...TEAM, TagValue: 'red' }])).toEqual([]);
    expect(tagsOn(account)).toEqual(['team=red', 'stage=test']);
    expect(account.call('DescribeTags').TotalCount).toBe(3);
  });

  test.each([
    ['Chinese', { TagKey: '部门', TagValue: '研发 一' }],
    ['the longest tag', { TagKey: 'k'.repeat(127), TagValue: '值'.repeat(255) }],
    ['each sign that is allowed', { TagKey: '+-=._:/@()[],;><', TagValue: '（，；）' }],
    ['the tag of a tenant', { TagKey: 'tenant-keys:tenant', TagValue: 'acme' }],
  ])('accepts %s', (_name, good) => {
    expect(tag(accountWithKey(), [RESOURCE], [good])).toEqual([]);
  });

  test('accepts a name without an account for the same key', () => {
    const account = accountWithKey();
    const bare = RESOURCE.replace(`uin/${UIN}:key`, 'uin/:key');
    expect(tag(account, [bare], [TEAM])).toEqual([]);
    expect(tag(account, [RESOURCE], [{ ...TEAM, TagValue: 'red' }])).toEqual([]);
    expect(tagsOn(account)).toEqual(['team=red']);
    account.set({ emptyUinAccepted: false });
    expect(tag(account, [bare], [TEAM])).toMatchObject([
      { Resource: bare, Code: 'InvalidParameterValue.ResourceDescriptionError' },
    ]);
  });

  test.each([
    ['no name at all', 'nonsense', 'InvalidParameterValue.ResourceDescriptionError'],
    ['an id in its place', idOf(1), 'InvalidParameterValue.ResourceDescriptionError'],
    [
      'a key without its creator',
      RESOURCE.replace(ID, idOf(1)),
      'InvalidParameterValue.ResourceDescriptionError',
    ],
    ['an unknown key', RESOURCE.replace(idOf(1), idOf(9)), 'ResourceNotFound'],
    ['a key of another region', RESOURCE.replace(REGION, 'ap-beijing'), 'ResourceNotFound'],
    [
      'a key of another creator',
      RESOURCE.replace(`creatorUin/${UIN}`, 'creatorUin/1'),
      'ResourceNotFound',
    ],
    [
      'a resource of another account',
      RESOURCE.replace(`uin/${UIN}:key`, 'uin/1:key'),
      'AuthFailure.UnauthorizedOperation',
    ],
    [
      'a resource of another service',
      RESOURCE.replace('kms', 'cvm'),
      'InvalidParameter.UnsupportedService',
    ],
  ])('succeeds and reports %s as failed, and tags the rest', (_name, Resource, Code) => {
    const account = accountWithKey();
    expect(tag(account, [Resource, RESOURCE], [TEAM])).toEqual([
      { Resource, Code, Message: expect.stringMatching(/\.$/) },
    ]);
    expect(tagsOn(account)).toEqual(['team=blue']);
  });

  test('does not give a key more than 50 tags', () => {
    const account = accountWithKey();
    for (const prefix of 'abcde') tag(account, [RESOURCE], many(10, prefix));
    expect(tag(account, [RESOURCE], [{ TagKey: 'a0', TagValue: 'new' }])).toEqual([]);
    expect(tag(account, [RESOURCE], [TEAM])).toMatchObject([
      { Resource: RESOURCE, Code: 'LimitExceeded.ResourceAttachedTags' },
    ]);
    expect(tagsOn(account)).toHaveLength(50);
  });

  test.each<Row>([
    ['no resource', { ResourceList: [] }, 'InvalidParameter'],
    [
      '11 resources',
      { ResourceList: Array(11).fill(RESOURCE) },
      'LimitExceeded.ResourceNumPerRequest',
    ],
    ['no tag', { Tags: [] }, 'InvalidParameter.Tag'],
    ['11 tags', { Tags: many(11) }, 'LimitExceeded.TagNumPerRequest'],
    [
      'two values for one key',
      { Tags: [TEAM, { ...TEAM, TagValue: 'red' }] },
      'InvalidParameterValue.TagKeyDuplicate',
    ],
    ...BAD_TAGS.map(([name, bad, code]): Row => [name, { Tags: [{ ...TEAM, ...bad }] }, code]),
  ])('refuses %s', (_name, wrong, code) => {
    const account = accountWithKey();
    const params = { ResourceList: [RESOURCE], Tags: [TEAM], ...wrong };
    expect(account.refusal('TagResources', params)).toBe(code);
    expect(account.call('DescribeTags').TotalCount).toBe(0);
  });
});

describe('UnTagResources', () => {
  test('detaches tags, and ignores those that are not attached', () => {
    const account = accountWithKey();
    tag(account, [RESOURCE], [TEAM, STAGE]);
    const untag = (TagKeys: readonly string[]) =>
      account.call('UnTagResources', { ResourceList: [RESOURCE], TagKeys }).FailedResources;
    expect(untag(['team', 'other'])).toEqual([]);
    expect(tagsOn(account)).toEqual(['stage=test']);
    expect(untag(['stage'])).toEqual([]);
    expect(untag(['stage'])).toEqual([]);
    expect(account.call('GetResources').ResourceTagMappingList).toEqual([]);
    expect(account.call('DescribeTags').TotalCount).toBe(2);
  });

  test.each([
    ['no resource', { ResourceList: [] }, 'InvalidParameter'],
    ['no key', { TagKeys: [] }, 'InvalidParameter.Tag'],
    [
      '11 keys',
      { TagKeys: many(11).map(({ TagKey }) => TagKey) },
      'LimitExceeded.TagNumPerRequest',
    ],
    ['one key twice', { TagKeys: ['a', 'a'] }, 'InvalidParameterValue.TagKeyDuplicate'],
    ['an empty key', { TagKeys: [''] }, 'InvalidParameterValue.TagKeyEmpty'],
    ['a reserved key', { TagKeys: ['project'] }, 'InvalidParameter.ReservedTagKey'],
  ])('refuses %s', (_name, wrong, code) => {
    const params = { ResourceList: [RESOURCE], TagKeys: ['team'], ...wrong };
    expect(accountWithKey().refusal('UnTagResources', params)).toBe(code);
  });
});

describe('CreateTags', () => {
  test('creates several values of one key', () => {
    const account = emulatedAccount();
    account.call('CreateTags', { Tags: [TEAM, { ...TEAM, TagValue: 'red' }] });
    expect(account.call('DescribeTags').Tags).toEqual([
      { TagKey: 'team', TagValue: 'blue', CanDelete: 1, Category: 'Custom' },
      { TagKey: 'team', TagValue: 'red', CanDelete: 1, Category: 'Custom' },
    ]);
  });

  test('creates none of its tags if one exists already', () => {
    const account = emulatedAccount();
    account.call('CreateTags', { Tags: [TEAM] });
    expect(account.refusal('CreateTags', { Tags: [STAGE, TEAM] })).toBe(
      'ResourceInUse.TagDuplicate',
    );
    expect(account.call('DescribeTags').TotalCount).toBe(1);
  });

  test.each<Row>([
    ['no list', {}, 'InvalidParameter.Tag'],
    ['no tag', { Tags: [] }, 'InvalidParameter.Tag'],
    ['11 tags', { Tags: many(11) }, 'InvalidParameter.Tag'],
    ['one tag twice', { Tags: [TEAM, TEAM] }, 'ResourceInUse.TagDuplicate'],
    ...BAD_TAGS.map(([name, bad, code]): Row => [name, { Tags: [{ ...TEAM, ...bad }] }, code]),
  ])('refuses %s', (_name, params, code) => {
    expect(emulatedAccount().refusal('CreateTags', { ...params })).toBe(code);
  });
});

describe('DescribeTags', () => {
  function accountWithTags() {
    const account = accountWithKey();
    account.call('CreateTags', { Tags: [TEAM, { ...TEAM, TagValue: 'red' }, STAGE] });
    tag(account, [RESOURCE], [TEAM]);
    return account;
  }

  test.each([
    ['everything', {}, ['team=blue', 'team=red', 'stage=test']],
    ['one key', { TagKey: 'team' }, ['team=blue', 'team=red']],
    ['one pair', { TagKey: 'team', TagValue: 'red' }, ['team=red']],
    ['keys before a key', { TagKey: 'team', TagKeys: ['stage'] }, ['stage=test']],
    ['this creator', { CreateUin: Number(UIN), TagKey: 'stage' }, ['stage=test']],
    ['another creator', { CreateUin: 1 }, []],
    ['the second page', { Limit: 2, Offset: 2 }, ['stage=test']],
  ])('lists %s', (_name, params, expected) => {
    const { Tags } = accountWithTags().call('DescribeTags', params);
    expect(Tags.map(({ TagKey, TagValue }: any) => `${TagKey}=${TagValue}`)).toEqual(expected);
  });

  test('shows which pairs no resource has, so that they can be deleted', () => {
    const { Tags } = accountWithTags().call('DescribeTags');
    expect(Tags.map(({ CanDelete }: any) => CanDelete)).toEqual([0, 1, 1]);
  });

  test.each([{ Limit: 0 }, { Limit: 1_001 }, { Offset: -15 }, { Limit: 10, Offset: 5 }])(
    'refuses the page %j',
    (page) => {
      expect(emulatedAccount().refusal('DescribeTags', page)).toBe('InvalidParameterValue');
    },
  );
});

describe('DescribeResourceTagsByResourceIds', () => {
  test('lists the tags of keys, 15 on a page', () => {
    const account = accountWithKey();
    account.call('CreateKey', { Alias: 'two' });
    const second = RESOURCE.replace(idOf(1), idOf(2));
    tag(account, [RESOURCE, second], many(10));
    const ids = ask({ ResourceIds: [ID, ID.replace(idOf(1), idOf(2)), `creatorUin/${UIN}/none`] });
    const page = account.call('DescribeResourceTagsByResourceIds', ids);
    expect(page).toMatchObject({ TotalCount: 20, Offset: 0, Limit: 15 });
    expect(page.Tags).toHaveLength(15);
    expect(page.Tags[0]).toEqual({
      TagKey: 'key0',
      TagValue: 'v',
      ResourceId: ID,
      TagKeyMd5: '21f402f25b1a0fd722b83169e10509f8',
      TagValueMd5: '9e3669d19b675bd57058fd4664205d2a',
      ServiceType: 'kms',
      Category: 'Custom',
    });
    const rest = account.call('DescribeResourceTagsByResourceIds', { ...ids, Offset: 15 });
    expect(rest.Tags.map(({ TagKey }: any) => TagKey)).toEqual([
      'key5',
      'key6',
      'key7',
      'key8',
      'key9',
    ]);
  });

  test('hides a new tag for a while, but not one that was set to the same value again', () => {
    const account = accountWithKey();
    tag(account, [RESOURCE], [TEAM]);
    account.set({ tagStaleMs: 2_000 });
    account.advanceS(2);
    tag(account, [RESOURCE], [TEAM, STAGE]);
    expect(tagsOn(account)).toEqual(['team=blue']);
    account.advanceS(2);
    expect(tagsOn(account)).toEqual(['team=blue', 'stage=test']);
  });

  test('has no system tags', () => {
    const account = accountWithKey();
    tag(account, [RESOURCE], [TEAM]);
    const count = (Category: string) =>
      account.call('DescribeResourceTagsByResourceIds', ask({ Category })).TotalCount;
    expect(['All', 'Custom', 'System'].map(count)).toEqual([1, 1, 0]);
  });

  test.each([
    ['another service', { ServiceType: 'cvm' }, 'InvalidParameterValue.ServiceTypeInvalid'],
    ['another prefix', { ResourcePrefix: 'cmk' }, 'InvalidParameterValue.ResourcePrefixInvalid'],
    ['no region', { ResourceRegion: '' }, 'InvalidParameterValue.RegionInvalid'],
    ['an unknown region', { ResourceRegion: 'moon' }, 'InvalidParameterValue.RegionInvalid'],
    ['no id', { ResourceIds: [] }, 'InvalidParameterValue.ResourceIdInvalid'],
    ['51 ids', { ResourceIds: Array(51).fill(ID) }, 'InvalidParameterValue.ResourceIdInvalid'],
    ['a bare id', { ResourceIds: [idOf(1)] }, 'InvalidParameterValue.ResourceIdInvalid'],
    ['an offset within a page', { Offset: 1 }, 'InvalidParameterValue'],
    ['an unknown category', { Category: 'Mine' }, 'InvalidParameterValue'],
  ])('refuses %s', (_name, wrong, code) => {
    expect(emulatedAccount().refusal('DescribeResourceTagsByResourceIds', ask(wrong))).toBe(code);
  });
});

describe('GetResources', () => {
  const nameOf = (number: number) => RESOURCE.replace(idOf(1), idOf(number));

  /** Five keys with the tag team=blue; the last one also has stage=test. */
  function accountWithKeys() {
    const account = emulatedAccount();
    for (let n = 1; n <= 5; n += 1) account.call('CreateKey', { Alias: `key-${n}` });
    tag(account, [1, 2, 3, 4, 5].map(nameOf), [TEAM]);
    tag(account, [nameOf(5)], [STAGE]);
    return account;
  }

  const found = (account: EmulatedAccount, params: object) =>
    account
      .call('GetResources', { ...params })
      .ResourceTagMappingList.map(({ Resource }: any) => Resource);

  test('returns pages until a token is empty', () => {
    const account = accountWithKeys();
    const pages: string[][] = [];
    let PaginationToken = '';
    do {
      const page = account.call('GetResources', { MaxResults: 2, PaginationToken });
      pages.push(page.ResourceTagMappingList.map(({ Resource }: any) => Resource));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== '');
    expect(pages).toEqual([[nameOf(1), nameOf(2)], [nameOf(3), nameOf(4)], [nameOf(5)]]);
  });

  test('returns the requested resources on one page', () => {
    const ResourceList = [nameOf(1), nameOf(2), nameOf(9)];
    expect(found(accountWithKeys(), { ResourceList, MaxResults: 1 })).toEqual([
      nameOf(1),
      nameOf(2),
    ]);
  });

  test.each([
    ['a key of a tag', [{ TagKey: 'stage' }], [5]],
    ['a value among several', [{ TagKey: 'team', TagValue: ['red', 'blue'] }], [1, 2, 3, 4, 5]],
    ['two tags at once', [{ TagKey: 'team' }, { TagKey: 'stage', TagValue: ['test'] }], [5]],
    ['a value that no tag has', [{ TagKey: 'team', TagValue: ['red'] }], []],
  ])('filters by %s', (_name, TagFilters, numbers) => {
    expect(found(accountWithKeys(), { TagFilters })).toEqual(numbers.map(nameOf));
  });

  test.each([
    ['a page of none', { MaxResults: 0 }, 'InvalidParameter'],
    ['a page of 201', { MaxResults: 201 }, 'InvalidParameter'],
    ['a made-up token', { PaginationToken: 'x' }, 'InvalidParameter.PaginationTokenInvalid'],
    [
      'a malformed resource',
      { ResourceList: ['nonsense'] },
      'InvalidParameterValue.ResourceDescriptionError',
    ],
    [
      'a resource of another service',
      { ResourceList: [RESOURCE.replace('kms', 'cvm')] },
      'InvalidParameterValue.ResourceDescriptionError',
    ],
    [
      'a resource of another account',
      { ResourceList: [RESOURCE.replace(`uin/${UIN}:key`, 'uin/1:key')] },
      'AuthFailure.UnauthorizedOperation',
    ],
    [
      '11 resources',
      { ResourceList: Array(11).fill(RESOURCE) },
      'LimitExceeded.ResourceNumPerRequest',
    ],
    [
      '7 filters',
      { TagFilters: many(7).map(({ TagKey }) => ({ TagKey })) },
      'LimitExceeded.TagNumPerRequest',
    ],
    [
      '11 values',
      { TagFilters: [{ TagKey: 'a', TagValue: Array(11).fill('v') }] },
      'LimitExceeded.TagValue',
    ],
    ['an empty key', { TagFilters: [{ TagKey: '' }] }, 'InvalidParameterValue.TagKeyEmpty'],
    [
      'one key twice',
      { TagFilters: [{ TagKey: 'a' }, { TagKey: 'a' }] },
      'InvalidParameterValue.TagKeyDuplicate',
    ],
  ])('refuses %s', (_name, params, code) => {
    expect(emulatedAccount().refusal('GetResources', params)).toBe(code);
  });
});
