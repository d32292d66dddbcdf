import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { kmsClient } from '../../shared/kms/client.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import {
  callTencent,
  readFailure,
  requiredField,
  type TencentApi,
} from '../../shared/tencent/call.ts';
import type { Credentials } from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { wallClock } from '../wall-clock.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const CREDENTIALS: Credentials = { secretId: 'id-of-a-test', secretKey: 'key-of-a-test' };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Row = {
  readonly name: string;
  readonly answer: (response: ServerResponse) => void;
  readonly code: string;
  /** For the log. */
  readonly says?: string;
  readonly timeoutMs?: number;
};

const answers: readonly Row[] = [
  {
    name: 'an error of the API keeps its own code',
    answer: (response) => sendJson(response, { Error: { Code: 'LimitExceeded.X', Message: 'no' } }),
    code: 'LimitExceeded.X',
  },
  {
    name: 'a redirect is HttpStatus, and is not followed',
    answer: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    code: 'HttpStatus',
    says: 'GetRegions was answered with HTTP status 307',
  },
  {
    name: 'an HTTP status is HttpStatus, whatever the body says',
    answer: (response) =>
      sendJson(response.writeHead(429), { Error: { Code: 'RequestLimitExceeded', Message: '' } }),
    code: 'HttpStatus',
    says: 'GetRegions was answered with HTTP status 429',
  },
  {
    name: 'a page of a proxy is UnreadableAnswer',
    answer: (response) => response.end('<html>key-of-another-tenant</html>'),
    code: 'UnreadableAnswer',
    says: 'the answer to GetRegions is not JSON',
  },
  {
    name: 'an empty body is UnreadableAnswer',
    answer: (response) => response.end(),
    code: 'UnreadableAnswer',
    says: 'the answer to GetRegions is not JSON',
  },
  {
    name: 'a body that ends early is UnreadableAnswer',
    answer: (response) => response.end('{"Response":{"KeyId":"key-of-ano'),
    code: 'UnreadableAnswer',
    says: 'the answer to GetRegions is not JSON',
  },
  {
    name: 'JSON without a Response is UnreadableAnswer',
    answer: (response) => response.end('{"message":"hello"}'),
    code: 'UnreadableAnswer',
    says: 'the answer to GetRegions has no Response',
  },
  {
    name: 'a Response that is a string is UnreadableAnswer',
    answer: (response) => response.end('{"Response":"ok"}'),
    code: 'UnreadableAnswer',
    says: 'the answer to GetRegions is not an object',
  },
  {
    name: 'null is UnreadableAnswer',
    answer: (response) => response.end('null'),
    code: 'UnreadableAnswer',
  },
  {
    name: 'a connection that is cut before the answer is NoAnswer',
    answer: (response) => response.socket?.destroy(),
    code: 'NoAnswer',
  },
  {
    name: 'a connection that is cut within the body is NoAnswer',
    answer: (response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"Response":', () => response.socket?.destroy());
    },
    code: 'NoAnswer',
  },
  {
    name: 'a connection that is cut between chunks of the body is NoAnswer',
    answer: (response) =>
      response.write('{"Response":', () => setTimeout(() => response.socket?.destroy(), 20)),
    code: 'NoAnswer',
  },
  {
    name: 'a body that stalls is NoAnswer',
    answer: (response) => response.write('{"Response":'),
    code: 'NoAnswer',
    timeoutMs: 80,
  },
  {
    name: 'no response is NoAnswer',
    answer: () => {},
    code: 'NoAnswer',
    timeoutMs: 80,
  },
];

test.each(answers)('$name', async ({ answer, code, says = '', ...limits }) => {
  const given = await api({ answer: (_, response) => answer(response), ...limits });
  const error = await failureOf(given);
  expect(error.code).toBe(code);
  expect(error.message).toContain(says);
  expect(JSON.stringify([error.message, String(error.cause)])).not.toMatch(
    /key-of-another-tenant|key-of-a-test/,
  );
});

test('an error of the API carries the id of the call', async () => {
  const error = await failureOf(
    await api({
      answer: (_, response) =>
        sendJson(response, { Error: { Code: 'InternalError', Message: '' }, RequestId: 'r-1' }),
    }),
  );
  expect(error.kmsRequestId).toBe('r-1');
});

