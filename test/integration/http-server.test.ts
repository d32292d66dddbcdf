import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { json, type Route } from '../../emulator/http/route.ts';
import { type HttpServer, startHttpServer } from '../../emulator/http/server.ts';

let server: HttpServer;
let warnings: string[];
afterEach(() => server.close());

async function serve(handle: Route['handle']): Promise<void> {
  warnings = [];
  server = await startHttpServer({
    port: 0,
    routes: [{ method: 'POST', path: '/', handle }],
    handlers: [
      (_request, response) => {
        response.end('"a function"');
        return true;
      },
    ],
    warn: (sentence) => warnings.push(sentence),
  });
}

async function post(headers: Record<string, string>, path = '/') {
  const request = httpRequest(`${server.url}${path}`, { method: 'POST', headers }).end('{}');
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
    ['a page that this machine serves', { origin: 'http://localhost:3000' }],
  ])('accepts a request for %s', async (_, headers) => {
    await serve(() => json('done'));
    expect((await post(headers)).status).toBe(200);
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
});
