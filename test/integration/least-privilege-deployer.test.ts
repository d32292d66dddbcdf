import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download } from '../../cli/deployment/download.ts';
import { type DeployApis, deployApis } from '../../deploy/calls/apis.ts';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import { loadApplication } from '../../deploy/declaration/project.ts';
import { deploy } from '../../deploy/deploy.ts';
import { destroy } from '../../deploy/destroy.ts';
import { examineAccount } from '../../deploy/doctor/examination.ts';
import { rollBack } from '../../deploy/rollback.ts';
import type { Application, DesiredFunction, DesiredTopic } from '../../deploy/state/application.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../emulator/api/switches.ts';
import { neededRights } from '../../emulator/cam/needed-rights.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { cosBucket } from '../../shared/cos/bucket.ts';
import { nodeClock as clock } from '../../shared/node-clock.ts';
import { nodeSend } from '../../shared/node-send.ts';

// Needs the bundles that `npm run build` makes.

const ROOT = new URL('../../', import.meta.url);

const optionsOf = () => ({
  report() {},
  deadlineMs: clock.nowMs() + 60_000,
  clock,
  elapse: (ms: number) => tell('POST /clock/advance', { ms }),
});

let cloud: LocalCloud;
let application: Application;

beforeEach(async () => {
  cloud = await startLocalCloud({ port: 0, seed: 'deployer' });
  application = loadApplication(ROOT, { ...cloud.environment(), ...NETWORK });
});
afterEach(() => cloud.close());

/** What a deployer also reads: a network and a log topic. */
const NETWORK = {
  VPC_ID: 'vpc-1',
  SUBNET_ID: 'subnet-1',
  CLS_LOGSET_ID: 'logset-1',
  CLS_TOPIC_ID: 'topic-1',
};

/** Calls one of the local cloud's own routes. */
async function tell(route: string, body?: object): Promise<void> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await fetch(`${cloud.url}${path}`, { method, body: JSON.stringify(body) ?? null });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The APIs as seen by a caller in a new role with this policy. */
function apisOf(role: string, document: object): DeployApis {
  cloud.grantRole(role, document);
  const readCredentials = () => cloud.issueTemporaryCredentials(role, 3_600_000);
  return deployApis({
    region: cloud.region,
    endpoint: cloud.url,
    readCredentials,
    clock,
    wallMs: Date.now,
  });
}

function policy(path = 'deploy/policy.deployer.json') {
  const text = readFileSync(new URL(path, ROOT), 'utf8');
  return readPolicy(text, cloud.environment());
}

const allowed = () =>
  policy()
    .statement.filter(({ effect }) => effect === 'allow')
    .flatMap(({ action }) => action);

/** The actions that a role called, and its calls that were refused. */
async function callsBy(role: string) {
  const [about, journal] = await Promise.all(
    ['/', '/journal'].map(async (path) => (await fetch(`${cloud.url}${path}`)).json() as any),
  );
  const products = new Map<string, any>(
    about.services.flatMap(({ product, actions }: any) =>
      actions.map((name: string) => [name, product]),
    ),
  );
  const calls = journal.filter(({ caller }: any) => caller === `role/${role}`);
  const rights = calls.flatMap(({ action, params }: any) =>
    action.startsWith('cos:')
      ? [{ action }]
      : neededRights(
          products.get(action),
          { action, params, region: cloud.region },
          cloud.account,
          DEFAULT_SWITCHES,
        ),
  );
  return {
    actions: [...new Set(rights.map((right: any) => right.action))].sort(),
    refused: calls.filter(({ code }: any) => /UnauthorizedOperation|AccessDenied/.test(code ?? '')),
  };
}

/** Lets everyone read a bucket, as might happen by hand. */
async function publishBucket(bucket: string): Promise<void> {
  const { region, url: endpoint, secretId, secretKey } = cloud;
  const runtime = { send: nodeSend(Date.now), wallMs: Date.now, clock };
  const readCredentials = () => ({ secretId, secretKey });
  const ask = cosBucket({ bucket, region, endpoint }, { ...runtime, readCredentials });
  const headers = { 'x-cos-acl': 'public-read' };
  await ask({ method: 'PUT', params: { acl: '' }, headers }, clock.nowMs() + 10_000);
}

const changedFunction = (one: DesiredFunction): DesiredFunction => ({
  ...one,
  timeoutS: one.timeoutS - 1,
  instancesMax: one.instancesMax + 1,
  async: { ...one.async, ttlS: 120 },
  role: {
    ...one.role,
    policy: { ...one.role.policy, statement: one.role.policy.statement.slice(1) },
  },
  triggers: one.triggers
    .filter(({ type }) => type !== 'http')
    .map((trigger) => (trigger.type === 'timer' ? { ...trigger, cron: '0 0 5 * * * *' } : trigger)),
});

/** With a rule that the changed topic no longer has. */
const openedTopic = (topic: DesiredTopic): DesiredTopic => ({ ...topic, rules: ['old reads'] });

const changedTopic = (topic: DesiredTopic): DesiredTopic => ({
  ...topic,
  rules: ['svc reads', 'svc writes'],
  partitions: topic.partitions + 1,
  retentionMs: 7_776_000_000, // The longest retention that the vendor allows.
});