test.each([
  { name: 'a refused connection', host: '127.0.0.1:1' },
  { name: 'a name that every address refuses', host: 'localhost:1' },
])('$name is NotConnected', async ({ host }) => {
  const error = await failureOf({ ...(await api({})), client: client(`http://${host}`) });
  expect(error.code).toBe('NotConnected');
});

test.each([
  'request to https://kms.example/ failed, reason: getaddrinfo ENOTFOUND kms.example',
  'request to https://kms.example/ failed, reason: getaddrinfo EAI_AGAIN kms.example',
  'request to https://kms.example/ failed, reason: connect ETIMEDOUT 192.0.2.1:443',
])('"%s" is NotConnected', (message) => {
  expect(readFailure(new Error(message), 'CreateKey').code).toBe('NotConnected');
});

test.each<{ name: string; credentials: Credentials }>([
  { name: 'no secret id', credentials: { secretKey: 'key-of-a-test' } },
  { name: 'no secret key', credentials: { secretId: 'id-of-a-test' } },
  { name: 'an empty secret id', credentials: { ...CREDENTIALS, secretId: '' } },
])('with $name nothing is sent', async ({ credentials }) => {
  let calls = 0;
  const error = await failureOf(
    await api({
      answer: () => {
        calls += 1;
      },
      credentials: () => credentials,
    }),
  );
  expect([error.message, calls]).toEqual([
    ...['NoCredentials: there is no secret id or no secret key', 0],
  ]);
});

test('credentials are read on every call', async () => {
  const seen: unknown[] = [];
  const tokens = ['first', 'first', 'second', 'second'];
  const given = await api({
    answer: (request, response) => {
      seen.push(request.headers['x-tc-token']);
      sendJson(response, {});
    },
    credentials: () => ({ ...CREDENTIALS, token: tokens.shift() }),
  });
  await call(given);
  await call(given);
  expect(seen).toEqual(['first', 'second']);
});

test('a call ends by its deadline, though no socket is ever assigned to it', async () => {
  const client = { request: () => new Promise(() => {}) };
  const silent: TencentApi = { ...(await api({})), client, timeoutMs: 60 };
  const error = await failureOf(silent);
  expect(error.code).toBe('NoAnswer');
  expect(error.message).toBe('NoAnswer: GetRegions was not answered in 60 ms');
});

test('a call whose deadline passed while it waited for the rate limiter is not sent', async () => {
  let calls = 0;
  const given = await api({
    answer: () => {
      calls += 1;
    },
  });
  const error = await failureOf(given, wallClock.nowMs() - 1);
  expect([error.message, calls]).toEqual([
    ...['DeadlineExceeded: there was no time left to send GetRegions', 0],
  ]);
});

test.each([null, 'ok', 7])('the answer %j is no object', async (answer) => {
  const client = { request: async () => answer };
  const given: TencentApi = { client, rateLimiter: UNLIMITED_RATE, clock: virtualClock() };
  await expect(callTencent(given, 'GetRegions', {}, 5_000)).rejects.toThrow(
    'UnreadableAnswer: the answer to GetRegions is not an object',
  );
});

test.each([{}, { KeyId: undefined }, { KeyId: null }])('the answer %j lacks its key', (answer) => {
  const read = () => requiredField(answer as { readonly KeyId?: string }, 'KeyId');
  expect(read).toThrow('UnreadableAnswer: the answer has no KeyId');
});

test('a call at its very deadline is not sent', async () => {
  const client = { request: async () => ({}) };
  const clock = { ...virtualClock(), nowMs: () => 5_000 };
  const late: TencentApi = { client, rateLimiter: UNLIMITED_RATE, clock };
  await expect(callTencent(late, 'GetRegions', {}, 5_000)).rejects.toThrow(
    'DeadlineExceeded: there was no time left to send GetRegions',
  );
});

test.each(['', 'ECONNRESET', 7])('an error with the code %j says nothing of the call', (code) => {
  const error = Object.assign(new Error('socket hang up'), { code });
  expect(readFailure(error, 'CreateKey')).toMatchObject({
    ...{ code: 'NoAnswer', message: 'NoAnswer: CreateKey: socket hang up', cause: error },
  });
});

