import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { json, type Route } from '../../emulator/http/route.ts';
import { type HttpServer, startHttpServer } from '../../emulator/http/server.ts';
import { functionUrlRoutes } from '../../emulator/scf/function-url-routes.ts';

const SANDBOX = 'sandbox allow-forms allow-popups allow-scripts';

let server: HttpServer;
let warnings: string[];
afterEach(() => server.close());

type Bodies = { readonly bytesMax: number; readonly timeoutMs: number };

async function serve(handle: Route['handle'], bodies?: Bodies): Promise<void> {
  warnings = [];
  server = await startHttpServer({
    port: 0,
    routes: (['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => ({
      ...{ method, path: '/', handle },
    })),
    endpoints: [
      {
        takes: ({ headers: { host } }) => host === 'storage.example',
        bodyBytesMax: 2,
        handle: ({ method, url, body }) => {
          const answer = Buffer.from(`"${method} ${url} ${body}"`);
          const headers = { 'X-Kind': 'bytes' };
          return { reply: { kind: 'answer', status: 201, body: answer, headers, delayMs: 0 } };
        },
      },
    ],
    handlers: [
      (_request, response) => {
        response.end('"a function"');
        return true;
      },
    ],
    warn: (sentence) => warnings.push(sentence),
    ...(bodies && { bodies }),
  });
}

const post = (headers: Record<string, string>, path = '/') => send('POST', headers, path);

