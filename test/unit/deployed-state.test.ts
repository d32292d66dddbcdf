import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { camService } from '../../emulator/cam/service.ts';
import { ckafkaService } from '../../emulator/ckafka/service.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { openDataDirectory } from '../../emulator/persistence/data-directory.ts';
import { type InputStore, NO_STORE } from '../../emulator/persistence/input-store.ts';
import { scfService } from '../../emulator/scf/service.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { AUTHORIZATION } from '../world/authorization.ts';

const REGION = 'ap-guangzhou';
const SERVICES = [kmsService, camService, ckafkaService, scfService([], REGION)];

const machineOn = (store: InputStore) =>
  cloudMachine({
    services: SERVICES,
    account: { uin: '100000000001', appId: '1250000000' },
    topics: LOCAL_TOPICS,
    baseNowMs: () => 1_700_000_000_000,
    newId: randomSource('seed', 'ids').newId,
    random: () => 0,
    store,
  });

function ask(machine: CloudMachine, action: string, params: JsonObject): any {
  const { version } = SERVICES.find(({ actions }) => actions.has(action))!;
  const signature = { ok: true, caller: ACCOUNT } as const;
  const { reply } = machine.call({ version, action, region: REGION, params, signature });
  if (reply.kind !== 'answer') throw new Error(`${action} has no answer`);
  const { Response } = reply.body as { Response: Record<string, unknown> };
  expect(Response.Error).toBeUndefined();
  const { RequestId: _, ...answer } = Response;
  return answer;
}

const FUNCTION = { FunctionName: 'worker' };
const TRUST = JSON.stringify({
  version: '2.0',
  statement: [
    { effect: 'allow', action: 'name/sts:AssumeRole', principal: { service: ['scf.qcloud.com'] } },
  ],
});
const POLICY = JSON.stringify({
  version: '2.0',
  statement: [{ effect: 'allow', action: ['kms:CreateKey'], resource: ['*'] }],
});

/** A role with a policy, a topic, and a function with variables, a trigger and reserved memory. */
const DEPLOYMENT: readonly (readonly [action: string, params: JsonObject])[] = [
  ...AUTHORIZATION,
  ['CreateRole', { RoleName: 'worker-role', PolicyDocument: TRUST }],
  ['CreatePolicy', { PolicyName: 'work', PolicyDocument: POLICY }],
  ['AttachRolePolicy', { PolicyName: 'work', AttachRoleName: 'worker-role' }],
  [
    'CreateTopic',
    { InstanceId: 'ckafka-local000', TopicName: 'key-requests', PartitionNum: 3, ReplicaNum: 2 },
  ],
  [
    'CreateFunction',
    {
      ...FUNCTION,
      Code: { ZipFile: Buffer.from('PK\x03\x04').toString('base64') },
      Handler: 'index.handler',
      Runtime: 'Nodejs20.19',
      Role: 'worker-role',
      Environment: { Variables: [{ Key: 'MARKER_KEYS', Value: 'very secret' }] },
    },
  ],
  ['PutReservedConcurrencyConfig', { ...FUNCTION, ReservedConcurrencyMem: 384 }],
  [
    'CreateTrigger',
    { ...FUNCTION, Type: 'timer', TriggerName: 'tick', TriggerDesc: '0 0 3 * * * *' },
  ],
];

function makeDeployment(machine: CloudMachine): void {
  machine.setSwitches({ roleDelayMs: 0 });
  for (const [action, params] of DEPLOYMENT) ask(machine, action, params);
}

/** All answers about what is deployed. */
const deployedIn = (machine: CloudMachine) => [
  ask(machine, 'GetFunction', FUNCTION),
  ask(machine, 'GetReservedConcurrencyConfig', FUNCTION),
  ask(machine, 'ListAttachedRolePolicies', { Page: 1, Rp: 10, RoleName: 'worker-role' }),
  ask(machine, 'GetRole', { RoleName: 'worker-role' }),
  ask(machine, 'GetPolicy', { PolicyId: 1 }),
  ask(machine, 'DescribeTopicDetail', { InstanceId: 'ckafka-local000' }),
];

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'deployed-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

/** A cloud with a directory, until `use` returns. */
function withCloud<Result>(use: (machine: CloudMachine) => Result): Result {
  const store = openDataDirectory(directory, 'secret', (sentence) => expect.unreachable(sentence));
  try {
    return use(machineOn(store));
  } finally {
    store.close();
  }
}

