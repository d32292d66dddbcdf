import { describe, expect, test } from 'vitest';
import type { Deployed } from '../../deploy/deploy.ts';
import { codeOf, SAMPLE, withFunction, withoutFunction } from '../unit/sample-application.ts';
import { type DeployWorld, deployWorld, inventory } from './deploy-world.ts';

const TRUST =
  '{"version":"2.0","statement":[{"action":"name/sts:AssumeRole","effect":"allow","principal":{"service":["scf.qcloud.com"]}}]}';
const POLICY =
  '{"version":"2.0","statement":[{"effect":"allow","action":["kms:CreateKey","kms:DescribeKey"],"resource":["*"]},{"effect":"deny","action":["kms:Decrypt"],"resource":["*"]}]}';
const [ACCEPT, PROVISION, REDRIVE] = SAMPLE.functions.map(({ code }) => code.sha256);

/** The account after the sample was deployed to an empty one. */
const DEPLOYED = {
  functions: [
    deployedFunction('accept-request', ACCEPT!, '8', 4 * 256, {
      Type: 'http',
      TriggerName: 'url',
      CustomArgument: '',
      desc: 'NONE',
    }),
    deployedFunction('provision-keys', PROVISION!, '12', 3 * 256, {
      Type: 'ckafka',
      TriggerName: 'ckafka-local000-key-requests',
      CustomArgument: '',
      desc: '{"maxMsgNum":100,"retry":10000,"timeOut":5,"offset":"earliest","consumerGroupName":"tenant-keys"}',
    }),
    deployedFunction('redrive', REDRIVE!, '6', 256, {
      Type: 'timer',
      TriggerName: 'every-minute',
      CustomArgument: 'resume',
      desc: '{"cron":"0 */1 * * * * *"}',
    }),
  ],
  policies: ['accept-request', 'provision-keys', 'redrive'].map((name) => {
    return { PolicyName: `tenant-keys-${name}`, PolicyDocument: POLICY };
  }),
  roles: ['accept-request', 'provision-keys', 'redrive'].map((name) => {
    const RoleName = `tenant-keys-${name}`;
    return { RoleName, PolicyDocument: TRUST, policies: [RoleName] };
  }),
  topics: [
    {
      TopicName: 'key-dead-letters',
      PartitionNum: 1,
      ReplicaNum: 3,
      Retention: 7_776_000_000,
      CleanUpPolicy: 'compact',
    },
    {
      TopicName: 'key-requests',
      PartitionNum: 3,
      ReplicaNum: 3,
      Retention: 604_800_000,
      CleanUpPolicy: 'delete',
    },
  ],
};

const NOTHING = { functions: [], policies: [], roles: [], topics: [] };

test('an empty account gets exactly what the file declares, and a second run changes nothing', async () => {
  const world = deployWorld();
  const first = await world.deploy(SAMPLE);
  expect(changesOf(first)).toHaveLength(21);
  expect(await inventory(world)).toEqual(DEPLOYED);
  const mutating = world.machine.journal.list().filter((entry) => entry.mutating).length;

  const second = await world.deploy(SAMPLE);
  expect(changesOf(second)).toEqual([]);
  expect(world.machine.journal.list().filter((entry) => entry.mutating)).toHaveLength(mutating);
});

test('the plan, each change with its calls and the verification are reported', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  world.reported.length = 0;
  const deployed = await world.deploy(withFunction(SAMPLE, 'redrive', { timeoutS: 90 }));
  const fields = [{ name: 'timeout', before: '60 s', after: '90 s' }];
  const resource = { kind: 'function', name: 'redrive' };
  const change = { verb: 'update', resource, fields };
  const calls = deployed.ok ? deployed.calls : 0;
  expect(world.reported).toEqual([
    { kind: 'planned', changes: [change], warnings: [] },
    { kind: 'begun', change },
    { kind: 'done', change, calls: 2 },
    { kind: 'verified', calls },
  ]);
});

test('the account of another ACCOUNT_UIN is refused, and nothing is changed', async () => {
  const world = deployWorld();
  const [first] = SAMPLE.functions;
  const environment = { ...first!.environment, ACCOUNT_UIN: '100000000009' };
  const deployed = await world.deploy(withFunction(SAMPLE, first!.name, { environment }));
  expect(deployed).toMatchObject({
    ok: false,
    refusals: [
      'The credentials belong to the account 100000000001, but ACCOUNT_UIN is 100000000009. Use the credentials of the other account, or remove ACCOUNT_UIN from .env: a deployment sets it.',
    ],
  });
  expect(await inventory(world)).toEqual(NOTHING);
});

