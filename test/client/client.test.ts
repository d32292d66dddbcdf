import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientOptions, type TenantKeys, tenantKeys } from '../../client/src/client.ts';
import { type EventMessage, parseEvent } from '../../client/src/events.ts';
import { sentId, tenantOf } from '../../client/src/generated/tenant-id.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';
import { setTimer } from '../world/timer.ts';

// The client against the deployed application in a local cloud. Needs the bundles that `npm run build` makes.

let application: RunningApplication;
let keys: TenantKeys;

beforeAll(async () => {
  application = await runningApplication('client');
  keys = client();
}, 60_000);
afterAll(() => application.close());
afterEach(() => application.ask('DELETE /faults'));

function client(options: Partial<ClientOptions> = {}): TenantKeys {
  const { url, token } = application.cloud;
  return tenantKeys({ url: `${url}/functions/accept-request`, token, ...options });
}

/** Without what the queue still writes about earlier requests. */
const callsOfKms = async (): Promise<readonly string[]> =>
  (await application.ask('GET /journal'))
    // What waits is tried again each minute, by another role.
    .filter(({ caller }: { caller: string }) => caller === 'role/tenant-keys-accept-request')
    .map(({ action }: { action: string }) => action)
    .filter((action: string) => !action.startsWith('cos:'));

const all = async <T>(list: AsyncIterable<T>) => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('a key', () => {
  test('is made, and is the same key when it is asked for again', async () => {
    const made = await keys.ensureKey('acme', { keyName: 'main' });
    expect(made).toMatchObject({ alias: 'acme_main', keyState: 'Enabled', tenantId: 'acme' });
    expect(await keys.ensureKey('acme', { keyName: 'main' })).toEqual(made);
  });

  test('is made although the first answers are 503', async () => {
    await application.ask('POST /faults', {
      ...{ action: 'CreateKey', effect: { error: 'InternalError' }, times: 12 },
    });
    const { alias } = await keys.ensureKey('beta', { keyName: 'main' });
    expect(alias).toBe('beta_main');
  });

  test('that is refused is an error with the problem of the API', async () => {
    await keys.ensureKey('acme', { keyName: 'taken' });
    const asked = keys.ensureKey('acme', { keyName: 'taken', origin: 'EXTERNAL' });
    await expect(asked).rejects.toMatchObject({
      name: 'ProblemError',
      status: 409,
      code: 'KeyConflict',
      isRetryable: false,
      problem: { errors: [{ pointer: '#/origin' }] },
    });
  });

  test('is waited for while its request is in the queue', async () => {
    const queued = await keys.requestKey(
      'acme',
      { requestId: 'r-queued', keyName: 'queued' },
      { async: true },
    );
    expect(queued).toEqual({
      status: 'queued',
      requestId: 'r-queued',
      tenantId: 'acme',
      keyName: 'queued',
    });
    const status = await keys.waitForRequest('acme', 'r-queued');
    expect(status).toMatchObject({ status: 'provisioned', key: { alias: 'acme_queued' } });
    expect(await keys.readRequest('acme', 'r-queued')).toEqual(status);
  });

  test('that the queue rejects has a status that says why', async () => {
    await keys.ensureKey('acme', { keyName: 'mine' });
    const request = { requestId: 'r-rejected', keyName: 'mine', origin: 'EXTERNAL' } as const;
    await keys.requestKey('acme', request, { async: true });
    const status = await keys.waitForRequest('acme', 'r-rejected');
    expect(status).toMatchObject({ status: 'rejected', problem: { code: 'KeyConflict' } });
  });

  test('that waits for the quota is awaited no longer than asked, and made later', async () => {
    await setTimer(application.cloud, 'CLOSE');
    await application.ask('PUT /switches', { cmkLimit: 0 });
    const request = { requestId: 'r-waits', keyName: 'waits' };
    const late = keys.ensureKey('acme', request, { timeoutMs: 3_000 });
    await expect(late).rejects.toMatchObject({
      name: 'StillWaitingError',
      requestId: 'r-waits',
      status: { status: 'waiting' },
    });
    await application.ask('PUT /switches', { cmkLimit: 1_000 });
    await setTimer(application.cloud, 'OPEN');
    await application.ask('POST /clock/advance', { ms: 3_600_000 });
    const key = await keys.ensureKey('acme', request);
    expect(key.alias).toBe('acme_waits');
  });

  test('of a tenant with an id of an identity provider is found by that id', async () => {
    const id = 'auth0|5f7c8ec7c33c6c004bbafe82';
    const key = await keys.ensureKey(id, { keyName: 'main' });
    expect(key).toMatchObject({ ...tenantOf(id), alias: `${tenantOf(id).tenantId}_main` });
    expect(await keys.findKey(id, 'main')).toEqual(key);
    expect((await all(keys.listKeys(id))).map(sentId)).toEqual([id]);
    const messages = await application.ask('GET /topics/key-events/messages?from=0');
    const senders = messages.map((message: EventMessage) => {
      const event = parseEvent(message);
      return event?.type === 'tenant-key.provisioned' ? sentId(event.data) : undefined;
    });
    expect(senders).toContain(id);
  });

  test('is planned without being made', async () => {
    expect(await keys.planKey('acme', { keyName: 'planned' })).toMatchObject({ action: 'create' });
    expect(await keys.findKey('acme', 'planned')).toBeUndefined();
  });

  test('is found with one call, however often', async () => {
    const { keyId } = await keys.ensureKey('acme', { keyName: 'found' });
    await application.ask('DELETE /journal');
    const found = [await keys.findKey('acme', 'found'), await keys.findKey('acme', 'found')];
    expect(found).toMatchObject([{ keyId }, { keyId }]);
    expect(await callsOfKms()).toEqual(['ListKeyDetail']);
  });
});

