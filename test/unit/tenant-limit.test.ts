import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type {
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Outcome } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { plannedState, planRequest } from '../../shared/tenant-key/plan.ts';
import type { Ports } from '../../shared/tenant-key/ports.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { deliver, heal, operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
  type WorldOptions,
} from '../world/provisioning-world.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

const REACHED = 'TenantLimitReached';

type Asked = {
  readonly tenantId?: string;
  readonly keyName: string;
  readonly description?: string;
};

/** Handles a request of the tenant acme, where a tenant may have so many keys. */
function ask(
  world: ProvisioningWorld,
  max: number | undefined,
  asked: Asked,
  ports: Ports = world.ports,
): Promise<Outcome> {
  const text = JSON.stringify({ requestId: `r-${asked.keyName}`, tenantId: 'acme', ...asked });
  const message = { text, source: { door: 'http' }, callerWaits: true } as const;
  const settings = { ...SETTINGS, keysPerTenantMax: max };
  const deadlineMs = world.clock.nowMs() + 30_000;
  return world.clock.run(handleMessage(message, ports, settings, deadlineMs));
}

/** In a word and the code, such as `rejected TenantLimitReached`. */
function resultOf(outcome: Outcome): string {
  if (outcome.kind !== 'provisioned') return `${outcome.kind} ${outcome.failed.code}`;
  return outcome.adopted ? 'adopted' : 'created';
}

/** A world in which the tenant acme has the keys k-1 and so on, and the journal is empty. */
async function worldWith(count: number, options: WorldOptions = {}): Promise<ProvisioningWorld> {
  const switches = { rateLimits: false, cmkLimit: 1_000, ...options.switches };
  const world = provisioningWorld({ callsPerSecondMax: 1_000, ...options, switches });
  for (let n = 1; n <= count; n += 1) await ask(world, undefined, { keyName: `k-${n}` });
  world.machine.journal.clear();
  return world;
}

async function keyIdOf(world: ProvisioningWorld, alias: string): Promise<string> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { SearchKeyAlias: alias });
  world.machine.journal.clear();
  return (KeyMetadatas as readonly { readonly KeyId: string }[])[0]!.KeyId;
}

async function schedule(world: ProvisioningWorld, alias: string): Promise<void> {
  const KeyId = await keyIdOf(world, alias);
  await world.call('DisableKey', { KeyId });
  await world.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  world.machine.journal.clear();
}

describe('a tenant who may have two keys', () => {
  test('gets two, and is refused the third with the numbers', async () => {
    const world = await worldWith(0);
    const results = [];
    for (const keyName of ['a', 'b', 'c']) results.push(await ask(world, 2, { keyName }));
    expect(results.map(resultOf)).toEqual(['created', 'created', `rejected ${REACHED}`]);
    const problems = [
      { pointer: '#/tenantId', detail: 'The tenant has reached its limit of keys, which is 2.' },
    ];
    expect(results[2]).toMatchObject({
      failed: { stage: 'create', problems, error: { tenantKeys: { count: 2, max: 2 } } },
    });
    expect(world.events()[2]).toMatchObject({
      type: 'tenant-key.rejected',
      data: { requestId: 'r-c', tenantId: 'acme', keyName: 'c', code: REACHED, problems },
    });
  });

  test('costs one call more for each key', async () => {
    const world = await worldWith(1);
    expect(resultOf(await ask(world, 2, { keyName: 'b' }))).toBe('created');
    expect(world.calls()).toEqual(['ListKeyDetail', 'CreateKey']);
  });

  test('is counted once, where the tag pairs must be created first', async () => {
    const world = await worldWith(0);
    expect(resultOf(await ask(world, 2, { keyName: 'a' }))).toBe('created');
    expect(world.calls()).toEqual(['ListKeyDetail', 'CreateKey', 'CreateTags', 'CreateKey']);
  });

  test('is refused with one call, and without a changing one', async () => {
    const world = await worldWith(2);
    await ask(world, 2, { keyName: 'c' });
    expect(world.calls()).toEqual(['ListKeyDetail']);
  });

  test('does not keep others from theirs', async () => {
    const world = await worldWith(2);
    const asked = { tenantId: 'globex', keyName: 'a' };
    expect(resultOf(await ask(world, 2, asked))).toBe('created');
  });

  test('is served as ever where the key exists, even beyond the limit', async () => {
    const world = await worldWith(3);
    expect(resultOf(await ask(world, 2, { keyName: 'k-3' }))).toBe('adopted');
    expect(world.calls().slice(0, 2)).toEqual(['ListKeyDetail', 'ListKeyDetail']);
    const other = { keyName: 'k-3', description: 'another' };
    expect(resultOf(await ask(world, 2, other))).toBe('rejected KeyConflict');
    const foreign = { Alias: 'acme_foreign', Description: 'of somebody else' };
    await world.call('CreateKey', foreign);
    expect(resultOf(await ask(world, 2, { keyName: 'foreign' }))).toBe('rejected KeyConflict');
  });

  test('is refused the same way again, with an event that differs in its time alone (P4)', async () => {
    const world = await worldWith(2);
    await ask(world, 2, { keyName: 'c' });
    await ask(world, undefined, { keyName: 'd' });
    await ask(world, 2, { keyName: 'c' });
    const [one, , other] = world.events().slice(2);
    expect(other).toEqual({ ...one, time: other?.time });
  });

  test('gets another key once one is scheduled for deletion', async () => {
    const world = await worldWith(2);
    await schedule(world, 'acme_k-1');
    expect(resultOf(await ask(world, 2, { keyName: 'c' }))).toBe('created');
  });

  test.each([
    [2, `rejected ${REACHED}`],
    [3, 'parked KeyPendingDelete'],
  ])('of %i is %s for the name of a key that is scheduled', async (max, expected) => {
    const world = await worldWith(3);
    await schedule(world, 'acme_k-1');
    expect(resultOf(await ask(world, max, { keyName: 'k-1' }))).toBe(expected);
  });

  test('gets no key more where the name of one that is scheduled is free', async () => {
    const world = await worldWith(3, { switches: { aliasHeldWhilePendingDelete: false } });
    await schedule(world, 'acme_k-1');
    expect(resultOf(await ask(world, 2, { keyName: 'k-1' }))).toBe(`rejected ${REACHED}`);
  });
});

