import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCloud } from './open-cloud.ts';

const { cloud, open } = openCloud(['--no-deploy']);

/** The official SDK; its declarations do not compile with the compiler's options of this project. */
const COS = createRequire(import.meta.url)('cos-nodejs-sdk-v5');

let foreign: Server;

beforeAll(async () => {
  foreign = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Foreign</title>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
});

afterAll(() => void foreign.close());

/** A page of another server on this machine, which has the local cloud's host and another port. */
async function foreignPage() {
  const page = await open('page/icon.svg');
  await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
  return page;
}

test('a page of another server can read nothing', async () => {
  const page = await foreignPage();
  page.removeAllListeners('console'); // The browser reports what it refuses, as it should.
  for (const path of ['/', '/page/calls', '/page/keys', '/page/stream', '/environment']) {
    const read = page.evaluate(
      (address) => fetch(address).then((answer) => answer.text()),
      `${cloud().url}${path}`,
    );
    await expect(read).rejects.toThrow('Failed to fetch');
  }
});

test('a page of another server can set no fault and send no call again', async () => {
  const page = await foreignPage();
  page.removeAllListeners('console');
  for (const path of ['/faults', '/reset', '/page/calls/1/again']) {
    await page.evaluate(
      (address) => fetch(address, { method: 'POST', mode: 'no-cors', body: '[]' }),
      `${cloud().url}${path}`,
    );
  }
  await page.evaluate((address) => {
    const body = '[{"action":"CreateKey","effect":{"notJson":true}}]';
    return fetch(address, { method: 'POST', mode: 'no-cors', body });
  }, `${cloud().url}/faults`);
  expect(await cloud().ask('GET /faults')).toEqual([]);
});

test('the page cannot be shown in the frame of another page', async () => {
  const page = await foreignPage();
  page.removeAllListeners('console');
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  }, cloud().url);
  await page.waitForTimeout(500);
  const texts = await Promise.all(
    page.frames().map((frame) =>
      frame
        .locator('body')
        .innerText()
        .catch(() => ''),
    ),
  );
  expect(texts.join()).not.toContain('Keys');
});

test('a script that gets into the page could not run', async () => {
  const page = await open('#/keys');
  page.removeAllListeners('console');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.ran = true');
    image.src = '/nothing';
    document.body.append(image);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return Object.hasOwn(window, 'ran');
  });
  expect(ran).toBe(false);
});

test('an object of COS that is a page has the address of the cloud, and none of its rights', async () => {
  const { url, secretId: SecretId, secretKey: SecretKey } = cloud();
  const Bucket = 'pages-1250000000';
  const place = { Bucket, Region: 'ap-guangzhou' };
  const cos = new COS({ SecretId, SecretKey, Protocol: 'http:', Ip: new URL(url).host });
  await cos.putBucket({ ...place, ACL: 'public-read' });
  const Body = '<title>Of others</title><script>document.title += `, and it runs`</script>';
  await cos.putObject({ ...place, Key: 'index.html', Body, ContentType: 'text/html' });

  const page = await open(`${Bucket}/index.html`);
  await page.waitForFunction(() => document.title === 'Of others, and it runs');
  page.removeAllListeners('console');
  expect(await page.evaluate(() => window.origin)).toBe('null');
  for (const path of ['/page/keys', '/environment']) {
    const read = page.evaluate((address) => fetch(address).then((answer) => answer.text()), path);
    await expect(read).rejects.toThrow('Failed to fetch');
  }
  await page
    .evaluate(() => {
      const body = '[{"action":"CreateKey","effect":{"notJson":true}}]';
      return fetch('/faults', { method: 'POST', mode: 'no-cors', body });
    })
    .catch(() => {});
  expect(await cloud().ask('GET /faults')).toEqual([]);
});
