import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../cli/program/program.ts';
import { EXIT_CODES } from '../../cli/report/result.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import { tagClient } from '../../shared/tag/client.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';
import { startTrigger, unsettled } from './retry-loop.ts';

// Needs the bundles that `npm run build` makes.

type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command in this process, which is faster than a process of its own. */
async function run(
  args: readonly string[],
  env = {},
  stdin = '',
  terminal: { readonly isTTY?: true; readonly columns?: number } = {},
): Promise<Ended> {
  let [out, err] = ['', ''];
  const exit = await runProgram(args, {
    env,
    cwd: process.cwd(),
    stdout: { write: (text) => (out += text), ...terminal },
    stderr: { write: (text) => (err += text), ...terminal },
    read: async (path) => (path === '-' ? stdin : readFile(path, 'utf8')),
    clock: nodeClock,
    wallMs: Date.now,
    every: (_, call) => {
      call();
      return () => {};
    },
  });
  return { code: EXIT_CODES[exit].code, out, err };
}

const cleanups: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe('an operator at a cloud whose quota is used up', () => {
  let deployed: DeployedCloud;
  let credentials: Record<string, string>;

  /** Runs one command line. */
  const operate = (line: string, stdin = '') =>
    run(line.split(' '), { ...credentials, TENANT_KEYS_ENDPOINT: deployed.cloud.url }, stdin);
  const idOf = (tenantId: string) =>
    deployed.deadLetters().find((deadLetter) => deadLetter?.identity?.tenantId === tenantId)?.id ??
    '?';
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

  test('reads, previews and is refused without changing anything', async () => {
    const before = await mutatingCalls();
    const listed = await operate('dead-letters list --state waiting');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(
        /^[\w-]{12} +\d+s {2}create {2}…ded\.CmkLimitExceeded {2}globex\/main +1 +in \d+s$/,
      ),
      expect.stringContaining('initech/main'),
      expect.stringContaining('umbrella/main'),
    ]);

    const shown = await operate(`dead-letters show ${idOf('globex').slice(0, 12)}`);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain(`id           ${idOf('globex')}\n`);
    expect(shown.out).toContain('\nThe original text has 61 characters; --text shows it.\n');
    const whole = await operate(`dead-letters show ${idOf('globex')} --text`);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toContain(
      '\n  {"tenantId":"globex","requestId":"r-globex","keyName":"main"}\n',
    );

    const planned = await operate('dead-letters plan --tenant globex --state waiting');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(planned.out).toContain('\nPreview: 1 waiting. Nothing was changed.\n');

    const quota = await operate('quota');
    expect(quota.out.split('\n').slice(0, 2)).toEqual([
      'keys     [######################################] 1 of 1 (100 %)',
      'waiting  3 dead letters',
    ]);

    expect(await operate('dead-letters show dl_nobody')).toEqual({
      code: 4,
      out: '',
      err: 'No unsettled dead letter has the id dl_nobody. (CommandInvalid)\n',
    });
    expect(await mutatingCalls()).toEqual(before);
  });

  test('--json prints the answer alone, on one line', async () => {
    const listed = await operate('dead-letters list --json --tenant initech --state all');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(listed.out)).toMatchObject({
      total: 1,
      letters: [{ id: idOf('initech'), code: 'LimitExceeded.CmkLimitExceeded' }],
    });
    const refused = await operate('dead-letters show dl_nobody --json');
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('nobody') });
    expect(JSON.parse(refused.out)).toMatchObject({ refused: { code: 'CommandInvalid' } });
  });

  test('discards one dead letter, and creates the other keys once there is room', async () => {
    const id = idOf('globex');
    const discard = ['dead-letters', 'discard', id.slice(0, 12), '--reason', 'not wanted any more'];
    const env = { ...credentials, TENANT_KEYS_ENDPOINT: deployed.cloud.url };
    expect(await run(discard, env)).toEqual({
      code: 0,
      out: `Discarded: 1 dead letter.\n  ${id}\n`,
      err: '',
    });

    await deployed.ask('PUT /switches', { cmkLimit: 10 });
    const redriven = await operate('dead-letters redrive --tenant initech --state waiting');
    expect(redriven).toMatchObject({ code: 0, err: '' });
    expect(redriven.out).toMatch(
      /^id +key +outcome +what\n[\w-]{12} {2}initech\/main {2}provisioned {2}key [0-9a-f]{8}-[0-9a-f]{3}\n\n1 dead letter: 1 provisioned\.\n$/,
    );
    const trigger = startTrigger(deployed);
    cleanups.push(trigger.stop);
    expect(await deployed.host.invoke('heal', {})).toMatchObject({
      ok: true,
      value: { waiting: 1, sent: 1, trials: 0, used: 2, limit: 10 },
    });
    await expect.poll(() => unsettled(deployed), { timeout: 10_000 }).toEqual([]);
    expect(deployed.events().at(-1)).toMatchObject({
      type: 'tenant-key.provisioned',
      subject: 'umbrella/main',
    });

    expect(await operate('dead-letters redrive --all --state all --yes')).toEqual({
      code: 5,
      out: 'No dead letter matches; dead-letters list shows all of them.\n',
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
    expect(again.out).toContain('\nNo problems were found.\n');
  });
});

