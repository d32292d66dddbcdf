import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES, type Switches } from '../../emulator/api/switches.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import { servedZip } from '../../emulator/scf/code.ts';
import { AUTHORIZATION } from '../world/authorization.ts';
import { type EmulatedAccount, emulatedAccount, REGION, UIN } from './emulated-account.ts';

const zipOf = (text: string) =>
  Buffer.from(zipSync({ 'index.js': new TextEncoder().encode(text) })).toString('base64');
const ZIP = zipOf('exports.handler = async () => 1;');
const NAME = { FunctionName: 'worker' };
const FUNCTION = {
  ...NAME,
  Code: { ZipFile: ZIP },
  Handler: 'index.handler',
  Runtime: 'Nodejs20.19',
};
const INSTANCE = 'ckafka-local000';
const TIMER = { ...NAME, TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 */5 * * * * *' };
const { TriggerDesc: _, ...WORDLESS } = TIMER;
const QUEUE = {
  ...NAME,
  TriggerName: `${INSTANCE}-key-requests`,
  Type: 'ckafka',
  TriggerDesc: JSON.stringify({ maxMsgNum: 100, offset: 'earliest', retry: 3, timeOut: 5 }),
};
const HTTP_DESC = {
  AuthType: 'NONE',
  NetConfig: { EnableIntranet: false, EnableExtranet: true },
};
const HTTP = {
  ...NAME,
  TriggerName: 'url',
  Type: 'http',
  Qualifier: '$DEFAULT',
  TriggerDesc: JSON.stringify(HTTP_DESC),
};

/** An account that authorised the platform, with a topic, a role and one function. */
function accountWithFunction(changed: Partial<Switches> = {}, more: JsonObject = {}) {
  const account = emulatedAccount({ roleDelayMs: 0, ...changed });
  account.call('CreateTopic', {
    InstanceId: INSTANCE,
    TopicName: 'key-requests',
    PartitionNum: 3,
    ReplicaNum: 2,
  });
  for (const [action, params] of AUTHORIZATION) account.call(action, params);
  account.call('CreateRole', { RoleName: 'worker-role', PolicyDocument: TRUST });
  account.call('CreateFunction', { ...FUNCTION, ...more });
  return account;
}

const TRUST = JSON.stringify({
  version: '2.0',
  statement: [
    { effect: 'allow', action: 'name/sts:AssumeRole', principal: { service: ['scf.qcloud.com'] } },
  ],
});

const variables = (...pairs: readonly (readonly [Key: string, Value: string])[]) => ({
  Environment: { Variables: pairs.map(([Key, Value]) => ({ Key, Value })) },
});

/** Settings that no call accepts, by the code of the refusal. */
const BAD_SETTINGS: readonly (readonly [name: string, params: JsonObject, code: string])[] = [
  [
    'a description of 1001',
    { Description: 'd'.repeat(1_001) },
    'InvalidParameterValue.Description',
  ],
  ['a memory of 0', { MemorySize: 0 }, 'InvalidParameterValue.MemorySize'],
  ['a memory of 96', { MemorySize: 96 }, 'InvalidParameterValue.MemorySize'],
  ['a memory of 200', { MemorySize: 200 }, 'InvalidParameterValue.MemorySize'],
  ['a memory of 3200', { MemorySize: 3_200 }, 'LimitExceeded.Memory'],
  ['a timeout of 0', { Timeout: 0 }, 'InvalidParameterValue'],
  ['a timeout of 901', { Timeout: 901 }, 'LimitExceeded.Timeout'],
  ['an init timeout of 301', { InitTimeout: 301 }, 'LimitExceeded.InitTimeout'],
  ['a variable 1A', variables(['1A', 'x']), 'InvalidParameterValue.Environment'],
  ['a variable A-B', variables(['A-B', 'x']), 'InvalidParameterValue.Environment'],
  ['a variable without a value', variables(['A', '']), 'InvalidParameterValue.Environment'],
  ['a variable twice', variables(['A', 'x'], ['A', 'y']), 'InvalidParameterValue.Environment'],
  ['SCF_', variables(['SCF_A', 'x']), 'InvalidParameterValue.EnvironmentSystemProtect'],
  ['QCLOUD_', variables(['QCLOUD_A', 'x']), 'InvalidParameterValue.EnvironmentSystemProtect'],
  [
    'TENCENTCLOUD_',
    variables(['TENCENTCLOUD_SECRETID', 'x']),
    'InvalidParameterValue.EnvironmentSystemProtect',
  ],
  [
    'variables of 4097 bytes',
    variables(['A', 'x'.repeat(4_096)]),
    'InvalidParameterValue.EnvironmentExceededLimit',
  ],
  ['an unknown role', { Role: 'nobody' }, 'ResourceNotFound.Role'],
  ['a network without a subnet', { VpcConfig: { VpcId: 'vpc-1' } }, 'ResourceNotFound.Vpc'],
  ['a log without a topic', { ClsLogsetId: 'set' }, 'InvalidParameterValue.Cls'],
  [
    'a dead letter without a name',
    { DeadLetterConfig: { Type: 'CMQ-QUEUE', Name: '' } },
    'InvalidParameterValue',
  ],
  [
    'a public net that is neither on nor off',
    { PublicNetConfig: { PublicNetStatus: 'ON' } },
    'InvalidParameterValue.PublicNetConfig',
  ],
  [
    'an address that is neither on nor off',
    { PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'ON' } } },
    'InvalidParameterValue.EipConfig',
  ],
  ['a layer', { Layers: [{ LayerName: 'l', LayerVersion: 1 }] }, 'UnsupportedOperation'],
  ['another namespace', { Namespace: 'other' }, 'ResourceNotFound.Namespace'],
];

