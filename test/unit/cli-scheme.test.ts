import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { schemeProblem } from '../../cli/invocation/scheme.ts';
import { advancingClock } from '../../local/advancing-clock.ts';
import { deployWorld } from './cli-deploy-world.ts';
import { run } from './cli-run.ts';

const CREDENTIALS = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };

/** The commands try again for a while; nothing needs that time. */
const clock = advancingClock(async () => {});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function addressOf(server: Server): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plain = () => addressOf(createServer((_, response) => response.end('{}')));
/** Without a certificate it answers with an alert, which is TLS as well. */
const secure = () => addressOf(createSecureServer({}));

const LINES = [
  ['quota', CREDENTIALS],
  ['quota --target local', {}],
  ['queue pause --plan', CREDENTIALS],
  ['token', {}],
] as const;

describe('an endpoint with the wrong scheme', () => {
  test.each(LINES)('is named by %s where the server speaks http', async (line, env) => {
    const address = await plain();
    const flags = line === 'token' ? '--service ' : '';
    expect(await run(`${line} ${flags}--endpoint https://${address}`, { env, clock })).toEqual({
      code: 1,
      out: '',
      err: `The server at https://${address} speaks http, not https: use http://${address} as the endpoint.\n`,
    });
  });

  test.each(LINES)('is named by %s where the server speaks https', async (line, env) => {
    const address = await secure();
    const flags = line === 'token' ? '--service ' : '';
    expect(await run(`${line} ${flags}--endpoint http://${address}`, { env, clock })).toEqual({
      code: 1,
      out: '',
      err: `The server at http://${address} speaks https, not http: use https://${address} as the endpoint.\n`,
    });
  });

  test('has no other remedy than https where it is another machine', async () => {
    const [, port] = (await plain()).split(':');
    // An address of this machine that does not look like one.
    expect(await schemeProblem(`https://0.0.0.0:${port}`)).toBe(
      `The server at https://0.0.0.0:${port} speaks http, not https: it must speak https.`,
    );
  });

  test('is named by commands about the application, with an account too', async () => {
    const world = await deployWorld();
    const address = await plain();
    await world.writeDotEnv();
    for (const line of ['doctor', 'deploy --plan', 'destroy --plan']) {
      const flags = `--target cloud --endpoint https://${address}`;
      const ended = await run(`${line} ${flags}`, {
        cwd: world.project.folder,
        clock,
      });
      expect(ended.err).toContain(`speaks http, not https: use http://${address}`);
    }
    await world.close();
  });
});

describe('an endpoint with the right scheme, or without a server', () => {
  test('is not doubted', async () => {
    expect(await schemeProblem(`http://${await plain()}`)).toBeUndefined();
    expect(await schemeProblem(`https://${await secure()}`)).toBeUndefined();
    expect(await schemeProblem('https://[::1]:1')).toBeUndefined();
    for (const scheme of ['http', 'https']) {
      expect(await schemeProblem(`${scheme}://nowhere.invalid`, 50)).toBeUndefined();
    }
    const hangsUp = createSocketServer((socket) => socket.destroy());
    expect(await schemeProblem(`https://${await addressOf(hangsUp)}`)).toBeUndefined();
  });

  test('is not waited for, if it says nothing', async () => {
    const silent = createSocketServer(() => {});
    const address = await addressOf(silent);
    expect(await schemeProblem(`http://${address}`, 50)).toBeUndefined();
  });
});
