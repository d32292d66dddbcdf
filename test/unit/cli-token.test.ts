import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';
import { run } from './cli-run.ts';

// The command as it is typed, over a local cloud.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
});
afterEach(() => world.close());

describe('token', () => {
  const claimsIn = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  test.each<[string, object]>([
    ['token --tenant acme', { tenant_id: 'acme' }],
    ['token --tenants acme,globex', { tenant_id: ['acme', 'globex'] }],
    ['token --service', { scope: 'tenant-keys:all-tenants' }],
  ])('%s prints a token alone', async (line, claims) => {
    const { code, out, err } = await world.typed(line, { cwd: '/' });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(claimsIn(out)).toMatchObject({ iss: `${world.cloud.url}/issuer`, ...claims });
  });

  test('--json prints it as an object', async () => {
    const { out } = await world.typed('token --tenant acme --json');
    expect(claimsIn(JSON.parse(out).token)).toMatchObject({ tenant_id: 'acme' });
  });

  test('of what the issuer refuses says why', async () => {
    expect(
      await world.typed(
        `token --tenants ${Array.from({ length: 101 }, (_, n) => `t${n}`).join(',')}`,
      ),
    ).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^URL gave an unusable answer: POST \/issuer\/token was answered with HTTP status 400: A tenant is 1 to 128 .*\n$/,
      ),
    });
  });

  test('is for the local cloud alone', async () => {
    expect(await run('token --service --endpoint https://scf.tencentcloudapi.com')).toEqual({
      code: 2,
      out: '',
      err: 'https://scf.tencentcloudapi.com is not a local cloud: get a token from the issuer that JWT_ISSUER names.\n',
    });
    expect(await run('token --service --target cloud')).toEqual({
      code: 2,
      out: '',
      err: 'Tencent Cloud is not a local cloud: get a token from the issuer that JWT_ISSUER names.\n',
    });
  });
});
