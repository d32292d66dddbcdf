import { beforeEach, describe, expect, test } from 'vitest';
import { isAllowed } from '../../emulator/cam/access.ts';
import { attachTags } from '../../emulator/state/tag.ts';
import { type EmulatedAccount, emulatedAccount, START_S, UIN } from './emulated-account.ts';

let account: EmulatedAccount;

beforeEach(() => {
  account = emulatedAccount();
});

const SERVICE = { service: ['scf.qcloud.com'] };
const TRUST = JSON.stringify({
  version: '2.0',
  statement: [{ effect: 'allow', action: 'name/sts:AssumeRole', principal: SERVICE }],
});

type Statement = {
  readonly effect?: string;
  readonly action?: unknown;
  readonly resource?: unknown;
  readonly condition?: unknown;
};

const documentOf = (...statement: readonly object[]) =>
  JSON.stringify({ version: '2.0', statement });
const LIST = { effect: 'allow', action: 'kms:ListKeys', resource: '*' };
const POLICY = documentOf(LIST);

/** The condition that a resource has one of the tags. */
const taggedWith = (tags: unknown) => ({
  'for_any_value:string_equal': { 'qcs:resource_tag': tags },
});

const createRole = (RoleName: string, more: object = {}) =>
  account.call('CreateRole', { RoleName, PolicyDocument: TRUST, ...more }).RoleId;
const createPolicy = (PolicyName: string, PolicyDocument = POLICY) =>
  account.call('CreatePolicy', { PolicyName, PolicyDocument }).PolicyId;

describe('a role', () => {
  test('is described by its id and by its name', () => {
    const RoleId = createRole('worker', { Description: 'works' });
    const role = {
      RoleId,
      RoleName: 'worker',
      PolicyDocument: TRUST,
      Description: 'works',
      AddTime: '2026-01-01 08:00:00',
      UpdateTime: '2026-01-01 08:00:00',
      ConsoleLogin: 0,
      RoleType: 'user',
      RoleArn: `qcs::cam::uin/${UIN}:roleName/worker`,
    };
    expect(RoleId).toBe('4611686018427387905');
    expect(account.call('GetRole', { RoleId })).toEqual({ RoleInfo: role });
    expect(account.call('GetRole', { RoleName: 'worker' })).toEqual({ RoleInfo: role });
    expect(account.call('DescribeRoleList', { Page: 1, Rp: 20 })).toEqual({
      List: [role],
      TotalNum: 1,
    });
  });

  test('can change its trust policy and description', () => {
    createRole('worker');
    account.advanceS(60);
    const PolicyDocument = TRUST.replace('scf.', 'cls.');
    account.call('UpdateAssumeRolePolicy', { RoleName: 'worker', PolicyDocument });
    account.call('UpdateRoleDescription', { RoleName: 'worker', Description: 'rests' });
    expect(account.call('GetRole', { RoleName: 'worker' }).RoleInfo).toMatchObject({
      PolicyDocument,
      Description: 'rests',
      AddTime: '2026-01-01 08:00:00',
      UpdateTime: '2026-01-01 08:01:00',
    });
  });

  test('has a unique name, and is selected by its name or its id, not by both', () => {
    const RoleId = createRole('worker');
    const again = { RoleName: 'worker', PolicyDocument: TRUST };
    expect(account.refusal('CreateRole', again)).toBe('InvalidParameter.RoleNameInUse');
    const both = { RoleId, RoleName: 'worker' };
    expect(account.refusal('GetRole', both)).toBe('InvalidParameter.ParamError');
    expect(account.refusal('GetRole', {})).toBe('InvalidParameter.ParamError');
  });

  test('is deleted once it has no policy', () => {
    createRole('worker');
    createPolicy('work');
    const attachment = { PolicyName: 'work', AttachRoleName: 'worker' };
    account.call('AttachRolePolicy', attachment);
    expect(account.refusal('DeleteRole', { RoleName: 'worker' })).toBe('ResourceInUse');
    account.call('DetachRolePolicy', { PolicyName: 'work', DetachRoleName: 'worker' });
    account.call('DeleteRole', { RoleName: 'worker' });
    expect(account.refusal('GetRole', { RoleName: 'worker' })).toBe(
      'InvalidParameter.RoleNotExist',
    );
  });

  test.each([
    ['a strange name', { RoleName: 'a b' }, 'InvalidParameter.RoleNameError'],
    ['no name', { RoleName: '' }, 'InvalidParameter.RoleNameError'],
    ['a long name', { RoleName: 'a'.repeat(129) }, 'InvalidParameter.RoleNameError'],
    [
      'a long description',
      { Description: '租'.repeat(101) },
      'InvalidParameter.DescriptionLengthOverlimit',
    ],
    ['tags', { Tags: [{ Key: 'a', Value: 'b' }] }, 'InvalidParameter.TagParamError'],
    [
      'a permission policy in place of a trust policy',
      { PolicyDocument: POLICY },
      'InvalidParameter.ResourceError',
    ],
    [
      'a document without a principal',
      { PolicyDocument: documentOf({ effect: 'allow', action: 'sts:AssumeRole' }) },
      'InvalidParameter.PrincipalError',
    ],
    [
      'another action than AssumeRole',
      {
        PolicyDocument: documentOf({
          effect: 'allow',
          action: 'kms:Decrypt',
          principal: SERVICE,
        }),
      },
      'InvalidParameter.ActionError',
    ],
    [
      'an unknown kind of principal',
      {
        PolicyDocument: documentOf({
          effect: 'allow',
          action: 'sts:AssumeRole',
          principal: { everybody: 'yes' },
        }),
      },
      'InvalidParameter.PrincipalError',
    ],
  ])('is refused with %s', (_, change, code) => {
    expect(account.refusal('CreateRole', { RoleName: 'r', PolicyDocument: TRUST, ...change })).toBe(
      code,
    );
  });
});

