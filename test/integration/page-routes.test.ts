import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client as KmsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_client.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

let folder: string;
let cloud: LocalCloud;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  for (const name of ['index.html', 'app.js', 'app.css', 'icon.svg']) {
    writeFileSync(join(folder, name), `the file ${name}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  const pageUrl = new URL(`${pathToFileURL(folder)}/`);
  cloud = await startLocalCloud({ port: 0, seed: 'seed', pageUrl });
});
afterEach(() => cloud.close());

function kms(): KmsClient {
  const { url, secretId, secretKey, region } = cloud;
  const profile = { httpProfile: { endpoint: new URL(url).host, protocol: 'http://' } };
  return new KmsClient({ credential: { secretId, secretKey }, region, profile });
}

async function ask(line: string, body?: unknown): Promise<any> {
  const [method = '', path = ''] = line.split(' ');
  const sent = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${cloud.url}${path}`, sent);
  return answer.ok
    ? answer.json()
    : { status: answer.status, ...((await answer.json()) as object) };
}

/** The status, the type and the text of an answer to a request with these headers. */
async function send(line: string, headers: Readonly<Record<string, string>>) {
  const [method = '', path = ''] = line.split(' ');
  const request = httpRequest(`${cloud.url}${path}`, { method, headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = (await response.toArray()).join('');
  return { status: response.statusCode, type: response.headers['content-type'], text };
}

/** Opens the stream; `read` resolves once an event of this name arrives. */
async function openStream() {
  const abort = new AbortController();
  const answer = await fetch(`${cloud.url}/page/stream`, { signal: abort.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (name: string): Promise<any> => {
    for (;;) {
      const [found, data = ''] = new RegExp(`event: ${name}\ndata: (.*)\n\n`).exec(text) ?? [];
      if (found !== undefined) {
        text = text.replace(found, '');
        return JSON.parse(data);
      }
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`the stream ended before ${name}`);
      text += value;
    }
  };
  return { answer, read, close: () => abort.abort() };
}

describe('the page of the local cloud', () => {
  const ROUTES = [
    ...['GET /', 'GET /page/app.js', 'GET /page/stream', 'GET /page/calls', 'GET /page/calls/1'],
    ...['GET /page/keys', 'GET /page/settings', 'POST /page/calls/1/again'],
    ...['DELETE /page/calls', 'DELETE /page/faults/1'],
  ];

  test.each(ROUTES)('refuses %s to another host, and to pages of other sites', async (line) => {
    expect(await send(line, { host: 'evil.example' })).toMatchObject({ status: 403 });
    expect(await send(line, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
  });

  test.each(ROUTES.filter((line) => !line.startsWith('GET')))(
    'refuses %s to pages of other servers of this machine',
    async (line) => {
      const headers = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' };
      expect(await send(line, headers)).toMatchObject({ status: 403 });
      expect(await send(line, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
    },
  );

  test.each(ROUTES)('refuses %s to a page of another site that loads it', async (line) => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect(await send(line, headers)).toMatchObject({ status: 403 });
  });

  test('is served to browsers, and programs get JSON as before', async () => {
    const accept = 'text/html,application/xhtml+xml';
    const html = { type: 'text/html; charset=utf-8', text: 'the file index.html' };
    expect(await send('GET /', { accept })).toEqual({ status: 200, ...html });
    expect(await send('HEAD /', { accept })).toEqual({ status: 200, ...html, text: '' });
    const { routes } = await ask('GET /');
    expect(routes).toContain('GET /journal');
    expect(routes.filter((route: string) => route.includes('/page'))).toEqual([]);
  });

  test('is not served where none is given', async () => {
    const plain = await startLocalCloud({ port: 0 });
    expect(plain).not.toHaveProperty('page');
    const { status } = await fetch(`${plain.url}/page/calls`);
    await plain.close();
    expect(status).toBe(404);
  });

  test('answers other methods and unknown paths in a sentence', async () => {
    expect(await ask('POST /page/stream')).toEqual({
      status: 405,
      error: '/page/stream takes GET, not POST.',
    });
    expect(await send('HEAD /page/stream?again=1', {})).toMatchObject({ status: 405, text: '' });
    expect(await ask('PUT /page/calls')).toMatchObject({ status: 405 });
    expect(await ask('GET /page/nothing')).toMatchObject({ status: 404 });
    expect(await ask('GET /page/calls/x')).toEqual({
      status: 404,
      error: 'There is no call "x": none is recorded.',
    });
    expect(await ask('GET /page/keys/x')).toEqual({
      status: 404,
      error: 'There is no key "x" in ap-guangzhou.',
    });
  });
});

describe('the keys on the page', () => {
  const aliasesOf = async (query: string): Promise<string[]> => {
    const { keys } = await ask(`GET /page/keys?${query}`);
    return keys.map(({ alias }: { readonly alias: string }) => alias);
  };

  beforeEach(async () => {
    await ask('PUT /switches', { tagsMustExist: false });
    const Tags = [{ TagKey: 'team', TagValue: 'Blue' }];
    await kms().CreateKey({ Alias: 'acme_main' });
    await kms().CreateKey({ Alias: 'acme_backup', Tags });
    await kms().CreateKey({ Alias: 'globex_main', Type: 2 });
  });

  test('come in pages, the newest first, with how many there are', async () => {
    const page = await ask('GET /page/keys?size=2');
    expect(page).toMatchObject({ total: 3, matching: 3 });
    expect(await aliasesOf('size=2')).toEqual(['globex_main', 'acme_backup']);
    expect(await aliasesOf('size=2&skip=2')).toEqual(['acme_main']);
    expect(await aliasesOf('skip=3')).toEqual([]);
  });

  test('are found by alias, id, tag and state', async () => {
    expect(await aliasesOf('search=ACME')).toEqual(['acme_backup', 'acme_main']);
    expect(await aliasesOf('search=team:blue')).toEqual(['acme_backup']);
    expect(await aliasesOf('state=PendingImport')).toEqual(['globex_main']);
    expect(await aliasesOf('state=Enabled&search=main')).toEqual(['acme_main']);
    const { keys } = await ask('GET /page/keys?search=backup');
    expect(await aliasesOf(`search=${keys[0].keyId}`)).toEqual(['acme_backup']);
    expect(keys[0].tags).toEqual([['team', 'Blue']]);
    expect(await ask('GET /page/keys?search=acme&size=1')).toMatchObject({ total: 3, matching: 2 });
  });

  test('have the calls that concerned them, with what each did', async () => {
    const { keys } = await ask('GET /page/keys?search=acme_main');
    const [{ keyId }] = keys;
    await kms()
      .CreateKey({ Alias: 'acme_main' })
      .catch(() => {});
    await kms().DisableKey({ KeyId: keyId });
    await kms().ScheduleKeyDeletion({ KeyId: keyId, PendingWindowInDays: 7 });
    const detail = await ask(`GET /page/keys/${keyId}`);
    expect(detail).toMatchObject({ state: 'PendingDelete', description: '' });
    expect(detail.deletionAtMs).toBeGreaterThan(detail.createTimeMs);
    const history = detail.history.map((call: any) => [
      call.action,
      call.code,
      call.changes.map(({ field }: any) => field),
    ]);
    expect(history).toEqual([
      ['CreateKey', null, ['state', 'alias']],
      ['CreateKey', 'InvalidParameterValue.AliasAlreadyExists', []],
      ['DisableKey', null, ['state']],
      ['ScheduleKeyDeletion', null, ['state', 'deletion']],
    ]);
  });

  test.each([
    ['size=abc', 'size must be a whole number from 0 to 1000.'],
    ['skip=1.5', 'skip must be a whole number from 0 to 9007199254740991.'],
    [
      'state=Lost',
      'state must be one of Enabled, Disabled, PendingDelete, PendingImport, Archived.',
    ],
    ['sort=alias', '"sort" is unknown; there are search, state, skip, size.'],
  ])('refuse %s in one sentence', async (query, error) => {
    expect(await ask(`GET /page/keys?${query}`)).toEqual({ status: 400, error });
  });
});

describe('the settings on the page', () => {
  test('have every switch with its default and text', async () => {
    await ask('PUT /switches', { cmkLimit: 7 });
    const { region, switches } = await ask('GET /page/settings');
    expect(region).toBe('ap-guangzhou');
    expect(switches).toContainEqual({
      ...{ name: 'cmkLimit', value: 7, default: 200 },
      text: 'The key quota in a region. Keys that are scheduled for deletion do not count.',
    });
    expect(switches.every(({ text }: any) => /^[A-Z`].*\.$/.test(text))).toBe(true);
  });

  test('name what a fault may be set for, with the codes of each action', async () => {
    const { actions } = await ask('GET /page/settings');
    const codesOf = (name: string) => actions.find(({ action }: any) => action === name)?.codes;
    expect(codesOf('CreateKey')).toContain('LimitExceeded.CmkLimitExceeded');
    expect(codesOf('cos:PutObject')).toContain('SlowDown');
    expect(codesOf('topics:read:key-requests')).toEqual([]);
    expect(codesOf('*')).toEqual([]);
  });

  test('number the faults, of which one can be removed', async () => {
    const effect = { error: 'InternalError' };
    await ask('POST /faults', [
      { action: 'CreateKey', effect, times: 2 },
      { action: 'DisableKey', effect },
    ]);
    await kms()
      .CreateKey({ Alias: 'a' })
      .catch(() => {});
    const { faults } = await ask('GET /page/settings');
    expect(faults).toEqual([
      { number: 1, action: 'CreateKey', effect, times: 1 },
      { number: 2, action: 'DisableKey', effect },
    ]);
    expect(await ask('DELETE /page/faults/1')).toEqual([faults[1]]);
    expect(await ask('GET /faults')).toEqual([{ action: 'DisableKey', effect }]);
    const gone = { status: 404, error: 'There is no fault "1" any more.' };
    expect(await ask('DELETE /page/faults/1')).toEqual(gone);
  });
});

describe('the stream of the page', () => {
  test('begins with what is deployed and how many keys there are', async () => {
    const { answer, read } = await openStream();
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(await read('deployed')).toEqual({ functions: [] });
    expect(await read('keys')).toEqual({ total: 0 });
  });

  test('tells every page of calls, keys, settings and a reset', async () => {
    const pages = [await openStream(), await openStream()];
    for (const { read } of pages) await read('keys');
    await kms().CreateKey({ Alias: 'acme_main' });
    for (const { read } of pages) {
      expect(await read('calls')).toMatchObject([{ number: 1, subject: 'acme_main', code: null }]);
      expect(await read('keys')).toEqual({ total: 1 });
    }
    await ask('POST /faults', [{ action: '*', effect: { delayMs: 1 } }]);
    for (const { read } of pages) expect(await read('settings')).toBeNull();
    await ask('POST /reset');
    for (const { read } of pages) {
      expect(await read('reset')).toBeNull();
      expect(await read('keys')).toEqual({ total: 0 });
    }
    expect((await ask('GET /page/calls')).calls).toEqual([]);
  });

  test('takes events of others, and lists of rows', async () => {
    const { read } = await openStream();
    cloud.page?.sendRow('requests', { number: 1 });
    cloud.page?.sendRow('requests', { number: 2 });
    cloud.page?.send('curves', () => 'old');
    cloud.page?.send('curves', () => 'new');
    expect(await read('requests')).toEqual([{ number: 1 }, { number: 2 }]);
    expect(await read('curves')).toBe('new');
  });

  test('says that something was left out when too much comes at once', async () => {
    const { read } = await openStream();
    for (let number = 1; number <= 1_001; number++) cloud.page?.sendRow('requests', { number });
    expect(await read('requests')).toHaveLength(1_000);
    expect(await read('lagged')).toBeNull();
  });

  test('keeps little in memory for a page that does not read', async () => {
    const request = httpRequest(`${cloud.url}/page/stream`).end();
    const [slow] = (await once(request, 'response')) as [IncomingMessage];
    slow.pause();
    const { read } = await openStream();
    const row = 'x'.repeat(64 * 1024);
    // More than the buffers of a connection hold.
    for (let count = 0; count < 6; count++) {
      for (let index = 0; index < 50; index++) cloud.page?.sendRow('rows', row);
      expect(await read('rows')).toHaveLength(50);
    }
    let text = '';
    slow.setEncoding('utf8').on('data', (chunk: string) => {
      text = `${text}${chunk}`.slice(-1_000);
    });
    slow.resume();
    await expect.poll(() => text, { timeout: 10_000 }).toContain('event: lagged\ndata: null\n\n');
    request.destroy();
  });

  test('ends with the cloud, and a page that leaves ends nothing', async () => {
    const [first, second] = [await openStream(), await openStream()];
    first.close();
    await kms().CreateKey({ Alias: 'acme_main' });
    expect(await second.read('calls')).toHaveLength(1);
    await cloud.close();
    await expect(second.read('calls')).rejects.toThrow();
  });

  test('adds routes of others, which GET / does not list', async () => {
    const handle = () => ({
      reply: { kind: 'answer', status: 200, body: ['a row'], delayMs: 0 } as const,
    });
    cloud.page?.addRoutes([{ method: 'GET', path: '/page/requests', handle }]);
    expect(await ask('GET /page/requests')).toEqual(['a row']);
    expect((await ask('GET /')).routes).not.toContain('GET /page/requests');
  });
});