test('a plan alone changes nothing', async () => {
  const world = deployWorld();
  const planned = await world.deploy(SAMPLE, { planOnly: true });
  expect(changesOf(planned)).toHaveLength(21);
  expect(await inventory(world)).toEqual(NOTHING);
});

test('a function gets its triggers after all its settings', async () => {
  const world = deployWorld({ functionSettlesMs: 700 });
  await world.deploy(SAMPLE);
  const actions = world.sent.map(({ action }) => action);
  const [firstTrigger, lastSetting] = [
    actions.indexOf('CreateTrigger'),
    actions.lastIndexOf('UpdateFunctionEventInvokeConfig'),
  ];
  expect(firstTrigger).toBeGreaterThan(lastSetting);
  expect(await inventory(world)).toEqual(DEPLOYED);
});

test('code is uploaded before its mark, and only if it differs', async () => {
  const world = deployWorld({ functionSettlesMs: 700 });
  await world.deploy(SAMPLE);
  world.sent.length = 0;
  const changed = withFunction(SAMPLE, 'redrive', { code: SAMPLE.functions[0]!.code });
  await world.deploy(changed);
  const uploads = world.sent.filter(({ action }) => action.startsWith('UpdateFunction'));
  expect(uploads.map(({ action }) => action)).toEqual([
    'UpdateFunctionCode',
    'UpdateFunctionConfiguration',
  ]);
  expect(changesOf(await world.deploy(changed))).toEqual([]);
});

test.each([true, false])(
  'what functions return stays out of their logs after every deployment, wiped when absent: %s',
  async (ignoreSysLogWipedWhenAbsent) => {
    const world = deployWorld({ ignoreSysLogWipedWhenAbsent, roleDelayMs: 0 });
    const isIgnored = () =>
      [...world.machine.functionsIn('ap-guangzhou').values()].map((one) => one.isSysLogIgnored);
    world.beforeCall = () => {
      if (world.sent.at(-1)?.action === 'CreateFunction') throw new Error('interrupted');
    };
    await expect(world.deploy(SAMPLE)).rejects.toThrow('interrupted');
    expect(isIgnored()).toEqual([false]);
    world.beforeCall = () => {};
    await world.deploy(SAMPLE);
    expect(isIgnored()).toEqual([true, true, true]);
    await world.deploy(withFunction(SAMPLE, 'redrive', { timeoutS: 90 }));
    expect(isIgnored()).toEqual([true, true, true]);
    const sent = world.sent.filter(({ action }) => action === 'UpdateFunctionConfiguration');
    for (const { params } of sent) expect(params).toMatchObject({ IgnoreSysLog: true });
  },
);

test('code that was uploaded by hand is detected by its size, whatever the cloud counts as size', async () => {
  const world = deployWorld();
  world.answered = (action, answer) =>
    action === 'GetFunction' ? { ...answer, CodeSize: answer.CodeSize * 3 } : answer;
  await world.deploy(SAMPLE);
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([]);
  await world.call('scf', 'UpdateFunctionCode', {
    FunctionName: 'redrive',
    Handler: 'index.main_handler',
    ZipFile: FOREIGN.Code.ZipFile,
  });
  expect(changesOf(await world.deploy(SAMPLE))).toEqual(['update function redrive']);
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([]);
});

test('changes by hand are reverted: a disabled trigger, a URL, retries, an attached policy', async () => {
  const world = deployWorld({ httpTriggerNamedByUrl: true });
  await world.deploy(SAMPLE);
  const before = await inventory(world);
  const { Triggers } = await world.call('scf', 'ListTriggers', { FunctionName: 'accept-request' });
  await world.call('scf', 'UpdateTrigger', {
    FunctionName: 'accept-request',
    TriggerName: Triggers[0].TriggerName,
    Type: 'http',
    Qualifier: '$DEFAULT',
    TriggerDesc: '{"AuthType":"CAM","NetConfig":{"EnableIntranet":true,"EnableExtranet":true}}',
  });
  await world.call('scf', 'UpdateTrigger', {
    FunctionName: 'redrive',
    TriggerName: 'every-minute',
    Type: 'timer',
    Qualifier: '$DEFAULT',
    Enable: 'CLOSE',
  });
  await world.call('scf', 'UpdateTrigger', {
    FunctionName: 'provision-keys',
    TriggerName: 'ckafka-local000-key-requests',
    Type: 'ckafka',
    Qualifier: '$DEFAULT',
    TriggerDesc: '{"retry":3}',
  });
  await world.call('cam', 'AttachRolePolicy', {
    AttachRoleName: 'tenant-keys-redrive',
    PolicyName: 'tenant-keys-accept-request',
  });
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([
    'update role tenant-keys-redrive',
    'update trigger accept-request/http',
    'update trigger provision-keys/ckafka/ckafka-local000-key-requests',
    'update trigger redrive/timer/every-minute',
  ]);
  expect(await inventory(world)).toEqual(before);
});

