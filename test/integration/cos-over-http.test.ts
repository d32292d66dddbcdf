import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { OBJECT_BYTES_MAX } from '../../emulator/cos/objects.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local/cloud.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ port: 0, seed: 'seed', ...options });
  closers.push(cloud.close);
  return cloud;
}

const BUCKET = 'statuses-1250000000';
const HOST = `${BUCKET}.cos.ap-guangzhou.myqcloud.com`;

type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

type Sent = {
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** Sends a request with another host than that of its address. */
function send(cloud: LocalCloud, line: string, sent: Sent = {}): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const headers = { host: sent.host ?? HOST, ...sent.headers };
  const sending = httpRequest(`${cloud.url}${path}`, { method, headers });
  return new Promise((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', async (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then(
        (content) => resolve({ status, headers: received, text: content }),
        reject,
      );
    });
    sending.end(sent.body ?? '');
  });
}

/** Sends a request with a signature of AWS, as the smallest client of S3 would. */
function sendS3(cloud: LocalCloud, line: string, sent: Sent = {}): Promise<Answer> {
  const { host = HOST, body = '' } = sent;
  const [method = '', url = ''] = line.split(' ');
  const [path = '', query = ''] = url.split('?');
  const date = new Date().toISOString().replace(/-|:|\.\d+/g, '');
  const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
  const hash = sha256(body);
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const lines = `host:${host}\nx-amz-content-sha256:${hash}\nx-amz-date:${date}\n`;
  const canonical = [method, path, query, lines, names, hash].join('\n');
  const scope = `${date.slice(0, 8)}/ap-guangzhou/s3/aws4_request`;
  const hmac = (key: string | Buffer, content: string) =>
    createHmac('sha256', key).update(content).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${cloud.secretKey}`);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${cloud.secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const headers = { authorization, 'x-amz-content-sha256': hash, 'x-amz-date': date };
  return send(cloud, line, { host, body, headers: { ...headers, ...sent.headers } });
}

async function ask(cloud: LocalCloud, method: string, path: string, body?: unknown): Promise<any> {
  const content = body === undefined ? null : JSON.stringify(body);
  return (await fetch(`${cloud.url}${path}`, { method, body: content })).json();
}

test('a client of S3 puts, reads, lists and deletes, by host and by path', async () => {
  const cloud = await start();
  const host = new URL(cloud.url).host;
  for (const [prefix, sent] of [
    ['', {}],
    [`/${BUCKET}`, { host }],
  ] as const) {
    expect((await sendS3(cloud, `PUT ${prefix}/`, sent)).status).toBe(200);
    const put = await sendS3(cloud, `PUT ${prefix}/a%20b`, { ...sent, body: '{"a":1}' });
    expect(put).toMatchObject({ status: 200, headers: { 'x-amz-request-id': expect.any(String) } });
    expect((await sendS3(cloud, `GET ${prefix}/a%20b`, sent)).text).toBe('{"a":1}');
    expect(await sendS3(cloud, `HEAD ${prefix}/a%20b`, sent)).toMatchObject({
      ...{ status: 200, text: '' },
      headers: { 'content-length': '7', etag: put.headers.etag },
    });
    const list = await sendS3(cloud, `GET ${prefix}/?list-type=2&prefix=a`, sent);
    expect(list.text).toContain('<KeyCount>1</KeyCount>');
    expect((await sendS3(cloud, `GET ${prefix}/?prefix=a`, sent)).text).toContain('<Key>a b</Key>');
    expect((await sendS3(cloud, `DELETE ${prefix}/a%20b`, sent)).status).toBe(204);
    expect((await sendS3(cloud, `DELETE ${prefix}/`, sent)).status).toBe(204);
  }
  expect((await sendS3(cloud, 'GET /', { host })).text).toContain('ListAllMyBucketsResult');
});

test('bytes come back as they were sent, in one piece or in chunks', async () => {
  const cloud = await start();
  await sendS3(cloud, 'PUT /', { headers: { 'x-amz-acl': 'public-read' } });
  const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  await sendS3(cloud, 'PUT /bytes', { body });
  const read = async () => {
    const answer = await fetch(`${cloud.url}/${BUCKET}/bytes`);
    return Buffer.from(await answer.arrayBuffer());
  };
  expect(await read()).toEqual(body);
  await sendS3(cloud, 'PUT /bytes', { body, headers: { 'transfer-encoding': 'chunked' } });
  expect(await read()).toEqual(body);
});

test.each([
  ['document', 'sandbox allow-forms allow-popups allow-scripts'],
  ['iframe', 'sandbox allow-forms allow-popups allow-scripts'],
  // It may be opened later, from the cache of the browser.
  ['image', 'sandbox allow-forms allow-popups allow-scripts'],
  [undefined, undefined],
])('an object that is fetched as %s has the policy %s', async (use, policy) => {
  const cloud = await start();
  await sendS3(cloud, 'PUT /', { headers: { 'x-amz-acl': 'public-read' } });
  await sendS3(cloud, 'PUT /page.html', { body: '<p>' });
  const headers = use === undefined ? {} : { 'sec-fetch-dest': use };
  const answer = await send(cloud, `GET /${BUCKET}/page.html`, { host: '127.0.0.1', headers });
  expect([answer.status, answer.headers['content-security-policy']]).toEqual([200, policy]);
});

test('a request without a signature, or with a wrong one, is refused in XML', async () => {
  const cloud = await start();
  await sendS3(cloud, 'PUT /');
  const anonymous = await send(cloud, 'GET /a');
  expect(anonymous).toMatchObject({ status: 403, headers: { 'content-type': 'application/xml' } });
  expect(anonymous.text).toContain('<Code>AccessDenied</Code>');
  const altered = await sendS3({ ...cloud, secretKey: 'wrong' }, 'GET /a');
  expect(altered.text).toContain('<Code>SignatureDoesNotMatch</Code>');
  expect(await send(cloud, 'HEAD /a')).toMatchObject({ status: 403, text: '' });
});

test('an object that is too large is refused, and its connection goes on', async () => {
  const cloud = await start();
  await sendS3(cloud, 'PUT /');
  const body = Buffer.alloc(OBJECT_BYTES_MAX + 1);
  const refused = await sendS3(cloud, 'PUT /a', { body });
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.text).toContain('<Code>EntityTooLarge</Code>');
  expect((await sendS3(cloud, 'PUT /a', { body: body.subarray(1) })).status).toBe(200);
});

test('a web page of another origin is refused, whatever the host', async () => {
  const cloud = await start();
  const headers = { origin: 'http://example.com' };
  const refused = await send(cloud, 'GET /', { headers });
  expect(refused).toMatchObject({ status: 403, headers: { 'content-type': 'application/json' } });
});

test('faults break the answers of COS over HTTP', async () => {
  const cloud = await start();
  await sendS3(cloud, 'PUT /');
  const fault = (effect: object) =>
    ask(cloud, 'POST', '/faults', [{ action: 'cos:PutObject', effect, times: 1 }]);
  const put = () => sendS3(cloud, 'PUT /a', { body: 'a' });
  await fault({ error: 'SlowDown' });
  expect((await put()).text).toContain('<Code>SlowDown</Code>');
  await fault({ http: 502 });
  expect(await put()).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
  expect((await sendS3(cloud, 'GET /a')).status).toBe(404);
  await fault({ lostAnswer: true });
  await expect(put()).rejects.toThrow('socket hang up');
  expect((await sendS3(cloud, 'GET /a')).text).toBe('a');
  const [, , , lost] = (await ask(cloud, 'GET', '/journal')).slice(-4);
  expect(lost).toMatchObject({ action: 'cos:GetObject', code: null, caller: 'account' });
  await ask(cloud, 'POST', '/faults', [
    { action: 'cos:GetObject', effect: { truncate: true }, times: 1 },
  ]);
  await sendS3(cloud, 'PUT /a', { body: 'a'.repeat(100) });
  await expect(sendS3(cloud, 'GET /a')).rejects.toThrow('aborted');
  expect(
    await ask(cloud, 'POST', '/faults', [{ action: 'cos:Put', effect: { http: 502 } }]),
  ).toEqual({
    error: expect.stringContaining('action must be'),
  });
});

test('buckets and objects survive a restart with --data', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cos-'));
  closers.push(() => rmSync(dataDir, { recursive: true }));
  const before = await start({ dataDir });
  await sendS3(before, 'PUT /');
  await sendS3(before, 'PUT /a', { body: 'kept', headers: { 'x-amz-meta-b': 'c' } });
  closers.splice(closers.indexOf(before.close), 1);
  await before.close();
  const after = await start({ dataDir });
  const got = await sendS3(after, 'GET /a');
  expect(got).toMatchObject({ status: 200, text: 'kept', headers: { 'x-amz-meta-b': 'c' } });
});