test('what is deployed survives a restart, a reset, and a restart after that', () => {
  const before = withCloud((machine) => {
    makeDeployment(machine);
    return deployedIn(machine);
  });
  const afterReset = withCloud((machine) => {
    expect(deployedIn(machine)).toEqual(before);
    ask(machine, 'CreateKey', { Alias: 'acme_main' });
    machine.advanceClock(60_000);
    machine.reset();
    return deployedIn(machine);
  });
  expect(afterReset).toEqual(before);
  withCloud((machine) => {
    expect(deployedIn(machine)).toEqual(before);
    const caller = { kind: 'role', name: 'worker-role' } as const;
    expect(machine.isAllowed(caller, { action: 'kms:CreateKey', resource: '*' })).toBe(true);
    expect(ask(machine, 'ListKeys', {}).TotalCount).toBe(0);
    expect(machine.functionsIn(REGION).get('worker')?.environment).toEqual({
      MARKER_KEYS: 'very secret',
    });
    ask(machine, 'DeleteFunction', FUNCTION);
  });
  withCloud((machine) => expect(machine.functionsIn(REGION).size).toBe(0));
});

test('what was deployed under a switch survives a reset, which resets the switch', () => {
  withCloud((machine) => {
    machine.setSwitches({ environmentWipedWhenAbsent: false });
    makeDeployment(machine);
    ask(machine, 'UpdateFunctionConfiguration', { ...FUNCTION, Timeout: 9 });
    machine.reset();
  });
  withCloud((machine) => {
    expect(machine.switches().environmentWipedWhenAbsent).toBe(true);
    expect(machine.functionsIn(REGION).get('worker')).toMatchObject({
      timeoutS: 9,
      environment: { MARKER_KEYS: 'very secret' },
    });
  });
});

test('a cloud without deployments keeps nothing over a reset', () => {
  withCloud((machine) => {
    ask(machine, 'CreateKey', { Alias: 'acme_main' });
    machine.reset();
  });
  const store = openDataDirectory(directory, 'secret', () => {});
  expect(store.inputs).toEqual([]);
  store.close();
});

test('listeners are notified of each change of what is deployed, and of a reset', () => {
  const machine = machineOn(NO_STORE);
  const functionCounts: number[] = [];
  const unsubscribe = machine.onDeployed(
    () => void functionCounts.push(machine.functionsIn(REGION).size),
  );
  makeDeployment(machine);
  expect(functionCounts).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1]);
  ask(machine, 'CreateKey', { Alias: 'acme_main' });
  deployedIn(machine);
  expect(functionCounts).toHaveLength(9);
  machine.reset();
  ask(machine, 'DeleteFunction', FUNCTION);
  expect(functionCounts.slice(9)).toEqual([1, 0]);
  unsubscribe();
  machine.reset();
  expect(functionCounts).toHaveLength(11);
});

test('a changed function is a different record, and an unchanged one is the same', () => {
  const machine = machineOn(NO_STORE);
  makeDeployment(machine);
  const before = machine.functionsIn(REGION).get('worker');
  ask(machine, 'CreateFunction', {
    ...DEPLOYMENT.find(([action]) => action === 'CreateFunction')![1],
    FunctionName: 'other',
  });
  machine.reset();
  expect(machine.functionsIn(REGION).get('worker')).toBe(before);
  ask(machine, 'UpdateFunctionConfiguration', { ...FUNCTION, Timeout: 9 });
  expect(machine.functionsIn(REGION).get('worker')).not.toBe(before);
  expect(before?.timeoutS).toBe(3);
});

test('the journal shows neither the code of a function nor the values of its variables', () => {
  const machine = machineOn(NO_STORE);
  makeDeployment(machine);
  const ZipFile = Buffer.from('PK\x03\x04 secret').toString('base64');
  ask(machine, 'UpdateFunctionCode', { ...FUNCTION, ZipFile });
  const entries = machine.journal.list();
  expect(entries.find(({ action }) => action === 'CreateFunction')?.params).toMatchObject({
    FunctionName: 'worker',
    Code: '(code)',
    Environment: { Variables: [{ Key: 'MARKER_KEYS', Value: '(secret)' }] },
  });
  expect(entries.at(-1)?.params).toEqual({ ...FUNCTION, ZipFile: '(code)' });
  expect(JSON.stringify(entries)).not.toContain('very secret');
});

test.each([
  [null],
  ['MARKER_KEYS=very secret'],
  [{ Variables: 'very secret' }],
  [{ Variables: [null, 'very secret', { Key: 'A', Value: { deep: 'very secret' } }] }],
])('nor when they are sent as %j', (Environment) => {
  const machine = machineOn(NO_STORE);
  const signature = { ok: true, caller: ACCOUNT } as const;
  const params = { ...FUNCTION, Environment };
  const action = 'UpdateFunctionConfiguration';
  machine.call({ version: '2018-04-16', action, region: REGION, params, signature });
  const [entry] = machine.journal.list();
  expect(entry?.code).not.toBeNull();
  expect(JSON.stringify(entry)).not.toContain('very secret');
});
