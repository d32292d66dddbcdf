import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';

// The command as it is typed, over a local cloud and a project of their own.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
});
afterEach(() => world.close());

/** The state of each check, in their order. */
const statesIn = (out: string) =>
  Object.fromEntries(
    [...out.matchAll(/^(good|warn|bad) +(\w+) {2,}/gm)].map(([, state, check]) => [check, state]),
  );

const GOOD = {
  credentials: 'good',
  clock: 'good',
  kms: 'good',
  algorithms: 'good',
  quota: 'good',
  tags: 'good',
  brokers: 'good',
  routes: 'good',
  access: 'good',
  memory: 'good',
  environment: 'good',
  scf: 'good',
  topics: 'good',
  statuses: 'good',
  roles: 'good',
  functions: 'good',
  triggers: 'good',
  rights: 'good',
};

const COMPACTED = 'cleanUpPolicy: compact\n        retentionHours: 2160';

const NOT_DEPLOYED = {
  scf: 'bad',
  topics: 'warn',
  statuses: 'warn',
  roles: 'warn',
  functions: 'bad',
  triggers: 'bad',
};

describe('doctor', () => {
  test('of an account with nothing deployed reports what is missing, and how to repair it', async () => {
    const { code, out, err } = await world.typed('doctor');
    expect([code, err]).toEqual([1, '']);
    expect(statesIn(out)).toEqual({ ...GOOD, ...NOT_DEPLOYED });
    const lines = out.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'The local cloud URL, ap-guangzhou',
      '',
      'good  credentials  They belong to the account 100000000001, as',
      '                   qcs::cam::uin/100000000001:uin/100000000001.',
    ]);
    expect(out).toContain(`
warn  topics       Missing: topic key-requests, topic key-events, topic
                   key-dead-letters, topic key-quota and 1 more.
                   -> Run tenant-keys deploy to fix this, or with --plan to
                   preview it.
`);
    expect(lines.slice(-3)).toEqual(['', '18 checks: 12 good, 3 warn, 3 bad.', '']);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('of a deployed account finds all good, exit 0, and never changes anything', async () => {
    await world.typed('deploy --yes');
    await world.ask('/journal', 'DELETE');
    const { code, out, err } = await world.typed('doctor');
    expect([code, err]).toEqual([0, '']);
    expect(statesIn(out)).toEqual(GOOD);
    expect(await world.mutatingCalls()).toEqual([]);
    expect((await world.ask('/journal')).length).toBeGreaterThan(20);
  });

  test('--json prints the checks as one line', async () => {
    const { code, out } = await world.typed('doctor --json');
    expect(code).toBe(1);
    expect(out).toMatch(/^\{.*\}\n$/);
    const { checks } = JSON.parse(out);
    expect(checks).toHaveLength(18);
    expect(checks[2]).toEqual({ check: 'kms', state: 'good', found: 'It is enabled.' });
  });

  test('reports a quota that is full, a region without KMS and a clock that is off', async () => {
    await world.ask('/switches', 'PUT', { cmkLimit: 0 });
    const full = await world.typed('doctor', { wallMs: () => Date.now() - 400_000 });
    expect(full.code).toBe(1);
    expect(statesIn(full.out)).toEqual({ ...GOOD, ...NOT_DEPLOYED, quota: 'bad', clock: 'bad' });
    const nowhere = await world.typed('doctor --region ap-nowhere');
    expect(nowhere.code).toBe(1);
    expect(statesIn(nowhere.out)).toMatchObject({ algorithms: 'bad', kms: 'bad', rights: 'good' });
    expect(nowhere.out).toContain('There is no KMS in ap-nowhere.\n');
  });

  test('reports a KMS that is not bought, and one that ends in a week', async () => {
    await world.typed('deploy --yes');
    await world.ask('/switches', 'PUT', { kmsBought: false });
    const absent = await world.typed('doctor');
    expect([absent.code, statesIn(absent.out)]).toEqual([1, { ...GOOD, kms: 'bad' }]);
    const kmsExpiresAtMs = Date.now() + 7 * 86_400_000;
    await world.ask('/switches', 'PUT', { kmsBought: true, kmsExpiresAtMs });
    const ending = await world.typed('doctor');
    expect([ending.code, statesIn(ending.out)]).toEqual([3, { ...GOOD, kms: 'warn' }]);
    const lapsed = await world.typed('doctor', { wallMs: () => kmsExpiresAtMs });
    expect([lapsed.code, statesIn(lapsed.out)]).toMatchObject([1, { kms: 'warn' }]);
  });

  test('reports a topic that is not compacted, and of a function with other settings', async () => {
    world.project.edit('cleanUpPolicy: compact', 'cleanUpPolicy: delete');
    await world.typed('deploy --yes');
    world.project.edit('cleanUpPolicy: delete\n        retentionHours: 2160', COMPACTED);
    world.project.edit('timeout: 300', 'timeout: 240');
    const { code, out } = await world.typed('doctor');
    expect(code).toBe(1);
    expect(statesIn(out)).toEqual({ ...GOOD, topics: 'bad', functions: 'warn' });
    expect(out).toContain('key-dead-letters is not compacted, so it will lose messages');
    expect(out).toContain('Different from serverless.yml: function reconcile (timeout).');
  });
});

describe('an account', () => {
  const asRole = (role: string) => {
    const { secretId, secretKey, token } = world.cloud.issueTemporaryCredentials(role, 60_000);
    return {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_TOKEN: token,
    };
  };

  test('without rights gets a list of each call that was refused', async () => {
    await world.writeDotEnv();
    const { code, out } = await world.typed('doctor --target cloud', { env: asRole('nobody') });
    expect(code).toBe(1);
    expect(statesIn(out)).toMatchObject({ kms: 'bad', roles: 'bad', rights: 'bad' });
    expect(out).toContain('See rights, below.');
    expect(out.replace(/\n +/g, ' ')).toMatch(
      /Refused: cam:GetPolicy|Refused: cam:.*, kms:GetServiceStatus, kms:ListAlgorithms, /,
    );
  });

  test('with the policy of the deployer may read everything', async () => {
    await world.typed('deploy --yes');
    await world.writeDotEnv();
    const text = readFileSync('deploy/policy.deployer.json', 'utf8');
    const policy = text
      .replace(/\$\{env:REGION\}/, 'ap-guangzhou')
      .replace(/\$\{env:NAMESPACE.*?\}/, 'default');
    world.cloud.grantRole('deployer', JSON.parse(policy));
    const { code, out } = await world.typed('doctor --target cloud', { env: asRole('deployer') });
    expect(statesIn(out)).toEqual(GOOD);
    expect(code).toBe(0);
  });

  test('with unknown credentials gets a check that says so', async () => {
    await world.writeDotEnv();
    const env = { TENCENTCLOUD_SECRET_ID: 'AKIDnobody' };
    const { code, out } = await world.typed('doctor --target cloud', { env });
    expect(code).toBe(1);
    expect(out).toContain(
      'bad   credentials  The cloud did not accept them (AuthFailure.SecretIdNotFound).\n',
    );
    expect(out).toContain('See credentials, above.');
  });
});
