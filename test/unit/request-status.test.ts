import { describe, expect, test } from 'vitest';
import type { Effect } from '../../emulator/faults/faults.ts';
import type { Authenticate, Caller } from '../../shared/auth/caller.ts';
import { cosBucket } from '../../shared/cos/bucket.ts';
import { askHttp, askLater, consume } from '../world/asked-statuses.ts';
import { machineBucketRuntime, STATUS_BUCKET } from '../world/machine-bucket.ts';
import { operate } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { BEGINNING_MS, provisioningWorld } from '../world/provisioning-world.ts';

const PATH = '/v1/tenants/acme/requests/r-1';

const REQUEST = { requestId: 'r-1', keyName: 'orders' };

const kept = () => provisioningWorld({ statuses: 'of all' });

describe('the status of a request', () => {
  test('that is queued is there before its message, and then says which key it got', async () => {
    const world = kept();
    const answer = await askLater(world, 'acme', REQUEST);
    expect(answer).toMatchObject({ status: 202, headers: { Location: PATH } });
    expect(world.calls()).toEqual(['cos:PutObject']);
    const queued = await askHttp(world, `GET ${PATH}`);
    expect(queued).toEqual({
      status: 200,
      headers: expect.objectContaining({ 'Retry-After': '1', 'Cache-Control': 'no-store' }),
      body: {
        status: 'queued',
        ...{ requestId: 'r-1', tenantId: 'acme', keyName: 'orders', attempts: 0 },
        acceptedAt: '2026-11-02T00:00:00.000Z',
        updatedAt: '2026-11-02T00:00:00.000Z',
        links: { self: PATH, key: '/v1/tenants/acme/keys/orders' },
      },
    });

    await world.clock.run(world.clock.sleep(4_000));
    await consume(world);
    const { status, headers, body } = await askHttp(world, `GET ${PATH}`);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('Retry-After');
    expect(body).toMatchObject({
      status: 'provisioned',
      acceptedAt: '2026-11-02T00:00:00.000Z',
      attempts: 1,
      key: {
        ...{ alias: 'acme_orders', keyUsage: 'ENCRYPT_DECRYPT', origin: 'TENCENT_KMS' },
        ...{ keyState: 'Enabled', createdAt: '2026-11-02T00:00:04.000Z' },
      },
    });
    expect(body).not.toHaveProperty('problem');
  });

  test('that conflicts is rejected, with the problem that its caller would have got', async () => {
    const world = kept();
    await askHttp(world, 'POST /v1/tenants/acme/keys', { body: { ...REQUEST, requestId: 'r-0' } });
    await askLater(world, 'acme', { ...REQUEST, description: 'another key' });
    await consume(world);
    const { body } = await askHttp(world, `GET ${PATH}`);
    expect(body).toMatchObject({
      ...{ status: 'rejected', attempts: 1 },
      problem: {
        ...{ code: 'KeyConflict', status: 409, retryable: false, requestId: 'r-1' },
        errors: [{ pointer: '#/description' }],
        runbook: 'https://tenant-keys.example/docs/runbook.md#keyconflict',
      },
    });
    expect(body).not.toHaveProperty('deadLetterId');
  });

  test('that waits says so, and when to ask again', async () => {
    const world = provisioningWorld({ statuses: 'of all', switches: { cmkLimit: 0 } });
    await askLater(world, 'acme', REQUEST);
    await consume(world);
    const { headers, body } = await askHttp(world, `GET ${PATH}`);
    expect(headers).toMatchObject({ 'Retry-After': '60' });
    expect(body).toMatchObject({
      ...{ status: 'waiting', attempts: 1, deadLetterId: expect.stringMatching(/^dl_/) },
      problem: {
        code: 'LimitExceeded.CmkLimitExceeded',
        ...{ status: 503, retryable: true, detail: 'The key quota of the account is used up.' },
      },
    });
  });

  test('that is parked says why, and is provisioned once its caller asks again', async () => {
    const world = kept();
    world.fail('CreateKey', { error: 'UnsupportedOperation' }, { times: 1 });
    const parked = await askHttp(world, 'POST /v1/tenants/acme/keys', { body: REQUEST });
    expect(parked).toMatchObject({ status: 202, headers: { Location: PATH } });
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({
      ...{ status: 'parked', attempts: 1 },
      problem: { code: 'UnsupportedOperation', status: 502, retryable: false },
    });
    await askHttp(world, 'POST /v1/tenants/acme/keys', { body: REQUEST });
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'provisioned' });
  });

  test('that came by the queue is there once it was handled', async () => {
    const world = kept();
    await publish(world, { ...REQUEST, tenantId: 'acme' });
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({ status: 404 });
    await consume(world);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'provisioned' });
  });

  test('of an invalid message is rejected, unless its names are those of no path', async () => {
    const world = kept();
    await publish(world, { ...REQUEST, tenantId: 'acme', keyUsage: 'NONE' });
    await publish(world, { ...REQUEST, tenantId: 'acme globex' });
    await consume(world);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({
      ...{ status: 'rejected', keyName: 'orders' },
      problem: { code: 'RequestInvalid', status: 422, errors: [{ pointer: '#/keyUsage' }] },
    });
    expect(world.calls().filter((name) => name === 'cos:PutObject')).toHaveLength(1);
  });

  test('of a rejected request whose caller waits is not kept: nothing of it was accepted', async () => {
    const world = kept();
    const body = { ...REQUEST, keyUsage: 'NONE' };
    expect(await askHttp(world, 'POST /v1/tenants/acme/keys', { body })).toMatchObject({
      status: 422,
    });
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({
      status: 404,
      body: { code: 'RequestNotFound', retryable: false },
    });
  });

  test('without a key name has no link to a key', async () => {
    const world = kept();
    await publish(world, { requestId: 'r-1', tenantId: 'acme' });
    await consume(world);
    const { body } = await askHttp(world, `GET ${PATH}`);
    expect(body).toMatchObject({ status: 'rejected', links: { self: PATH } });
    expect(body.links).not.toHaveProperty('key');
    expect(body).not.toHaveProperty('keyName');
  });

  test.each(['.', '..', 'a:b', '-'])('is that of its id, even of %s', async (requestId) => {
    const world = kept();
    const { headers } = await askLater(world, 'acme', { ...REQUEST, requestId });
    await consume(world);
    // A client resolves a path of dots by itself, before it sends it.
    if (/^\.+$/.test(requestId)) return;
    expect((await askHttp(world, `GET ${headers.Location}`)).body).toMatchObject({
      ...{ status: 'provisioned', requestId },
    });
  });

  test('is forbidden to a token of another tenant, whether it exists or not', async () => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    const caller: Caller = { mayActFor: (tenantId) => tenantId === 'globex', isService: false };
    const authenticate: Authenticate = async () => ({ ok: true, caller });
    const [one, other] = [
      await askHttp(world, `GET ${PATH}`, { authenticate }),
      await askHttp(world, 'GET /v1/tenants/acme/requests/r-2', { authenticate }),
    ];
    expect(one).toMatchObject({ status: 403, body: { code: 'TenantForbidden' } });
    expect(one).toEqual(other);
    expect(world.calls()).toEqual(['cos:PutObject']);
  });

  test('is not asked for names that no request has', async () => {
    const world = kept();
    expect(await askHttp(world, 'GET /v1/tenants/acme/requests/a%20b')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/requestId' }] },
    });
    expect(world.calls()).toEqual([]);
  });
});

