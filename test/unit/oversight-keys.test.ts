import { describe, expect, test } from 'vitest';
import type {
  KeyAnswer,
  KeyListAnswer,
  KeyRequestAnswer,
  RequestStatusAnswer,
} from '../../shared/oversight/generated/oversight-command.ts';
import { askHttp, askLater, consume } from '../world/asked-statuses.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';
import { type OverseenWorld, overseenWorld } from '../world/overseen-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'orders' };

type Answer = KeyListAnswer | KeyAnswer | KeyRequestAnswer | RequestStatusAnswer;

/** Has both ways asked at the same time of day. */
async function bothWays(world: OverseenWorld, command: object, path: string) {
  const http = await askHttp(world, `GET ${path}`);
  const { httpStatus, retryAfterS, body } = await world.ask<Answer>(command);
  const { status, headers } = http;
  // Each call of KMS has an id of its own.
  const { kmsRequestId, ...same } = http.body;
  const id = kmsRequestId && { kmsRequestId: expect.any(String) };
  expect({ httpStatus, body }).toEqual({ httpStatus: status, body: { ...same, ...id } });
  expect(retryAfterS?.toString()).toBe(headers['Retry-After']);
  return { httpStatus, body: body as any };
}

async function withKeys(...names: readonly string[]): Promise<OverseenWorld> {
  const world = overseenWorld({ statuses: 'of all' });
  for (const keyName of names) {
    const body = { requestId: `made-${keyName}`, keyName };
    await askHttp(world, 'POST /v1/tenants/acme/keys', { body });
  }
  return world;
}

describe('the function oversee answers as the HTTP API', () => {
  test('which keys a tenant has, and which keys there are', async () => {
    const world = await withKeys('orders', 'archive');
    const ofTenant = { command: 'list-keys', tenantId: 'acme' };
    const { body } = await bothWays(world, ofTenant, '/v1/tenants/acme/keys');
    expect(body.keys.map((key: any) => key.keyName)).toEqual(['orders', 'archive']);
    const all = await bothWays(world, { command: 'list-keys' }, '/v1/keys');
    expect(all.body).toEqual(body);
  });

  test('with the filters of a list and part by part, and reads the cursors of the other way', async () => {
    const world = await withKeys('a', 'b', 'c');
    const command = { command: 'list-keys', keyState: 'Enabled', keyUsage: 'ENCRYPT_DECRYPT' };
    const first = await world.ask<KeyListAnswer>({ ...command, limit: 2 });
    const { keys, nextCursor: cursor = '' } = first.body as any;
    expect(keys).toHaveLength(2);
    const words = `state=Enabled&usage=ENCRYPT_DECRYPT&limit=2&cursor=${cursor}`;
    const { body } = await bothWays(world, { ...command, limit: 2, cursor }, `/v1/keys?${words}`);
    expect(body.keys.map((key: any) => key.keyName)).toEqual(['c']);
    const other = { ...command, keyState: 'Disabled', cursor };
    const { httpStatus } = await bothWays(world, other, `/v1/keys?state=Disabled&cursor=${cursor}`);
    expect(httpStatus).toBe(400);
  });

  test('one key, and that there is none', async () => {
    const world = await withKeys('orders');
    const command = { command: 'show-key', tenantId: 'acme', keyName: 'orders' };
    const { body } = await bothWays(world, command, '/v1/tenants/acme/keys/orders');
    expect(body.alias).toBe('acme_orders');
    const none = { ...command, keyName: 'none' };
    const { httpStatus } = await bothWays(world, none, '/v1/tenants/acme/keys/none');
    expect(httpStatus).toBe(404);
  });

  test('what became of a request, from when it is queued to its end', async () => {
    const world = await withKeys('orders');
    await askLater(world, 'acme', { ...REQUEST, description: 'another key' });
    const command = { command: 'show-request', tenantId: 'acme', requestId: 'r-1' };
    const path = '/v1/tenants/acme/requests/r-1';
    expect((await bothWays(world, command, path)).body.status).toBe('queued');
    await consume(world);
    const { body } = await bothWays(world, command, path);
    expect([body.status, body.problem.code]).toEqual(['rejected', 'KeyConflict']);
    const unknown = { ...command, requestId: 'r-2' };
    const { httpStatus } = await bothWays(world, unknown, '/v1/tenants/acme/requests/r-2');
    expect(httpStatus).toBe(404);
    const hinted = { ...unknown, acceptedAt: '2026-11-02T00:00:00.000Z' };
    const hint = '?accepted=2026-11-02T00:00:00.000Z';
    const accepted = await bothWays(world, hinted, `/v1/tenants/acme/requests/r-2${hint}`);
    expect(accepted.httpStatus).toBe(503);
  });

  test('what the dead letters say of a request, where there are no statuses', async () => {
    const world = overseenWorld({ switches: { cmkLimit: 0 } });
    const command = { command: 'show-request', tenantId: 'acme', requestId: 'r-1' };
    const path = '/v1/tenants/acme/requests/r-1';
    expect((await bothWays(world, command, path)).httpStatus).toBe(501);
    await askLater(world, 'acme', REQUEST);
    await consume(world);
    const { body } = await bothWays(world, command, path);
    expect([body.status, body.problem.code]).toEqual([
      ...['waiting', 'LimitExceeded.CmkLimitExceeded'],
    ]);
  });

  test('names that no request can have, and an outage, as problems', async () => {
    const world = overseenWorld();
    const odd = { command: 'show-key', tenantId: 'acme', keyName: 'Ünknown' };
    const encoded = encodeURIComponent('Ünknown');
    const refused = await bothWays(world, odd, `/v1/tenants/acme/keys/${encoded}`);
    expect([refused.httpStatus, refused.body.code]).toEqual([422, 'RequestInvalid']);
    world.fail('ListKeyDetail', { error: 'InternalError' });
    const down = await bothWays(world, { command: 'list-keys' }, '/v1/keys');
    expect([down.httpStatus, down.body.code]).toEqual([503, 'InternalError']);
  });
});

