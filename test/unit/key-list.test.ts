import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../../emulator/api/service.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { type Authenticate, callerOf } from '../../shared/auth/caller.ts';
import type { Config } from '../../shared/config.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { listKeys } from '../../shared/kms/key-list.ts';
import type { TenantId } from '../../shared/tenant-key/key.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import { REGION } from '../world/machine-ports.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

const ACME = '/v1/tenants/acme/keys';

function beginWorld(more: object = {}): ProvisioningWorld {
  const switches = { rateLimits: false, tagsMustExist: false, cmkLimit: 10 ** 6, ...more };
  return provisioningWorld({ switches });
}

type Asked = {
  readonly authenticate?: Authenticate;
  readonly config?: Config;
  readonly body?: object;
};

async function ask(world: ProvisioningWorld, line: string, asked: Asked = {}) {
  const [httpMethod = '', url = ''] = line.split(' ');
  const [path, query = ''] = url.split('?');
  const { authenticate = LET_IN, config = CONFIG, body } = asked;
  const queryString = Object.fromEntries(new URLSearchParams(query));
  const event = { httpMethod, path, headers: {}, queryString, body: JSON.stringify(body) ?? '' };
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + 30_000);
  const served = serveHttp(httpRequestOf(event), { ...ports, authenticate }, config, invocation);
  const { status, headers, body: text } = await clock.run(served);
  return { status, headers, body: JSON.parse(text) };
}

/** Keys of ours, `k0` first. */
async function make(world: ProvisioningWorld, tenantId: string, count: number, from = 0) {
  for (let n = from; n < from + count; n += 1) {
    const body = { requestId: `r-${n}`, keyName: `k${n}` };
    expect((await ask(world, `POST /v1/tenants/${tenantId}/keys`, { body })).status).toBe(201);
  }
}

/** A key of other software. */
function plant(world: ProvisioningWorld, Alias: string): void {
  world.machine.call({
    ...{ action: 'CreateKey', version: kmsService.version, region: REGION, params: { Alias } },
    signature: { ok: true, caller: ACCOUNT },
  });
}

type Listed = Readonly<Record<'keyName' | 'tenantId' | 'keyId' | 'createdAt', string>>;

/** Follows the links to the end. */
async function follow(
  world: ProvisioningWorld,
  url: string,
  between: (part: number) => Promise<unknown> = async () => {},
) {
  const parts: (readonly Listed[])[] = [];
  const calls: number[] = [];
  let next: string | undefined = url;
  while (next !== undefined) {
    world.machine.journal.clear();
    const { status, headers, body } = await ask(world, `GET ${next}`);
    expect(status).toBe(200);
    calls.push(world.calls().length);
    parts.push(body.keys);
    const [, link] = /^<(\?[^>]+)>; rel="next"$/.exec(headers.Link ?? '') ?? [];
    expect(link === undefined).toBe(body.nextCursor === undefined);
    next = link && `${url.split('?')[0]}${link}`;
    if (next !== undefined) await between(parts.length);
  }
  const names = parts.flat().map(({ keyName }) => keyName);
  return { parts, names, calls, lengths: parts.map(({ length }) => length) };
}

const named = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `k${n + from}`);