describe('an id of a request', () => {
  test.each([{ keyName: 'other' }, { description: 'another specification' }])(
    'is not for a second one with %j',
    async (more) => {
      const world = kept();
      await askLater(world, 'acme', REQUEST);
      const again = await askLater(world, 'acme', { ...REQUEST, ...more });
      expect(again).toMatchObject({
        status: 422,
        body: { code: 'RequestIdReused', requestId: 'r-1', errors: [{ pointer: '#/requestId' }] },
      });
      expect(world.machine.topics.get('key-requests')!.read(0, 10)).toHaveLength(1);
    },
  );

  test('may come again with the same request, and with any of another tenant', async () => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    expect(await askLater(world, 'acme', REQUEST)).toMatchObject({ status: 202 });
    const other = await askLater(world, 'globex', { ...REQUEST, keyName: 'other' });
    expect(other).toMatchObject({ status: 202 });
  });
});

describe('a late write', () => {
  test('takes no end back: a status that was provisioned stays so', async () => {
    const world = kept();
    world.fail('cos:PutObject', { lateMs: 5_000 }, { times: 1 });
    const { headers } = await askLater(world, 'acme', REQUEST);
    expect(headers.Location).toMatch(/\/r-1\?accepted=2026-11-02T00:00:00\.\d{3}Z$/);
    await consume(world);
    const provisioned = { status: 200, body: { status: 'provisioned' } };
    expect(await askHttp(world, `GET ${headers.Location}`)).toMatchObject(provisioned);
    await world.clock.run(world.clock.sleep(10_000));
    expect(world.calls().filter((name) => name === 'cos:PutObject')).toHaveLength(2);
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject(provisioned);
  });
});