describe('CreateFunction', () => {
  const BAD: typeof BAD_SETTINGS = [
    ...BAD_SETTINGS,
    ['a name of one letter', { FunctionName: 'w' }, 'InvalidParameterValue.FunctionName'],
    ['a name of 61', { FunctionName: 'w'.repeat(61) }, 'InvalidParameterValue.FunctionName'],
    ['a name that begins with 1', { FunctionName: '1w' }, 'InvalidParameterValue.FunctionName'],
    ['a name that ends with -', { FunctionName: 'w-' }, 'InvalidParameterValue.FunctionName'],
    ['a name that is taken', NAME, 'ResourceInUse.FunctionName'],
    ['no handler', { Handler: '' }, 'InvalidParameterValue.Handler'],
    ['a handler without a file', { Handler: 'handler' }, 'InvalidParameterValue.Handler'],
    ['a handler in a folder', { Handler: 'a/b.handler' }, 'InvalidParameterValue.Handler'],
    ['another type', { Type: 'HTTP' }, 'InvalidParameterValue.FunctionType'],
    ['another language', { Runtime: 'Python3.6' }, 'InvalidParameterValue.Runtime'],
    ['asynchronous execution', { AsyncRunEnable: 'TRUE' }, 'UnsupportedOperation'],
    ['no code', { Code: {} }, 'MissingParameter'],
    ['code in a bucket', { Code: { CosBucketName: 'b' } }, 'UnsupportedOperation'],
    ['another source', { CodeSource: 'Cos' }, 'InvalidParameterValue.CodeSource'],
    [
      'code that is not in base64',
      { Code: { ZipFile: `${ZIP}!` } },
      'InvalidParameterValue.ZipFileBase64BinasciiError',
    ],
    ['code that is no zip', { Code: { ZipFile: 'AAAA' } }, 'InvalidParameterValue.ZipFile'],
  ];
  const account = accountWithFunction();

  test.each(BAD)('refuses %s', (_, params, code) => {
    const request = { ...FUNCTION, FunctionName: 'other', ...params };
    expect(account.refusal('CreateFunction', request)).toBe(code);
    expect([...account.state.scf.get(REGION)!.keys()]).toEqual(['worker']);
  });

  test('refuses a function without a handler or a runtime', () => {
    const { Handler: _, ...withoutHandler } = { ...FUNCTION, FunctionName: 'other' };
    expect(account.refusal('CreateFunction', withoutHandler)).toBe('MissingParameter');
    const { Runtime: __, ...withoutRuntime } = { ...FUNCTION, FunctionName: 'other' };
    const code = account.refusal('CreateFunction', withoutRuntime);
    expect(code).toBe('InvalidParameterValue.Runtime');
  });

  test('accepts a zip of 50 MB, and none that is larger', () => {
    const zip = Buffer.alloc(50 * 1024 * 1024 + 1);
    zip.write('PK\x03\x04', 'latin1');
    const request = (bytes: number) => ({
      ...FUNCTION,
      FunctionName: 'other',
      Code: { ZipFile: zip.toString('base64', 0, bytes) },
    });
    const code = emulatedAccount().refusal('CreateFunction', request(zip.length));
    expect(code).toBe('InvalidParameterValue.ZipFile');
    emulatedAccount().call('CreateFunction', request(zip.length - 1));
  });

  test('allows 50 functions in a region, and no more', () => {
    const full = emulatedAccount();
    for (let n = 1; n <= 50; n += 1) {
      full.call('CreateFunction', { ...FUNCTION, FunctionName: `worker-${n}` });
    }
    const code = full.refusal('CreateFunction', { ...FUNCTION, FunctionName: 'worker-51' });
    expect(code).toBe('LimitExceeded.Function');
    full.call('CreateFunction', FUNCTION, { region: 'ap-shanghai' });
  });

  test('accepts unsupported settings that are empty or disabled', () => {
    emulatedAccount().call('CreateFunction', {
      ...FUNCTION,
      ...{ Layers: [], CfsConfig: { CfsInsList: [] }, AsyncRunEnable: 'FALSE', DnsCache: '' },
      IntranetConfig: { IpFixed: 'DISABLE' },
    });
  });
});

const SETTINGS = {
  Description: 'Works.',
  MemorySize: 256,
  Timeout: 60,
  InitTimeout: 30,
  Role: 'worker-role',
  VpcConfig: { VpcId: 'vpc-1', SubnetId: 'subnet-1' },
  ClsLogsetId: 'set',
  ClsTopicId: 'topic',
  ...variables(['A', '1'], ['B', '2']),
};
const DEAD_LETTER = { Type: 'CMQ-QUEUE', Name: 'dead' };

describe('GetFunction', () => {
  test('shows all settings of a function, and only the size of its code', () => {
    const account = accountWithFunction(
      {},
      {
        ...SETTINGS,
        DeadLetterConfig: DEAD_LETTER,
        PublicNetConfig: { PublicNetStatus: 'DISABLE', EipConfig: { EipStatus: 'DISABLE' } },
        Tags: [{ Key: 'team', Value: 'blue' }],
      },
    );
    const described = account.call('GetFunction', { ...NAME, ShowCode: 'TRUE' });
    expect(described).toMatchObject({
      ...NAME,
      ...SETTINGS,
      FunctionId: expect.stringMatching(/^lam-\w{8}$/),
      Handler: 'index.handler',
      Runtime: 'Nodejs20.19',
      Namespace: 'default',
      Qualifier: '$LATEST',
      Type: 'Event',
      Status: 'Active',
      AvailableStatus: 'Available',
      CodeInfo: '',
      CodeSize: Buffer.from(ZIP, 'base64').length,
      DeadLetterConfig: { ...DEAD_LETTER, FilterType: '' },
      PublicNetConfig: {
        PublicNetStatus: 'DISABLE',
        EipConfig: { EipStatus: 'DISABLE', EipAddress: [] },
      },
      Tags: [{ Key: 'team', Value: 'blue' }],
      Triggers: [],
      AddTime: '2026-01-01 08:00:00',
      ModTime: '2026-01-01 08:00:00',
    });
  });

  test('shows the defaults of a new function', () => {
    const described = accountWithFunction().call('GetFunction', { ...NAME, Qualifier: '$DEFAULT' });
    expect(described).toMatchObject({
      Description: '',
      MemorySize: 128,
      Timeout: 3,
      InitTimeout: 65,
      Role: '',
      Environment: { Variables: [] },
      VpcConfig: { VpcId: '', SubnetId: '' },
      ClsLogsetId: '',
      ClsTopicId: '',
      DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
      PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE' } },
      Tags: [],
    });
  });

  test.each([
    [true, 'DISABLE'],
    [false, 'ENABLE'],
  ])('shows public access of a function in a network; off by default: %s', (isOff, status) => {
    const { VpcConfig } = SETTINGS;
    const account = accountWithFunction({ publicNetOffInVpc: isOff }, { VpcConfig });
    const { PublicNetConfig } = account.call('GetFunction', NAME);
    expect(PublicNetConfig.PublicNetStatus).toBe(status);
  });

  test('does not find an unknown function', () => {
    const account = accountWithFunction();
    const code = (params: JsonObject, around = {}) =>
      account.refusal('GetFunction', params, around);
    expect(code({ FunctionName: 'other' })).toBe('ResourceNotFound.Function');
    expect(code(NAME, { region: 'ap-shanghai' })).toBe('ResourceNotFound.Function');
    expect(code({ ...NAME, Namespace: 'other' })).toBe('ResourceNotFound.Namespace');
    expect(code({ ...NAME, Qualifier: '1' })).toBe('ResourceNotFound.Version');
    expect(code({})).toBe('MissingParameter');
  });
});