test('the URL and foreign variables stay, whatever else changes', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  const first = await world.deploy(SAMPLE);
  await world.call('scf', 'UpdateFunctionConfiguration', {
    FunctionName: 'accept-request',
    Environment: {
      Variables: [
        { Key: 'SENTRY_DSN', Value: 'https://sentry.example' },
        { Key: 'DOCS_URL', Value: '/ours/and/not/in/the/file' },
      ],
    },
  });
  const second = await world.deploy(withFunction(SAMPLE, 'accept-request', { memoryMb: 128 }));
  expect(first.ok && second.ok && second.urls).toEqual(first.ok && first.urls);
  const { Environment } = await world.call('scf', 'GetFunction', {
    FunctionName: 'accept-request',
  });
  const names = Environment.Variables.map(({ Key }: any) => Key).sort();
  expect(names).toEqual([
    ...['ACCOUNT_UIN', 'KMS_CALLS_PER_SECOND_MAX', 'MARKER_KEYS', 'REGION', 'SENTRY_DSN'],
  ]);
});

test('a trigger that leaves the file is deleted, and so is a function with its parts', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  const untimed = withFunction(SAMPLE, 'redrive', { triggers: [] });
  expect(changesOf(await world.deploy(untimed))).toEqual([
    'delete trigger redrive/timer/every-minute',
  ]);
  await world.deploy(withoutFunction(SAMPLE, 'redrive'));
  const { functions, policies, roles, topics } = DEPLOYED;
  expect(await inventory(world)).toEqual({
    functions: functions.slice(0, 2),
    policies: policies.slice(0, 2),
    roles: roles.slice(0, 2),
    topics,
  });
});

test('functions of other applications do not change', async () => {
  const world = deployWorld();
  await world.call('scf', 'CreateFunction', { ...FOREIGN, FunctionName: 'lorries' });
  await world.deploy(SAMPLE);
  await world.destroy(SAMPLE);
  const { Functions } = await world.call('scf', 'ListFunctions', {});
  expect(Functions.map((row: any) => row.FunctionName)).toEqual(['lorries']);
});

test('a foreign function of the same name is refused, and nothing is changed', async () => {
  const world = deployWorld();
  await world.call('scf', 'CreateFunction', { ...FOREIGN, FunctionName: 'redrive' });
  const before = await inventory(world);
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: false, refusals: [expect.any(String)] });
  expect(await inventory(world)).toEqual(before);
});

test('a foreign function that is created during the deployment is not taken over', async () => {
  const world = deployWorld();
  world.machine.journal.onAdd(({ action, params, code }) => {
    if (action !== 'CreateFunction' || params.FunctionName !== 'accept-request') return;
    if (code !== null) return; // Its role is new.

    void world.call('scf', action, { ...FOREIGN, FunctionName: 'redrive' });
  });
  await expect(world.deploy(SAMPLE)).rejects.toThrow(
    'The function redrive exists, but tenant-keys did not deploy it',
  );
  const { Description } = await world.call('scf', 'GetFunction', { FunctionName: 'redrive' });
  expect(Description).toBe('Counts lorries.');
});

test('another runtime is refused before anything is changed, unless it is allowed', async () => {
  const world = deployWorld({ functionSettlesMs: 700 });
  await world.deploy(SAMPLE);
  const older = withFunction(SAMPLE, 'redrive', { runtime: 'Nodejs18.15', timeoutS: 30 });
  expect(await world.deploy(older)).toMatchObject({ ok: false });
  expect(await inventory(world)).toEqual(DEPLOYED);
  expect(changesOf(await world.deploy(older, { replaceFunctions: true }))).toHaveLength(4);
  expect(world.reported.filter(({ kind }) => kind === 'refused')).toEqual([]);
  const { functions } = DEPLOYED;
  const redrive = { ...functions[2], Runtime: 'Nodejs18.15', Timeout: 30 };
  expect(await inventory(world)).toEqual({
    ...DEPLOYED,
    functions: [functions[0], functions[1], redrive],
  });
});