describe('the keys of a tenant are counted', () => {
  test('where they are disabled', async () => {
    const world = await worldWith(2);
    await world.call('DisableKey', { KeyId: await keyIdOf(world, 'acme_k-1') });
    expect(resultOf(await ask(world, 2, { keyName: 'c' }))).toBe(`rejected ${REACHED}`);
  });

  test('without those of tenants whose names end alike', async () => {
    const world = await worldWith(0);
    for (const tenantId of ['x-acme', 'y-acme']) {
      for (const keyName of ['a', 'b']) await ask(world, undefined, { tenantId, keyName });
    }
    expect(resultOf(await ask(world, 1, { keyName: 'a' }))).toBe('created');
  });

  test('without those that other software gave such a name', async () => {
    const world = await worldWith(0);
    for (const Alias of ['acme_x', 'acme_y']) await world.call('CreateKey', { Alias });
    expect(resultOf(await ask(world, 1, { keyName: 'a' }))).toBe('created');
  });

  test('on all pages, so that the number is exact', async () => {
    const world = await worldWith(201);
    expect(await ask(world, 201, { keyName: 'one-more' })).toMatchObject({
      failed: { code: REACHED, error: { tenantKeys: { count: 201, max: 201 } } },
    });
    expect(world.calls()).toEqual(['ListKeyDetail', 'ListKeyDetail']);
  });

  test('on one page where the others cannot matter', async () => {
    const world = await worldWith(201);
    expect(resultOf(await ask(world, 202, { keyName: 'one-more' }))).toBe('created');
    expect(world.calls()).toEqual(['ListKeyDetail', 'CreateKey']);
  });

  test('again after a call that failed', async () => {
    const world = await worldWith(1);
    world.fail('ListKeyDetail', { error: 'InternalError' }, { times: 2 });
    expect(resultOf(await ask(world, 2, { keyName: 'b' }))).toBe('created');
    expect(world.calls().filter((action) => action === 'CreateKey')).toHaveLength(1);
  });

  test('before CreateKey only: what may have had an effect is not rejected after it', async () => {
    const world = await worldWith(1);
    let isFirst = true;
    const createKey: Ports['keys']['createKey'] = async (...call) => {
      if (!isFirst) return world.ports.keys.createKey(...call);
      isFirst = false;
      // Another request of the tenant, which was counted at the same time.
      const text = requestText('acme', { keyName: 'other' });
      const message = { text, source: { door: 'http' }, callerWaits: true } as const;
      await handleMessage(message, world.ports, SETTINGS, world.clock.nowMs() + 10_000);
      throw new ApiError('InternalError', { detail: 'for the test' });
    };
    const ports = { ...world.ports, keys: { ...world.ports.keys, createKey } };
    expect(resultOf(await ask(world, 2, { keyName: 'b' }, ports))).toBe('created');
  });
});

