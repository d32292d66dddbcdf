import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { isTransientInvocation } from '../../cli/invocation/explanations.ts';
import { scriptedFunctions } from './cli-functions.ts';
import { run } from './cli-run.ts';

type Answer = { readonly status?: number; readonly body: object | string; readonly after?: number };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An API whose answers a test writes, in order; the last one again and again. */
async function api(...answers: readonly Answer[]) {
  const asked: { line: string; token: string | undefined; body: string }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const { method, url, headers } = request;
    asked.push({
      line: `${method} ${url}`,
      token: headers.authorization,
      body: await text(request),
    });
    const { status = 200, body, after } = answers[asked.length - 1] ?? answers.at(-1)!;
    if (after !== undefined) response.setHeader('retry-after', String(after));
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { TENANT_KEYS_URL: url, TENANT_KEYS_TOKEN: 'a.secret.token' };
  const typed = async (line: string, more: Readonly<Record<string, string>> = {}) => {
    const { code, out, err } = await run(line, { env: { ...env, ...more } });
    return { code, out, err: err.replaceAll(url, 'URL') };
  };
  return { url, asked, typed, lines: () => asked.map(({ line }) => line) };
}

const KEY = { keyId: 'k-1', tenantId: 'acme', keyName: 'main', keyState: 'Enabled' };
const CREATED = { status: 201, body: { status: 'created', ...KEY } };
const problem = (status: number, more: object = {}) => ({
  status,
  body: { status, title: 'The title', detail: 'The detail.', code: 'SomeCode', ...more },
});

describe('an answer, whoever gives it,', () => {
  test.each<[number, number]>([
    [409, 4],
    [429, 1],
    [432, 1],
    [501, 4],
    [503, 1],
  ])('with status %i ends with %i, and cannot steer the terminal', async (status, exit) => {
    const errors = [{ pointer: '#/keyName', detail: 'bad\u001b[2J' }];
    const { typed } = await api(problem(status, { errors }));
    const { code, err } = await typed('keys request acme/main');
    expect(code).toBe(exit);
    expect(err).toContain('The title: The detail. (SomeCode)');
    expect(err).toContain('  #/keyName: bad\\u001b[2J\n');
    expect(err).not.toContain('a.secret.token');
  });

  test('of another server is said to be one', async () => {
    const { typed } = await api({ status: 404, body: {} });
    const { code, err } = await typed('keys show acme/main');
    expect([code, err]).toEqual([
      4,
      'URL answered with HTTP status 404 as tenant-keys does not: check TENANT_KEYS_URL, which is what comes before /v1.\n',
    ]);
    const long = await api({ body: ' '.repeat(1_000_001) });
    expect((await long.typed('keys show acme/main')).err).toContain('(the answer is too long)');
    const page = await api({ status: 404, body: '<html>' });
    expect((await page.typed('keys show acme/main')).err).toMatch(/^URL gave no usable answer: /);
  });

  test('with fields of other types is shown with question marks', async () => {
    const { typed } = await api({ body: { keyId: 7 } });
    const { code, out } = await typed('keys show acme/main');
    expect([code, out]).toEqual([0, expect.stringMatching(/^key +\?\ntenant +\?\n/)]);
  });
});

describe('the pauses', () => {
  test('are as long as the answer asks, and end before the time does', async () => {
    const { typed, asked } = await api({ ...problem(503), after: 1 }, CREATED);
    expect((await typed('keys request acme/main --wait')).code).toBe(0);
    expect(asked).toHaveLength(2);
    const late = await api({ ...problem(503), after: 9 });
    expect((await late.typed('keys request acme/main --wait --timeout 1s')).code).toBe(1);
    expect(late.asked).toHaveLength(1);
  });

  test('let a list go on where the rate was used up', async () => {
    const part = { body: { keys: [KEY], nextCursor: 'c1' } };
    const { typed, lines } = await api(part, { ...problem(429), after: 1 }, { body: { keys: [] } });
    expect((await typed('keys list')).code).toBe(0);
    expect(lines()).toEqual([
      'GET /v1/keys?limit=200',
      'GET /v1/keys?limit=200&cursor=c1',
      'GET /v1/keys?limit=200&cursor=c1',
    ]);
  });
});

test('a function of another release refuses the command, which is said as it says it', async () => {
  const detail = 'command must be status, block, unblock or blocked.';
  const refused = { code: 'CommandInvalid', detail };
  const { typed, close, sent } = await scriptedFunctions(() => ({ refused }));
  const { code, out, err } = await typed('keys wait acme/main --json');
  await close();
  expect(sent).toEqual([{ command: 'show-key', tenantId: 'acme', keyName: 'main' }]);
  expect([code, out, err]).toEqual([
    ...[4, `${JSON.stringify({ refused })}\n`, `${detail} (CommandInvalid)\n`],
  ]);
});