test('a runtime that the platform refuses costs no function', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  const later = withFunction(SAMPLE, 'redrive', { runtime: 'Nodejs24.11' });
  const replacing = { replaceFunctions: true };
  await expect(world.deploy(later, replacing)).rejects.toThrow('InvalidParameterValue.Runtime');
  expect(await inventory(world)).toEqual(DEPLOYED);
  world.machine.setSwitches({ laterRuntimes: true });
  expect(changesOf(await world.deploy(later, replacing))).toHaveLength(4);
  const { Runtime } = await world.call('scf', 'GetFunction', { FunctionName: 'redrive' });
  expect(Runtime).toBe('Nodejs24.11');
});

describe('a change that is refused for a reason that may pass', () => {
  const CHANGED = withFunction(SAMPLE, 'redrive', { timeoutS: 90 });
  const isUpdate = ({ action }: { readonly action: string }) =>
    action === 'UpdateFunctionConfiguration';

  /** The sample, of which the next `times` updates of a function are refused. */
  async function refusing(times: number, error = 'FailedOperation') {
    const world = deployWorld();
    await world.deploy(SAMPLE);
    world.reported.length = 0;
    world.sent.length = 0;
    world.machine.faults.add([{ action: 'UpdateFunctionConfiguration', effect: { error }, times }]);
    return world;
  }

  test('is planned and made again, and each plan is reported', async () => {
    const world = await refusing(3);
    const deployed = await world.deploy(CHANGED);
    expect(changesOf(deployed)).toEqual(['update function redrive']);
    expect(world.reported.map(({ kind }) => kind)).toEqual([
      'planned',
      ...['begun', 'refused', 'planned'],
      ...['begun', 'refused', 'planned'],
      ...['begun', 'refused', 'planned'],
      ...['begun', 'done', 'verified'],
    ]);
    const again = world.reported.filter(({ kind }) => kind === 'planned').at(-1);
    expect(again).toEqual({ kind: 'planned', changes: deployed.changes, warnings: [] });
  });

  test('fails the deployment when it is refused a fourth time, after growing delays', async () => {
    const world = await refusing(100);
    const timesMs: number[] = [];
    world.machine.journal.onAdd((call) => {
      if (isUpdate(call)) timesMs.push(world.machine.nowMs());
    });
    await expect(world.deploy(CHANGED)).rejects.toMatchObject({ code: 'FailedOperation' });
    const delaysMs = timesMs.slice(1).map((timeMs, index) => timeMs - timesMs[index]!);
    expect(delaysMs).toEqual([500, 1_000, 2_000]);
    const { timeoutS } = world.machine.functionsIn('ap-guangzhou').get('redrive') ?? {};
    expect(timeoutS).toBe(60);
  });

  test('is not planned again once its call was repeated in vain', async () => {
    const world = await refusing(100, 'InternalError');
    await expect(world.deploy(CHANGED)).rejects.toMatchObject({ code: 'InternalError' });
    expect(world.sent.filter(isUpdate)).toHaveLength(6);
  });
});

test('topics grow and never shrink', async () => {
  const world = deployWorld();
  const wide = withFunction(SAMPLE, 'provision-keys', { instancesMax: 5 });
  await world.deploy(wide);
  const [requests, deadLetters] = SAMPLE.ckafka.topics;
  const grown = [{ ...requests!, partitions: 5, retentionMs: 864_000_000 }, deadLetters!];
  const application = { ...wide, ckafka: { ...SAMPLE.ckafka, topics: grown } };
  expect(changesOf(await world.deploy(application))).toEqual(['update topic key-requests']);
  const back = await world.deploy(wide);
  expect(changesOf(back)).toEqual([]);
  expect(back).toMatchObject({
    warnings: [
      'The topic key-requests keeps its 5 partitions: the file declares 3, but partitions cannot be removed.',
      'The topic key-requests keeps its retention of 864000000 ms: the file declares 604800000, which would delete older messages at once.',
    ],
  });
  expect(await world.deploy(SAMPLE)).toMatchObject({
    ok: false,
    refusals: [expect.stringContaining('The topic key-requests has 5 partitions')],
  });
});