describe('ListFunctions', () => {
  const account = accountWithFunction();
  account.advanceS(1);
  account.call('CreateFunction', {
    ...FUNCTION,
    FunctionName: 'watcher',
    Runtime: 'Nodejs18.15',
    Description: 'Watches.',
  });
  account.advanceS(1);
  account.call('UpdateFunctionCode', { ...NAME, ZipFile: ZIP });
  const names = (params: JsonObject) =>
    account.call('ListFunctions', params).Functions.map((row: any) => row.FunctionName);

  test.each([
    [{}, ['worker', 'watcher']],
    [{ Order: 'ASC' }, ['watcher', 'worker']],
    [{ Orderby: 'AddTime' }, ['watcher', 'worker']],
    [{ Orderby: 'FunctionName', Order: 'ASC' }, ['watcher', 'worker']],
    [{ Limit: 1, Offset: 1 }, ['watcher']],
    [{ SearchKey: 'work' }, ['worker']],
    [{ Description: 'Watch' }, ['watcher']],
    [{ Filters: [{ Name: 'Runtime', Values: ['Nodejs18.15', 'Go1'] }] }, ['watcher']],
    [{ Filters: [{ Name: 'Status', Values: ['Creating'] }] }, []],
  ] as const)('%j lists %j', (params, expected) => {
    expect(names(params)).toEqual(expected);
  });

  test.each([
    [{ Order: 'UP' }, 'InvalidParameterValue.Order'],
    [{ Orderby: 'Size' }, 'InvalidParameterValue'],
    [{ Limit: 101 }, 'InvalidParameterValue'],
    [{ Offset: -1 }, 'InvalidParameterValue'],
    [{ Filters: [{ Name: 'Eip', Values: ['x'] }] }, 'InvalidParameterValue'],
    [{ Namespace: 'other' }, 'ResourceNotFound.Namespace'],
  ] as const)('%j is refused: %s', (params, code) => {
    expect(account.refusal('ListFunctions', params)).toBe(code);
  });

  test('also counts the rows of other pages', () => {
    expect(account.call('ListFunctions', { Limit: 1 }).TotalCount).toBe(2);
    expect(account.call('ListFunctions', {}, { region: 'ap-tokyo' }).TotalCount).toBe(0);
  });
});

describe('UpdateFunctionCode', () => {
  const OTHER_ZIP = zipOf('exports.other = async () => 2;');

  test('replaces the code, and the handler if it is given', () => {
    const account = accountWithFunction();
    account.advanceS(60);
    account.call('UpdateFunctionCode', { ...NAME, ZipFile: OTHER_ZIP, Handler: 'index.other' });
    expect(account.call('GetFunction', NAME)).toMatchObject({
      CodeSize: Buffer.from(OTHER_ZIP, 'base64').length,
      Handler: 'index.other',
      ModTime: '2026-01-01 08:01:00',
    });
    account.call('UpdateFunctionCode', { ...NAME, Code: { ZipFile: ZIP } });
    expect(account.call('GetFunction', NAME)).toMatchObject({
      CodeSize: Buffer.from(ZIP, 'base64').length,
      Handler: 'index.other',
    });
  });

  test.each([
    ['no code', {}, 'MissingParameter'],
    ['code in a bucket', { CosBucketName: 'b', CosObjectName: 'o' }, 'UnsupportedOperation'],
    ['a new version', { ZipFile: ZIP, Publish: 'TRUE' }, 'UnsupportedOperation'],
    ['a bad handler', { ZipFile: ZIP, Handler: 'x' }, 'InvalidParameterValue.Handler'],
    ['no such function', { ZipFile: ZIP, FunctionName: 'other' }, 'ResourceNotFound.Function'],
    ['what is no zip', { ZipFile: 'AAAA' }, 'InvalidParameterValue.ZipFile'],
  ])('refuses %s', (_, params, code) => {
    expect(accountWithFunction().refusal('UpdateFunctionCode', { ...NAME, ...params })).toBe(code);
  });
});

describe('UpdateFunctionConfiguration', () => {
  const settingsOf = (account: EmulatedAccount) => account.call('GetFunction', NAME);
  const update = (account: EmulatedAccount, params: JsonObject) =>
    account.call('UpdateFunctionConfiguration', { ...NAME, ...params });

  test('changes only the given settings', () => {
    const account = accountWithFunction({}, SETTINGS);
    const before = settingsOf(account);
    const { Environment } = before;
    account.advanceS(1);
    update(account, { Timeout: 120, DeadLetterConfig: DEAD_LETTER, Environment });
    expect(settingsOf(account)).toEqual({
      ...before,
      Timeout: 120,
      DeadLetterConfig: { ...DEAD_LETTER, FilterType: '' },
      ModTime: '2026-01-01 08:00:01',
    });
  });

  test('replaces all variables by the given ones', () => {
    const account = accountWithFunction({}, SETTINGS);
    update(account, variables(['B', '3']));
    expect(settingsOf(account).Environment).toEqual({ Variables: [{ Key: 'B', Value: '3' }] });
    update(account, { Environment: {} });
    expect(settingsOf(account).Environment).toEqual({ Variables: [] });
  });

  test('without an environment it removes the variables if the switch is on', () => {
    const account = accountWithFunction({}, SETTINGS);
    account.set({ environmentWipedWhenAbsent: false });
    update(account, { Timeout: 5 });
    expect(settingsOf(account).Environment).toEqual(SETTINGS.Environment);
    account.set({ environmentWipedWhenAbsent: true });
    update(account, { Timeout: 6 });
    expect(settingsOf(account).Environment).toEqual({ Variables: [] });
  });

  test('refuses another runtime, and accepts the same', () => {
    const account = accountWithFunction();
    update(account, { Runtime: 'Nodejs20.19' });
    const request = { ...NAME, Runtime: 'Nodejs18.15' };
    const code = account.refusal('UpdateFunctionConfiguration', request);
    expect(code).toBe('InvalidParameterValue.Runtime');
  });

  const BAD: typeof BAD_SETTINGS = [
    ...BAD_SETTINGS,
    ['a new version', { Publish: 'TRUE' }, 'UnsupportedOperation'],
    ['no such function', { FunctionName: 'other' }, 'ResourceNotFound.Function'],
  ];

  test.each(BAD)('refuses %s', (_, params, code) => {
    const account = accountWithFunction();
    const before = settingsOf(account);
    const request = { ...NAME, ...params };
    expect(account.refusal('UpdateFunctionConfiguration', request)).toBe(code);
    expect(settingsOf(account)).toEqual(before);
  });
});

