import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';
import { run } from './cli-run.ts';

// Deploying with `.env`, to a local cloud as if it were an account.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
  // Nobody can put the clock of an account forward, so a new role would be waited for.
  await world.ask('/switches', 'PUT', { roleDelayMs: 0 });
});
afterEach(() => world.close());

describe('deploy to an account', () => {
  test('takes .env from the root of the project, from any folder in it', async () => {
    await world.writeDotEnv();
    mkdirSync(join(world.project.folder, 'docs/deep'), { recursive: true });
    const cwd = join(world.project.folder, 'docs/deep');
    const { code, out, err } = await world.typed('deploy --yes --target cloud', { cwd });
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe('URL, ap-guangzhou: 41 changes.');
    expect(out.split('\n').slice(-3)).toEqual([
      'To check the deployment:',
      '  tenant-keys doctor --target cloud --endpoint URL',
      '',
    ]);
  });

  test('lets exported variables override .env, and flags both; an empty variable counts as unset', async () => {
    await world.writeDotEnv({ DOCS_URL: 'https://a.example', REGION: 'ap-tokyo' });
    const env = { DOCS_URL: 'https://b.example', REGION: 'ap-shanghai', MARKER_KEYS: '' };
    const line = 'deploy --plan --json --target cloud --region ap-guangzhou';
    const { code, out, err } = await world.typed(line, { env });
    expect([code, err]).toEqual([0, '']);
    const [created] = JSON.parse(out).changes.filter(
      ({ resource }: any) => resource.kind === 'function',
    );
    expect(created.fields).toContainEqual({
      name: 'environment.DOCS_URL',
      after: 'https://b.example',
    });
    expect(created.fields).toContainEqual({ name: 'environment.REGION', after: 'ap-guangzhou' });
    expect(created.fields).toContainEqual({ name: 'environment.MARKER_KEYS', after: '(secret)' });
  });

  test('never prints a secret, before or after', async () => {
    await world.writeDotEnv();
    const { MARKER_KEYS } = await world.ask('/environment');
    await world.typed('deploy --yes --target cloud');
    const secret = 'a-new-secret-of-at-least-32-letters';
    const env = { MARKER_KEYS: `k2:${secret}` };
    for (const line of ['deploy --plan --target cloud', 'deploy --yes --json --target cloud']) {
      const { code, out, err } = await world.typed(line, { env });
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('(another secret)');
      expect(out).not.toContain(secret);
      expect(out).not.toContain(MARKER_KEYS);
    }
  });

  test('without .env names every variable that is missing, at once, and makes no call', async () => {
    const env = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };
    const { code, out, err } = await world.typed('deploy --yes --target cloud', { env });
    expect([code, out]).toEqual([2, '']);
    for (const name of ['REGION', 'TOPICS_URL', 'MARKER_KEYS', 'CKAFKA_INSTANCE_ID', 'AUTH']) {
      expect(err).toContain(`needs ${name}, which is not set: see .env.example:`);
    }
    expect(await world.ask('/journal')).toEqual([]);
  });

  test('names the problems of file, variables and credentials at once', async () => {
    await world.writeDotEnv({ TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' });
    const env = readFileSync(join(world.project.folder, '.env'), 'utf8');
    world.project.write('.env', `${env}MARKER_KEY: k2\nUNKNOWN=1\n`);
    world.project.edit('timeout: 300', 'timeout: 301s');
    world.project.remove('dist/functions/redrive');
    const { code, out, err } = await world.typed('deploy --yes --target cloud');
    expect([code, out]).toEqual([2, '']);
    expect(err.replace(/:\d+/g, '').split('\n')).toEqual([
      'The application cannot be deployed:',
      '- serverless.yml: inputs.functions.reconcile.timeout must be a whole number from 1 to 900',
      '- .env is not NAME=value',
      '- dist/functions/redrive/index.js is missing: run `npm run build`.',
      '- .env sets a variable that serverless.yml does not use: remove the line',
      expect.stringMatching(/^There are no credentials: export TENCENTCLOUD_SECRET_ID and .*\.$/),
      '',
    ]);
    expect(await world.ask('/journal')).toEqual([]);
  });

  test.each<[string, () => Promise<void> | void, RegExp]>([
    [
      'credentials',
      () => world.writeDotEnv({ TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' }),
      /^There are no credentials: export TENCENTCLOUD_SECRET_ID and .*\.\n$/,
    ],
    [
      'an .env that is text',
      () => world.project.write('.env', 'REGION=ap-guangzhou\nMARKER_KEYS=\0\n'),
      /^\.env:2 has a NUL: save the file as UTF-8 with .*\.\n$/,
    ],
    [
      'a built function',
      async () => {
        await world.writeDotEnv();
        world.project.remove('dist/functions/redrive');
      },
      /dist\/functions\/redrive\/index\.js is missing: run `npm run build`/,
    ],
    [
      'a project',
      () => world.project.remove('serverless.yml'),
      /^There is no serverless\.yml in .*, nor in a folder above it: change to the folder of the project\.\n$/,
    ],
  ])('without %s is one sentence, and exit 2', async (_, prepare, sentence) => {
    await prepare();
    const { code, out, err } = await world.typed('deploy --yes --target cloud');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(await world.ask('/journal')).toEqual([]);
  });

  test('without the rights for it names the call and the policy, and changes nothing', async () => {
    const { secretId, secretKey, token } = world.cloud.issueTemporaryCredentials('nobody', 60_000);
    await world.writeDotEnv();
    const { code, out, err } = await world.typed('deploy --yes --target cloud', {
      env: {
        TENCENTCLOUD_SECRET_ID: secretId,
        TENCENTCLOUD_SECRET_KEY: secretKey,
        TENCENTCLOUD_TOKEN: token,
      },
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^These credentials may not make the call \w+: grant them the policy deploy\/policy\.deployer\.json in CAM \([\w.]*UnauthorizedOperation[\w.]*\)\. Request id: [\w-]+\n$/,
    );
    expect(await world.mutatingCalls()).toEqual([]);
  });
});

const INCOMPLETE = 'the answer to GET /environment is incomplete';

describe('a local cloud that is none', () => {
  test.each([
    ...[
      'deploy --plan',
      'deploy --yes --target local',
      'destroy --yes',
      'doctor',
      'token --service',
    ],
    ...['quota', 'dead-letters list --target local', 'fleet check'],
  ])('%s asks whether npm start runs', async (line) => {
    const cwd = world.project.folder;
    expect(await run(`${line} --endpoint http://127.0.0.1:1`, { cwd })).toEqual({
      code: 1,
      out: '',
      err: 'http://127.0.0.1:1 cannot be reached: check the address, and that the local cloud is running (npm start).\n',
    });
  });

  test.each([
    [404, '{"error":"no"}', 'GET /environment was answered with HTTP status 404: no'],
    [200, '<html>', 'the answer to GET /environment is not a JSON object'],
    [200, '{"REGION":"ap-guangzhou"}', 'the answer to GET /environment is incomplete'],
    [200, environment({ TENCENTCLOUD_SECRET_ID: null }), INCOMPLETE],
    [200, environment({ TENCENTCLOUD_SECRET_KEY: ['a'] }), INCOMPLETE],
    [200, environment({ TENCENTCLOUD_SECRET_KEY: 'a b' }), INCOMPLETE],
    [200, environment({ REGION: 'ap\r\nx: y' }), INCOMPLETE],
    [200, environment({ MARKER_KEYS: {} }), INCOMPLETE],
    [302, '', 'GET /environment was answered with HTTP status 302'],
  ])('an answer of status %i and %s is reported', async (status, body, problem) => {
    const server = createServer(({ url }, response) =>
      url === '/elsewhere'
        ? response.end(environment({}))
        : response.writeHead(status, { location: '/elsewhere' }).end(body),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cwd = world.project.folder;
    const deployed = await run(`deploy --yes --target local --endpoint ${endpoint}`, { cwd });
    const listed = await run(`dead-letters list --endpoint ${endpoint}`);
    server.close();
    expect(listed).toEqual(deployed);
    expect(deployed).toEqual({
      code: 1,
      out: '',
      err: `${endpoint} is not a local cloud (${problem}): check the address, or use --target cloud with credentials of your own.\n`,
    });
  });

  test('an answer without end is read as far as one of the local cloud would go', async () => {
    const server = createServer((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(100_000)), 1);
      response.once('close', () => clearInterval(timer));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, err } = await run(`quota --endpoint ${endpoint}`);
    server.close();
    expect(code).toBe(1);
    expect(err).toContain('(the answer to GET /environment is too long)');
  });
});

function environment(changed: object): string {
  return JSON.stringify({
    REGION: 'ap-guangzhou',
    TENCENTCLOUD_SECRET_ID: 'id',
    TENCENTCLOUD_SECRET_KEY: 'key',
    ...changed,
  });
}