test('two concurrent deployments both succeed, and leave one of everything', async () => {
  const world = deployWorld({ functionSettlesMs: 300 });
  const both = await Promise.all([world.deploy(SAMPLE), world.deploy(SAMPLE)]);
  expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await inventory(world)).toEqual(DEPLOYED);
});

test('a destruction keeps topics with messages and never calls KMS', async () => {
  const world = deployWorld({ functionSettlesMs: 300 });
  await world.deploy(SAMPLE);
  world.machine.topics.get('key-dead-letters')!.append([{ key: 'a', value: null, headers: {} }]);
  world.sent.length = 0;
  const { changes, kept } = await world.destroy(SAMPLE);
  expect(changes.map(spelled)).toEqual([
    'delete trigger accept-request/http',
    'delete trigger provision-keys/ckafka/ckafka-local000-key-requests',
    'delete trigger redrive/timer/every-minute',
    'delete role tenant-keys-accept-request',
    'delete role tenant-keys-provision-keys',
    'delete role tenant-keys-redrive',
    'delete policy tenant-keys-accept-request',
    'delete policy tenant-keys-provision-keys',
    'delete policy tenant-keys-redrive',
    'delete function accept-request',
    'delete function provision-keys',
    'delete function redrive',
    'delete topic key-requests',
  ]);
  expect(kept).toEqual([
    {
      resource: { kind: 'topic', name: 'key-dead-letters' },
      reason:
        'The topic key-dead-letters has messages, which would be lost: delete it by hand when they are no longer needed.',
    },
  ]);
  expect(await inventory(world)).toEqual({ ...NOTHING, topics: [DEPLOYED.topics[0]] });
  expect(new Set(world.sent.map(({ product }) => product))).toEqual(
    new Set(['scf', 'cam', 'ckafka']),
  );
  expect((await world.destroy(SAMPLE)).changes).toEqual([]);
});

test('a cloud that reports compact as compact,delete gets the same topics', async () => {
  const world = deployWorld();
  world.answered = (action, answer) => {
    if (action !== 'DescribeTopicDetail') return answer;
    const text = JSON.stringify(answer);
    return JSON.parse(text.replaceAll('"compact"', '"compact,delete"'));
  };
  const first = await world.deploy(SAMPLE);
  expect(first).toMatchObject({ ok: true });
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([]);
});

const authorizationIn = ({ call }: DeployWorld) =>
  call('cam', 'ListAttachedRolePolicies', { RoleName: 'SCF_QcsRole', Page: 1, Rp: 10 });

test('the platform is authorised first, once, and stays authorised after a destruction', async () => {
  const world = deployWorld();
  const [first] = changesOf(await world.deploy(SAMPLE));
  expect(first).toBe('create authorization SCF_QcsRole');
  await world.call('cam', 'DetachRolePolicy', {
    DetachRoleName: 'SCF_QcsRole',
    PolicyName: 'QcloudAccessForScfRole',
  });
  expect(changesOf(await world.deploy(SAMPLE))).toEqual(['update authorization SCF_QcsRole']);
  await world.destroy(SAMPLE);
  expect(await authorizationIn(world)).toMatchObject({
    List: [{ PolicyName: 'QcloudAccessForScfRole', PolicyType: 'QCS' }],
  });
});

test('a platform that needs no authorisation gets it too, and works the same', async () => {
  const world = deployWorld();
  world.machine.setSwitches({ configurationRoleRequired: false });
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
  expect(await inventory(world)).toEqual(DEPLOYED);
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([]);
});

test('without the right to authorise the platform, nothing else is created', async () => {
  const world = deployWorld();
  world.machine.faults.add([
    { action: 'CreateRole', effect: { error: 'UnauthorizedOperation.CAM' } },
  ]);
  await expect(world.deploy(SAMPLE)).rejects.toMatchObject({ code: 'UnauthorizedOperation.CAM' });
  expect(await inventory(world)).toEqual(NOTHING);
});