async function send(method: string, headers: Record<string, string>, path = '/') {
  const request = httpRequest(`${server.url}${path}`, { method, headers });
  request.end(method === 'POST' ? '{}' : undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks = await response.toArray();
  return { status: response.statusCode, body: JSON.parse(chunks.join('')) };
}

describe('the server of the local cloud', () => {
  test('answers an internal error with 500', async () => {
    await serve(() => {
      throw new Error('the disk is full.');
    });
    expect(await post({})).toEqual({
      status: 500,
      body: { error: 'The local cloud failed: the disk is full.' },
    });
  });

  test('warns of an error in a late effect', async () => {
    await serve(() => ({
      ...json('done'),
      late: {
        afterMs: 0,
        run: () => {
          throw new Error('the disk is full.');
        },
      },
    }));
    expect(await post({})).toEqual({ status: 200, body: 'done' });
    await expect.poll(() => warnings).toEqual(['The local cloud failed: the disk is full.']);
  });

  test.each([
    ['127.0.0.1 with any port', { host: '127.0.0.1:1' }],
    ['localhost', { host: 'localhost' }],
    ['IPv6', { host: '[::1]:4700' }],
  ])('accepts a request for %s', async (_, headers) => {
    await serve(() => json('done'));
    expect((await post(headers)).status).toBe(200);
  });

  test('leaves a host of its own to the endpoint that takes it, with every path', async () => {
    await serve(() => json('the route'));
    const taken = (path: string) => post({ host: 'storage.example' }, path);
    expect(await taken('/')).toEqual({ status: 201, body: 'POST / {}' });
    expect(await taken('/functions/fn/?a=b')).toEqual({
      status: 201,
      body: 'POST /functions/fn/?a=b {}',
    });
    const page = await post({ host: 'storage.example', origin: 'https://evil.example' });
    expect(page.status).toBe(403);
  });

  test('tells an endpoint that a body is too large, and sends its bytes and headers', async () => {
    await serve(() => json('the route'));
    const answer = await fetch(server.url, { method: 'POST', body: '{}' });
    expect(answer.headers.get('content-type')).toBe('application/json');
    const headers = { host: 'storage.example' };
    const request = httpRequest(server.url, { method: 'POST', headers }).end('{"a":1}');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect((await response.toArray()).join('')).toBe('"POST / too large"');
    expect(response.headers).toMatchObject({ 'x-kind': 'bytes', 'content-length': '18' });
    expect(response.headers).not.toHaveProperty('content-type');
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'whose domain name resolves to this machine',
      { host: 'evil.example:4700' },
      'The header Host must be 127.0.0.1 or localhost, not "evil.example:4700".',
    ],
    [
      'whose domain name starts with our address',
      { host: '127.0.0.1.evil.example' },
      'The header Host must be 127.0.0.1 or localhost, not "127.0.0.1.evil.example".',
    ],
    [
      'of another site',
      { origin: 'https://evil.example' },
      'The header Origin must be left out: "https://evil.example" is not this machine.',
    ],
    [
      'without a site',
      { origin: 'null' },
      'The header Origin must be left out: "null" is not this machine.',
    ],
  ])('refuses a web page %s, for functions as well', async (_, headers, error) => {
    await serve(() => json('done'));
    expect(await post(headers)).toEqual({ status: 403, body: { error } });
    expect(await post(headers, '/functions/fn/')).toEqual({ status: 403, body: { error } });
  });

  test('accepts what its own page sends', async () => {
    await serve(() => json('done'));
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect(await post(headers)).toEqual({ status: 200, body: 'done' });
  });

  const OTHER = 'http://localhost:3000';

  test.each(['POST', 'PUT', 'DELETE'])(
    'refuses a %s of a page that another server of this machine serves',
    async (method) => {
      await serve(() => json('done'));
      const { host } = new URL(server.url);
      expect(await send(method, { origin: OTHER })).toEqual({
        status: 403,
        body: {
          error: `Web pages of other servers may only call functions: they are not from http://${host}.`,
        },
      });
      expect(await send(method, { 'sec-fetch-site': 'same-site' })).toMatchObject({ status: 403 });
      expect(await send(method, { origin: `https://${host}` })).toMatchObject({ status: 403 });
    },
  );

  test('lets such a page read, and call functions', async () => {
    await serve(() => json('done'));
    const headers = { origin: OTHER, 'sec-fetch-site': 'same-site' };
    expect(await send('GET', headers)).toEqual({ status: 200, body: 'done' });
    expect(await post(headers, '/functions/fn/')).toEqual({ status: 200, body: 'a function' });
  });

  test('refuses what a page of another site changes, though it sends no Origin', async () => {
    await serve(() => json('done'));
    const headers = { 'sec-fetch-site': 'cross-site' };
    const refused = {
      status: 403,
      body: { error: 'Web pages of other sites may change nothing here.' },
    };
    expect(await post(headers)).toEqual(refused);
    expect(await post(headers, '/functions/fn/')).toEqual(refused);
    // Whoever follows a link to the local cloud only reads.
    expect(await send('GET', headers)).toEqual({ status: 200, body: 'done' });
    const link = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await send('GET', link)).toEqual({ status: 200, body: 'done' });
  });

  test.each([
    ['script', 'no-cors'],
    ['image', 'no-cors'],
    ['empty', 'cors'],
    ['empty', 'no-cors'],
  ])('refuses what a page of another site loads into itself: %s by %s', async (dest, mode) => {
    await serve(() => json('done'));
    const headers = {
      ...{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest },
    };
    expect(await send('GET', headers)).toEqual({
      status: 403,
      body: { error: 'Web pages of other sites may load nothing from here.' },
    });
    expect(await send('GET', headers, '/functions/fn/')).toEqual({
      status: 200,
      body: 'a function',
    });
  });
});