describe('while the store is down', () => {
  const DOWN = { error: 'ServiceUnavailable' };

  test('keys are made, and no answer about them is wrong', async () => {
    const world = kept();
    down(world, DOWN);
    const answer = await askLater(world, 'acme', REQUEST);
    expect(answer.status).toBe(202);
    const { Location: location = '' } = answer.headers;
    expect(location).toMatch(/\/r-1\?accepted=2026-11-02T00:00:00\.\d{3}Z$/);
    const unknown = {
      status: 503,
      headers: { 'Retry-After': '5' },
      body: { code: 'StatusUnavailable', retryable: true },
    };
    expect(await askHttp(world, `GET ${location}`)).toMatchObject(unknown);
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject(unknown);
    await consume(world);
    expect(world.events()).toMatchObject([{ type: 'tenant-key.provisioned' }]);
    expect(await askHttp(world, `GET ${location}`)).toMatchObject(unknown);
    expect(world.statusLines().map((line) => JSON.parse(line))).toMatchObject([
      { code: 'StatusUnavailable', tenantId: 'acme', requestId: 'r-1' },
      { code: 'StatusUnavailable', tenantId: 'acme', requestId: 'r-1' },
      // At the end of the batch.
      { code: 'StatusUnavailable', tenantId: 'acme', requestId: 'r-1' },
    ]);

    world.machine.faults.clear();
    expect(await askHttp(world, `GET ${location}`)).toMatchObject(unknown);
    // The consumer has kept what it could not write.
    await publish(world, { ...REQUEST, requestId: 'r-2', tenantId: 'acme' });
    await consume(world, 1);
    expect((await askHttp(world, `GET ${location}`)).body).toMatchObject({ status: 'provisioned' });
  });

  test('the dead letters say what waits', async () => {
    const world = provisioningWorld({ statuses: 'of all', switches: { cmkLimit: 0 } });
    down(world, DOWN);
    await askLater(world, 'acme', REQUEST);
    await consume(world);
    const { status, body } = await askHttp(world, `GET ${PATH}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ status: 'waiting', attempts: 1, keyName: 'orders' },
      problem: { code: 'LimitExceeded.CmkLimitExceeded' },
    });
  });

  test('of several dead letters of a request, the furthest counts', async () => {
    const world = kept();
    down(world, DOWN);
    world.fail('CreateKey', { error: 'LimitExceeded.CmkLimitExceeded' }, { times: 1 });
    world.fail('CreateKey', { error: 'UnsupportedOperation' }, { times: 1 });
    // They have other specifications, so that each is a dead letter of its own.
    await publish(world, { ...REQUEST, tenantId: 'acme' });
    await publish(world, { ...REQUEST, tenantId: 'acme', description: 'another' });
    await publish(world, { ...REQUEST, tenantId: 'globex' });
    await consume(world);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'parked' });
  });

  test('and the dead letters cannot be read either, nothing is said', async () => {
    const world = kept();
    down(world, DOWN);
    world.fail('topics:read:key-dead-letters', { http: 503 });
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({ status: 503 });
  });

  test('a slow one delays a request by 300 ms at most, and a few requests alone', async () => {
    const world = kept();
    down(world, { delayMs: 60_000 });
    const startMs = world.clock.nowMs();
    for (let count = 1; count <= 20; count += 1) {
      const requestId = `r-${count}`;
      expect(await askLater(world, 'acme', { ...REQUEST, requestId })).toMatchObject({
        status: 202,
      });
    }
    expect(world.clock.nowMs() - startMs).toBe(3 * 300 + 20 * 20); // To publish takes 20 ms each time.
    expect(world.machine.topics.get('key-requests')!.read(0, 100)).toHaveLength(20);
  });

  test('a slow one delays the answer about a request by two seconds at most', async () => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    down(world, { delayMs: 60_000 });
    const startMs = world.clock.nowMs();
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({ status: 503 });
    expect(world.clock.nowMs() - startMs).toBe(2_000);
  });

  test('a request that is not its own is not known either', async () => {
    const world = kept();
    down(world, DOWN);
    await publish(world, { ...REQUEST, tenantId: 'acme', keyUsage: 'NONE' });
    await consume(world);
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({ status: 503 });
  });
});

describe('a state that is older than a message takes', () => {
  const wait = (world: ReturnType<typeof kept>) => world.clock.run(world.clock.sleep(600_000));

  /** The consumer's write is lost. */
  async function lostEnd(more: object = {}) {
    const world = kept();
    await askLater(world, 'acme', { ...REQUEST, ...more });
    world.fail('cos:PutObject', { error: 'ServiceUnavailable' });
    await consume(world);
    world.machine.faults.clear();
    return world;
  }

  test('is compared with KMS, which is the ledger of keys', async () => {
    const world = await lostEnd();
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'queued' });
    await wait(world);
    const { body, headers } = await askHttp(world, `GET ${PATH}`);
    expect(body).toMatchObject({
      status: 'provisioned',
      key: {
        ...{ alias: 'acme_orders', keyId: expect.any(String), keyUsage: 'ENCRYPT_DECRYPT' },
        ...{ origin: 'TENCENT_KMS', keyState: 'Enabled', createdAt: '2026-11-02T00:00:00.000Z' },
      },
    });
    expect(headers).not.toHaveProperty('Retry-After');
  });

  test('is compared after a minute, and no sooner', async () => {
    const world = await lostEnd();
    const writtenMs = Date.parse((await askHttp(world, `GET ${PATH}`)).body.updatedAt);
    const statusAfter = async (ms: number) => {
      const leftMs = writtenMs + ms - world.machine.nowMs();
      await world.clock.run(world.clock.sleep(leftMs));
      return (await askHttp(world, `GET ${PATH}`)).body.status;
    };
    expect(await statusAfter(59_999)).toBe('queued');
    expect(await statusAfter(60_000)).toBe('provisioned');
  });

  test.each(['provisioned', 'rejected'])('is not compared when it is an end: %s', async (state) => {
    const world = kept();
    if (state === 'rejected') {
      await askHttp(world, 'POST /v1/tenants/acme/keys', {
        body: { ...REQUEST, requestId: 'r-0' },
      });
    }
    const description = state === 'rejected' ? 'another key' : '';
    await askLater(world, 'acme', { ...REQUEST, description });
    await consume(world);
    await wait(world);
    const before = world.calls().length;
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: state });
    expect(world.calls().slice(before)).not.toContain('ListKeyDetail');
  });

  test('stays without a key, and is asked for less often', async () => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    await wait(world);
    const { body, headers } = await askHttp(world, `GET ${PATH}`);
    expect(body).toMatchObject({ status: 'queued' });
    expect(headers).toMatchObject({ 'Retry-After': '60' });
  });

  test('stays while KMS does not answer', async () => {
    const world = await lostEnd();
    await wait(world);
    world.fail('ListKeyDetail', { error: 'InternalError' });
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'queued' });
  });

  test('stays where the key is that of another specification', async () => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    const other = { ...REQUEST, requestId: 'r-0', description: 'another' };
    await askHttp(world, 'POST /v1/tenants/acme/keys', { body: other });
    await wait(world);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'queued' });
  });
});

describe('a hint that a request was accepted', () => {
  test.each(['yesterday', '2026-99-99T00:00:00Z', '0', '0.5', '2026-11-02'])(
    'is a time, and not %s',
    async (time) => {
      const answer = await askHttp(kept(), `GET ${PATH}?accepted=${time}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'QueryInvalid' } });
    },
  );

  test('holds as long as statuses are kept', async () => {
    const at = (days: number) => new Date(BEGINNING_MS - days * 86_400_000).toISOString();
    const statusAt = async (days: number) =>
      (await askHttp(kept(), `GET ${PATH}?accepted=${at(days)}`)).status;
    expect([await statusAt(0), await statusAt(29), await statusAt(31)]).toEqual([503, 503, 404]);
    expect([await statusAt(30), await statusAt(30 + 1 / 86_400_000)]).toEqual([503, 404]);
  });

  test('finds what waits without a status', async () => {
    const world = provisioningWorld({ statuses: 'of all', switches: { cmkLimit: 0 } });
    world.fail('cos:PutObject', { error: 'ServiceUnavailable' });
    const answer = await askHttp(world, 'POST /v1/tenants/acme/keys', { body: REQUEST });
    expect(answer.headers.Location).toMatch(/\?accepted=2026-11-02T00:00:0/);
    const { body } = await askHttp(world, `GET ${answer.headers.Location}`);
    expect(body).toMatchObject({ status: 'waiting', deadLetterId: answer.body.deadLetterId });
  });
});