describe('a list', () => {
  test('has the keys of its tenant, oldest first', async () => {
    for (const keyName of ['one', 'two', 'three']) await keys.ensureKey('lists', { keyName });
    expect((await all(keys.listKeys('lists'))).map(({ keyName }) => keyName)).toEqual([
      ...['one', 'two', 'three'],
    ]);
    expect(await all(keys.listKeys('lists', { state: 'Archived' }))).toEqual([]);
  });

  test('of every tenant comes in parts, and is read as far as the loop goes', async () => {
    const asked: string[] = [];
    const counting = client({
      fetch: (request) => {
        asked.push(new URL(request.url).search);
        const url = request.url.includes('?') ? request.url : `${request.url}?limit=2`;
        return fetch(new Request(url.replace('?cursor', '?limit=2&cursor'), request));
      },
    });
    const every = await all(counting.listAllKeys());
    expect(every.length).toBeGreaterThan(6);
    expect(new Set(every.map(({ alias }) => alias)).size).toBe(every.length);
    expect(asked.length).toBeGreaterThan(3);

    asked.splice(0);
    for await (const _ of counting.listAllKeys()) break;
    expect(asked).toHaveLength(1);
  });
});

describe('access', () => {
  test('without a token is refused', async () => {
    await expect(
      client({ token: undefined }).planKey('acme', { keyName: 'a' }),
    ).rejects.toMatchObject({ name: 'ProblemError', status: 401 });
  });

  test('takes a token from a function for each request', async () => {
    let asked = 0;
    const own = client({
      token: async () => {
        asked += 1;
        return application.cloud.token;
      },
    });
    await own.planKey('acme', { keyName: 'a' });
    await own.planKey('acme', { keyName: 'a' });
    expect(asked).toBe(2);
  });

  test.each([
    '',
    'keys.example',
    'http://keys.example',
    'ftp://127.0.0.1',
    'https://a/?b',
    'https://a/#b',
  ])('at "%s" is refused before anything is sent', (url) => {
    expect(() => client({ url })).toThrow(
      new TypeError(
        `url must be an https URL, or an http URL of this machine: what comes before /v1, not ${JSON.stringify(url)}`,
      ),
    );
  });

  test('to a server that is none of ours says so', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in</p>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const other = client({ url: `http://127.0.0.1:${port}` });
    await expect(other.findKey('acme', 'a')).rejects.toThrow(
      'HTTP status 200: that is not how tenant-keys answers',
    );
    server.close();
  });

  test('follows no redirect', async () => {
    const server = createServer((_, response) => {
      response
        .writeHead(302, { location: `${application.cloud.url}/functions/accept-request` })
        .end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const other = client({ url: `http://127.0.0.1:${port}` });
    await expect(other.findKey('acme', 'a')).rejects.toMatchObject({
      name: 'ProblemError',
      message: 'HTTP status 302: that is not how tenant-keys answers',
    });
    server.close();
  });

  test('reads no answer without an end', async () => {
    const chunk = Buffer.alloc(65_536, ' ');
    const sentMax = 33_554_432;
    let sent = 0;
    const server = createServer((_, response) => {
      const push = () => {
        while (sent < sentMax && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end();
      };
      response.on('drain', push);
      push();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const other = client({ url: `http://127.0.0.1:${port}`, attempts: { attemptsMax: 1 } });
    await expect(other.findKey('acme', 'a')).rejects.toMatchObject({
      name: 'NoAnswerError',
      cause: { message: 'The answer has more than 4194304 bytes' },
    });
    expect(sent).toBeLessThan(sentMax);
    server.closeAllConnections();
    server.close();
  });

  test('that is aborted ends with the reason', async () => {
    const signal = AbortSignal.abort(new Error('the user has left'));
    await expect(keys.ensureKey('acme', { keyName: 'a' }, { signal })).rejects.toThrow(
      'the user has left',
    );
  });
});
