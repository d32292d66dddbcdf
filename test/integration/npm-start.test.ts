import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { startMinute } from '../world/timer.ts';
import { cleanUp, cleanups, PROGRAM, type Started, start, startedOf } from './start-program.ts';

// Runs the program of `npm start` as a process of its own. Needs the bundles of `npm run build`.

const COMMAND = fileURLToPath(new URL('../../dist/cli/tenant-keys.mjs', import.meta.url));

const run = promisify(execFile);

// The tests run side by side, as each waits for programs most of the time.
afterAll(cleanUp);

/** Starts a cloud as if the disk had room for a few kilobytes only. */
function startOnFullDisk(directory: string): Started {
  const command = 'ulimit -f 8; exec "$0" "$@"';
  const args = [PROGRAM, '--json', '--port', '0', '--no-deploy', '--data', directory];
  return startedOf(spawn('sh', ['-c', command, process.execPath, ...args], { env: {} }));
}

/** Starts a cloud for a program. */
async function startJson(...args: string[]) {
  const started = start('--json', '--port', '0', ...args);
  const { url, ...ready } = JSON.parse(await started.line());
  return {
    url: url as string,
    ready,
    ended: started.ended,
    outcome: async () => JSON.parse(await started.line()),
    stop: () => {
      started.process.kill('SIGTERM');
      return started.ended;
    },
    post: async (path: string, body: object): Promise<any> => {
      const answer = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ready.token}` },
        body: JSON.stringify(body),
      });
      return answer.json();
    },
  };
}

const TIMEOUT = { timeout: 60_000 };

const KEYS_OF_ACME = '/functions/accept-request/v1/tenants/acme/keys';

// First, as it takes longest.
describe.concurrent('npm start --demo', { timeout: 120_000 }, () => {
  test('exits after a table with the outcome of each request', async () => {
    const { code, out, err } = await start('--demo', '--port', '0').ended;
    const key = '\\b[0-9a-f]{8}';
    const rows = [
      `hooli/main     http   -              provisioned  ${key}`,
      `hooli/backup   queue  -              provisioned  ${key}`,
      `wonka/main     queue  -              provisioned  ${key}`,
      `wonka/signing  http   -              provisioned  ${key}`,
      `hooli/main     queue  sent again     provisioned  ${key}  \\(adopted\\)`,
      'hooli/main     http   another usage  rejected     -         KeyConflict',
      `hooli/orders   http   answer lost    provisioned  ${key}  \\(adopted\\)`,
      `wonka/orders   queue  tags missing   provisioned  ${key}`,
      `wonka/archive  queue  tagging fails  waiting      ${key}  InternalError`,
      'wayne/main     queue  KMS outage     waiting      -         ServiceUnavailable',
      `hooli/backup   queue  key disabled   parked       ${key}  KeyDisabled`,
      'wayne/vault    http   quota used up  waiting      -         CmkLimitExceeded',
      'wayne/cave     queue  quota used up  waiting      -         CmkLimitExceeded',
      'wayne/Main_Key http   bad key name   rejected     -         RequestInvalid',
      '-              queue  not JSON       parked       -         RequestUnreadable',
      'wayne/spare    http   no token       rejected     -         TokenMissing',
      "wayne/spare    http   wonka's token  rejected     -         TenantForbidden",
      `wonka/archive  timer  tags are back  provisioned  ${key}`,
      `wayne/main     timer  KMS is back    provisioned  ${key}`,
      `wayne/vault    timer  quota is back  provisioned  ${key}`,
      `wayne/cave     timer  quota is back  provisioned  ${key}`,
      `hooli/backup   invoke key enabled    provisioned  ${key}  \\(adopted\\)`,
    ];
    for (const row of rows) expect(out).toMatch(new RegExp(`^${row}$`, 'm'));
    expect(out).toContain('17 requests: 7 provisioned, 4 rejected, 4 waiting, 2 parked.');
    expect(out).toContain('10 keys, each created once');
    expect(out).toMatch(/^RequestUnreadable: Find the producer/m);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect([code, err]).toEqual([0, '']);
  });

  test('fails if it is stopped', async () => {
    const started = start('--demo', '--port', '0');
    while (!(await started.line()).startsWith('tenant/key'));
    started.process.kill('SIGINT');
    expect(await started.ended).toMatchObject({
      code: 1,
      err: 'The demo was stopped before its end.\n',
    });
  });
});

describe.concurrent('npm start --json', TIMEOUT, () => {
  test('prints how to reach the cloud, and then the outcomes of requests by both ways in', async () => {
    const { url, ready, post, outcome, stop } = await startJson('--region', 'ap-shanghai');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(ready).toEqual({
      ready: true,
      secretId: expect.stringMatching(/^AKID\w{32}$/),
      secretKey: expect.stringMatching(/^\w{32}$/),
      region: 'ap-shanghai',
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });

    const { keyId } = await post(KEYS_OF_ACME, { requestId: 'by-http', keyName: 'main' });
    expect(await outcome()).toEqual({
      outcome: 'provisioned',
      requestId: 'by-http',
      tenantId: 'acme',
      keyName: 'main',
      keyId,
      adopted: false,
      door: 'http',
    });

    const value = JSON.stringify({ requestId: 'by-queue', tenantId: 'acme', keyName: 'main' });
    await post('/topics/key-requests/messages', { value });
    expect(await outcome()).toEqual({
      outcome: 'provisioned',
      requestId: 'by-queue',
      tenantId: 'acme',
      keyName: 'main',
      keyId,
      adopted: true,
      door: 'queue',
    });

    await post(KEYS_OF_ACME, { requestId: 'bad', keyName: 'Main' });
    expect(await outcome()).toEqual({
      outcome: 'rejected',
      requestId: 'bad',
      tenantId: 'acme',
      keyName: 'Main',
      code: 'RequestInvalid',
      door: 'http',
    });

    await post('/topics/key-requests/messages', { value: 'no request' });
    expect(await outcome()).toEqual({
      outcome: 'parked',
      code: 'RequestUnreadable',
      door: 'queue',
    });
    expect(await stop()).toMatchObject({ code: 0, err: '' });
  });

  test('prints that a message of the queue waits, and its outcome once it was sent in again', async () => {
    const { post, outcome } = await startJson();
    await startMinute((body) => post('/clock/advance', body));
    const fault = { action: 'CreateKey', effect: { error: 'ServiceUnavailable' }, times: 5 };
    await post('/faults', [fault]);
    const value = JSON.stringify({ requestId: 'late', tenantId: 'acme', keyName: 'main' });
    await post('/topics/key-requests/messages', { value });
    const waits = { outcome: 'waiting', code: 'ServiceUnavailable', door: 'queue' };
    expect(await outcome()).toMatchObject(waits);
    await post('/clock/advance', { ms: 120_000 });
    const ended = { outcome: 'provisioned', requestId: 'late', adopted: false, door: 'letter' };
    expect(await outcome()).toMatchObject(ended);
  });

  test('prints that a request over HTTP may be sent again', async () => {
    const { post, outcome } = await startJson();
    await post('/faults', [{ action: 'CreateKey', effect: { error: 'UnauthorizedOperation' } }]);
    const request = { requestId: 'first', keyName: 'main' };
    expect(await post(KEYS_OF_ACME, request)).toMatchObject({ status: 503, retryable: true });
    expect(await outcome()).toMatchObject({ outcome: 'retry', code: 'UnauthorizedOperation' });
  });

  test('prints the outcome of a request that waited for the quota, once it has room', async () => {
    const { url, post, outcome } = await startJson();
    const put = (switches: object) =>
      fetch(`${url}/switches`, { method: 'PUT', body: JSON.stringify(switches) });
    await startMinute((body) => post('/clock/advance', body));
    await put({ cmkLimit: 0 });
    await post(KEYS_OF_ACME, { requestId: 'waits', keyName: 'main' });
    const code = 'LimitExceeded.CmkLimitExceeded';
    expect(await outcome()).toMatchObject({ outcome: 'waiting', code, door: 'http' });
    await put({ cmkLimit: 1 });
    await post('/clock/advance', { ms: 60_000 });
    expect(await outcome()).toEqual({
      outcome: 'provisioned',
      requestId: 'waits',
      tenantId: 'acme',
      keyName: 'main',
      keyId: expect.any(String),
      adopted: false,
      door: 'letter',
    });
  });

  test('refuses what a full disk cannot keep, and continues after a reset', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'npm-start-'));
    cleanups.push(() => rmSync(directory, { recursive: true }));
    const started = startOnFullDisk(directory);
    const { url } = JSON.parse(await started.line());
    const ask = async (method: string, path: string, body: unknown) => {
      const answer = await fetch(url + path, { method, body: JSON.stringify(body) });
      return [answer.status, await answer.json()];
    };
    const problem = {
      error: `The local cloud failed: ${join(directory, 'inputs.log')} cannot be written (EFBIG), so nothing more can change: make room, and start the cloud again.`,
    };
    const large = { value: 'x'.repeat(10_000) };
    expect(await ask('POST', '/topics/key-events/messages', large)).toEqual([500, problem]);
    expect(await ask('PUT', '/switches', { cmkLimit: 3 })).toEqual([500, problem]);
    expect(await ask('POST', '/reset', {})).toEqual([200, { reset: true }]);
    expect(await ask('PUT', '/switches', { cmkLimit: 3 })).toMatchObject([200, { cmkLimit: 3 }]);
    started.process.kill('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0, err: '' });
  });

  test('has the same keys and credentials again with --data', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'npm-start-'));
    cleanups.push(() => rmSync(directory, { recursive: true }));
    const request = { requestId: 'same', keyName: 'main' };
    const first = await startJson('--data', directory);
    const made = await first.post(KEYS_OF_ACME, request);
    const other = await start('--port', '0', '--data', directory).ended;
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.err).toMatch(/^\S+ is in use by process \d+: stop that one, or give .*\.\n$/);
    await first.stop();
    const second = await startJson('--data', directory);
    const found = await second.post(KEYS_OF_ACME, request);
    expect(found).toEqual({ ...made, status: 'adopted' });
    const { token: _, ...kept } = first.ready;
    expect(second.ready).toMatchObject(kept);
    await second.stop();
  });

  test('stops at either signal, and frees its port', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const started = start('--json', '--port', '0');
      const { url } = JSON.parse(await started.line());
      started.process.kill(signal);
      expect(await started.ended).toMatchObject({ code: 0, err: '' });
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }
  });
});

/** The lines that are printed before the first request of the user. */
async function screenOf({ line }: Started): Promise<readonly string[]> {
  const shown: string[] = [];
  while (!shown.at(-1)?.startsWith('Each request')) shown.push(await line());
  return shown;
}

/** Starts a cloud as a user does, and waits until the samples have been handled. */
async function startWithSamples(...args: string[]) {
  const started = start('--port', '0', ...args);
  const screen = (await screenOf(started)).join('\n');
  const variables = [...screen.matchAll(/^ *export (\w+)=(\S+)$/gm)];
  const env = Object.fromEntries(variables.map(([, name, value]) => [name, value]));
  return {
    /** The answer of `tenant-keys dead-letters`. */
    operate: async (...words: string[]): Promise<any> => {
      const { stdout } = await run(
        process.execPath,
        [COMMAND, 'dead-letters', ...words, '--json'],
        { env },
      );
      return JSON.parse(stdout);
    },
    stop: () => {
      started.process.kill('SIGTERM');
      return started.ended;
    },
  };
}

/** The token that the printed command prints. */
async function tokenOf(printed: string): Promise<string> {
  const [, words = ''] = /\$\(npm run --silent token -- ([^)]*)\)/.exec(printed) ?? [];
  const args = words.replace('\\\n', '').split(/ +/);
  const { stdout } = await run(process.execPath, [COMMAND, 'token', ...args], { env: {} });
  return stdout.trim();
}

describe.concurrent('npm start', TIMEOUT, () => {
  test('shows three keys being created, a request being parked, and a command that creates another key', async () => {
    const started = start('--port', '0');
    const shown = await screenOf(started);
    const live = shown.filter((line) => /^\d\d:/.test(line)).map((line) => line.slice(10));
    expect(live).toEqual([
      'http    acme/main             received: sample-acme-main',
      expect.stringMatching(/^http {4}acme\/main {13}provisioned: key [0-9a-f]{8}$/),
      'queue   acme/backup           received: sample-acme-backup',
      expect.stringMatching(/^queue {3}acme\/backup {11}provisioned: key [0-9a-f]{8}$/),
      'http    globex/main           received: sample-globex-main',
      expect.stringMatching(/^http {4}globex\/main {11}provisioned: key [0-9a-f]{8}$/),
      'queue   ?/reports             received: sample-globex-reports',
      'queue   ?/reports             parked: RequestInvalid',
    ]);
    expect(shown.filter((line) => line.length > 80)).toEqual([]);

    const command = shown.slice(shown.findIndex((line) => line.startsWith('curl'))).join('\n');
    const [, body = ''] = /-d '(.*)'/.exec(command) ?? [];
    const [, header = ''] = /-H 'content-type: (.*)'/.exec(command) ?? [];
    const [url = ''] = /http:\S+$/m.exec(command) ?? [];
    const authorization = `Bearer ${await tokenOf(shown.join('\n'))}`;
    const headers = { 'content-type': header, authorization };
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
    expect((await started.line()).slice(10)).toBe('http    initech/main          received: try-1');
    expect((await started.line()).slice(10)).toMatch(/provisioned: key [0-9a-f]{8}$/);
    started.process.kill('SIGINT');
    const { code, out, err } = await started.ended;
    expect([code, err, out.endsWith('\nStopped.\n')]).toEqual([0, '', true]);
  });

  test('parks the same sample at each start, for an operator to read, preview and discard', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'npm-start-'));
    cleanups.push(() => rmSync(directory, { recursive: true }));
    const first = await startWithSamples('--data', directory);
    expect((await first.operate('list')).letters).toMatchObject([
      { code: 'RequestInvalid', stage: 'parse', attempts: 1 },
    ]);
    await first.stop();

    const second = await startWithSamples('--data', directory);
    const [deadLetter, ...others] = (await second.operate('list')).letters;
    expect(deadLetter).toMatchObject({ code: 'RequestInvalid', attempts: 2 });
    expect(others).toEqual([]);
    const { text, problems } = (await second.operate('show', deadLetter.id, '--text')).letter;
    expect(JSON.parse(text)).toMatchObject({ tenant: 'globex', keyName: 'reports' });
    expect(problems).toMatchObject([{ pointer: '#/tenantId' }, { pointer: '#/tenant' }]);
    expect((await second.operate('plan')).plans).toMatchObject([{ outcome: 'parked' }]);
    await second.operate('discard', deadLetter.id, '--reason', 'wrong field name');
    expect((await second.operate('list')).letters).toEqual([]);
    expect(await second.stop()).toMatchObject({ code: 0, err: '' });
  });

  test('--no-deploy leaves the cloud without functions until they are deployed', async () => {
    const started = start('--port', '0', '--no-deploy');
    const shown = await screenOf(started);
    const [, words = ''] = /npm run deploy -- (.*\n.*)/.exec(shown.join('\n')) ?? [];
    const args = words.replace('\\\n', '').split(/ +/);
    const url = args.at(-1);
    const health = `${url}/functions/accept-request/healthz`;
    expect((await fetch(health)).status).toBe(404);
    await run(process.execPath, [COMMAND, 'deploy', '--yes', ...args], { env: {} });
    expect((await fetch(health)).status).toBe(200);
    started.process.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
  });

  test('--empty sends no samples', async () => {
    const started = start('--port', '0', '--empty');
    await screenOf(started);
    started.process.kill('SIGTERM');
    expect((await started.ended).out).not.toContain('acme');
  });

  test.each<[string[], number, string]>([
    [['--prot', '0'], 2, '--prot is not a flag; did you mean --port?\n'],
    [['--port', 'many'], 2, '--port must be a whole number from 0 to 65535, not "many".\n'],
  ])('%j is reported in one sentence, with exit code %i', async (args, code, err) => {
    expect(await start(...args).ended).toEqual({ code, out: '', err });
  });

  test('a port in use is reported in one sentence, with exit code 1', async () => {
    const { url, stop } = await startJson();
    const { port } = new URL(url);
    expect(await start('--port', port).ended).toEqual({
      code: 1,
      out: '',
      err: `Port ${port} is taken: choose another with --port N, or take --port 0 for any that is free.\n`,
    });
    await stop();
  });

  test('--help lists the flags', async () => {
    const { code, out } = await start('--help').ended;
    expect(code).toBe(0);
    for (const flag of ['port', 'data', 'seed', 'region', 'empty', 'no-deploy', 'demo', 'json']) {
      expect(out).toContain(`  --${flag} `);
    }
  });
});