describe('without a store', () => {
  test('the status of what is queued is not kept, and says so', async () => {
    const world = provisioningWorld();
    expect(await askLater(world, 'acme', REQUEST)).toMatchObject({ headers: { Location: PATH } });
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({
      status: 501,
      body: { code: 'StatusesOff', retryable: false },
    });
  });

  test('what waits is found among the dead letters', async () => {
    const world = provisioningWorld({ switches: { cmkLimit: 0 } });
    const answer = await askHttp(world, 'POST /v1/tenants/acme/keys', { body: REQUEST });
    expect(answer.headers.Location).toBe(PATH);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({
      status: 'waiting',
    });
  });
});

describe('where requests by the queue have no statuses', () => {
  const httpOnly = () => provisioningWorld({ statuses: 'of http' });

  test('theirs are not written, and those of the HTTP API are', async () => {
    const world = httpOnly();
    await publish(world, { ...REQUEST, requestId: 'r-2', tenantId: 'acme' });
    await askLater(world, 'acme', REQUEST);
    await consume(world);
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'provisioned' });
    const other = await askHttp(world, 'GET /v1/tenants/acme/requests/r-2');
    expect(other).toMatchObject({ status: 404 });
  });

  test('one too many is written while the store does not say', async () => {
    const world = httpOnly();
    await askLater(world, 'acme', REQUEST);
    world.fail('cos:GetBucket', { error: 'ServiceUnavailable' });
    await consume(world);
    world.machine.faults.clear();
    expect((await askHttp(world, `GET ${PATH}`)).body).toMatchObject({ status: 'provisioned' });
  });

  test('none is asked for while the store is left alone, but for one write after a batch', async () => {
    const world = httpOnly();
    down(world, { error: 'ServiceUnavailable' });
    for (const requestId of ['r-1', 'r-2', 'r-3']) {
      await askLater(world, 'acme', { ...REQUEST, requestId });
    }
    const before = world.calls().length;
    await consume(world);
    const later = world.calls().slice(before);
    expect(later.filter((name) => name.startsWith('cos:'))).toEqual(['cos:PutObject']);
  });
});

