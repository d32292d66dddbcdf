import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SAMPLE, withFunction, withoutFunction } from '../unit/sample-application.ts';
import { deployWorld } from './deploy-world.ts';

const SDK = '../../node_modules/tencentcloud-sdk-nodejs/tencentcloud/services';
const DECLARED = {
  scf: readInterfaces('scf/v20180416/scf_models.d.ts'),
  cam: readInterfaces('cam/v20190116/cam_models.d.ts'),
  ckafka: readInterfaces('ckafka/v20190819/ckafka_models.d.ts'),
};

/** Sets and changes everything that can be set and changed, and deletes it again. */
async function sentCalls() {
  const world = deployWorld();
  const [, , redrive] = SAMPLE.functions;
  const { statement } = redrive!.role.policy;
  const whole = withFunction(SAMPLE, 'redrive', {
    vpc: { vpcId: 'vpc-1', subnetId: 'subnet-1' },
    cls: { logsetId: 'logset', topicId: 'topic' },
    deadLetter: { type: 'CMQ-QUEUE', name: 'queue' },
  });
  const topics = whole.ckafka.topics.map((one) => ({
    ...one,
    partitions: 6,
    retentionMs: 7_776_000_000,
  }));
  const changed = withFunction(
    withFunction(withoutFunction(whole, 'provision-keys'), 'redrive', {
      timeoutS: 90,
      role: { ...redrive!.role, policy: { version: '2.0', statement: statement.slice(0, 1) } },
      triggers: redrive!.triggers.map((one) => ({ ...one, message: 'other' }) as typeof one),
    }),
    'accept-request',
    { code: redrive!.code, instancesMax: 1 },
  );
  await world.deploy(whole);
  await world.call('cam', 'UpdateAssumeRolePolicy', {
    RoleName: 'tenant-keys-redrive',
    PolicyDocument: OTHER_TRUST,
  });
  await world.deploy({ ...changed, ckafka: { ...changed.ckafka, topics } });
  await world.destroy(whole);
  return world.sent;
}

const OTHER_TRUST =
  '{"version":"2.0","statement":[{"action":"name/sts:AssumeRole","effect":"allow","principal":{"service":["apigateway.qcloud.com"]}}]}';

test('a deployment needs these permissions and no others', async () => {
  const sent = await sentCalls();
  const actions = new Set(sent.map(({ product, action }) => `${product}:${action}`));
  expect([...actions].sort()).toEqual([
    'cam:AttachRolePolicy',
    'cam:CreatePolicy',
    'cam:CreateRole',
    'cam:DeletePolicy',
    'cam:DeleteRole',
    'cam:DetachRolePolicy',
    'cam:GetPolicy',
    'cam:GetRole',
    'cam:ListAttachedRolePolicies',
    'cam:ListPolicies',
    'cam:UpdateAssumeRolePolicy',
    'cam:UpdatePolicy',
    'ckafka:CreatePartition',
    'ckafka:CreateTopic',
    'ckafka:DeleteTopic',
    'ckafka:DescribeTopicDetail',
    'ckafka:DescribeTopicSyncReplica',
    'ckafka:ModifyTopicAttributes',
    'scf:CreateFunction',
    'scf:CreateTrigger',
    'scf:DeleteFunction',
    'scf:DeleteTrigger',
    'scf:GetFunction',
    'scf:GetFunctionAddress',
    'scf:GetFunctionEventInvokeConfig',
    'scf:GetReservedConcurrencyConfig',
    'scf:ListFunctions',
    'scf:ListTriggers',
    'scf:ListVersionByFunction',
    'scf:PublishVersion',
    'scf:PutReservedConcurrencyConfig',
    'scf:UpdateFunctionCode',
    'scf:UpdateFunctionConfiguration',
    'scf:UpdateFunctionEventInvokeConfig',
    'scf:UpdateTrigger',
    'sts:GetCallerIdentity',
  ]);
});

test('every parameter of every call is one that the official SDK declares, of that type', async () => {
  for (const { product, action, params } of await sentCalls()) {
    if (product === 'sts') continue; // The SDK declares that its only action has no parameters.
    const declared = DECLARED[product as keyof typeof DECLARED];
    expect(problemsOf(params, `${action}Request`, declared), action).toEqual([]);
  }
});

type Interfaces = ReadonlyMap<string, string>;

/** The bodies of interfaces by name, without comments. */
function readInterfaces(path: string): Interfaces {
  const text = readFileSync(new URL(`${SDK}/${path}`, import.meta.url), 'utf8');
  const bare = text.replaceAll(/\/\*\*.*?\*\//gs, '');
  const found = bare.matchAll(/export interface (\w+) \{(.*?)\}/gs);
  return new Map([...found].map(([, name = '', body = '']) => [name, body]));
}

/** How an object differs from its declaration, by the names of the fields. */
function problemsOf(value: unknown, type: string, declared: Interfaces): readonly string[] {
  if (['string', 'number', 'boolean'].includes(type)) {
    return typeof value === type ? [] : [`is no ${type}`];
  }
  const element = /^Array<(.+)>$/.exec(type)?.[1];
  if (element !== undefined) {
    if (!Array.isArray(value)) return ['is no list'];
    return value.flatMap((row) => problemsOf(row, element.replace(' | bigint', ''), declared));
  }
  const body = declared.get(type);
  if (body === undefined || typeof value !== 'object' || value === null) return [`is no ${type}`];
  const fields = [...body.matchAll(/(\w+)(\??): (.+?);/g)];
  const missing = fields.filter(([, name = '', mark]) => mark === '' && !(name in value));
  return [
    ...missing.map(([, name]) => `${name} is missing`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const field = fields.find(([, known]) => known === name);
      if (field === undefined) return [`${name} is unknown`];
      return problemsOf(one, field[3] ?? '', declared).map((problem) => `${name} ${problem}`);
    }),
  ];
}
