import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../cli/program/program.ts';
import { readPolicy } from '../../deploy/declaration/policy.ts';
import type { PolicyDocument } from '../../deploy/state/application.ts';
import type { Service } from '../../emulator/api/service.ts';
import { DEFAULT_SWITCHES } from '../../emulator/api/switches.ts';
import { neededRights } from '../../emulator/cam/needed-rights.ts';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { kmsClient } from '../../shared/kms/client.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import { tagClient } from '../../shared/tag/client.ts';
import { callScf } from '../world/scf-call.ts';
import { type DeployedCloud, deployCloud, STATUS_STORE } from './deployed-cloud.ts';

// Needs the bundles that `npm run build` makes.

const FUNCTIONS = [
  'accept-request',
  'provision-keys',
  'heal',
  'redrive',
  'reconcile',
  'oversee',
] as const;

type Name = (typeof FUNCTIONS)[number];

let deployed: DeployedCloud;
let products: ReadonlyMap<string, Service['product']>;

beforeAll(async () => {
  // So the functions read whether a request by the queue has a status, too.
  deployed = await deployCloud({ STATUS_STORE, STATUS_OF_QUEUE: 'off' });
  const { services } = await deployed.ask('GET /');
  products = new Map(
    services.flatMap(({ product, actions }: any) => actions.map((name: string) => [name, product])),
  );
  deployed.cloud.grantRole('operator', policyOf('operator-of-all-functions'));
  await deployed.ask('PUT /switches', { cmkLimit: 10_000, rateLimits: false });
});
beforeEach(async () => {
  for (const name of FUNCTIONS) {
    deployed.cloud.grantRole(roleOf(name), policyOf(name));
    // An instance whose statuses were refused makes no call for them for a while.
    deployed.host.kill(name);
  }
  await deployed.ask('DELETE /journal');
});
afterAll(() => deployed.close());

const roleOf = (name: Name) => `tenant-keys-${name}`;

type Operator = 'operator' | 'operator-of-all-functions';

function policyOf(name: Name | Operator): PolicyDocument {
  const url = new URL(`../../deploy/policy.${name}.json`, import.meta.url);
  return readPolicy(readFileSync(url, 'utf8'), deployed.cloud.environment());
}

const allowedBy = ({ statement }: PolicyDocument) =>
  statement.filter(({ effect }) => effect === 'allow').flatMap(({ action }) => action);

/** Each situation has new tenants. */
let tenants = 0;
function newTenant(): string {
  tenants += 1;
  return `tenant-${tenants}`;
}

type Ask = (tenantId: string, more?: object) => Promise<unknown>;

const post: Ask = async (tenantId, more = {}) => {
  const answer = await fetch(`${deployed.functionUrl}/v1/tenants/${tenantId}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: `r-${tenantId}`, keyName: 'main', ...more }),
  });
  return answer.text();
};
/** Has a request put into the queue. */
const postLater: Ask = (tenantId) =>
  fetch(`${deployed.functionUrl}/v1/tenants/${tenantId}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify({ requestId: `r-${tenantId}`, keyName: 'main' }),
  });
const get = async (path: string) => (await fetch(`${deployed.functionUrl}${path}`)).text();

const queue: Ask = (tenantId, more = {}) => {
  const request = { requestId: `r-${tenantId}`, tenantId, keyName: 'main', ...more };
  const place = { offset: 0, key: tenantId, value: JSON.stringify(request) };
  return deployed.host.invoke('provision-keys', ckafkaEvent('key-requests', 0, [place]));
};

/** The key is created without its tags; twice, as the first call is refused for an unknown tag. */
const untagged = { action: 'CreateKey', effect: { tagCode: 1 }, times: 2 };
const quotaUsedUp = {
  action: 'CreateKey',
  effect: { error: 'LimitExceeded.CmkLimitExceeded' },
  times: 1,
};

/** Removes the tag of a tenant's key, as might happen by hand. */
async function untag(tenantId: string): Promise<void> {
  const { region, url: endpoint, secretId, secretKey } = deployed.cloud;
  const found = await deployed.call('ListKeyDetail', { SearchKeyAlias: `${tenantId}_main` });
  const tags = tagClient({ region, endpoint, readCredentials: () => ({ secretId, secretKey }) });
  const resource = `qcs::kms:${region}:uin/100000000001:key/${found.KeyMetadatas[0]?.ResourceId}`;
  await tags.request(
    'UnTagResources',
    { ResourceList: [resource], TagKeys: ['tenant-keys:tenant'] },
    new AbortController().signal,
  );
}

