import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tagClient } from '../../shared/tag/tag-client.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

// The command as a process of its own. Needs the bundles that `npm run build` makes.

const PROGRAM = fileURLToPath(new URL('../../dist/cli/tenant-keys.mjs', import.meta.url));

type Ended = { readonly code: number; readonly out: string; readonly err: string };

function start(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  return spawn(PROGRAM, args, { env: { PATH, ...env } });
}

async function run(args: readonly string[], env = {}, stdin = ''): Promise<Ended> {
  const child = start(args, env);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

const cleanups: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

describe('an operator at a cloud whose quota is used up', () => {
  let deployed: DeployedCloud;
  let credentials: Record<string, string>;

  /** One command, in words; the letters' ids are filled in by their tenants' names. */
  const operate = (line: string, stdin = '') =>
    run(line.split(' '), { ...credentials, TENANT_KEYS_ENDPOINT: deployed.cloud.url }, stdin);
  const idOf = (tenantId: string) =>
    deployed.letters().find((letter) => letter?.identity?.tenantId === tenantId)?.id ?? '?';
  const mutatingCalls = async () => {
    const journal: { action: string; mutating: boolean }[] = await deployed.ask('GET /journal');
    return journal.filter(({ mutating }) => mutating).map(({ action }) => action);
  };

  beforeAll(async () => {
    deployed = await deployCloud();
    const { secretId, secretKey } = deployed.cloud;
    credentials = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    cleanups.push(deployed.close);
    await deployed.ask('PUT /switches', { cmkLimit: 1 });
    for (const tenantId of ['acme', 'globex', 'initech', 'umbrella']) {
      await fetch(`${deployed.functionUrl}/v1/tenants/${tenantId}/keys`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ requestId: `r-${tenantId}`, keyName: 'main' }),
      });
    }
  });

  test('reads, foretells and is refused without changing anything', async () => {
    const before = await mutatingCalls();
    const listed = await operate('dead-letters list');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(
        /^[\w-]{12} +\d+s {2}create {2}LimitExceeded\.CmkLimitExceeded {2}globex\/main +1$/,
      ),
      expect.stringContaining('initech/main'),
      expect.stringContaining('umbrella/main'),
    ]);

    const shown = await operate(`dead-letters show ${idOf('globex').slice(0, 12)}`);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain(`letter       ${idOf('globex')}\n`);
    expect(shown.out).toContain(
      '\n  {"tenantId":"globex","requestId":"r-globex","keyName":"main"}\n',
    );

    const planned = await operate('dead-letters plan --tenant globex');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(planned.out).toContain('\nWould be: 1 parked. Nothing was changed.\n');

    const quota = await operate('quota');
    expect(quota.out.split('\n').slice(0, 2)).toEqual([
      'keys     [######################################] 1 of 1 (100 %)',
      'waiting  3 letters',
    ]);
    expect(await operate('quota resume')).toEqual({
      code: 5,
      out: '3 letters still waiting for the quota; there was room for no key.\n',
      err: '',
    });

    expect(await operate('dead-letters show nobody')).toEqual({
      code: 4,
      out: '',
      err: 'No letter that waits has the id nobody. (CommandInvalid)\n',
    });
    expect(await mutatingCalls()).toEqual(before);
  });

  test('--json prints the answer alone, on one line', async () => {
    const listed = await operate('dead-letters list --json --tenant initech');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(listed.out)).toMatchObject({
      total: 1,
      letters: [{ id: idOf('initech'), code: 'LimitExceeded.CmkLimitExceeded' }],
    });
    const refused = await operate('dead-letters show nobody --json');
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('nobody') });
    expect(JSON.parse(refused.out)).toMatchObject({ refused: { code: 'CommandInvalid' } });
  });

  test('discards one letter, and has the others made once there is room', async () => {
    const id = idOf('globex');
    const discard = ['dead-letters', 'discard', id.slice(0, 12), '--reason', 'not wanted any more'];
    const env = { ...credentials, TENANT_KEYS_ENDPOINT: deployed.cloud.url };
    expect(await run(discard, env)).toEqual({
      code: 0,
      out: `Discarded: 1 letter.\n  ${id}\n`,
      err: '',
    });

    await deployed.ask('PUT /switches', { cmkLimit: 10 });
    const redriven = await operate('dead-letters redrive --tenant initech');
    expect(redriven).toMatchObject({ code: 0, err: '' });
    expect(redriven.out).toMatch(
      /^id +key +outcome +what\n[\w-]{12} {2}initech\/main {2}provisioned {2}key [0-9a-f]{8}-[0-9a-f]{3}\n\n1 letter: 1 provisioned\.\n$/,
    );
    const resumed = await operate('quota resume --json');
    expect(resumed).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(resumed.out)).toMatchObject({
      results: [{ outcome: 'provisioned', tenantId: 'umbrella' }],
      waiting: 0,
    });

    expect(await operate('dead-letters redrive --all')).toEqual({
      code: 5,
      out: 'No letter fits; dead-letters list shows all that wait.\n',
      err: '',
    });
  });

  test('checks the fleet, and repairs exactly what the check printed', async () => {
    const { KeyMetadatas } = await deployed.call('ListKeyDetail', { SearchKeyAlias: 'acme_main' });
    const { region, url, secretId, secretKey } = deployed.cloud;
    const readCredentials = () => ({ secretId, secretKey });
    const name = `qcs::kms:${region}:uin/100000000001:key/${KeyMetadatas[0].ResourceId}`;
    await tagClient({ region, endpoint: url, readCredentials }).request(
      'UnTagResources',
      { ResourceList: [name], TagKeys: ['tenant-keys:tenant'] },
      new AbortController().signal,
    );

    const checked = await operate('fleet check --tenants -', 'acme\ninitech\numbrella\nwayne\n');
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toContain('1 tenant without a key: wayne.');
    const [, hash = '?'] = /fleet repair --plan ([\w-]{43})\n/.exec(checked.out) ?? [];

    const other = 'A'.repeat(43);
    expect(await operate(`fleet repair --plan ${other}`)).toMatchObject({ code: 4, out: '' });
    const repaired = await operate(`fleet repair --plan ${hash}`);
    expect(repaired).toMatchObject({ code: 0, err: '' });
    expect(repaired.out).toContain('\n1 key repaired, 0 failed.\n');
    const again = await operate('fleet check');
    expect(again.out).toContain('\nNothing is wrong.\n');
  });
});

