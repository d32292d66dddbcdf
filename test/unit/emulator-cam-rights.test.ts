import { beforeEach, describe, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { type Caller, callerName } from '../../emulator/api/service.ts';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { neededRights } from '../../emulator/cam/needed-rights.ts';
import { grantRole } from '../../emulator/cloud/grants.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { type Input, type InputStore, NO_STORE } from '../../emulator/persistence/input-store.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { REGION, UIN } from './emulated-account.ts';

const SERVICES = emulatedServices([], REGION);
const WORKER: Caller = { kind: 'role', name: 'worker' };

let machine: CloudMachine;

beforeEach(() => {
  machine = newMachine(NO_STORE);
});

const newMachine = (store: InputStore) =>
  cloudMachine({
    services: SERVICES,
    account: { uin: UIN, appId: '1250000000' },
    topics: LOCAL_TOPICS,
    baseNowMs: () => 1_767_225_600_000,
    newId: randomSource('rights', 'ids').newId,
    random: () => 0,
    store,
  });

/** A store that returns what was recorded, as after a restart. */
function keepingStore(inputs: Input[] = []): InputStore {
  return { ...NO_STORE, inputs, record: (input) => void inputs.push(input) };
}

const allow = (action: string, resource = '*') => ({
  version: '2.0',
  statement: [{ effect: 'allow', action, resource }],
});

/** The answer to a call by the role, or its error. */
function ask(action: string, params: object = {}, caller: Caller = WORKER): any {
  const service = SERVICES.find(({ actions }) => actions.has(action))!;
  const { version } = service;
  const signature = { ok: true, caller } as const;
  const { reply } = machine.call({ version, action, region: REGION, params, signature });
  if (reply.kind !== 'answer') return reply.kind;
  const { Response } = reply.body as { Response: Record<string, unknown> };
  return Response.Error ?? Response;
}

describe('a role', () => {
  test('may do what its policy allows, and is refused the rest with the vendor’s message', () => {
    grantRole(machine, 'worker', allow('kms:ListKeys'));
    expect(ask('ListKeys')).toMatchObject({ TotalCount: 0 });
    expect(ask('GetServiceStatus')).toEqual({
      Code: 'UnauthorizedOperation',
      Message:
        'you are not authorized to perform operation (kms:GetServiceStatus)\nresource (*) has no permission',
    });
  });

  test('has no permission until there are a role and a policy', () => {
    expect(ask('ListKeys').Code).toBe('UnauthorizedOperation');
    expect(ask('GetCallerIdentity').Code).toBe('AuthFailure.UnauthorizedOperation');
  });

  test.each([
    ['kms', 'ListKeys', {}, 'UnauthorizedOperation'],
    ['tag', 'TagResources', {}, 'AuthFailure.UnauthorizedOperation'],
    ['cam', 'CreateRole', {}, 'AuthFailure.UnauthorizedOperation'],
    ['ckafka', 'DeleteTopic', {}, 'UnauthorizedOperation'],
    ['sts', 'GetCallerIdentity', {}, 'AuthFailure.UnauthorizedOperation'],
  ])('without permission is refused by %s with its documented code', (_, action, params, code) => {
    expect(ask(action, params).Code).toBe(code);
  });

  test('needs permission for the key that it names', () => {
    const { KeyId } = ask('CreateKey', { Alias: 'acme_main' }, { kind: 'account' });
    grantRole(machine, 'worker', allow('kms:DescribeKey', 'qcs::kms:ap-beijing::key/*'));
    expect(ask('DescribeKey', { KeyId }).Message).toContain(
      `resource (qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${KeyId})`,
    );
    grantRole(machine, 'worker', allow('kms:DescribeKey', `qcs::kms:${REGION}::key/*`));
    expect(ask('DescribeKey', { KeyId }).KeyMetadata.Alias).toBe('acme_main');
    expect(ask('CreateKey', { Alias: 'globex_main' }).Code).toBe('UnauthorizedOperation');
  });

  test('learns nothing from a refused call, which uses up neither a fault nor the rate', () => {
    machine.faults.add([{ action: 'ListKeys', effect: { error: 'InternalError' }, times: 1 }]);
    for (let calls = 0; calls < 100; calls++) {
      expect(ask('ListKeys', { Nonsense: true }).Code).toBe('UnauthorizedOperation');
    }
    grantRole(machine, 'worker', allow('kms:ListKeys'));
    expect(ask('ListKeys').Code).toBe('InternalError');
    expect(ask('ListKeys')).toMatchObject({ TotalCount: 0 });
  });

  test('is named in the journal, and so is the account', () => {
    grantRole(machine, 'worker', allow('kms:ListKeys'));
    machine.journal.clear();
    ask('ListKeys');
    ask('ListKeys', {}, { kind: 'account' });
    ask('GetServiceStatus');
    const callers = machine.journal.list().map(({ caller, code }) => [caller, code]);
    expect(callers).toEqual([
      ['role/worker', null],
      ['account', null],
      ['role/worker', 'UnauthorizedOperation'],
    ]);
    expect(callerName(WORKER)).toBe('role/worker');
  });

  test('has the same permissions and the same id after a restart', () => {
    const store = keepingStore();
    machine = newMachine(store);
    grantRole(machine, 'worker', allow('sts:*'));
    const before = ask('GetCallerIdentity').UserId;
    machine = newMachine(keepingStore([...store.inputs]));
    expect(ask('GetCallerIdentity').UserId).toBe(before);
    expect(ask('ListKeys').Code).toBe('UnauthorizedOperation');
  });

  test('keeps its permissions after a reset', () => {
    grantRole(machine, 'worker', allow('kms:ListKeys'));
    machine.reset();
    expect(ask('ListKeys')).toMatchObject({ TotalCount: 0 });
  });

  test('cannot be granted an invalid document', () => {
    expect(() => grantRole(machine, 'worker', { version: '1.0' })).toThrow(
      'CreatePolicy was refused: InvalidParameter.VersionError',
    );
  });
});

describe('a call needs the permission', () => {
  const ACCOUNT = { uin: UIN, appId: '' };
  const keyName = (id: string) => `qcs::kms:${REGION}:uin/${UIN}:key/creatorUin/${UIN}/${id}`;
  const functionName = (name: string) =>
    `qcs::scf:${REGION}:uin/${UIN}:namespace/default/function/${name}`;
  /** Levels as an account has them that can restrict most to a function. */
  const FAVOURABLE = {
    invokeIsOperationLevel: false,
    unlistedIsOperationLevel: false,
    deployerReadsNeeded: false,
  };
  const deploy = ['scf:UpdateFunctionConfiguration', 'scf:UpdateFunction'];

  test.each<[product: any, action: string, params: object, ...rights: [string, string][]]>([
    ['kms', 'CreateKey', { Alias: 'a' }, ['kms:CreateKey', '*']],
    ['kms', 'DescribeKey', { KeyId: 'a' }, ['kms:DescribeKey', keyName('a')]],
    [
      'kms',
      'DescribeKeys',
      { KeyIds: ['a', 'b'] },
      ['kms:DescribeKeys', keyName('a')],
      ['kms:DescribeKeys', keyName('b')],
    ],
    ['kms', 'DescribeKeys', { KeyIds: [] }, ['kms:DescribeKeys', '*']],
    ['tag', 'TagResources', { ResourceList: [keyName('a')] }, ['tag:TagResources', '*']],
    ['cam', 'DeleteRole', { RoleName: 'a' }, ['cam:DeleteRole', '*']],
    ['ckafka', 'DeleteTopic', { TopicName: 'a' }, ['ckafka:DeleteTopic', '*']],
    ['sts', 'GetCallerIdentity', {}, ['sts:GetCallerIdentity', '*']],
    ['scf', 'ListFunctions', {}, ['scf:ListFunctions', '*']],
    ['scf', 'Invoke', { FunctionName: 'a' }, ['scf:InvokeFunction', functionName('a')]],
    [
      'scf',
      'CreateTrigger',
      { FunctionName: 'a', Type: 'ckafka' },
      ['scf:CreateTrigger', '*'],
      ['scf:SetTrigger', functionName('a')],
    ],
    [
      'scf',
      'DeleteFunction',
      { FunctionName: 'a', Namespace: 'test' },
      ['scf:DeleteFunction', functionName('a').replace('default', 'test')],
    ],
    [
      'scf',
      'UpdateFunctionConfiguration',
      { FunctionName: 'a', Role: 'worker' },
      ...deploy.map((action): [string, string] => [action, functionName('a')]),
      ['cam:PassRole', `qcs::cam::uin/${UIN}:roleName/worker`],
    ],
    [
      'scf',
      'UpdateFunctionConfiguration',
      { FunctionName: 'a', Role: '' },
      ...deploy.map((action): [string, string] => [action, functionName('a')]),
    ],
  ])('of %s:%s with %j', (product, action, params, ...rights) => {
    const call = { action, region: REGION, params: { ...params } };
    const needed = neededRights(product, call, ACCOUNT, FAVOURABLE);
    expect(needed.map((right) => [right.action, right.resource])).toEqual(rights);
  });

  const byDefault = (action: string, params: object) => {
    const call = { action, region: REGION, params: { ...params } };
    const needed = neededRights('scf', call, ACCOUNT, DEFAULT_SWITCHES);
    return needed.map((right) => [right.action, right.resource]);
  };

  test.each([
    ['Invoke', 'scf:InvokeFunction', '*'],
    ['GetFunction', 'scf:GetFunction', '*'],
    ['PublishVersion', 'scf:PublishVersion', '*'],
    ['DeleteReservedConcurrencyConfig', 'scf:DeleteReservedConcurrencyConfig', functionName('a')],
  ])('of scf:%s by default on the resource that hurts most', (action, right, resource) => {
    expect(byDefault(action, { FunctionName: 'a' })).toEqual([[right, resource]]);
  });

  test('to read what a function or a trigger is given', () => {
    const vpc = { VpcId: 'vpc-1', SubnetId: 'subnet-1' };
    const params = { FunctionName: 'a', Role: 'worker', VpcConfig: vpc, ClsTopicId: 'topic-1' };
    const reads = (action: string, given: object) =>
      byDefault(action, given)
        .map(([right]) => right)
        .filter((right) => !right?.startsWith('scf:'));
    expect(reads('CreateFunction', params)).toEqual([
      'cam:PassRole',
      'vpc:DescribeVpcEx',
      'vpc:DescribeSubnetEx',
      'cls:getTopic',
      'cam:DescribeRoleList',
    ]);
    expect(reads('CreateFunction', { FunctionName: 'a', ClsTopicId: '' })).toEqual([]);
    expect(reads('CreateTrigger', { FunctionName: 'a', Type: 'ckafka' })).toEqual([
      'ckafka:ListInstance',
    ]);
    expect(reads('CreateTrigger', { FunctionName: 'a', Type: 'timer' })).toEqual([]);
  });
});