describe('DeleteFunction', () => {
  test('removes all settings of a function', () => {
    const account = accountWithFunction();
    account.call('CreateTrigger', TIMER);
    account.call('PutReservedConcurrencyConfig', { ...NAME, ReservedConcurrencyMem: 128 });
    account.call('DeleteFunction', NAME);
    expect(account.refusal('DeleteFunction', NAME)).toBe('ResourceNotFound.Function');
    account.call('CreateFunction', FUNCTION);
    expect(account.call('ListTriggers', NAME).TotalCount).toBe(0);
    expect(account.call('GetReservedConcurrencyConfig', NAME).ReservedMem).toBeNull();
  });
});

describe('the switch functionSettlesMs', () => {
  const SETTLES = { functionSettlesMs: 2_000 };
  const AFTER = 'FailedOperation.FunctionVersionStatusNotActive';
  const CHANGES: readonly (readonly [name: string, params: JsonObject, code: string])[] = [
    ['UpdateFunctionCode', { ZipFile: ZIP }, 'FailedOperation.FunctionStatusError'],
    ['UpdateFunctionConfiguration', {}, 'FailedOperation.UpdateFunctionConfiguration'],
    ['CreateTrigger', { ...TIMER, TriggerName: 'tock' }, 'FailedOperation.CreateTrigger'],
    ['UpdateTrigger', TIMER, 'FailedOperation'],
    ['UpdateTriggerStatus', { ...TIMER, Enable: 'OPEN' }, 'FailedOperation'],
    ['DeleteTrigger', TIMER, 'FailedOperation.DeleteTrigger'],
    ['PutReservedConcurrencyConfig', { ReservedConcurrencyMem: 128 }, AFTER],
    ['DeleteReservedConcurrencyConfig', {}, 'FailedOperation.ReservedInProgress'],
    [
      'UpdateFunctionEventInvokeConfig',
      { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 } },
      AFTER,
    ],
    ['DeleteFunction', {}, 'FailedOperation.FunctionStatusError'],
  ];
  const statusOf = (account: EmulatedAccount) => account.call('GetFunction', NAME).Status;

  test('makes a function Creating, Active, Updating and Active again', () => {
    const account = accountWithFunction(SETTLES);
    expect(statusOf(account)).toBe('Creating');
    account.advanceS(2);
    expect(statusOf(account)).toBe('Active');
    account.call('UpdateFunctionConfiguration', NAME);
    account.advanceS(1);
    expect(statusOf(account)).toBe('Updating');
    account.advanceS(1);
    expect(statusOf(account)).toBe('Active');
    account.advanceS(-3600); // As after a reset sets the clock back.
    expect(statusOf(account)).toBe('Active');
  });

  test.each(CHANGES)('refuses %s for a function that is not Active', (name, params, code) => {
    const account = accountWithFunction();
    account.call('CreateTrigger', TIMER);
    account.set(SETTLES);
    expect(account.refusal(name, { ...NAME, ...params })).toBe(code);
    account.advanceS(2);
    account.call(name, { ...NAME, ...params });
  });
});