describe('the list of a tenant', () => {
  test('comes in parts of the asked length, oldest first, each in one call', async () => {
    const world = beginWorld();
    await make(world, 'acme', 7);
    await make(world, 'big-acme', 2);
    const { names, lengths, calls } = await follow(world, `${ACME}?limit=3`);
    expect(names).toEqual(named(7));
    expect([lengths, calls]).toEqual([
      [3, 3, 1],
      [1, 1, 1],
    ]);
    expect((await follow(world, `${ACME}?limit=7`)).lengths).toEqual([7]);
    expect((await follow(world, '/v1/tenants/globex/keys')).lengths).toEqual([0]);
  });

  test.each([2, 250])('has the keys that are made between its parts, with %i before', async (n) => {
    const world = beginWorld();
    await make(world, 'acme', n);
    const { names } = await follow(world, `${ACME}?limit=1`, async (part) => {
      if (part === 1) await make(world, 'acme', 2, n);
    });
    expect(names).toEqual(named(n + 2));
  });

  test('goes from one page of KMS to many without missing a key', async () => {
    const world = beginWorld();
    await make(world, 'acme', 150);
    const { names } = await follow(world, `${ACME}?limit=100`, async (part) => {
      if (part === 1) await make(world, 'acme', 250, 150);
    });
    expect(names).toEqual(named(400));
  });

  test('misses none where keys before its place have gone', async () => {
    const world = beginWorld();
    await make(world, 'acme', 420);
    const { body } = await ask(world, `GET ${ACME}?limit=200`);
    const ids = (body.keys as Listed[]).map(({ keyId }) => keyId);
    const { names } = await follow(world, `${ACME}?state=Enabled&limit=200`, async (part) => {
      if (part !== 1) return;
      for (const KeyId of ids.slice(0, 150)) await world.call('DisableKey', { KeyId });
    });
    expect(names).toEqual(named(420));
  });

  test('has full parts also where its place has moved far into the list', async () => {
    const world = beginWorld();
    await make(world, 'acme', 1_000);
    const all = await follow(world, `${ACME}?limit=200`);
    const gone = all.parts.flat().slice(0, 150);
    const { names, lengths } = await follow(
      world,
      `${ACME}?state=Enabled&limit=200`,
      async (part) => {
        if (part !== 4) return;
        for (const { keyId: KeyId } of gone) await world.call('DisableKey', { KeyId });
      },
    );
    expect(names).toEqual(named(1_000));
    expect(lengths).toEqual([200, 200, 200, 200, 200]);
  });

  test('misses no key of the same second where the key at its place has gone', async () => {
    const world = beginWorld();
    await make(world, 'acme', 3);
    const { parts } = await follow(world, ACME);
    expect(new Set(parts.flat().map(({ createdAt }) => createdAt)).size).toBe(1);
    const [first] = parts.flat();
    const { names } = await follow(world, `${ACME}?state=Enabled&limit=1`, async (part) => {
      if (part === 1) await world.call('DisableKey', { KeyId: first?.keyId });
    });
    expect(names).toEqual(named(3));
  });

  test('asks KMS for its own keys alone, and for those of a state', async () => {
    const world = beginWorld();
    await make(world, 'acme', 250);
    await make(world, 'globex', 1);
    const { parts } = await follow(world, ACME);
    await world.call('DisableKey', { KeyId: parts[0]?.[0]?.keyId });
    const disabled = await follow(world, `${ACME}?state=Disabled`);
    expect([disabled.names, disabled.calls]).toEqual([['k0'], [1]]);
    const other = await follow(world, '/v1/tenants/globex/keys');
    expect([other.names, other.calls]).toEqual([['k0'], [1]]);
  });

  test('ends where all that was left of it has gone', async () => {
    const world = beginWorld();
    await make(world, 'acme', 240);
    const all = await follow(world, `${ACME}?limit=200`);
    const ids = all.parts.flat().map(({ keyId }) => keyId);
    const { names } = await follow(world, `${ACME}?state=Enabled&limit=200`, async (part) => {
      if (part !== 1) return;
      for (const KeyId of ids) await world.call('DisableKey', { KeyId });
    });
    expect(names).toEqual(named(200));
  });

  test('has the keys of a state and of a usage alone', async () => {
    const world = beginWorld();
    await make(world, 'acme', 3);
    const body = { requestId: 'r', keyName: 'sign', keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' };
    const { body: made } = await ask(world, `POST ${ACME}`, { body });
    await world.call('DisableKey', { KeyId: made.keyId });
    const namesOf = async (query: string) => (await follow(world, `${ACME}?${query}`)).names;
    expect(await namesOf('state=Disabled')).toEqual(['sign']);
    expect(await namesOf('state=Enabled&limit=2')).toEqual(named(3));
    expect(await namesOf('usage=ASYMMETRIC_SIGN_VERIFY_ECC')).toEqual(['sign']);
    expect(await namesOf('usage=ENCRYPT_DECRYPT&state=Disabled')).toEqual([]);
    expect(await namesOf('usage=NOVEL_USAGE')).toEqual([]);
  });

  test('among 600 look-alikes takes calls by its own keys, also while their tags are not seen', async () => {
    const world = beginWorld({ tagFilterStaleMs: 60_000 });
    await make(world, 'acme', 230);
    for (let n = 0; n < 600; n += 1) plant(world, `x${n}-acme_k`);
    await world.clock.run(world.clock.sleep(61_000));
    await make(world, 'acme', 3, 230);
    const { names, calls } = await follow(world, `${ACME}?limit=100`);
    expect(names).toEqual(named(233));
    expect(calls).toEqual([2, 1, 2]);
    const short = await follow(world, `${ACME}?limit=7`);
    expect(short.names).toEqual(named(233));
    expect(Math.max(...short.calls)).toBeLessThanOrEqual(3);
  });

  test('shows no key of other software, whatever its alias, and fails at none', async () => {
    const world = beginWorld();
    await make(world, 'acme', 1);
    plant(world, 'acme_foreign');
    const { KeyMetadatas } = await world.call('ListKeyDetail', { KeyUsage: 'ALL' });
    const [, { Description }] = KeyMetadatas as [unknown, { Description: string }];
    await world.call('CreateKey', { Alias: 'acme_copied', Description });
    expect((await follow(world, ACME)).names).toEqual(named(1));
    expect((await follow(world, '/v1/keys')).names).toEqual(named(1));
  });

  test('says what is left of a limit where it has all keys of the tenant', async () => {
    const world = beginWorld();
    await make(world, 'acme', 3);
    const config = { ...CONFIG, provisioning: { ...CONFIG.provisioning, keysPerTenantMax: 5 } };
    const bodyOf = async (url: string) => (await ask(world, `GET ${url}`, { config })).body;
    expect(await bodyOf(ACME)).toMatchObject({ limit: 5, left: 2 });
    const part = await bodyOf(`${ACME}?limit=2`);
    expect(part.limit).toBe(5);
    const others = [part, await bodyOf(`${ACME}?limit=2&cursor=${part.nextCursor}`)];
    for (const body of [...others, await bodyOf(`${ACME}?state=Enabled`)]) {
      expect(body).not.toHaveProperty('left');
    }
    expect(await bodyOf('/v1/keys')).not.toHaveProperty('limit');
  });

  test('has no part at a cursor of another tenant, and makes no call to say so', async () => {
    const world = beginWorld();
    await make(world, 'acme', 2);
    const { body } = await ask(world, `GET ${ACME}?limit=1`);
    world.machine.journal.clear();
    for (const path of ['/v1/tenants/globex/keys', '/v1/keys']) {
      const answer = await ask(world, `GET ${path}?cursor=${body.nextCursor}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'QueryInvalid' } });
    }
    expect(world.calls()).toEqual([]);
  });
});

describe('the list of every tenant', () => {
  test('has the keys of all tenants that are ours, in parts that may be short or empty', async () => {
    const world = beginWorld();
    await make(world, 'acme', 2);
    for (let n = 0; n < 1_300; n += 1) plant(world, `other-${n}`);
    await make(world, 'globex', 2);
    const { parts, lengths, calls } = await follow(world, '/v1/keys?limit=2');
    expect(parts.flat()).toMatchObject([
      { tenantId: 'acme', keyName: 'k0', alias: 'acme_k0' },
      { tenantId: 'acme', keyName: 'k1' },
      { tenantId: 'globex', keyName: 'k0' },
      { tenantId: 'globex', keyName: 'k1' },
    ]);
    expect(lengths).toEqual([2, 0, 2]);
    expect(Math.max(...calls)).toBe(5);
  });

  test('is for callers that may act for every tenant', async () => {
    const rules = { tenantClaim: 'tenant', scopeClaim: 'scope', serviceScope: 'all' };
    const only: Authenticate = async () => ({
      ok: true,
      caller: callerOf({ tenant: ['acme', 'globex'] }, rules),
    });
    const nobody: Authenticate = async () => ({ ok: false, refusal: { kind: 'no-token' } });
    const world = beginWorld();
    const refused = await ask(world, 'GET /v1/keys', { authenticate: only });
    expect(refused).toMatchObject({ status: 403, body: { code: 'TenantForbidden' } });
    expect(refused.headers['WWW-Authenticate']).toContain('error="insufficient_scope"');
    expect(await ask(world, 'GET /v1/keys', { authenticate: nobody })).toMatchObject({
      status: 401,
    });
    expect(await ask(world, 'GET /v1/keys?plan=1')).toMatchObject({ status: 400 });
    expect(await ask(world, 'POST /v1/keys')).toMatchObject({ status: 405 });
    expect(world.calls()).toEqual([]);
  });

  test.each(['/v1/keys', ACME])('at %s says when to ask again if KMS refuses', async (path) => {
    const world = beginWorld();
    world.fail('ListKeyDetail', { error: 'RequestLimitExceeded' });
    expect(await ask(world, `GET ${path}`)).toMatchObject({ status: 429 });
  });
});

describe('a list of KMS', () => {
  /** A KMS that answers every page with these. */
  const answering = (answer: object) => ({
    client: { request: async () => answer },
    rateLimiter: UNLIMITED_RATE,
    clock: virtualClock(),
  });
  const LISTING = { limit: 10, isOwn: () => true };

  test('that never ends fails, and one without keys or fields has ended', async () => {
    const place = { offset: 999_999, timeS: 5, digest: 'abcdefghijk' };
    const page = { KeyMetadatas: [{ CreateTime: 1 }, { CreateTime: 2 }] };
    await expect(listKeys(answering(page), { ...LISTING, place }, 1_000)).rejects.toMatchObject({
      code: 'UnreadableAnswer',
      message: 'UnreadableAnswer: ListKeyDetail did not end within 1000000 keys',
    });
    expect(await listKeys(answering({}), LISTING, 1_000)).toEqual({ keys: [], next: undefined });
  });

  test('may have a million keys', async () => {
    const place = { offset: 999_999, timeS: 5, digest: 'abcdefghijk' };
    const page = { KeyMetadatas: [{ CreateTime: 1 }, { CreateTime: 2 }], TotalCount: 1_000_000 };
    const part = await listKeys(answering(page), { ...LISTING, place }, 1_000);
    expect(part).toEqual({ keys: [], next: undefined });
  });

  test('has no key in another state, even if KMS answers one', async () => {
    const KeyUsage = 'ENCRYPT_DECRYPT';
    const key = { KeyId: 'key-1', Alias: 'acme_main', CreateTime: 1, ResourceId: 'creatorUin/1/2' };
    const page = { KeyMetadatas: [{ ...key, KeyUsage, KeyState: 'Disabled' }], TotalCount: 1 };
    const aliasesOf = async (keyState: 'Enabled' | 'Disabled') => {
      const { keys } = await listKeys(answering(page), { ...LISTING, keyState }, 1_000);
      return keys.map(({ alias }) => alias);
    };
    expect(await aliasesOf('Disabled')).toEqual(['acme_main']);
    expect(await aliasesOf('Enabled')).toEqual([]);
  });

  test('is not stopped by a key of other software that lacks every field', async () => {
    const listing = { ...LISTING, tenantId: 'acme' as TenantId };
    const page = { KeyMetadatas: [{}, { Alias: 'other' }], TotalCount: 2 };
    expect(await listKeys(answering(page), listing, 1_000)).toEqual({ keys: [], next: undefined });
  });
});