describe('an operator at a local cloud without exported credentials', () => {
  let deployed: DeployedCloud;

  beforeAll(async () => {
    deployed = await deployCloud();
    cleanups.push(deployed.close);
  });

  test.each(['dead-letters list', 'quota', 'fleet check'])(
    '%s finds its credentials, by --endpoint as by TENANT_KEYS_ENDPOINT',
    async (line) => {
      const { url } = deployed.cloud;
      const byFlag = await run([...line.split(' '), '--endpoint', url]);
      expect(byFlag).toMatchObject({ code: 0, err: '' });
      expect(await run(line.split(' '), { TENANT_KEYS_ENDPOINT: url })).toEqual(byFlag);
      const ofAnAccount = { TENCENTCLOUD_REGION: 'ap-tokyo', TENCENTCLOUD_TOKEN: 'stale' };
      expect(await run([...line.split(' '), '--endpoint', url], ofAnAccount)).toEqual(byFlag);
    },
  );

  test('what is proposed next repeats where the cloud is', async () => {
    const { url } = deployed.cloud;
    const request = { requestId: 'r-1', keyName: 'main' };
    await deployed.ask('PUT /switches', { cmkLimit: 0 });
    await fetch(`${deployed.functionUrl}/v1/tenants/acme/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const { out } = await run(['quota', '--target', 'local', '--endpoint', url]);
    expect(out.replaceAll(/\s*\\\n\s*/g, ' ')).toContain(
      ` dead-letters list --state waiting --target local --endpoint ${url}\n`,
    );
  });

  test.each([
    [['--target', 'cloud'], {}],
    [[], { TENCENTCLOUD_SECRET_ID: 'AKID' }],
  ])('%j with %j means credentials of their own', async (flags, env) => {
    expect(await run(['quota', '--endpoint', deployed.cloud.url, ...flags], env)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^There are no credentials: export .*\.\n$/),
    });
  });

  test('exported credentials of another cloud are refused, with what to do', async () => {
    const { url } = deployed.cloud;
    expect(await run(['quota', '--target', 'local', '--endpoint', url], CREDENTIALS)).toMatchObject(
      {
        code: 1,
        err: expect.stringContaining(' Unset all three to use the credentials of the local cloud.'),
      },
    );
  });
});

const CREDENTIALS = { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' };

type Page = { readonly status?: number; readonly body: string };

/** Runs a command where call after call is answered by these pages. */
async function runAt(
  pages: readonly Page[],
  line = 'quota',
  env = {},
  terminal = {},
): Promise<Ended> {
  const left = [...pages];
  const server = createServer((request, response) => {
    const { status = 200, body } = left.shift() ?? { status: 500, body: '' };
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const place = { TENANT_KEYS_ENDPOINT: `http://127.0.0.1:${port}` };
  const ended = await run(line.split(' '), { ...CREDENTIALS, ...place, ...env }, '', terminal);
  server.close();
  return { ...ended, err: ended.err.replaceAll(String(port), 'PORT') };
}

const response = (fields: object) => JSON.stringify({ Response: { RequestId: 'r-1', ...fields } });
const result = (fields: object) => response({ Result: { FunctionRequestId: 'f-1', ...fields } });

const answered = (answer: object): Page => ({ body: result({ RetMsg: JSON.stringify(answer) }) });

test('a redrive that fails half-way reports what was done, and exit 3', async () => {
  const startedAt = '2026-11-23T14:20:00.000Z';
  const next = { command: 'redrive', selection: { all: true }, startedAt, after: 'a' };
  const results = [{ id: 'LmjUxL-3HF_O', outcome: 'provisioned', keyId: '23e80852-1e38' }];
  const begun = answered({ results, startedAt, remaining: 1, next });
  expect(
    await runAt([begun, { status: 502, body: '' }], 'dead-letters redrive --all --yes'),
  ).toEqual({
    code: 3,
    out: `\
id            key  outcome      what
LmjUxL-3HF_O  -    provisioned  key 23e80852-1e3

1 dead letter: 1 provisioned. 1 dead letter not reached: run the same command
again.
`,
    err: 'http://127.0.0.1:PORT gave an unusable answer: Invoke was answered with HTTP status 502.\n',
  });
});

describe('on a terminal', () => {
  const PLANS = {
    plans: [{ id: 'LmjUxL-3HF_Ow1dm', outcome: 'provisioned', calls: ['CreateKey'] }],
    ...{ total: 1, beyond: 0, unreadable: [] },
  };
  const plan = (env: object, terminal: object, flags = '') =>
    runAt([answered(PLANS)], `dead-letters plan${flags}`, env, terminal);

  test('the command has colours, its columns, and a line of progress that goes away', async () => {
    expect(await plan({}, { isTTY: true, columns: 44 })).toEqual({
      code: 0,
      out: `\
\u001b[1mid\u001b[0m            \u001b[1mkey\u001b[0m  \u001b[1moutcome\u001b[0m      \u001b[1mcode\u001b[0m  \u001b[1mcalls\u001b[0m
LmjUxL-3HF_O  -    \u001b[32mprovisioned\u001b[0m  -     Creat…

Preview: 1 provisioned. Nothing was changed.

To redrive it:
  tenant-keys dead-letters redrive --all
`,
      err: '\r\u001b[Kwaiting for the function  0s\r\u001b[K',
    });
  });

  test('NO_COLOR turns the colours off, and --json all that is not the answer', async () => {
    const { out } = await plan({ NO_COLOR: '1' }, { isTTY: true });
    expect(out).toMatch(/^id {12}key {2}outcome {6}code {2}calls\nLmjUxL-3HF_O /);
    expect(await plan({}, { isTTY: true }, ' --json')).toEqual({
      code: 0,
      out: `${JSON.stringify(PLANS)}\n`,
      err: '',
    });
  });

  test('TERM=dumb has neither colours nor a line of progress', async () => {
    const { out, err } = await plan({ TERM: 'dumb' }, { isTTY: true });
    expect(out).toMatch(/^id {12}key /);
    expect(err).toBe('');
  });

  test('FORCE_COLOR has colours in a file, too, but no line of progress', async () => {
    const { out, err } = await plan({ FORCE_COLOR: '1' }, {});
    expect(out).toContain('\u001b[1mid\u001b[0m  ');
    expect(err).toBe('');
  });

  test('what is proposed begins with npx where npx ran it, and goes to the same place', async () => {
    const { out, err } = await plan({ npm_lifecycle_event: 'npx' }, {}, ' --namespace keys');
    expect(out).toContain('\n  npx tenant-keys dead-letters redrive --all --namespace keys\n');
    expect(err).toBe('');
  });
});

describe('an unusable answer', () => {
  test.each<[string, Page, string]>([
    [
      'from a front',
      { status: 502, body: '<html>' },
      'http://127.0.0.1:PORT gave an unusable answer: Invoke was answered with HTTP status 502.\n',
    ],
    [
      'that is not JSON',
      { body: '<html>' },
      'http://127.0.0.1:PORT gave an unusable answer: the answer to Invoke is not JSON.\n',
    ],
    [
      'of something else',
      { body: '{}' },
      'http://127.0.0.1:PORT gave an unusable answer: the answer to Invoke has no Response.\n',
    ],
    [
      'of a function that returned nothing',
      { body: result({ InvokeResult: 0, RetMsg: '', ErrMsg: '' }) },
      'http://127.0.0.1:PORT gave an unusable answer: the function did not answer with a JSON object. Request id: f-1\n',
    ],
    [
      'of another release',
      { body: result({ InvokeResult: 0, RetMsg: '{"keys":1}', ErrMsg: '' }) },
      'http://127.0.0.1:PORT gave an unusable answer: the answer of the function does not fit this release of the command: deploy this release, or use the command of the deployed one.\n',
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
      'http://127.0.0.1:PORT refused the credentials: check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN (AuthFailure.SecretIdNotFound). Unset all three to use the credentials of the local cloud. Request id: r-1\n',
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
    expect(await runAt([answer])).toEqual({ code: 1, out: '', err });
  });

  test('where nothing listens is one sentence, and exit 1', async () => {
    expect(await run(['quota', '--endpoint', 'http://127.0.0.1:1'], CREDENTIALS)).toEqual({
      code: 1,
      out: '',
      err: 'http://127.0.0.1:1 cannot be reached: check the address, and that the local cloud is running (npm start).\n',
    });
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
      err: 'Unknown noun "dead-letter"; did you mean dead-letters?\n',
    });
    const args = ['quota', '--region', 'ap-guangzhou'];
    expect(await run(args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^There are no credentials: export .*\.\n$/),
    });
  });
});

describe('the command as a process of its own', () => {
  const PROGRAM = fileURLToPath(new URL('../../dist/cli/tenant-keys.mjs', import.meta.url));

  function start(args: readonly string[]) {
    const { PATH = '' } = process.env;
    const child = spawn(PROGRAM, args, { env: { PATH, ...CREDENTIALS } });
    const ended = async (): Promise<Ended> => {
      const [[code], out, err] = await Promise.all([
        once(child, 'close'),
        text(child.stdout),
        text(child.stderr),
      ]);
      return { code, out, err };
    };
    return { child, ended };
  }

  test('says what it can do, and exit 0', async () => {
    const { code, out, err } = await start(['--help']).ended();
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: tenant-keys /);
  });

  test('reads tenants from a file and from stdin; a wrong one is one sentence, and exit 2', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
    cleanups.push(async () => rmSync(folder, { recursive: true }));
    const file = join(folder, 'tenants.txt');
    writeFileSync(file, '# nobody\n');
    const check = (path: string) =>
      start(['fleet', 'check', '--region', 'ap-guangzhou', '--tenants', path]);
    expect(await check(file).ended()).toEqual({
      code: 2,
      out: '',
      err: `${file} names no tenant: every key would be reported as an orphan.\n`,
    });
    const piped = check('-');
    piped.child.stdin.end('acme\nglobex inc\n');
    expect(await piped.ended()).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^stdin, line 2: "globex inc" is not a tenant id/),
    });
  });

  test('ends well when its reader ends early', async () => {
    const { child } = start(['--help']);
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test('that gets no answer waits for it no longer than until Ctrl-C, which ends with 130', async () => {
    const server = createServer((request) => request.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    const { child, ended } = start(['quota', '--endpoint', endpoint]);
    const result = ended();
    await once(server, 'request');
    child.kill('SIGINT');
    expect(await result).toEqual({
      code: 130,
      out: '',
      err: `\nStopped; the function still finishes its current work. To go on:\n  tenant-keys quota --endpoint ${endpoint}\n`,
    });
    server.close();
  });
});