test('the deployer may deploy, roll back, examine and destroy, and nothing else', async () => {
  const apis = apisOf('deployer', policy());
  await tell('DELETE /journal');
  const options = { ...optionsOf(), replaceFunctions: true };

  const { ckafka } = application;
  const opened = { ...application, ckafka: { ...ckafka, topics: ckafka.topics.map(openedTopic) } };
  expect(await deploy(opened, apis, options)).toMatchObject({ ok: true });
  const [first, second, third] = application.functions;
  cloud.grantRole(first!.role.name, { ...first!.role.policy });
  await attachForeignPolicy(first!.role.name);
  await publishBucket(application.statusStore!.bucket);
  const changed: Application = {
    ...application,
    ckafka: {
      ...application.ckafka,
      topics: application.ckafka.topics.map(changedTopic),
    },
    functions: application.functions.map((one) => ({
      ...changedFunction(one),
      code: one === first ? second!.code : one.code,
    })),
  };
  expect(await deploy(changed, apis, options)).toMatchObject({ ok: true });
  // With the third code that is saved, the first is no longer needed.
  for (const { code } of [third!, second!]) {
    const functions = changed.functions.map((one, at) => (at === 0 ? { ...one, code } : one));
    expect(await deploy({ ...changed, functions }, apis, options)).toMatchObject({ ok: true });
  }
  expect(await rollBack(changed, apis, { ...optionsOf(), download })).toMatchObject({ ok: true });
  await examineAccount(changed, apis, clock.nowMs() + 60_000, {
    wallMs: Date.now(),
    aheadMs: 0,
  });
  await destroy(changed, apis, optionsOf());

  const { actions, refused } = await callsBy('deployer');
  expect(refused).toEqual([]);
  // The vendor asks for each call with which brokers are listed, and does not name them.
  const used = actions.map((action: any) => action.replace(/^ckafka:List\w+$/, 'ckafka:List*'));
  expect(used.sort()).toEqual([...allowed()].sort());
});

/** Gives the role of a function more permissions, and lets more callers assume it. */
async function attachForeignPolicy(role: string): Promise<void> {
  const { region, url: endpoint, secretId, secretKey } = cloud;
  const { cam } = deployApis({
    ...{ region, endpoint, clock },
    readCredentials: () => ({ secretId, secretKey }),
    wallMs: Date.now,
  });
  const { signal } = new AbortController();
  cloud.grantRole('stranger', { version: '2.0', statement: policy().statement });
  const attachment = { AttachRoleName: role, PolicyName: 'stranger' };
  await cam.client.request('AttachRolePolicy', attachment, signal);
  const statement = [
    { effect: 'allow', action: 'sts:AssumeRole', principal: { qcs: 'qcs::cam::uin/1:root' } },
  ];
  const PolicyDocument = JSON.stringify({ version: '2.0', statement });
  const trust = { RoleName: role, PolicyDocument };
  await cam.client.request('UpdateAssumeRolePolicy', trust, signal);
}

test('without the permission to pass the roles of the functions, no function is created', async () => {
  const { version, statement } = policy();
  const without = statement.filter(({ action }) => !action.includes('cam:PassRole'));
  const apis = apisOf('half-deployer', { version, statement: without });
  const failed = deploy(application, apis, { ...optionsOf(), replaceFunctions: true });
  await expect(failed).rejects.toMatchObject({
    code: expect.stringContaining('UnauthorizedOperation'),
    message: expect.stringContaining('cam:PassRole'),
  });
  expect((await callsBy('half-deployer')).refused.map(({ action }: any) => action)).toContain(
    'CreateFunction',
  );
});

const LEVELS: readonly (readonly [
  unlistedIsOperationLevel: boolean,
  deployerReadsNeeded: boolean,
])[] = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
];

test.each(LEVELS)(
  'the policy suffices where unlisted actions are operation-level (%s) and deploying reads (%s)',
  async (unlistedIsOperationLevel, deployerReadsNeeded) => {
    await put({ unlistedIsOperationLevel, deployerReadsNeeded });
    const apis = apisOf('deployer', policy());
    const options = { ...optionsOf(), replaceFunctions: false };
    expect(await deploy(application, apis, options)).toMatchObject({ ok: true });
    expect(await deploy(application, apis, options)).toMatchObject({ ok: true, changes: [] });
  },
);

const put = (switches: Partial<Switches>) => tell('PUT /switches', switches);

describe('the policy as it was before CAM decided by levels', () => {
  const former = () => policy('test/integration/policies/deployer-at-resource-level.json');
  // It is older than the bucket of the statuses.
  const deployed = () => {
    const { statusStore: _, ...storeless } = application;
    const apis = apisOf('former', former());
    return deploy(storeless, apis, { ...optionsOf(), replaceFunctions: false });
  };

  test('is refused with the words of a real account: the namespace without the function', async () => {
    const { region, account } = cloud;
    await expect(deployed()).rejects.toMatchObject({
      code: expect.stringContaining('UnauthorizedOperation'),
      message: expect.stringMatching(
        `\\(qcs::scf:${region}:uin/${account.uin}:namespace/default\\) has no permission`,
      ),
    });
  });

  test('is refused for what it may not read, even where functions can be named', async () => {
    await put({ unlistedIsOperationLevel: false });
    await expect(deployed()).rejects.toMatchObject({
      code: expect.stringContaining('UnauthorizedOperation'),
      message: expect.stringContaining('vpc:DescribeVpcEx'),
    });
  });
});