describe('an object that is no status', () => {
  test.each<[string, (text: string) => string]>([
    ['not JSON', () => '{'],
    ['no object', () => '[]'],
    ['a status of another request', (text) => text.replaceAll('r-1', 'r-2')],
    ['a status without a time', (text) => text.replace('updatedAt', 'at')],
    ['a status with attempts as text', (text) => text.replace('"attempts":0', '"attempts":"0"')],
    ['a status with a name that is none', (text) => text.replace('"orders"', '7')],
    ['a status with a key that is none', (text) => text.replace('{', '{"key":{},')],
    ['a status with a failure that is none', (text) => text.replace('{', '{"failure":{},')],
    ['a failure without problems', (text) => text.replace('{', '{"failure":{"code":"X"},')],
    [
      'a failure with other problems',
      (text) => text.replace('{', '{"failure":{"code":"X","problems":[1]},'),
    ],
  ])('is not believed: %s', async (_, change) => {
    const world = kept();
    await askLater(world, 'acme', REQUEST);
    const key = 'statuses/acme/r-1/999999999999-queued.json';
    const place = { bucket: STATUS_BUCKET, region: 'ap-guangzhou', endpoint: undefined };
    const bucket = cosBucket(place, machineBucketRuntime(world.machine, world.clock));
    const ask = (request: Parameters<typeof bucket>[0]) =>
      world.clock.run(bucket(request, world.clock.nowMs() + 1_000));
    const { text } = await ask({ method: 'GET', key });
    const body = change(text);
    expect(body).not.toBe(text);
    await ask({ method: 'PUT', key, body });
    expect(await askHttp(world, `GET ${PATH}`)).toMatchObject({ status: 503 });
  });
});