/** The configuration in which a tenant may have two keys. */
const TWO = { ...CONFIG, provisioning: { ...SETTINGS, keysPerTenantMax: 2 } };

/** A pipeline of the platform, which may act for every tenant, calls the HTTP API. */
async function call(world: ProvisioningWorld, line: string, body?: object) {
  const [httpMethod, url = ''] = line.split(' ');
  const [path, query] = url.split('?');
  const queryString = query === undefined ? {} : { [query]: '' };
  const request = httpRequestOf({ httpMethod, path, queryString, body: JSON.stringify(body) });
  const invocation = invocationBy(world.clock, world.clock.nowMs() + 30_000);
  const ports = { ...world.ports, authenticate: LET_IN };
  const response = await world.clock.run(serveHttp(request, ports, TWO, invocation));
  return { status: response.status, body: JSON.parse(response.body) };
}

const KEYS = '/v1/tenants/acme/keys';

describe('over HTTP, the limit', () => {
  test('is a problem with the limit and the number of keys, for a service too', async () => {
    const world = await worldWith(3);
    const { status, body } = await call(world, `POST ${KEYS}`, { requestId: 'r-1', keyName: 'd' });
    expect(status).toBe(409);
    expect(body).toEqual({
      type: 'https://tenant-keys.example/docs/failures.md#tenantlimitreached',
      title: 'The tenant has reached its limit of keys',
      status: 409,
      detail:
        'The tenant has reached its limit of keys, which is 2. At present it has 3. Have the limit raised, or a key deleted that is not needed any more, then send the request again.',
      code: REACHED,
      retryable: false,
      runbook: 'https://tenant-keys.example/docs/runbook.md#tenantlimitreached',
      requestId: 'r-1',
    });
  });

  test('shows in a plan, which says how many keys the tenant would have', async () => {
    const world = await worldWith(1);
    const plan = (keyName: string) =>
      call(world, `POST ${KEYS}?plan`, { requestId: 'r-1', keyName });
    expect((await plan('k-2')).body).toMatchObject({
      action: 'create',
      tenantLimit: { limit: 2, usedAfter: 2 },
    });
    await ask(world, 2, { keyName: 'k-2' });
    expect((await plan('k-3')).body).toMatchObject({
      action: 'reject',
      code: REACHED,
      calls: [],
      tenantLimit: { limit: 2, usedAfter: 2 },
    });
    const { body } = await plan('k-2');
    expect(body).toMatchObject({ action: 'adopt' });
    expect(body).not.toHaveProperty('tenantLimit');
  });

  test('is counted once for all plans of a tenant, and said where it decides', async () => {
    const world = await worldWith(0);
    const plannedSoFar = plannedState({ used: 0, limit: 3 });
    const plan = (tenantId: string, keyName: string) => {
      const parsed = parseRequest(JSON.stringify({ requestId: 'r-1', tenantId, keyName }));
      if (!parsed.ok) throw new Error('the request must be valid');
      const deadlineMs = world.clock.nowMs() + 30_000;
      const { ports, clock } = world;
      return clock.run(
        planRequest(parsed.request, ports, plannedSoFar, TWO.provisioning, deadlineMs),
      );
    };
    const plans = [];
    for (const keyName of ['a', 'b', 'c', 'b']) plans.push(await plan('acme', keyName));
    for (const keyName of ['a', 'b']) plans.push(await plan('globex', keyName));
    expect(
      plans.map(({ action, code, tenantLimit }) => [action, code, tenantLimit?.usedAfter]),
    ).toEqual([
      ['create', undefined, 1],
      ['create', undefined, 2],
      ['reject', REACHED, 2],
      ['adopt', undefined, undefined],
      ['create', undefined, 1],
      ['wait', 'LimitExceeded.CmkLimitExceeded', undefined],
    ]);
    // Five of them look for their alias, by tag and without, and each tenant is counted once.
    expect(world.calls().filter((action) => action === 'ListKeyDetail')).toHaveLength(12);
  });

  test('is in the list of keys, with what is left', async () => {
    const world = await worldWith(1);
    expect((await call(world, `GET ${KEYS}`)).body).toMatchObject({ limit: 2, left: 1 });
    for (const keyName of ['k-2', 'k-3']) await ask(world, undefined, { keyName });
    expect((await call(world, `GET ${KEYS}`)).body).toMatchObject({ limit: 2, left: 0 });
    for (const alias of ['acme_k-1', 'acme_k-2']) await schedule(world, alias);
    const { body } = await call(world, `GET ${KEYS}`);
    expect(body).toMatchObject({ limit: 2, left: 1 });
    expect(body.keys).toHaveLength(3);
  });

  test.each(['problem.tenant-limit', 'key-rejected.tenant-limit'])(
    'is told as in the sample %s',
    async (sample) => {
      const url = new URL(`../../events/samples/${sample}.json`, import.meta.url);
      const expected = JSON.parse(readFileSync(url, 'utf8'));
      const world = await worldWith(5);
      const five = { ...TWO, provisioning: { ...SETTINGS, keysPerTenantMax: 5 } };
      const body = JSON.stringify({ requestId: 'req-2026-0006', keyName: 'invoices' });
      const request = httpRequestOf({ httpMethod: 'POST', path: KEYS, body });
      const invocation = invocationBy(world.clock, world.clock.nowMs() + 30_000);
      const ports = { ...world.ports, authenticate: LET_IN };
      const response = await world.clock.run(serveHttp(request, ports, five, invocation));
      const told = { problem: JSON.parse(response.body), 'key-rejected': world.events()[5]?.data };
      expect(told[sample.split('.')[0] as keyof typeof told]).toEqual(expected);
    },
  );
});