test('the role and policy of another region are neither changed nor deleted', async () => {
  const world = deployWorld();
  const name = 'tenant-keys-redrive';
  const Description = 'For a function of tenant-keys, in ap-tokyo, namespace default.';
  const about = { Description, PolicyDocument: TRUST };
  await world.call('cam', 'CreateRole', { RoleName: name, ...about });
  await world.call('cam', 'CreatePolicy', { PolicyName: name, ...about, PolicyDocument: POLICY });
  const before = await inventory(world);
  expect(await world.deploy(SAMPLE)).toMatchObject({
    ok: false,
    refusals: [
      expect.stringContaining(
        `The role ${name} exists, but its description does not name tenant-keys in ap-guangzhou`,
      ),
      expect.stringContaining(`The policy ${name} exists, but its description does not name`),
    ],
  });
  const { changes, kept } = await world.destroy(SAMPLE);
  expect(changes).toEqual([]);
  expect(kept.map(({ resource }) => resource)).toEqual([
    { kind: 'role', name },
    { kind: 'policy', name },
  ]);
  expect(await inventory(world)).toEqual(before);
});

test('an account whose list of functions is null has no functions', async () => {
  const world = deployWorld();
  world.answered = (action, answer) =>
    action === 'ListFunctions' ? { ...answer, Functions: null, TotalCount: null } : answer;
  expect(await world.deploy(SAMPLE)).toMatchObject({ ok: true });
});

for (const [what, change] of [
  ['no numbers', { MessageCount: null, BeginOffset: null, EndOffset: null }],
  ['no offsets', { BeginOffset: undefined, EndOffset: undefined }],
] as const) {
  test(`a topic for which the cloud reports ${what} counts as having messages`, async () => {
    const world = deployWorld();
    await world.deploy(SAMPLE);
    world.answered = (action, answer) => {
      if (action !== 'DescribeTopicSyncReplica') return answer;
      const { TopicInSyncReplicaList: rows, ...rest } = answer.Result;
      const reported = rows.map((row: object) => ({ ...row, ...change }));
      return { ...answer, Result: { ...rest, TopicInSyncReplicaList: reported } };
    };
    const { kept } = await world.destroy(SAMPLE);
    expect(kept.map(({ resource }) => resource.name)).toEqual(['key-dead-letters', 'key-requests']);
  });
}

const NETWORK = { vpcId: 'vpc-1', subnetId: 'subnet-1' };

/** Whether `redrive` reaches public hosts, and from an address of its own. */
async function publicNetOf({ call }: DeployWorld): Promise<readonly string[]> {
  const { PublicNetConfig } = await call('scf', 'GetFunction', { FunctionName: 'redrive' });
  return [PublicNetConfig.PublicNetStatus, PublicNetConfig.EipConfig.EipStatus];
}

test.each([true, false])(
  'a function in a network reaches public hosts, whatever the default there: off %s',
  async (publicNetOffInVpc) => {
    const world = deployWorld({ publicNetOffInVpc });
    const inNetwork = withFunction(SAMPLE, 'redrive', { vpc: NETWORK });
    await world.deploy(inNetwork);
    expect(await publicNetOf(world)).toEqual(['ENABLE', 'DISABLE']);
    expect(changesOf(await world.deploy(inNetwork))).toEqual([]);
  },
);

test('public access that was turned off by hand is turned on again, and a fixed address stays', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  const EipConfig = { EipStatus: 'ENABLE' };
  const PublicNetConfig = { PublicNetStatus: 'DISABLE', EipConfig };
  const off = { FunctionName: 'redrive', PublicNetConfig, Environment: { Variables: [] } };
  await world.call('scf', 'UpdateFunctionConfiguration', off);
  const { changes } = await world.deploy(SAMPLE);
  expect(changes[0]?.fields).toContainEqual({ name: 'public network', before: 'off', after: 'on' });
  expect(await publicNetOf(world)).toEqual(['ENABLE', 'ENABLE']);
});

test('public access is turned off where the file says so', async () => {
  const world = deployWorld();
  const off = withFunction(SAMPLE, 'redrive', { vpc: NETWORK, publicNet: 'off' });
  await world.deploy(off);
  expect(await publicNetOf(world)).toEqual(['DISABLE', 'DISABLE']);
  expect(changesOf(await world.deploy(off))).toEqual([]);
});

test('public access that the cloud does not report is left as it is', async () => {
  const world = deployWorld();
  world.answered = (action, answer) =>
    action === 'GetFunction' ? { ...answer, PublicNetConfig: null } : answer;
  await world.deploy(SAMPLE);
  expect(changesOf(await world.deploy(SAMPLE))).toEqual([]);
});