/** Every request to the store meets this. */
function down(world: ReturnType<typeof kept>, effect: Effect): void {
  for (const name of ['PutObject', 'GetObject', 'GetBucket']) world.fail(`cos:${name}`, effect);
}

async function publish({ ports, clock }: ReturnType<typeof kept>, request: object) {
  const message = { key: 'acme', value: JSON.stringify(request) };
  await clock.run(ports.topics.publish('key-requests', [message], clock.nowMs() + 1_000));
}

describe('a request that is redriven', () => {
  const statusOf = async (world: ReturnType<typeof kept>) =>
    (await askHttp(world, `GET ${PATH}`)).body;

  test('may wait again, be parked again, and is provisioned at last', async () => {
    const world = operatorWorld({ statuses: 'of all' });
    const failing = (error: string) => world.fail('CreateKey', { error }, { times: 1 });
    failing('UnsupportedOperation');
    await askLater(world, 'acme', REQUEST);
    await consume(world);
    expect(await statusOf(world)).toMatchObject({ status: 'parked', attempts: 1 });
    const id = world.waiting()[0]!.id;
    const redrive = { command: 'redrive', selection: { ids: [id] } };

    failing('LimitExceeded.CmkLimitExceeded');
    await operate(world, redrive);
    const waiting = { status: 'waiting', attempts: 2, deadLetterId: id };
    expect(await statusOf(world)).toMatchObject(waiting);

    failing('UnsupportedOperation');
    await operate(world, redrive);
    expect(await statusOf(world)).toMatchObject({ status: 'parked', attempts: 3 });

    await operate(world, redrive);
    expect(await statusOf(world)).toMatchObject({ status: 'provisioned', attempts: 4 });
  });
});