test('a call that the rate limiter refuses is not sent', async () => {
  let calls = 0;
  const given = await api({
    answer: () => {
      calls += 1;
    },
  });
  const refusal = new ApiError('NoTurn', { detail: 'too late' });
  const rateLimiter = { ...UNLIMITED_RATE, acquire: () => Promise.reject(refusal) };
  expect(await failureOf({ ...given, rateLimiter })).toBe(refusal);
  expect(calls).toBe(0);
});

test.each<{ name: string; answer: Row['answer']; code: string }>([
  {
    name: 'large error pages',
    answer: (response) => response.writeHead(502).end('x'.repeat(200_000)),
    code: 'HttpStatus',
  },
  {
    name: 'server-sent events',
    answer: (response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
    code: 'UnreadableAnswer',
  },
])('$name do not use up the connections', async ({ answer, code }) => {
  const given = await api({ answer: (_, response) => answer(response) });
  for (let n = 0; n < 5; n += 1) expect((await failureOf(given)).code).toBe(code);
  expect(given.openConnections()).toBeLessThan(3);
});

test('an answer that is a stream of events says so', async () => {
  const given = await api({
    answer: (_, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
  });
  expect((await failureOf(given)).message).toBe(
    'UnreadableAnswer: the answer is a stream of events',
  );
});

test('calls that succeed share one connection', async () => {
  const given = await api({ answer: (_, response) => sendJson(response, { Regions: [] }) });
  for (let n = 0; n < 5; n += 1) expect(await call(given)).toEqual({ Regions: [] });
  expect(given.connections()).toBe(1);
});

test('a proxy that the environment names is not used', async () => {
  const given = await api({ answer: (_, response) => sendJson(response, { Regions: [] }) });
  const before = process.env.http_proxy;
  process.env.http_proxy = 'http://127.0.0.1:1';
  ends.push(() => {
    if (before === undefined) delete process.env.http_proxy;
    else process.env.http_proxy = before;
  });
  expect(await call(given)).toEqual({ Regions: [] });
});

test.each([
  '127.0.0.1:4700',
  'ftp://127.0.0.1',
  'x-http://127.0.0.1:4700',
  'http://127.0.0.1:4700/kms',
  'http://a@b',
])('the endpoint %s is refused with a sentence', (endpoint) => {
  expect(() => client(endpoint)).toThrow(
    `The endpoint must be like https://host or http://host:port, not ${endpoint}`,
  );
});

test.each(['http://10.0.0.1:4700', 'http://kms.example', 'http://127.0.0.1.example'])(
  'the endpoint %s is refused, as it is neither encrypted nor on this machine',
  (endpoint) => {
    expect(() => client(endpoint)).toThrow(
      `The endpoint must be https on another machine, not ${endpoint}`,
    );
  },
);

test('a long message of the vendor is cut', () => {
  const error = Object.assign(new Error('x'.repeat(5_000)), { code: 'InternalError' });
  expect(readFailure(error, 'CreateKey').message).toHaveLength(
    'InternalError: CreateKey: '.length + 300,
  );
});

type Server = { readonly connections: () => number; readonly openConnections: () => number };

/** A server with the given answers, and the API to call it with. */
async function api(options: {
  readonly answer?: RequestListener;
  readonly credentials?: () => Credentials;
  readonly timeoutMs?: number;
}): Promise<TencentApi & Server> {
  const { answer = () => {}, credentials = () => CREDENTIALS, timeoutMs = 5_000 } = options;
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  let connections = 0;
  let openConnections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    openConnections += 1;
    socket.on('close', () => {
      openConnections -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return {
    client: client(`http://127.0.0.1:${port}`, credentials),
    rateLimiter: UNLIMITED_RATE,
    clock: wallClock,
    timeoutMs,
    connections: () => connections,
    openConnections: () => openConnections,
  };
}

function client(endpoint: string, readCredentials = () => CREDENTIALS) {
  return kmsClient({ region: 'ap-guangzhou', endpoint, readCredentials });
}

function call(given: TencentApi, deadlineMs = wallClock.nowMs() + 10_000): Promise<object> {
  return callTencent(given, 'GetRegions', {}, deadlineMs);
}

async function failureOf(given: TencentApi, deadlineMs?: number): Promise<ApiError> {
  const error: unknown = await call(given, deadlineMs).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

function sendJson(response: ServerResponse, answer: object): void {
  response.end(JSON.stringify({ Response: answer }));
}