describe('a request by the function oversee', () => {
  const ask = (world: OverseenWorld, fields: object = {}) =>
    world.ask<KeyRequestAnswer>({ command: 'request-key', request: { ...REQUEST, ...fields } });

  test('is queued with its status, and gets its key from the consumer', async () => {
    const world = overseenWorld({ statuses: 'of all' });
    expect(await ask(world)).toEqual({
      httpStatus: 202,
      retryAfterS: 1,
      body: { status: 'queued', ...REQUEST },
    });
    expect(world.calls()).toEqual(['cos:PutObject']);
    await consume(world);
    expect(world.events().map(({ type }) => type)).toEqual(['tenant-key.provisioned']);
    const command = { command: 'show-request', tenantId: 'acme', requestId: 'r-1' };
    const { body } = await world.ask<RequestStatusAnswer>(command);
    expect(body).toMatchObject({ status: 'provisioned', attempts: 1 });
  });

  test('is signed where messages are signed, as the consumer requires', async () => {
    const config = { ...CONFIG, messageSigning: { keys: MARKER_KEYS, ageSMax: 86_400 } };
    const world = overseenWorld({}, config);
    await ask(world);
    await consume(world, 0, config);
    expect(world.events().map(({ type }) => type)).toEqual(['tenant-key.provisioned']);
  });

  test('that is invalid is a problem with every mistake, and nothing is queued', async () => {
    const world = overseenWorld();
    const { httpStatus, body } = await ask(world, { keyName: 'No', keyUsage: 'NONE' });
    expect(httpStatus).toBe(422);
    expect((body as any).errors.map(({ pointer }: any) => pointer)).toEqual([
      ...['#/keyName', '#/keyUsage'],
    ]);
    expect(world.machine.topics.get('key-requests')?.read(0, 10)).toEqual([]);
  });

  test('of a tenant that is blocked is refused as over HTTP, and nothing is queued', async () => {
    const world = overseenWorld();
    await world.ask({ command: 'block', tenantId: 'acme' });
    const { httpStatus, body } = await ask(world);
    expect([httpStatus, (body as any).code]).toEqual([403, 'TenantBlocked']);
    expect(world.machine.topics.get('key-requests')?.read(0, 10)).toEqual([]);
  });

  test('with an id that another request has is refused', async () => {
    const world = overseenWorld({ statuses: 'of all' });
    await ask(world);
    const { httpStatus, body } = await ask(world, { description: 'another key' });
    expect([httpStatus, (body as any).code]).toEqual([422, 'RequestIdReused']);
  });

  test('that nests too deeply for any request is refused as unreadable', async () => {
    const tags = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
    const { httpStatus, body } = await ask(overseenWorld(), { tags });
    expect([httpStatus, body]).toMatchObject([400, { code: 'RequestUnreadable' }]);
  });

  test('while the topic is down is a problem that says when to repeat it', async () => {
    const world = overseenWorld();
    world.fail('topics:publish:key-requests', { http: 503 });
    expect(await ask(world)).toMatchObject({ httpStatus: 503, retryAfterS: 1 });
  });
});

test('the limit of a tenant is in its list by either way', async () => {
  const config = { ...CONFIG, provisioning: { ...SETTINGS, keysPerTenantMax: 3 } };
  const world = overseenWorld({}, config);
  const { body } = await world.ask<KeyListAnswer>({ command: 'list-keys', tenantId: 'acme' });
  expect(body).toEqual({ keys: [], limit: 3, left: 3 });
});

test.each<[object, string]>([
  [{ command: 'show-key', tenantId: 'acme' }, 'show-key needs keyName.'],
  [{ command: 'request-key' }, 'request-key needs request.'],
  [{ command: 'request-key', request: [] }, 'request must be an object.'],
  [
    { command: 'show-request', tenantId: 'acme', requestId: 'r-1', acceptedAt: 'soon' },
    'acceptedAt must be a time in UTC, such as 2026-11-30T05:00:00.000Z.',
  ],
  [{ command: 'list-keys', limit: 201 }, 'limit must be a whole number from 1 to 200.'],
  [{ command: 'status', cursor: 'c' }, 'cursor does not go with status.'],
])('%j is refused', async (command, detail) => {
  const answer = await overseenWorld().ask(command);
  expect(answer).toEqual({ refused: { code: 'CommandInvalid', detail } });
});

test('the log has the code of a problem, and whose key was asked for', async () => {
  const lines: string[] = [];
  const world = overseenWorld();
  for (const command of [
    { command: 'show-key', tenantId: 'acme', keyName: 'none' },
    { command: 'list-keys' },
    { command: 'request-key', request: REQUEST },
    { command: 'request-key', request: { ...REQUEST, origin: 'NONE' } },
  ]) {
    await world.ask(command, { log: (line) => lines.push(line) });
  }
  const facts = lines.map((line) => JSON.parse(line));
  expect(facts).toMatchObject([
    { operation: 'oversee.show-key', code: 'KeyNotFound' },
    { operation: 'oversee.list-keys' },
    { operation: 'oversee.request-key', ...REQUEST },
    { operation: 'oversee.request-key', code: 'RequestInvalid', requestId: 'r-1' },
  ]);
  expect(facts[1]).not.toHaveProperty('code');
});