/** The last event of each request that is not provisioned. */
const rejected = (world: ProvisioningWorld) =>
  world
    .events()
    .flatMap(({ type, data }) =>
      type === 'tenant-key.rejected' ? [[data.requestId, data.code]] : [],
    );

/** The texts of four requests of the tenant acme. */
const FOUR = [1, 2, 3, 4].map((n) =>
  requestText('acme', { requestId: `r-${n}`, keyName: `k-${n}` }),
);

const LAST_TWO = [
  ['r-3', REACHED],
  ['r-4', REACHED],
];

describe('what exceeds the limit is rejected with an event, and nothing is left of it', () => {
  test('in the queue', async () => {
    const world = operatorWorld();
    for (const [offset, text] of FOUR.entries()) await deliver(world, text, offset, TWO);
    expect(rejected(world)).toEqual(LAST_TWO);
    expect(world.deadLetters()).toEqual([]);
  });

  test('when it has waited, and is sent in again by heal', async () => {
    const world = operatorWorld();
    world.fail('CreateKey', { error: 'UnsupportedOperation.ServiceTemporaryUnavailable' });
    for (const [offset, text] of FOUR.entries()) await deliver(world, text, offset, TWO);
    expect(world.waiting()).toHaveLength(4);
    world.machine.faults.clear();
    for (let hours = 0, read = 4; hours < 6; hours += 1) {
      await world.clock.run(world.clock.sleep(3_600_000));
      await heal(world, { config: TWO });
      const sent = world.machine.topics
        .get('key-requests')!
        .read(0, 1_000)
        .slice(read - 4);
      read += sent.length;
      for (const { value } of sent) await deliver(world, value ?? '', 99, TWO);
    }
    expect(rejected(world).map(([, code]) => code)).toEqual([REACHED, REACHED]);
    expect(world.events().filter(({ type }) => type === 'tenant-key.provisioned')).toHaveLength(2);
    expect(world.waiting()).toEqual([]);
  });

  test('when it is redriven, as the plan said', async () => {
    const world = operatorWorld();
    writeDeadLetters(
      world,
      FOUR.map((text, index) => {
        const identity = { requestId: `r-${index + 1}`, tenantId: 'acme', keyName: 'k' };
        const firstSeenAt = `2026-11-01T12:00:0${index}.000Z`;
        return deadLetterWith(`id-${index + 1}`, { text, identity, firstSeenAt });
      }),
    );
    const selection = { all: true };
    const { plans } = await operate<RedrivePlans>(
      world,
      { command: 'plan', selection },
      { config: TWO },
    );
    const expected = [
      ['id-1', 'provisioned', undefined],
      ['id-2', 'provisioned', undefined],
      ['id-3', 'rejected', REACHED],
      ['id-4', 'rejected', REACHED],
    ];
    expect(plans.map(({ id, outcome, code }) => [id, outcome, code])).toEqual(expected);
    const counted = world.calls().filter((action) => action === 'ListKeyDetail');
    expect(counted).toHaveLength(9); // Two for each alias that is free, and one for the tenant.
    const { results } = await operate<RedriveAnswer>(
      world,
      { command: 'redrive', selection },
      { config: TWO },
    );
    expect(results.map(({ id, outcome, code }) => [id, outcome, code])).toEqual(expected);
    expect(rejected(world)).toEqual(LAST_TWO);
    expect(world.waiting()).toEqual([]);
  });
});