test.each([
  ['NotConnected', true],
  ['NoAnswer', true],
  ['FunctionBusy', true],
  ['RequestLimitExceeded', true],
  ['FunctionFailed', false],
  ['UnauthorizedOperation', false],
  ['ResourceNotFound.Function', false],
  ['AuthFailure.SignatureFailure', false],
])(
  'an invocation that failed with %s is made again while a key is awaited: %s',
  (code, isRepeated) => {
    expect(isTransientInvocation({ code })).toBe(isRepeated);
  },
);

test('a key is shown with both ids of its tenant, and asked for by the one that was sent', async () => {
  const ids = { tenantId: 'x--igveq6eh4pcfygnsisfs6a3fki', externalTenantId: 'auth0|5f/7c' };
  const { typed, lines } = await api({ body: { ...KEY, ...ids } }, { body: { keys: [ids] } });
  const shown = await typed('keys show auth0|5f/7c/main');
  expect(shown.out).toMatch(/\ntenant +x--igveq6eh4pcfygnsisfs6a3fki\nsent as +auth0\|5f\/7c\n/);
  expect((await typed('keys list auth0|5f/7c')).out).toContain('auth0|5f/7c/');
  expect(lines()).toEqual([
    'GET /v1/tenants/auth0%7C5f%2F7c/keys/main',
    'GET /v1/tenants/auth0%7C5f%2F7c/keys?limit=200',
  ]);
});

// The path of the keys of the tenant `..` would be that of the keys of every tenant.
test.each(['keys list ..', 'keys list .', 'keys wait r-1 --tenant ..'])(
  'an id of dots alone is sent in no path: %s',
  async (line) => {
    const { typed, asked } = await api({ body: { keys: [] } });
    const { code, err } = await typed(line);
    expect([code, asked]).toEqual([2, []]);
    expect(err).toContain('1 to 128 characters of ASCII without a space, and not dots alone');
  },
);

describe('an id that was made for a tenant', () => {
  const MADE = 'x--tdsziwgy3cy3twqjqyp6jeg6uq';
  const NOTE =
    'An id like this is made from another: give that one, which events and answers have as externalTenantId.';

  test.each<[line: string, Answer]>([
    [`keys show ${MADE}/main`, problem(404)],
    [`keys list ${MADE}`, { body: { keys: [] } }],
    [`keys wait r-1 --tenant ${MADE}`, problem(404)],
    [`keys wait ${MADE}/main --timeout 1s`, problem(404)],
    [`keys request ${MADE}/main`, CREATED],
  ])('is another one where it is typed, which %s says', async (line, answer) => {
    const { typed } = await api(answer);
    const { out, err } = await typed(line);
    expect(`${out} ${err}`.replace(/\s+/g, ' ')).toContain(NOTE);
    const other = await typed(line.replace(MADE, 'acme'));
    expect(other.out + other.err).not.toContain('An id like this');
  });
});

test.each([
  [
    'https://idp.example/users/7',
    'https://idp.example/users/7/main --request r-1 --region ap-tokyo',
  ],
  ['/users/7', '/users/7/main --request r-1 --region ap-tokyo'],
  // As Firebase makes ids.
  ['-NxYz', '--request r-1 --region ap-tokyo -- -NxYz/main'],
])('the tenant %s is awaited by the command that its request prints', async (tenant, words) => {
  const accepted = { status: 202, body: { status: 'queued', requestId: 'r-1' } };
  const { typed, lines } = await api(accepted, { body: { status: 'provisioned', key: KEY } });
  const { out } = await typed(`keys request --region ap-tokyo -- ${tenant}/main`);
  const line = out.replaceAll(/ \\\n +/g, ' ');
  expect(line).toContain(`\n  tenant-keys keys wait ${words}\n`);
  expect((await typed(`keys wait ${words}`)).code).toBe(0);
  const path = `/v1/tenants/${encodeURIComponent(tenant)}`;
  expect(lines()).toEqual([`POST ${path}/keys`, `GET ${path}/requests/r-1`]);
});

test('a list ends with 3 where a later part is refused, and with 1 where it does not end', async () => {
  const first = { body: { keys: [KEY], nextCursor: 'c1' } };
  expect((await (await api(first, problem(403))).typed('keys list acme')).code).toBe(3);
  expect((await (await api(first)).typed('keys list acme')).code).toBe(1);
  expect((await (await api({ body: {} })).typed('keys list acme')).code).toBe(1);
});