/** Every outcome of a request, through either way in. */
async function provision(ask: Ask): Promise<void> {
  const tenantId = newTenant();
  await ask(tenantId, { tags: { team: tenantId } }); // Neither tag exists in the account.
  await ask(tenantId, { tags: { team: tenantId } }); // It is adopted,
  await ask(tenantId, { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048' }); // a conflict,
  await untagMade(tenantId);
  await ask(tenantId, { tags: { team: tenantId } }); // and adopted, though its tag was lost.
  await deployed.ask('POST /faults', [untagged]);
  await ask(newTenant());
  await deployed.ask('DELETE /faults');
}

/** There is no key if the permission to create it was removed. */
const untagMade = (tenantId: string) => untag(tenantId).catch(() => {});

/** Parks a request that succeeds when it is sent in again. */
async function park(): Promise<string> {
  const tenantId = newTenant();
  await postLater(tenantId);
  await deployed.ask('POST /faults', [quotaUsedUp]);
  await queue(tenantId);
  await deployed.ask('DELETE /faults');
  return tenantId;
}

/** Resumes what is parked, as the timer does. */
const heal = () => deployed.host.invoke('heal', {});

type Ended = { readonly exit: string; readonly out: string; readonly err: string };

/** Runs the command with the permissions of a role. */
async function command(line: string, stdin = '', role = 'operator'): Promise<Ended> {
  const credentials = deployed.cloud.issueTemporaryCredentials(role, 3_600_000);
  let [out, err] = ['', ''];
  const exit = await runProgram(line.split(' '), {
    env: {
      TENCENTCLOUD_SECRET_ID: credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
      TENCENTCLOUD_TOKEN: credentials.token,
      TENANT_KEYS_ENDPOINT: deployed.cloud.url,
    },
    cwd: process.cwd(),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    read: async () => stdin,
    clock: nodeClock,
    wallMs: Date.now,
    every: () => () => {},
  });
  return { exit, out, err };
}

/** For each function, situations in which it makes every kind of call that it ever makes. */
const DRIVES: Readonly<Record<Name, () => Promise<unknown>>> = {
  'accept-request': async () => {
    await provision(post);
    const tenantId = newTenant();
    await post(tenantId);
    await fetch(`${deployed.functionUrl}/v1/tenants/${newTenant()}/keys?plan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: 'r-1', keyName: 'main' }),
    });
    await get(`/v1/tenants/${tenantId}/keys`);
    await get(`/v1/tenants/${tenantId}/keys/main`);
    await get(`/v1/tenants/${tenantId}/requests/r-${tenantId}`);
    await get('/healthz');
  },
  'provision-keys': async () => {
    await provision(queue);
    const tenantId = newTenant();
    await postLater(tenantId);
    await queue(tenantId);
  },
  heal: async () => {
    await park();
    await heal();
  },
  redrive: async () => {
    await park();
    await command('dead-letters list');
    await command('dead-letters plan --all --state all');
    await deployed.ask('POST /faults', [untagged]);
    await command('dead-letters redrive --all --state all --yes');
    await deployed.ask('DELETE /faults');
    await command('quota');
  },
  reconcile: async () => {
    const tenantId = newTenant();
    await queue(tenantId);
    await untag(tenantId);
    const checked = await command('fleet check --tenants -', `${tenantId}\n`);
    const [, hash = 'A'.repeat(43)] = /fleet repair --plan ([\w-]{43})\n/.exec(checked.out) ?? [];
    await command(`fleet repair --plan ${hash}`);
  },
  oversee: async () => {
    await command('status');
    await command('tenants block acme --plan');
    await command('tenants list');
    const tenantId = newTenant();
    await command(`keys request ${tenantId}/main --request-id r-1`);
    await command(`keys wait ${tenantId}/main --request r-1 --timeout 1s`);
  },
};

type Call = {
  readonly action: string;
  readonly caller: string;
  readonly params: object;
  readonly code: string | null;
};

const journal = (): Promise<readonly Call[]> => deployed.ask('GET /journal');

/** The permissions that a call needed, without the resources that the policies restrict them to. */
const actionsOf = ({ action, params }: Call): readonly string[] => {
  if (action.startsWith('cos:')) return [action];
  const { region, account } = deployed.cloud;
  const call = { action, region, params: { ...params } };
  const rights = neededRights(products.get(action)!, call, account, DEFAULT_SWITCHES);
  return rights.map((right) => right.action);
};

const wasRefused = ({ code }: Call) =>
  code?.includes('UnauthorizedOperation') === true || code === 'AccessDenied';

/** The actions of the calls of a role, or of those that were refused. */
async function actionsBy(role: string, which: (call: Call) => boolean): Promise<readonly string[]> {
  const calls = (await journal()).filter((call) => call.caller === `role/${role}` && which(call));
  return [...new Set(calls.flatMap(actionsOf))].sort();
}

describe('a function has exactly the permissions that it uses', () => {
  test.each(FUNCTIONS)('%s', async (name) => {
    await DRIVES[name]();
    expect(await actionsBy(roleOf(name), wasRefused)).toEqual([]);
    expect(await actionsBy(roleOf(name), () => true)).toEqual(
      [...allowedBy(policyOf(name))].sort(),
    );
  });
});

describe('a policy without one of its actions', () => {
  const rows = FUNCTIONS.flatMap((name) => {
    const url = new URL(`../../deploy/policy.${name}.json`, import.meta.url);
    const document: PolicyDocument = JSON.parse(readFileSync(url, 'utf8'));
    return allowedBy(document).map((action) => [name, action] as const);
  });

  test.each(rows)('%s is refused %s', async (name, missing) => {
    const { version, statement } = policyOf(name);
    const less = statement.map((one) =>
      one.effect === 'deny' ? one : { ...one, action: one.action.filter((a) => a !== missing) },
    );
    const document = { version, statement: less.filter(({ action }) => action.length > 0) };
    deployed.cloud.grantRole(roleOf(name), document);
    await DRIVES[name]();
    expect(await actionsBy(roleOf(name), wasRefused)).toEqual([missing]);
  });
});

/** Invokes a function with the permissions of a role. */
function invokeAs(role: string, FunctionName: string): Promise<unknown> {
  const { cloud } = deployed;
  const readCredentials = () => cloud.issueTemporaryCredentials(role, 3_600_000);
  return callScf(cloud, 'Invoke', { FunctionName }, readCredentials);
}

describe('an operator', () => {
  const restore = async () => {
    await deployed.ask('PUT /switches', { invokeIsOperationLevel: true });
    deployed.cloud.grantRole('operator', policyOf('operator-of-all-functions'));
  };

  test.each<readonly [name: Operator, invokeIsOperationLevel: boolean]>([
    ['operator-of-all-functions', true],
    ['operator-of-all-functions', false],
    ['operator', false],
  ])('with the policy %s, where invoking is an operation-level right: %s', async (name, level) => {
    onTestFinished(restore);
    await deployed.ask('PUT /switches', { invokeIsOperationLevel: level });
    deployed.cloud.grantRole('operator', policyOf(name));
    await DRIVES.redrive();
    await DRIVES.reconcile();
    await DRIVES.oversee();
    const calls = (await journal()).filter(({ caller }) => caller === 'role/operator');
    expect(calls.filter(wasRefused)).toEqual([]);
    const invoked = calls.filter(({ action }) => action === 'Invoke');
    expect(new Set(invoked.map(({ params }: any) => params.FunctionName))).toEqual(
      new Set(['redrive', 'reconcile', 'oversee']),
    );
    expect([...new Set(calls.flatMap(actionsOf))].sort()).toEqual(
      [...allowedBy(policyOf(name))].sort(),
    );
  });

  test('needs the policy for all functions where invoking is an operation-level right', async () => {
    onTestFinished(restore);
    deployed.cloud.grantRole('operator', policyOf('operator'));
    const { exit, err } = await command('dead-letters list');
    expect(exit).toBe('failed');
    expect(err).toContain('deploy/policy.operator-of-all-functions.json');
  });

  test('with the policy of four functions may invoke these alone', async () => {
    onTestFinished(restore);
    await deployed.ask('PUT /switches', { invokeIsOperationLevel: false });
    deployed.cloud.grantRole('operator', policyOf('operator'));
    for (const name of ['heal', 'redrive', 'reconcile', 'oversee'])
      await invokeAs('operator', name);
    await expect(invokeAs('operator', 'provision-keys')).rejects.toMatchObject({
      code: expect.stringContaining('UnauthorizedOperation'),
      message: expect.stringContaining('function/provision-keys'),
    });
  });

  test('may not create a key directly', async () => {
    const { region, url: endpoint, issueTemporaryCredentials } = deployed.cloud;
    const readCredentials = () => issueTemporaryCredentials('operator', 3_600_000);
    const kms = kmsClient({ region, endpoint, readCredentials });
    const made = kms.request('CreateKey', { Alias: 'mine' }, new AbortController().signal);
    await expect(made).rejects.toMatchObject({ code: 'UnauthorizedOperation' });
  });
});

describe('redriving needs a permission of its own', () => {
  test('a function with the permissions of reconcile creates no key from a dead letter', async () => {
    const tenantId = await park();
    deployed.cloud.grantRole(roleOf('redrive'), policyOf('reconcile'));
    await deployed.ask('DELETE /journal');
    await command(`dead-letters redrive --tenant ${tenantId} --state waiting`);
    expect(await actionsBy(roleOf('redrive'), wasRefused)).not.toEqual([]);
    const made = (await journal()).filter(
      ({ action, code }) => action === 'CreateKey' && code === null,
    );
    expect(made).toEqual([]);
    const { out } = await command('dead-letters list --state waiting');
    expect(out).toContain(`${tenantId}/main`);
  });

  test.each(FUNCTIONS)('the role of %s may not command it', async (name) => {
    const { exit, err } = await command('dead-letters list', '', roleOf(name));
    expect(exit).toBe('failed');
    expect(err).toContain('may not invoke the function redrive');
  });
});