describe('the answer of a function', () => {
  test.each([
    ['a browser and none', { 'sec-fetch-dest': 'document' }, {}, [SANDBOX]],
    [
      'a browser and one',
      { 'sec-fetch-dest': 'document' },
      { 'Content-Security-Policy': "default-src 'self'" },
      [SANDBOX, "default-src 'self'"],
    ],
    [
      'a browser and two',
      { 'sec-fetch-dest': 'empty' },
      { 'content-security-policy': ["default-src 'self'", 'sandbox allow-same-origin'] },
      [SANDBOX, "default-src 'self'", 'sandbox allow-same-origin'],
    ],
    [
      'a program and one',
      {},
      { 'Content-Security-Policy': "default-src 'self'" },
      ["default-src 'self'"],
    ],
  ])('has its own policies and that of the server: %s', async (_, sent, headers, policies) => {
    const value = { statusCode: 200, headers, body: '"a page"' };
    const result = {
      ok: true,
      value,
      functionName: 'fn',
      requestId: 'i-1',
      durationMs: 1,
    } as const;
    server = await startHttpServer({
      port: 0,
      routes: [],
      endpoints: [],
      handlers: [
        functionUrlRoutes(
          async () => result,
          () => ({ urlStatusesStandard: true }),
        ),
      ],
      warn: (sentence) => warnings.push(sentence),
    });
    const answer = httpRequest(`${server.url}/functions/fn/`, { headers: sent }).end();
    const [response] = (await once(answer, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.headersDistinct['content-security-policy']).toEqual(policies);
  });
});

describe('the bodies that the local cloud reads', () => {
  const KIB = 1024;

  /** Sends a body of 128 KiB without its last byte, and resolves to the status of the answer. */
  function sendUnfinished(): {
    readonly status: Promise<number | string>;
    readonly finish: () => void;
  } {
    const headers = { 'content-length': 128 * KIB };
    const request = httpRequest(`${server.url}/`, { method: 'POST', headers });
    request.write('x'.repeat(128 * KIB - 1));
    const status = new Promise<number | string>((resolve) => {
      request.once('error', (error) => resolve(error.message));
      request.once('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
    });
    return { status, finish: () => request.end('x') };
  }

  test('take no more memory than is set, however many are not finished', async () => {
    await serve(() => json('done'), { bytesMax: KIB * KIB, timeoutMs: 60_000 });
    const sent = Array.from({ length: 60 }, sendUnfinished);
    const statuses: (number | string)[] = [];
    for (const { status } of sent) void status.then((each) => statuses.push(each));
    // Eight times 128 KiB are in memory. Who sends a body that has given way may send it again.
    await expect.poll(() => statuses, { timeout: 20_000 }).toEqual(Array(52).fill(503));
    expect(await post({})).toEqual({ status: 200, body: 'done' });
    for (const { finish } of sent) finish();
    await Promise.all(sent.map(({ status }) => status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  test('leave the memory when they were answered', async () => {
    await serve(({ body }) => json(body.length), { bytesMax: 384 * KIB, timeoutMs: 60_000 });
    for (let count = 0; count < 20; count++) {
      const { status, finish } = sendUnfinished();
      finish();
      expect(await status).toBe(200);
    }
  });

  test('are whole, whatever their chunks', async () => {
    await serve(({ body }) => json(body.toString()));
    const request = httpRequest(`${server.url}/`, { method: 'POST' });
    const text = Array.from({ length: 30_000 }, (_, index) => `${index},`).join('');
    for (let start = 0; start < text.length; start += 7_001) {
      request.write(text.slice(start, start + 7_001));
    }
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(JSON.parse((await response.toArray()).join(''))).toBe(text);
  });

  test('are refused when they are not complete in time', async () => {
    await serve(() => json('done'), { bytesMax: KIB * KIB, timeoutMs: 50 });
    const headers = { 'content-length': 9 };
    const request = httpRequest(`${server.url}/`, { method: 'POST', headers });
    request.write('half');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(408);
    expect(response.headers.connection).toBe('close');
    expect(JSON.parse((await response.toArray()).join(''))).toEqual({
      error: 'The body was not complete after 50 ms: send the request again.',
    });
    request.destroy();
  });

  test('are cut off in time when they were refused before', async () => {
    await serve(() => json('done'), { bytesMax: 64 * KIB, timeoutMs: 50 });
    const request = httpRequest(`${server.url}/`, { method: 'POST' });
    request.write('x'.repeat(128 * KIB));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('1');
    response.resume();
    await once(request, 'close');
    expect(request.writableEnded).toBe(false);
  });
});