describe('a policy', () => {
  test('is described with the document as it was received', () => {
    const PolicyId = createPolicy('work');
    expect(account.call('GetPolicy', { PolicyId })).toEqual({
      PolicyName: 'work',
      Description: '',
      Type: 1,
      AddTime: '2026-01-01 08:00:00',
      UpdateTime: '2026-01-01 08:00:00',
      PolicyDocument: POLICY,
      IsServiceLinkedRolePolicy: 0,
      Tags: [],
    });
  });

  test('is found by a part of its name, page by page', () => {
    for (const name of ['work', 'workers', 'rest']) createPolicy(name);
    const list = (params: object) =>
      account.call('ListPolicies', { ...params }).List.map((row: any) => row.PolicyName);
    expect(list({ Keyword: 'work' })).toEqual(['work', 'workers']);
    expect(list({ Rp: 2, Page: 2 })).toEqual(['rest']);
    expect(list({ Scope: 'Local' })).toHaveLength(3);
    expect(list({ Scope: 'QCS' })).toEqual([]);
    expect(account.call('ListPolicies', { Rp: 1 }).TotalNum).toBe(3);
  });

  test('keeps what an update omits', () => {
    const PolicyId = createPolicy('work');
    account.advanceS(60);
    expect(account.call('UpdatePolicy', { PolicyName: 'work', Description: 'lets work' })).toEqual({
      PolicyId,
    });
    const PolicyDocument = documentOf({ ...LIST, effect: 'deny' });
    expect(account.call('UpdatePolicy', { PolicyId, PolicyDocument })).toEqual({});
    expect(account.call('GetPolicy', { PolicyId })).toMatchObject({
      Description: 'lets work',
      PolicyDocument,
      UpdateTime: '2026-01-01 08:01:00',
    });
  });

  test('is listed with its roles, once even if attached twice', () => {
    createRole('worker');
    const PolicyId = createPolicy('work');
    createPolicy('rest');
    for (let times = 0; times < 2; times++) {
      account.call('AttachRolePolicy', { PolicyId, AttachRoleName: 'worker' });
    }
    const attached = (more: object = {}) =>
      account
        .call('ListAttachedRolePolicies', { Page: 1, Rp: 20, RoleName: 'worker', ...more })
        .List.map((row: any) => [row.PolicyId, row.PolicyName, row.PolicyType]);
    expect(attached()).toEqual([[PolicyId, 'work', 'User']]);
    expect(attached({ Keyword: 'rest' })).toEqual([]);
    expect(attached({ PolicyType: 'QCS' })).toEqual([]);
    expect(account.call('ListPolicies', {}).List[0]).toMatchObject({ Attachments: 1 });
  });

  test('is deleted together with others or not at all, and not while attached', () => {
    createRole('worker');
    const ids = [createPolicy('a'), createPolicy('b')];
    account.call('AttachRolePolicy', { PolicyId: ids[1], AttachRoleName: 'worker' });
    expect(account.refusal('DeletePolicy', { PolicyId: ids })).toBe('ResourceInUse');
    expect(account.refusal('DeletePolicy', { PolicyId: [ids[0], 9] })).toBe(
      'InvalidParameter.PolicyIdNotExist',
    );
    expect(account.call('ListPolicies', {}).TotalNum).toBe(2);
    account.call('DetachRolePolicy', { PolicyId: ids[1], DetachRoleName: 'worker' });
    account.call('DeletePolicy', { PolicyId: ids });
    expect(account.call('ListPolicies', {}).TotalNum).toBe(0);
  });

  test('has a unique name', () => {
    createPolicy('work');
    const again = { PolicyName: 'work', PolicyDocument: POLICY };
    expect(account.refusal('CreatePolicy', again)).toBe('FailedOperation.PolicyNameInUse');
  });

  const DAYTIME = { date_less_than: { 'qcs:current_time': '2030-01-01T00:00:00Z' } };
  const statementOf = (change: Statement) => documentOf({ ...LIST, ...change });
  test.each([
    ['no JSON', '{', 'PolicyDocumentError'],
    ['a list', '[]', 'PolicyDocumentError'],
    [
      'a stray field',
      JSON.stringify({ version: '2.0', statement: [LIST], id: 1 }),
      'PolicyDocumentError',
    ],
    ['another version', JSON.stringify({ version: '1.0', statement: [LIST] }), 'VersionError'],
    ['no version', JSON.stringify({ statement: [LIST] }), 'VersionError'],
    ['no statement', JSON.stringify({ version: '2.0' }), 'StatementError'],
    ['an empty statement', documentOf(), 'StatementError'],
    [
      'a statement that is no object',
      JSON.stringify({ version: '2.0', statement: ['a'] }),
      'StatementError',
    ],
    ['no effect', documentOf({ action: '*', resource: '*' }), 'EffectError'],
    ['an unknown effect', statementOf({ effect: 'Allow' }), 'EffectError'],
    ['no action', documentOf({ effect: 'allow', resource: '*' }), 'ActionError'],
    ['an empty list of actions', statementOf({ action: [] }), 'ActionError'],
    ['an action without a product', statementOf({ action: 'ListKeys' }), 'ActionError'],
    ['an action that is no text', statementOf({ action: ['kms:ListKeys', 1] }), 'ActionError'],
    ['no resource', documentOf({ effect: 'allow', action: '*' }), 'ResourceError'],
    ['a resource of three segments', statementOf({ resource: 'qcs::kms' }), 'ResourceError'],
    [
      'a resource of another cloud',
      statementOf({ resource: 'arn:aws:kms:::key' }),
      'ResourceError',
    ],
    [
      'an account that is neither a uin nor a uid',
      statementOf({ resource: 'qcs::cos::app/1:b/*' }),
      'ResourceError',
    ],
    ['a principal', documentOf({ ...LIST, principal: SERVICE }), 'PrincipalError'],
    ['an empty condition', statementOf({ condition: {} }), 'ConditionError'],
    ['a condition on the time', statementOf({ condition: DAYTIME }), 'ConditionError'],
    [
      'a second condition beside the tag',
      statementOf({ condition: { ...taggedWith('team&a'), ...DAYTIME } }),
      'ConditionError',
    ],
    ['a tag without a value', statementOf({ condition: taggedWith('team') }), 'ConditionError'],
    ['no tag', statementOf({ condition: taggedWith([]) }), 'ConditionError'],
    [
      'too much text',
      documentOf({ ...LIST, action: Array(500).fill('kms:ListKeys') }),
      'PolicyDocumentLengthOverLimit',
    ],
  ])('is refused with %s, and nothing is stored', (_, PolicyDocument, code) => {
    const policy = { PolicyName: 'work', PolicyDocument };
    expect(account.refusal('CreatePolicy', policy)).toBe(`InvalidParameter.${code}`);
    expect(account.call('ListPolicies', {}).TotalNum).toBe(0);
    createPolicy('work');
    expect(account.refusal('UpdatePolicy', policy)).toBe(`InvalidParameter.${code}`);
    expect(account.call('GetPolicy', { PolicyId: 1 }).PolicyDocument).toBe(POLICY);
  });

  test.each(['qcs::kms:*:uin/1:key/*', 'qcs::cos:*:uid/1250000000:bucket-1250000000/*'])(
    'may name the resource %s',
    (resource) => {
      const policy = { PolicyName: 'work', PolicyDocument: statementOf({ resource }) };
      expect(account.call('CreatePolicy', policy)).toMatchObject({ PolicyId: expect.any(Number) });
    },
  );

  test.each([
    ['CreatePolicy', { PolicyName: 'a/b', PolicyDocument: POLICY }, 'PolicyNameError'],
    [
      'CreatePolicy',
      { PolicyName: 'a', PolicyDocument: POLICY, Tags: [{ Key: 'a', Value: 'b' }] },
      'TagParamError',
    ],
    ['UpdatePolicy', { PolicyName: 'a' }, 'PolicyIdNotExist'],
    ['UpdatePolicy', {}, 'ParamError'],
    ['AttachRolePolicy', { PolicyId: 1, AttachRoleName: 'a' }, 'RoleNotExist'],
    ['DetachRolePolicy', { PolicyId: 1, DetachRoleName: 'a' }, 'RoleNotExist'],
    ['UpdateAssumeRolePolicy', { RoleName: 'a', PolicyDocument: TRUST }, 'RoleNotExist'],
    ['UpdateRoleDescription', { RoleName: 'a', Description: '' }, 'RoleNotExist'],
    ['ListAttachedRolePolicies', { RoleName: 'a', Page: 1, Rp: 1 }, 'RoleNotExist'],
    ['ListAttachedRolePolicies', { RoleName: 'a', Page: 1, Rp: 1, PolicyType: 'x' }, 'ParamError'],
    ['DescribeRoleList', { Page: 0, Rp: 1 }, 'ParamError'],
    ['DescribeRoleList', { Page: 1, Rp: 201 }, 'ParamError'],
    ['DescribeRoleList', { Page: 1, Rp: 1, Tags: [{ Key: 'a', Value: 'b' }] }, 'TagParamError'],
    ['ListPolicies', { Rp: 0 }, 'ParamError'],
    ['ListPolicies', { Page: 201 }, 'ParamError'],
    ['ListPolicies', { Scope: 'mine' }, 'ScopeError'],
  ])('%s with %j is refused as %s', (name, params, code) => {
    expect(account.refusal(name, params)).toBe(`InvalidParameter.${code}`);
  });

  test('is described only if it exists', () => {
    const code = account.refusal('GetPolicy', { PolicyId: 1 });
    expect(code).toBe('ResourceNotFound.PolicyIdNotFound');
  });

  test('cannot change its alias', () => {
    createPolicy('work');
    const params = { PolicyName: 'work', Alias: 'mine' };
    expect(account.refusal('UpdatePolicy', params)).toBe('InvalidParameter.ParamError');
  });
});