test('a topic that gets a message during the destruction is kept too', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  const requests = world.machine.topics.get('key-requests')!;
  world.machine.journal.onAdd(({ action }) => {
    if (action === 'DeleteFunction') requests.append([{ key: 'a', value: 'b', headers: {} }]);
  });
  const { kept } = await world.destroy(SAMPLE);
  expect(kept.map(({ resource }) => resource.name)).toEqual(['key-requests']);
  expect(await inventory(world)).toEqual({ ...NOTHING, topics: [DEPLOYED.topics[1]] });
});

const FOREIGN = {
  Code: { ZipFile: Buffer.from(SAMPLE.functions[0]!.code.zip).toString('base64') },
  Handler: 'index.main',
  Runtime: 'Nodejs18.15',
  Description: 'Counts lorries.',
};

function deployedFunction(
  name: string,
  sha256: string,
  callsPerSecond: string,
  ReservedMem: number,
  trigger: object,
) {
  return {
    FunctionName: name,
    Description: `App tenant.keys, code sha256 ${sha256}, without system log.`,
    Handler: 'index.main_handler',
    Runtime: 'Nodejs20.19',
    MemorySize: 256,
    Timeout: 60,
    Role: `tenant-keys-${name}`,
    CodeSize: `PK__the code of ${name}`.length,
    variables: [
      { Key: 'ACCOUNT_UIN', Value: '100000000001' },
      { Key: 'KMS_CALLS_PER_SECOND_MAX', Value: callsPerSecond },
      { Key: 'MARKER_KEYS', Value: 'k1:0123456789abcdef0123456789abcdef' },
      { Key: 'REGION', Value: 'ap-guangzhou' },
    ],
    ReservedMem,
    AsyncTriggerConfig: { MsgTTL: 3_600, RetryConfig: [{ RetryNum: 2 }, { RetryNum: -1 }] },
    triggers: [{ Enable: 1, Qualifier: '$DEFAULT', ...trigger }],
  };
}

function changesOf(deployed: Deployed): readonly string[] {
  return deployed.changes.map(spelled);
}

function spelled({ verb, resource }: Deployed['changes'][number]): string {
  return `${verb} ${resource.kind} ${resource.name}`;
}

describe('while a person is asked', () => {
  test('another deployment may change the account: then nothing is changed', async () => {
    const world = deployWorld({ roleDelayMs: 0 });
    await world.deploy(SAMPLE);
    const changed = withFunction(SAMPLE, 'redrive', { timeoutS: 90 });
    const objection = async () => {
      await world.call('scf', 'UpdateFunctionConfiguration', {
        FunctionName: 'redrive',
        Timeout: 45,
      });
      return undefined;
    };
    expect(await world.deploy(changed, { objection })).toMatchObject({
      ok: false,
      refusals: [
        'The account has changed since the plan was shown, so nothing was changed: run the same command again.',
      ],
    });
    const { timeoutS } = world.machine.functionsIn('ap-guangzhou').get('redrive') ?? {};
    expect(timeoutS).toBe(45);
  });

  test('the time of the deployment does not pass', async () => {
    const world = deployWorld({ roleDelayMs: 0 });
    const objection = async () => {
      await world.pause(3_600_000);
      return undefined;
    };
    expect(await world.deploy(SAMPLE, { objection })).toMatchObject({ ok: true });
  });
});

test('a function that could not be updated is repaired, though its code cannot be saved', async () => {
  const world = deployWorld();
  await world.deploy(SAMPLE);
  world.sent.length = 0;
  const isSent = (name: string) => world.sent.some(({ action }) => action === name);
  world.answered = (action, answer) => {
    const isFailed = action === 'GetFunction' && answer.FunctionName === 'redrive';
    return isFailed && !isSent('UpdateFunctionCode')
      ? { ...answer, Status: 'UpdateFailed' }
      : answer;
  };
  const changed = withFunction(SAMPLE, 'redrive', { code: codeOf('new code') });
  const warning =
    'The function redrive is UpdateFailed, so the code that it has cannot be saved: a rollback can only put back code that was saved before.';
  expect(await world.deploy(changed)).toMatchObject({ ok: true, warnings: [warning] });
  expect(isSent('PublishVersion')).toBe(false);
  expect(changesOf(await world.deploy(changed))).toEqual([]);
});