describe('CreateTrigger', () => {
  test('answers the trigger, as ListTriggers and GetFunction do', () => {
    const account = accountWithFunction();
    const { TriggerInfo } = account.call('CreateTrigger', {
      ...TIMER,
      ...{ CustomArgument: 'resume', Description: 'Every five.', Enable: 'OPEN' },
    });
    expect(TriggerInfo).toEqual({
      Type: 'timer',
      TriggerName: 'tick',
      TriggerDesc: '{"cron":"0 */5 * * * * *"}',
      Enable: 1,
      Qualifier: '$LATEST',
      CustomArgument: 'resume',
      Description: 'Every five.',
      AddTime: '2026-01-01 08:00:00',
      ModTime: '2026-01-01 08:00:00',
      AvailableStatus: 'Available',
      BindStatus: 'on',
      TriggerAttribute: 'single',
      ResourceId: `qcs::scf:${REGION}:uin/${UIN}:function/worker/tick`,
    });
    expect(account.call('ListTriggers', NAME).Triggers).toEqual([TriggerInfo]);
    expect(account.call('GetFunction', NAME).Triggers).toEqual([TriggerInfo]);
  });

  test.each([
    ['timer', 0, TIMER],
    ['ckafka', 0, QUEUE],
    ['http', 1, HTTP],
  ])('without Enable a trigger of the type %s has the %d', (_, enabled, params) => {
    const { TriggerInfo } = accountWithFunction().call('CreateTrigger', params);
    expect(TriggerInfo.Enable).toBe(enabled);
  });

  test('accepts an expression in JSON, and an empty argument', () => {
    const TriggerDesc = '{"cron":"0 0 3 * * * *"}';
    const request = { ...TIMER, TriggerDesc, CustomArgument: '' };
    const { TriggerInfo } = accountWithFunction().call('CreateTrigger', request);
    expect(TriggerInfo.TriggerDesc).toBe(TriggerDesc);
  });

  test("shows the URLs of a function's enabled networks", () => {
    const account = accountWithFunction();
    const { TriggerInfo } = account.call('CreateTrigger', HTTP);
    const { AuthType, NetConfig } = JSON.parse(TriggerInfo.TriggerDesc);
    expect(AuthType).toBe('NONE');
    const host = expect.stringMatching(
      /^https:\/\/1250000000-\w{10}\.ap-guangzhou\.tencentscf\.com$/,
    );
    expect(NetConfig).toMatchObject({
      ...HTTP_DESC.NetConfig,
      ExtranetUrl: host,
      ExtranetHTTPUrl: NetConfig.ExtranetUrl.replace('https', 'http'),
      IntranetUrl: '',
      IntranetHTTPUrl: '',
    });
    expect(account.call('ListTriggers', NAME).Triggers).toEqual([TriggerInfo]);
    const opened = { AuthType: 'CAM', NetConfig: { EnableIntranet: true, EnableExtranet: false } };
    account.call('UpdateTrigger', { ...HTTP, TriggerDesc: JSON.stringify(opened) });
    const [{ TriggerDesc }] = account.call('ListTriggers', NAME).Triggers;
    expect(JSON.parse(TriggerDesc)).toMatchObject({
      AuthType: 'CAM',
      NetConfig: {
        IntranetUrl: NetConfig.ExtranetUrl.replace('.ap-', '.in.ap-'),
        ExtranetUrl: '',
      },
    });
  });

  test('with the switch httpTriggerNamedByUrl the name of a URL is its id', () => {
    const account = accountWithFunction({ httpTriggerNamedByUrl: true });
    const { TriggerInfo } = account.call('CreateTrigger', HTTP);
    const { TriggerName, TriggerDesc } = TriggerInfo;
    expect(TriggerName).toMatch(/^\w{10}$/);
    expect(TriggerDesc).toContain(`https://1250000000-${TriggerName}.ap-guangzhou`);
    account.call('DeleteTrigger', { ...HTTP, TriggerName });
    expect(account.call('CreateTrigger', TIMER).TriggerInfo.TriggerName).toBe('tick');
  });

  const desc = (base: JsonObject, changed: JsonObject) => ({
    ...base,
    TriggerDesc: JSON.stringify({ ...JSON.parse(String(base.TriggerDesc)), ...changed }),
  });

  test.each([
    ['no such function', { ...TIMER, FunctionName: 'other' }, 'ResourceNotFound.Function'],
    ['another version', { ...TIMER, Qualifier: '7' }, 'ResourceNotFound.Version'],
    ['the type apigw', { ...TIMER, Type: 'apigw' }, 'InvalidParameterValue.Type'],
    ['the type cmq', { ...TIMER, Type: 'cmq' }, 'InvalidParameterValue.Type'],
    ['the type cos', { ...TIMER, Type: 'cos' }, 'InvalidParameterValue.Type'],
    ['the type Timer', { ...TIMER, Type: 'Timer' }, 'InvalidParameterValue.Type'],
    ['Enable 1', { ...TIMER, Enable: '1' }, 'InvalidParameterValue.Enable'],
    ['a timer with a blank', { ...TIMER, TriggerName: 'a b' }, 'InvalidParameterValue.TriggerName'],
    ['a timer without a word', WORDLESS, 'InvalidParameterValue.TriggerDesc'],
    ['a timer without a time', { ...TIMER, TriggerDesc: '' }, 'InvalidParameterValue.TriggerDesc'],
    ['five fields', { ...TIMER, TriggerDesc: '*/5 * * * *' }, 'InvalidParameterValue.TriggerDesc'],
    [
      'a minute 61',
      { ...TIMER, TriggerDesc: '{"cron":"0 61 * * * * *"}' },
      'InvalidParameterValue.TriggerDesc',
    ],
    [
      'an argument of 4097 bytes',
      { ...TIMER, CustomArgument: 'a'.repeat(4_097) },
      'InvalidParameterValue.CustomArgument',
    ],
    [
      'an argument of a queue',
      { ...QUEUE, CustomArgument: 'resume' },
      'InvalidParameterValue.CustomArgument',
    ],
    [
      'a queue by its topic',
      { ...QUEUE, TriggerName: 'key-requests' },
      'InvalidParameterValue.TriggerName',
    ],
    [
      'a topic that is not there',
      { ...QUEUE, TriggerName: `${INSTANCE}-other` },
      'ResourceNotFound.Ckafka',
    ],
    [
      'an instance that is not there',
      { ...QUEUE, TriggerName: 'ckafka-other000-key-requests' },
      'ResourceNotFound.Ckafka',
    ],
    ['a queue without JSON', { ...QUEUE, TriggerDesc: '[]' }, 'InvalidParameterValue.TriggerDesc'],
    [
      'a queue without end',
      { ...QUEUE, TriggerDesc: `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
      'InvalidParameterValue.TriggerDesc',
    ],
    ['a batch of 0', desc(QUEUE, { maxMsgNum: 0 }), 'InvalidParameterValue.TriggerDesc'],
    ['a batch of 10001', desc(QUEUE, { maxMsgNum: '10001' }), 'InvalidParameterValue.TriggerDesc'],
    ['a window of 61', desc(QUEUE, { timeOut: 61 }), 'InvalidParameterValue.TriggerDesc'],
    ['a retry of -1', desc(QUEUE, { retry: -1 }), 'InvalidParameterValue.TriggerDesc'],
    ['an offset of first', desc(QUEUE, { offset: 'first' }), 'InvalidParameterValue.TriggerDesc'],
    ['a group of 1', desc(QUEUE, { consumerGroupName: 1 }), 'InvalidParameterValue.TriggerDesc'],
    ['no AuthType', desc(HTTP, { AuthType: undefined }), 'InvalidParameterValue.TriggerDesc'],
    ['the AuthType JWT', desc(HTTP, { AuthType: 'JWT' }), 'InvalidParameterValue.TriggerDesc'],
    ['no NetConfig', desc(HTTP, { NetConfig: undefined }), 'InvalidParameterValue.TriggerDesc'],
    [
      'half a NetConfig',
      desc(HTTP, { NetConfig: { EnableExtranet: true } }),
      'InvalidParameterValue.TriggerDesc',
    ],
  ])('refuses %s', (_, params, code) => {
    const account = accountWithFunction();
    expect(account.refusal('CreateTrigger', params)).toBe(code);
    expect(account.call('ListTriggers', NAME).TotalCount).toBe(0);
  });

  test.each([
    { maxMsgNum: '1' },
    { maxMsgNum: 10_000, timeOut: 60, retry: 10_000 },
    { offset: 'latest', consumerGroupName: 'group' },
    { offset: 1_767_225_600_000 },
  ])('accepts a queue with %j', (changed) => {
    accountWithFunction().call('CreateTrigger', desc(QUEUE, changed));
  });

  test('allows ten triggers of a type, one of a name, and one URL', () => {
    const account = accountWithFunction();
    account.call('CreateTrigger', TIMER);
    expect(account.refusal('CreateTrigger', TIMER)).toBe('ResourceInUse.TriggerName');
    for (let n = 2; n <= 10; n += 1) {
      account.call('CreateTrigger', { ...TIMER, TriggerName: `tick-${n}` });
    }
    const eleventh = { ...TIMER, TriggerName: 'tick-11' };
    expect(account.refusal('CreateTrigger', eleventh)).toBe('LimitExceeded.Trigger');
    account.call('CreateTrigger', { ...HTTP, TriggerName: 'tick' });
    expect(account.refusal('CreateTrigger', HTTP)).toBe('ResourceInUse.Trigger');
    account.call('CreateTrigger', { ...HTTP, Qualifier: '$LATEST' });
  });
});

describe('ListTriggers', () => {
  const account = accountWithFunction();
  account.call('CreateTrigger', { ...TIMER, Description: 'first' });
  account.advanceS(1);
  account.call('CreateTrigger', HTTP);
  account.advanceS(1);
  account.call('UpdateTriggerStatus', { ...TIMER, Enable: 'OPEN' });

  test.each([
    [{}, ['tick', 'url']],
    [{ OrderBy: 'add_time' }, ['url', 'tick']],
    [{ OrderBy: 'add_time', Order: 'ASC' }, ['tick', 'url']],
    [{ Offset: 1, Limit: 1 }, ['url']],
    [{ Filters: [{ Name: 'Qualifier', Values: ['$DEFAULT'] }] }, ['url']],
    [{ Filters: [{ Name: 'TriggerName', Values: ['tick', 'tock'] }] }, ['tick']],
    [{ Filters: [{ Name: 'Description', Values: ['first'] }] }, ['tick']],
  ] as const)('%j lists %j', (params, expected) => {
    const { Triggers } = account.call('ListTriggers', { ...NAME, ...params });
    expect(Triggers.map(({ TriggerName }: any) => TriggerName)).toEqual(expected);
  });

  test.each([
    [{ FunctionName: 'other' }, 'ResourceNotFound.Function'],
    [{ OrderBy: 'name' }, 'InvalidParameterValue.OrderBy'],
    [{ Order: 'up' }, 'InvalidParameterValue.Order'],
    [{ Filters: [{ Name: 'Type', Values: ['timer'] }] }, 'InvalidParameterValue.Filters'],
    [{ Limit: 0 }, 'InvalidParameterValue'],
    [{ Offset: -1 }, 'InvalidParameterValue'],
  ] as const)('%j is refused: %s', (params, code) => {
    expect(account.refusal('ListTriggers', { ...NAME, ...params })).toBe(code);
  });
});

describe('UpdateTrigger', () => {
  const updated = (params: JsonObject, changed: JsonObject) => {
    const account = accountWithFunction();
    account.call('CreateTrigger', params);
    account.advanceS(1);
    const { TriggerDesc: _, ...selector } = params;
    account.call('UpdateTrigger', { ...selector, ...changed });
    return account.call('ListTriggers', NAME).Triggers[0];
  };

  test('changes a timer in place', () => {
    const given = { ...TIMER, CustomArgument: 'resume', Enable: 'OPEN' };
    const changed = { TriggerDesc: '0 */1 * * * * *', Enable: 'CLOSE', CustomArgument: '' };
    expect(updated(given, changed)).toMatchObject({
      TriggerDesc: '{"cron":"0 */1 * * * * *"}',
      Enable: 0,
      CustomArgument: '',
      AddTime: '2026-01-01 08:00:00',
      ModTime: '2026-01-01 08:00:01',
    });
  });

  test('keeps what it omits', () => {
    const given = { ...TIMER, CustomArgument: 'resume', Description: 'd', Enable: 'OPEN' };
    expect(updated(given, {})).toMatchObject({
      TriggerDesc: '{"cron":"0 */5 * * * * *"}',
      Enable: 1,
      CustomArgument: 'resume',
      Description: 'd',
    });
  });

  test('changes three fields of a queue separately', () => {
    const { TriggerDesc } = updated(QUEUE, { TriggerDesc: '{"retry":0,"offset":"earliest"}' });
    expect(JSON.parse(TriggerDesc)).toEqual({
      maxMsgNum: 100,
      offset: 'earliest',
      retry: 0,
      timeOut: 5,
    });
  });

  test.each([
    ['the offset of a queue', QUEUE, { TriggerDesc: '{"offset":"latest"}' }, 'TriggerDesc'],
    ['the group of a queue', QUEUE, { TriggerDesc: '{"consumerGroupName":"g"}' }, 'TriggerDesc'],
    ['a queue to nothing', QUEUE, { TriggerDesc: '' }, 'TriggerDesc'],
    ['a queue to a bad window', QUEUE, { TriggerDesc: '{"timeOut":0}' }, 'TriggerDesc'],
    ['a timer to nothing', TIMER, { TriggerDesc: '' }, 'TriggerDesc'],
    ['a URL to half a description', HTTP, { TriggerDesc: '{"AuthType":"CAM"}' }, 'TriggerDesc'],
    ['a URL to one with an argument', HTTP, { CustomArgument: 'a' }, 'CustomArgument'],
    ['Enable to nothing', TIMER, { Enable: '' }, 'Enable'],
  ] as const)('does not change %s', (_, params, changed, code) => {
    const account = accountWithFunction();
    account.call('CreateTrigger', params);
    const before = account.call('ListTriggers', NAME);
    const request = { ...params, ...changed };
    expect(account.refusal('UpdateTrigger', request)).toBe(`InvalidParameterValue.${code}`);
    expect(account.call('ListTriggers', NAME)).toEqual(before);
  });
});

test.each([
  ['UpdateTrigger', {}],
  ['UpdateTriggerStatus', { Enable: 'OPEN' }],
  ['DeleteTrigger', {}],
])('%s finds a trigger by its type, name and qualifier', (action, more) => {
  const account = accountWithFunction();
  const request = { ...TIMER, Qualifier: '$DEFAULT', ...more };
  account.call('CreateTrigger', { ...TIMER, Qualifier: '$DEFAULT' });
  const code = (changed: JsonObject) => account.refusal(action, { ...request, ...changed });
  expect(code({ TriggerName: 'tock' })).toBe('ResourceNotFound.Trigger');
  expect(code({ Type: 'ckafka' })).toBe('ResourceNotFound.Trigger');
  expect(code({ Type: 'apigw' })).toBe('InvalidParameterValue.Type');
  expect(code({ Qualifier: '$LATEST' })).toBe('ResourceNotFound.Trigger');
  expect(code({ FunctionName: 'other' })).toBe('ResourceNotFound.Function');
  account.call(action, request);
});

test('UpdateTriggerStatus enables and disables a timer or a queue, but no URL', () => {
  const account = accountWithFunction();
  for (const trigger of [TIMER, QUEUE, HTTP]) account.call('CreateTrigger', trigger);
  account.call('UpdateTriggerStatus', { ...TIMER, Enable: 'OPEN' });
  account.call('UpdateTriggerStatus', { ...QUEUE, Enable: 'OPEN' });
  account.call('UpdateTriggerStatus', { ...TIMER, Enable: 'CLOSE' });
  const enabled = account.call('GetFunction', NAME).Triggers.map(({ Enable }: any) => Enable);
  expect(enabled).toEqual([0, 1, 1]);
  const code = (params: JsonObject) => account.refusal('UpdateTriggerStatus', params);
  expect(code({ ...HTTP, Enable: 'CLOSE' })).toBe('InvalidParameterValue.Type');
  expect(code({ ...TIMER, Enable: 'ON' })).toBe('InvalidParameterValue.Enable');
});

test('DeleteTrigger removes one trigger, and only once', () => {
  const account = accountWithFunction();
  for (const trigger of [TIMER, QUEUE, HTTP]) account.call('CreateTrigger', trigger);
  account.call('DeleteTrigger', QUEUE);
  const types = account.call('GetFunction', NAME).Triggers.map(({ Type }: any) => Type);
  expect(types).toEqual(['timer', 'http']);
  expect(account.refusal('DeleteTrigger', QUEUE)).toBe('ResourceNotFound.Trigger');
});

test.each([
  ['GetFunctionEventInvokeConfig', {}],
  [
    'UpdateFunctionEventInvokeConfig',
    { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 } },
  ],
  ['GetReservedConcurrencyConfig', {}],
  ['PutReservedConcurrencyConfig', { ReservedConcurrencyMem: 128 }],
  ['DeleteReservedConcurrencyConfig', {}],
])('%s needs an existing function', (action, params) => {
  const code = accountWithFunction().refusal(action, { FunctionName: 'other', ...params });
  expect(code).toBe('ResourceNotFound.Function');
});

describe('an asynchronous invocation', () => {
  const configOf = (account: EmulatedAccount) =>
    account.call('GetFunctionEventInvokeConfig', NAME).AsyncTriggerConfig;
  const request = (RetryConfig: readonly JsonObject[], MsgTTL: number) => ({
    ...NAME,
    AsyncTriggerConfig: { RetryConfig, MsgTTL },
  });

  test('is retried twice within six hours by default', () => {
    const account = accountWithFunction();
    expect(configOf(account)).toEqual({
      RetryConfig: [{ RetryNum: 2 }, { RetryNum: -1 }],
      MsgTTL: 21_600,
    });
    account.call('UpdateFunctionEventInvokeConfig', request([{ RetryNum: 0 }], 60));
    expect(configOf(account)).toEqual({
      RetryConfig: [{ RetryNum: 0 }, { RetryNum: -1 }],
      MsgTTL: 60,
    });
    account.call('UpdateFunctionEventInvokeConfig', {
      ...NAME,
      AsyncTriggerConfig: configOf(account),
    });
  });

  test.each([
    [[], 60, 'InvalidParameterValue.AsyncTriggerConfig'],
    [[{ RetryNum: 1 }, { RetryNum: 1 }], 60, 'InvalidParameterValue.AsyncTriggerConfig'],
    [[{ RetryNum: 3 }], 60, 'LimitExceeded.RetryNum'],
    [[{ RetryNum: -1 }], 60, 'LimitExceeded.RetryNum'],
    [[{ RetryNum: 1 }], 59, 'LimitExceeded.MsgTTL'],
    [[{ RetryNum: 1 }], 21_601, 'LimitExceeded.MsgTTL'],
  ])('%j and %s s are refused: %s', (rows, ttlS, code) => {
    const refused = accountWithFunction().refusal(
      'UpdateFunctionEventInvokeConfig',
      request(rows, ttlS),
    );
    expect(refused).toBe(code);
  });
});

describe('versions', () => {
  const versionsOf = (account: EmulatedAccount) => account.call('ListVersionByFunction', NAME);
  const addressOf = (account: EmulatedAccount, Qualifier: string) =>
    account.call('GetFunctionAddress', { ...NAME, Qualifier });

  test('keep the code that the function had, each with a number of its own', () => {
    const account = accountWithFunction({ codeRepacked: false });
    const first = addressOf(account, '$LATEST').CodeSha256;
    const published = account.call('PublishVersion', { ...NAME, Description: 'first' });
    expect(published).toMatchObject({ FunctionVersion: '1', Description: 'first' });
    account.advanceS(1);
    account.call('UpdateFunctionCode', { ...NAME, ZipFile: zipOf('exports.handler = 2;') });
    account.call('PublishVersion', NAME);
    expect(versionsOf(account)).toMatchObject({
      FunctionVersion: ['2', '1', '$LATEST'],
      Versions: [{ Description: '' }, { Description: 'first' }, { Description: '' }],
      TotalCount: 3,
    });
    expect(addressOf(account, '1').CodeSha256).toBe(first);
    expect(addressOf(account, '2').CodeSha256).not.toBe(first);
    expect(addressOf(account, '1').Url).toMatch(
      /^http:\/\/127\.0\.0\.1\/code\/.*\/worker\/1\?sign=/,
    );

    account.call('DeleteFunctionVersion', { ...NAME, Qualifier: '2' });
    expect(account.call('PublishVersion', NAME).FunctionVersion).toBe('3');
  });

  test('are as many as functionVersionsMax', () => {
    const account = accountWithFunction({ functionVersionsMax: 1 });
    account.call('PublishVersion', NAME);
    expect(account.refusal('PublishVersion', NAME)).toBe('LimitExceeded');
    account.call('DeleteFunctionVersion', { ...NAME, Qualifier: '1' });
    account.call('PublishVersion', NAME);
  });

  test.each([
    ['GetFunctionAddress', { Qualifier: '7' }, 'ResourceNotFound.Version'],
    ['DeleteFunctionVersion', { Qualifier: '7' }, 'ResourceNotFound.Qualifier'],
    ['DeleteFunctionVersion', { Qualifier: '$LATEST' }, 'ResourceNotFound.Qualifier'],
    ['ListVersionByFunction', { OrderBy: 'Name' }, 'InvalidParameterValue'],
    ['ListVersionByFunction', { Limit: 0 }, 'InvalidParameterValue'],
    ['ListVersionByFunction', { Order: 'UP' }, 'InvalidParameterValue.Order'],
    ['GetFunction', { Qualifier: '7' }, 'ResourceNotFound.Version'],
  ])('%s with %j is refused: %s', (action, params, code) => {
    const account = accountWithFunction();
    account.call('PublishVersion', NAME);
    expect(account.refusal(action, { ...NAME, ...params })).toBe(code);
  });

  test.each([
    ['PublishVersion', {}],
    ['ListVersionByFunction', {}],
    ['GetFunctionAddress', {}],
    ['DeleteFunctionVersion', { Qualifier: '1' }],
  ])('%s of a function that is not there is refused', (action, params) => {
    const account = accountWithFunction();
    const refused = account.refusal(action, { FunctionName: 'nobody', ...params });
    expect(refused).toBe('ResourceNotFound.Function');
  });

  test('keep the handler and the other settings', () => {
    const account = accountWithFunction();
    const about = (Qualifier: string) => account.call('GetFunction', { ...NAME, Qualifier });
    const { Handler, Timeout } = about('$LATEST');
    account.call('PublishVersion', { ...NAME, Description: 'first' });
    const ZipFile = zipOf('exports.other = 2;');
    account.call('UpdateFunctionCode', { ...NAME, ZipFile, Handler: 'index.other' });
    account.call('UpdateFunctionConfiguration', { ...NAME, Timeout: Timeout + 1 });
    expect(about('1')).toMatchObject({
      ...{ FunctionVersion: '1', Qualifier: '1', Status: 'Active', Triggers: [] },
      ...{ FunctionName: NAME.FunctionName, Description: 'first', Handler, Timeout },
    });
    expect(about('$LATEST')).toMatchObject({
      ...{ FunctionVersion: '$LATEST', Handler: 'index.other', Timeout: Timeout + 1 },
    });
  });

  test('are published one after the other', () => {
    const account = accountWithFunction({ functionSettlesMs: 2_000 });
    account.advanceS(2);
    account.call('PublishVersion', NAME);
    expect(account.call('GetFunction', NAME).Status).toBe('Publishing');
    expect(account.refusal('PublishVersion', NAME)).toBe('FailedOperation.PublishVersion');
    account.advanceS(2);
    account.call('PublishVersion', NAME);
  });

  test('have other bytes and the same files with codeRepacked', () => {
    const [kept, repacked] = [false, true].map((codeRepacked) =>
      servedZip(ZIP, { ...DEFAULT_SWITCHES, codeRepacked }),
    );
    expect(Buffer.from(kept!).toString('base64')).toBe(ZIP);
    expect(Buffer.from(repacked!).toString('base64')).not.toBe(ZIP);
    expect(unzipSync(repacked!)).toEqual(unzipSync(kept!));
    expect(Buffer.from(servedZip('UEsDBA==', DEFAULT_SWITCHES)).toString('base64')).toBe(
      'UEsDBA==',
    );
  });
});

describe('reserved concurrency', () => {
  const put = (FunctionName: string, ReservedConcurrencyMem: number) => ({
    FunctionName,
    ReservedConcurrencyMem,
  });

  test('is absent at first, and can be set and removed', () => {
    const account = accountWithFunction();
    const reserved = () => account.call('GetReservedConcurrencyConfig', NAME).ReservedMem;
    const listed = () => account.call('ListFunctions').Functions[0].ReservedConcurrencyMem;
    expect([reserved(), listed()]).toEqual([null, null]);
    account.call('PutReservedConcurrencyConfig', put('worker', 768));
    expect([reserved(), listed()]).toEqual([768, 768]);
    account.call('DeleteReservedConcurrencyConfig', NAME);
    account.call('DeleteReservedConcurrencyConfig', NAME);
    expect([reserved(), listed()]).toEqual([null, null]);
  });

  test.each([
    ['ap-guangzhou', 115_200],
    ['ap-tokyo', 51_200],
  ])('all functions of %s may have %d MB', (region, mostMb) => {
    const account = emulatedAccount();
    for (const FunctionName of ['one', 'two']) {
      account.call('CreateFunction', { ...FUNCTION, FunctionName }, { region });
    }
    account.call('PutReservedConcurrencyConfig', put('one', 50_000), { region });
    const refused = (mb: number) =>
      account.refusal('PutReservedConcurrencyConfig', put('two', mb), { region });
    const code = 'LimitExceeded.FunctionReservedConcurrencyMemory';
    expect(refused(mostMb - 50_000 + 1)).toBe(code);
    expect(refused(-1)).toBe('InvalidParameterValue');
    account.call('PutReservedConcurrencyConfig', put('two', mostMb - 50_000), { region });
    const limitMb = mostMb + 12_800;
    expect(account.call('GetAccount', {}, { region }).AccountUsage).toMatchObject({
      TotalConcurrencyMem: limitMb,
      TotalAllocatedConcurrencyMem: mostMb,
      UserConcurrencyMemLimit: limitMb,
    });
    account.call('PutReservedConcurrencyConfig', put('one', 50_000), { region });
  });
});

describe('the configuration role', () => {
  const CLS = { ClsLogsetId: 'logset', ClsTopicId: 'topic' };

  /** An account with a function, before it authorises the platform. */
  const unauthorized = (changed: Partial<Switches> = {}) => {
    const account = emulatedAccount(changed);
    account.call('CreateFunction', FUNCTION);
    return account;
  };

  test('must exist with its policy before triggers and logs', () => {
    const account = unauthorized();
    const refusals = () => [
      account.refusal('CreateTrigger', TIMER),
      account.refusal('UpdateFunctionConfiguration', { ...NAME, ...CLS }),
      account.refusal('CreateFunction', { ...FUNCTION, FunctionName: 'other', ...CLS }),
    ];
    const all = Array.from({ length: 3 }, () => 'UnauthorizedOperation.CAM');
    expect(refusals()).toEqual(all);
    const [[create, role], [attach, policy]] = AUTHORIZATION;
    account.call(create, role);
    expect(refusals()).toEqual(all);
    account.call(attach, policy);
    account.call('CreateTrigger', TIMER);
    account.call('UpdateFunctionConfiguration', { ...NAME, ...CLS });
  });

  test('is not needed if the switch is off', () => {
    const account = unauthorized({ configurationRoleRequired: false });
    account.call('CreateTrigger', TIMER);
    account.call('UpdateFunctionConfiguration', { ...NAME, ...CLS });
  });
});