describe('the address and the token', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ TENANT_KEYS_URL: '' }, 'The address of the HTTP API is missing'],
    [
      { TENANT_KEYS_URL: '', TENANT_KEYS_TOKEN: '' },
      'Neither the HTTP API nor credentials are known',
    ],
    [{ TENANT_KEYS_TOKEN: '' }, 'The token is missing'],
    [{ TENANT_KEYS_TOKEN: 'a b' }, 'The token in TENANT_KEYS_TOKEN is empty, or has a space'],
    [{ TENANT_KEYS_TOKEN_FILE: '/x' }, 'TENANT_KEYS_TOKEN and TENANT_KEYS_TOKEN_FILE are both set'],
    [{ TENANT_KEYS_TOKEN: '', TENANT_KEYS_TOKEN_FILE: '/no/such' }, 'The file "/no/such" of'],
    [{ TENANT_KEYS_URL: 'http://api.example' }, 'TENANT_KEYS_URL must be an https URL'],
    [{ TENANT_KEYS_URL: 'api.example' }, 'TENANT_KEYS_URL must be an https URL'],
    [{ TENANT_KEYS_URL: 'https://u:p@api.example' }, 'TENANT_KEYS_URL must have neither a user'],
    [{ TENANT_KEYS_URL: 'https://api.example/?a' }, 'TENANT_KEYS_URL must have neither ? nor #'],
    [
      { TENANT_KEYS_URL: 'https://api.example/v1' },
      'TENANT_KEYS_URL must be what comes before /v1',
    ],
  ])('%j is a usage error before anything is sent', async (env, sentence) => {
    const { typed, asked } = await api(CREATED);
    const { code, err } = await typed('keys request acme/main', env);
    expect([code, err.startsWith(sentence), asked]).toEqual([2, true, []]);
  });

  test('of no server and of an unknown host fail in a sentence', async () => {
    const env = { TENANT_KEYS_TOKEN: 'a.b.c' };
    const nobody = await run('keys list', {
      env: { ...env, TENANT_KEYS_URL: 'http://127.0.0.1:1' },
    });
    expect([nobody.code, nobody.err]).toEqual([
      1,
      'http://127.0.0.1:1 gave no usable answer: check TENANT_KEYS_URL, then run the same command again, which is safe (ECONNREFUSED).\n',
    ]);
    const url = { ...env, TENANT_KEYS_URL: 'http://127.0.0.1:1' };
    expect(await run('keys wait acme/main --timeout 1s', { env: url })).toEqual(nobody);
    // RFC 6761, section 6.4: no name below invalid ever exists.
    const unknown = await run('keys list', {
      env: { ...env, TENANT_KEYS_URL: 'https://a.invalid' },
    });
    expect([unknown.code, unknown.err]).toEqual([
      1,
      expect.stringMatching(
        /^The host a\.invalid is not known: check TENANT_KEYS_URL, and the connection to the network \((?:ENOTFOUND|EAI_AGAIN)\)\.\n$/,
      ),
    ]);
  });
});

test.each([
  ['keys request acme', 'a tenant without a space and the name of its key, such as acme/main'],
  ['keys request acme/Main', 'a tenant without a space and the name of its key, such as acme/main'],
  ['keys request ../main', 'a tenant without a space and the name of its key, such as acme/main'],
  ['keys list ..', 'a tenant id such as acme'],
  ['keys request', 'The key is missing: tenant-keys keys request acme/main.'],
  ['keys show', 'The key is missing: tenant-keys keys show acme/main.'],
  ['keys wait', 'The key is missing: tenant-keys keys wait acme/main.'],
  [
    'keys wait r-1',
    'The tenant of the request is missing: tenant-keys keys wait r-1 --tenant acme.',
  ],
  ['keys wait a/b/C', '"a/b/C" must be a key such as acme/main, a Location such as'],
  ['keys wait https://api.example/a', 'must be a key such as acme/main, a Location such as'],
  ['keys wait ../a', 'must be a key such as acme/main, a Location such as'],
  ['keys wait /v1/tenants/%zz/keys/a', 'must be a key such as acme/main'],
  [
    'keys wait r-1 --request r-1',
    '--request goes with a key: tenant-keys keys wait acme/main --request r-1.',
  ],
  ['keys wait /v1/tenants/a/requests/b?other=1', 'must be a key such as acme/main'],
  ['keys request acme/main --tag a=1 --tag a=2', '--tag gives "a" twice'],
])('%s is a mistake', async (line, sentence) => {
  const { code, err } = await run(line);
  expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
});