describe('an answer that is none', () => {
  const CREDENTIALS = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };

  /** Runs a command where everything is answered like this. */
  async function runAt(answer: { status?: number; body: string }): Promise<Ended> {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const args = ['quota', '--endpoint', `http://127.0.0.1:${port}`];
    const ended = await run(args, CREDENTIALS);
    server.close();
    return { ...ended, err: ended.err.replaceAll(String(port), 'PORT') };
  }

  const response = (fields: object) =>
    JSON.stringify({ Response: { RequestId: 'r-1', ...fields } });
  const result = (fields: object) => response({ Result: { FunctionRequestId: 'f-1', ...fields } });

  test.each<[string, { status?: number; body: string }, string]>([
    [
      'from a front',
      { status: 502, body: '<html>' },
      'What http://127.0.0.1:PORT answered cannot be used: Invoke was answered with HTTP status 502.\n',
    ],
    [
      'that is not JSON',
      { body: '<html>' },
      'What http://127.0.0.1:PORT answered cannot be used: the answer to Invoke is not JSON.\n',
    ],
    [
      'of something else',
      { body: '{}' },
      'What http://127.0.0.1:PORT answered cannot be used: the answer to Invoke has no Response.\n',
    ],
    [
      'of a function that returned nothing',
      { body: result({ InvokeResult: 0, RetMsg: '', ErrMsg: '' }) },
      'What http://127.0.0.1:PORT answered cannot be used: the function answered no object. Request id: f-1\n',
    ],
    [
      'of another release',
      { body: result({ InvokeResult: 0, RetMsg: '{"keys":1}', ErrMsg: '' }) },
      'What http://127.0.0.1:PORT answered cannot be used: the function answered what this release of the command cannot read.\n',
    ],
    [
      'of a function that threw',
      {
        body: result({
          InvokeResult: -1,
          RetMsg: '',
          ErrMsg: JSON.stringify({
            errorCode: 1,
            errorMessage: 'user code exception caught',
            stackTrace: 'Error: The configuration is wrong: REGION is missing.\n    at index.js:1',
          }),
        }),
      },
      'The function redrive failed: user code exception caught: Error: The configuration is wrong: REGION is missing. Request id: f-1\n',
    ],
    [
      'of a function that ran out of time',
      {
        body: result({
          InvokeResult: -1,
          ErrMsg: JSON.stringify({ errorCode: -1, errorMessage: 'TimeLimitReached' }),
        }),
      },
      'The function redrive failed: TimeLimitReached. Request id: f-1\n',
    ],
    [
      'of a failure in plain text',
      { body: result({ InvokeResult: 0, RetMsg: '{}', ErrMsg: 'Process exited' }) },
      'The function redrive failed: Process exited. Request id: f-1\n',
    ],
    [
      'that refuses the credentials',
      {
        body: response({
          Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'The SecretId is not found' },
        }),
      },
      'http://127.0.0.1:PORT refused the credentials: check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN (AuthFailure.SecretIdNotFound). Request id: r-1\n',
    ],
    [
      'that there is no such function',
      {
        body: response({
          Error: { Code: 'ResourceNotFound.FunctionName', Message: 'Function not found' },
        }),
      },
      'The function redrive is not deployed in the region ap-guangzhou, namespace default (ResourceNotFound.FunctionName). Request id: r-1\n',
    ],
  ])('%s is one sentence, and exit 1', async (_, answer, err) => {
    expect(await runAt(answer)).toEqual({ code: 1, out: '', err });
  });

  test('where nobody listens is one sentence, and exit 1', async () => {
    expect(await run(['quota', '--endpoint', 'http://127.0.0.1:1'], CREDENTIALS)).toEqual({
      code: 1,
      out: '',
      err: 'http://127.0.0.1:1 cannot be reached: is it right, and is the local cloud running (npm start)?\n',
    });
  });

  test('that does not come is waited for no longer than until Ctrl-C, which ends with 130', async () => {
    const server = createServer((request) => request.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const child = start(['quota', '--endpoint', `http://127.0.0.1:${port}`], CREDENTIALS);
    const closed = once(child, 'close');
    await once(server, 'request');
    child.kill('SIGINT');
    expect(await closed).toEqual([130, null]);
    server.close();
  });
});

describe('the command by itself', () => {
  test('says its release', async () => {
    expect(await run(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  test('called wrongly is one sentence, and exit 2', async () => {
    expect(await run(['dead-letter', 'list'])).toEqual({
      code: 2,
      out: '',
      err: '"dead-letter" is no noun; did you mean dead-letters?\n',
    });
    const args = ['quota', '--region', 'ap-guangzhou'];
    expect(await run(args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^There are no credentials: export .*\.\n$/),
    });
  });

  test('with a file of tenants that is wrong is one sentence, and exit 2', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
    cleanups.push(async () => rmSync(folder, { recursive: true }));
    const file = join(folder, 'tenants.txt');
    writeFileSync(file, '# nobody\n');
    const env = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };
    const check = (path: string) =>
      run(['fleet', 'check', '--region', 'ap-guangzhou', '--tenants', path], env);
    expect(await check(file)).toEqual({
      code: 2,
      out: '',
      err: `${file} names no tenant: every key would be taken for an orphan.\n`,
    });
    expect(await check(folder)).toMatchObject({
      code: 2,
      err: `${folder} cannot be read: it is a directory.\n`,
    });
  });

  test('does not mind when nobody reads on', async () => {
    const child = start(['--help']);
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});