describe('a permission', () => {
  const WORKER = { kind: 'role', name: 'worker' } as const;
  const KEY = `qcs::kms:ap-guangzhou:uin/${UIN}:key/creatorUin/${UIN}/1`;

  function mayWorker(action: string, resource: string, ...documents: readonly string[]): boolean {
    createRole('worker');
    for (const [index, document] of documents.entries()) {
      createPolicy(`work${index}`, document);
      account.call('AttachRolePolicy', { PolicyName: `work${index}`, AttachRoleName: 'worker' });
    }
    return isAllowed(account.state, WORKER, { action, resource });
  }

  const ALL = documentOf({ effect: 'allow', action: '*', resource: '*' });
  const NO_DECRYPT = documentOf({ effect: 'deny', action: ['kms:Decrypt'], resource: ['*'] });
  const onKeys = (resource: string) =>
    documentOf({ effect: 'allow', action: 'kms:DescribeKey', resource });

  test.each<
    [what: string, expected: boolean, action: string, resource: string, ...documents: string[]]
  >([
    ['a role without a policy', false, 'kms:ListKeys', '*'],
    ['an action that is allowed', true, 'kms:ListKeys', '*', POLICY],
    ['an action that is not', false, 'kms:ListKeyDetail', '*', POLICY],
    ['an action that begins alike', false, 'kms:ListKeysToo', '*', POLICY],
    ['a product of another name', false, 'tag:ListKeys', '*', POLICY],
    ['every action', true, 'kms:Decrypt', KEY, ALL],
    ['a deny beside an allow', false, 'kms:Decrypt', KEY, ALL, NO_DECRYPT],
    ['a deny before an allow', false, 'kms:Decrypt', KEY, NO_DECRYPT, ALL],
    ['a deny of something else', true, 'kms:Encrypt', KEY, ALL, NO_DECRYPT],
    ['a deny alone', false, 'kms:Encrypt', KEY, NO_DECRYPT],
    [
      'a deny in the same policy',
      false,
      'kms:ListKeys',
      '*',
      documentOf(LIST, { ...LIST, effect: 'deny' }),
    ],
    [
      'the older form of an action',
      true,
      'kms:ListKeys',
      '*',
      documentOf({ ...LIST, action: 'name/kms:ListKeys' }),
    ],
    ['a part of a name', true, 'kms:ListKeys', '*', documentOf({ ...LIST, action: 'kms:List*' })],
    ['another part', false, 'kms:DescribeKey', '*', documentOf({ ...LIST, action: 'kms:List*' })],
    [
      'a pattern with its text in the wrong order',
      false,
      'kms:KeysList',
      '*',
      documentOf({ ...LIST, action: 'kms:*List*Keys' }),
    ],
    [
      'a pattern whose parts would overlap',
      false,
      'kms:ListKey',
      '*',
      documentOf({ ...LIST, action: 'kms:ListKey*Key' }),
    ],
    ['this very key', true, 'kms:DescribeKey', KEY, onKeys(KEY)],
    ['another key', false, 'kms:DescribeKey', `${KEY}2`, onKeys(KEY)],
    ['any key of the region', true, 'kms:DescribeKey', KEY, onKeys('qcs::kms:ap-guangzhou::key/*')],
    [
      'any key of another region',
      false,
      'kms:DescribeKey',
      KEY,
      onKeys('qcs::kms:ap-beijing::key/*'),
    ],
    ['any key of any region', true, 'kms:DescribeKey', KEY, onKeys('qcs::kms:::key/*')],
    ['any key of another account', false, 'kms:DescribeKey', KEY, onKeys('qcs::kms::uin/1:key/*')],
    ['another kind of resource', false, 'kms:DescribeKey', KEY, onKeys('qcs::kms:::role/*')],
    ['another product', false, 'kms:DescribeKey', KEY, onKeys('qcs::ssm:::key/*')],
    ['a key, for a call about no key', false, 'kms:DescribeKey', '*', onKeys('qcs::kms:::key/*')],
  ])('follows from the policies: %s', (_, expected, action, resource, ...documents) => {
    expect(mayWorker(action, resource, ...documents)).toBe(expected);
  });

  const EVERYTHING = { effect: 'allow', action: '*', resource: '*' };
  const onTag = (effect: string, tags: unknown) => ({
    ...{ effect, action: 'kms:*', resource: 'qcs::kms:::key/*' },
    condition: taggedWith(tags),
  });
  test.each<[what: string, expected: boolean, tags: object, ...statements: Statement[]]>([
    ['a key with the tag', true, { team: 'a' }, onTag('allow', 'team&a')],
    ['a key with one of the tags', true, { team: 'b' }, onTag('allow', ['team&a', 'team&b'])],
    ['a key with another value', false, { team: 'ab' }, onTag('allow', 'team&a')],
    ['a key with another tag', false, { crew: 'a' }, onTag('allow', 'team&a')],
    ['a key without tags', false, {}, onTag('allow', 'team&a')],
    ['a deny by tag', false, { team: 'a' }, EVERYTHING, onTag('deny', 'team&a')],
    [
      'a deny by a tag that the key has not',
      true,
      { team: 'b' },
      EVERYTHING,
      onTag('deny', 'team&a'),
    ],
  ])('follows from the tags of the key: %s', (_, expected, tags, ...statements) => {
    const TagValues = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    attachTags(account.state.tags, KEY, TagValues, 0);
    expect(mayWorker('kms:DescribeKey', KEY, documentOf(...statements))).toBe(expected);
  });

  test('is always granted to the account, and never to an unknown role', () => {
    const right = { action: 'kms:Decrypt', resource: KEY };
    expect(isAllowed(account.state, { kind: 'account' }, right)).toBe(true);
    expect(isAllowed(account.state, { kind: 'role', name: 'nobody' }, right)).toBe(false);
    expect(isAllowed(account.state, { kind: 'role', name: '__proto__' }, right)).toBe(false);
  });

  test('changes at once with the policy', () => {
    expect(mayWorker('kms:ListKeys', '*', POLICY)).toBe(true);
    account.call('UpdatePolicy', { PolicyName: 'work0', PolicyDocument: NO_DECRYPT });
    const right = { action: 'kms:ListKeys', resource: '*' };
    expect(isAllowed(account.state, WORKER, right)).toBe(false);
  });
});

describe('the caller identity', () => {
  test('is the account’s uin', () => {
    expect(account.call('GetCallerIdentity')).toEqual({
      Arn: `qcs::cam::uin/${UIN}:uin/${UIN}`,
      AccountId: UIN,
      PrincipalId: UIN,
      UserId: UIN,
      Type: 'CAMUser',
    });
  });

  test('is a role’s id and session', () => {
    const roleId = createRole('worker');
    const caller = { kind: 'role', name: 'worker' };
    expect(account.call('GetCallerIdentity', {}, { caller })).toEqual({
      Arn: `qcs::sts:${UIN}:assumed-role/${roleId}`,
      AccountId: UIN,
      PrincipalId: UIN,
      UserId: `${roleId}:worker`,
      Type: 'CAMRole',
    });
  });
});

test('times are in Beijing time', () => {
  expect(new Date(START_S * 1_000).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  createRole('worker');
  const { AddTime } = account.call('GetRole', { RoleName: 'worker' }).RoleInfo;
  expect(AddTime).toBe('2026-01-01 08:00:00');
});
