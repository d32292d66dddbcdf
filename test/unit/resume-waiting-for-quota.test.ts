import { describe, expect, test } from 'vitest';
import { answerResume } from '../../shared/dead-letters/quota-commands.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { invocationBy } from '../world/invocation.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { queueRequests, tenantIds } from '../world/queue-requests.ts';
import { CONFIG } from '../world/world-config.ts';

const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

/** The first two tenants have keys, which use up the quota; the others wait. */
async function fullWorld(tenants: number): Promise<OperatorWorld> {
  const world = operatorWorld({ switches: { cmkLimit: 2 } });
  // One at a time, so that they are parked in order.
  for (const tenantId of tenantIds(tenants)) await queueRequests(world, [tenantId]);
  world.machine.journal.clear();
  return world;
}

function raiseQuota(world: OperatorWorld, cmkLimit: number): void {
  world.machine.setSwitches({ cmkLimit });
}

function resume(world: OperatorWorld, operator: DeadLetterPorts = world.operator, timeMs = 60_000) {
  const { clock } = world;
  const config = { ...CONFIG, redrivesMax: 2 };
  const invocation = invocationBy(clock, clock.nowMs() + timeMs, { id: 'timer' });
  return clock.run(answerResume({}, operator, config, invocation));
}

const waitingTenants = (world: OperatorWorld) =>
  world.waiting().map(({ identity }) => identity?.tenantId);

const creations = (world: OperatorWorld) =>
  world.machine.journal.list().filter(({ action }) => action === 'CreateKey');

const quotaEvents = (world: OperatorWorld) =>
  (world.events() as readonly { readonly type: string }[]).filter(
    ({ type }) => type === 'tenant-keys.quota-reached',
  );

/** How many keys a tenant has, whatever created them (P1). */
async function keysOf(world: OperatorWorld, tenantId: string): Promise<number> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  const keys = KeyMetadatas as readonly { readonly Alias: string }[];
  return keys.filter(({ Alias }) => Alias === `${tenantId}_main`).length;
}

describe('resuming the dead letters that wait for the key quota', () => {
  test('takes as many as there is head-room for, oldest first', async () => {
    const world = await fullWorld(6);
    raiseQuota(world, 5);
    const answer = await resume(world);
    expect(answer.results.map(({ tenantId, outcome }) => [tenantId, outcome])).toEqual([
      ['t-3', 'provisioned'],
      ['t-4', 'provisioned'],
      ['t-5', 'provisioned'],
    ]);
    expect(answer).toMatchObject({ headroom: 3, waiting: 1 });
    expect(waitingTenants(world)).toEqual(['t-6']);
    expect(creations(world).filter(({ code }) => code === QUOTA_USED_UP)).toEqual([]);
  });

  test('makes no mutating call without head-room, nor when the quota was lowered', async () => {
    const world = await fullWorld(4);
    const before = world.waiting();
    for (const limit of [2, 1, 0]) {
      raiseQuota(world, limit);
      expect(await resume(world)).toEqual({ results: [], headroom: 0, waiting: 2 });
    }
    expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
    expect(world.waiting()).toEqual(before);
  });

  test('tries only the canary when KMS refuses in spite of the head-room', async () => {
    const world = await fullWorld(5);
    const before = world.machine.topics.get('key-dead-letters')?.size();
    raiseQuota(world, 300);
    world.fail('CreateKey', { error: QUOTA_USED_UP });
    const answer = await resume(world);
    expect(answer.results).toMatchObject([
      { tenantId: 't-3', outcome: 'waiting', code: QUOTA_USED_UP },
    ]);
    expect(answer.waiting).toBe(3);
    expect(creations(world)).toHaveLength(1);
    expect(world.machine.topics.get('key-dead-letters')?.size()).toBe(before);
  });

  test('continues to the first refusal when KMS does not report its quota', async () => {
    const world = await fullWorld(6);
    raiseQuota(world, 4);
    const reader = { ...world.operator.reader, serviceStatus: async () => ({ used: 2 }) };
    const answer = await resume(world, { ...world.operator, reader });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual([
      'provisioned',
      'provisioned',
      'waiting',
    ]);
    expect(answer).not.toHaveProperty('headroom');
    expect(waitingTenants(world)).toEqual(['t-5', 't-6']);
    expect(quotaEvents(world)).toEqual([]);
  });

  test('loses nothing when live traffic uses up the head-room meanwhile (P3)', async () => {
    const world = await fullWorld(6);
    raiseQuota(world, 5);
    const operator = world.anotherOperator({ client: crowded(world, 2) });
    const answer = await resume(world, operator);
    expect(answer.results.map(({ tenantId, outcome }) => [tenantId, outcome])).toEqual([
      ['t-3', 'provisioned'],
      ['t-4', 'waiting'],
    ]);
    expect(waitingTenants(world)).toEqual(['t-4', 't-5', 't-6']);
    expect(creations(world).filter(({ code }) => code === QUOTA_USED_UP)).toHaveLength(1);

    raiseQuota(world, 100);
    await resume(world);
    expect(waitingTenants(world)).toEqual([]);
  });

  /** Others create keys as soon as the product has created its first. */
  function crowded(world: OperatorWorld, others: number): (own: TencentClient) => TencentClient {
    let isFirst = true;
    return (own) => ({
      request: async (action, params, signal) => {
        const answer = await own.request(action, params, signal);
        const made = action === 'CreateKey' && isFirst;
        if (made) isFirst = false;
        for (let n = 0; made && n < others; n += 1) {
          await world.call('CreateKey', { Alias: `other-${n}` });
        }
        return answer;
      },
    });
  }

  test('does not count adopted keys against the head-room', async () => {
    const world = await fullWorld(5);
    raiseQuota(world, 3);
    await queueRequests(world, ['t-3']);
    raiseQuota(world, 4);
    const answer = await resume(world);
    expect(answer.results).toMatchObject([
      { tenantId: 't-3', outcome: 'provisioned', adopted: true },
      { tenantId: 't-4', outcome: 'provisioned', adopted: false },
    ]);
    expect(waitingTenants(world)).toEqual(['t-5']);
  });

  test('takes a dead letter however often it was redriven, because its request is not at fault', async () => {
    const world = await fullWorld(3);
    const [deadLetter] = world.waiting();
    const value = JSON.stringify({ ...deadLetter, redrives: 9 });
    const message = { key: deadLetter!.id, value };
    await world.clock.run(world.operator.topics.publish('key-dead-letters', [message], 60_000));
    raiseQuota(world, 3);
    expect((await resume(world)).results).toMatchObject([{ outcome: 'provisioned' }]);
  });

  test('skips dead letters of other codes', async () => {
    const world = operatorWorld();
    world.fail('CreateKey', { error: 'LimitExceeded' }, { times: 1 });
    await queueRequests(world, ['t-1']);
    expect(await resume(world)).toEqual({ results: [], headroom: 200, waiting: 0 });
    expect(waitingTenants(world)).toEqual(['t-1']);
  });

  test('takes those for which there is time, and the next run takes the others', async () => {
    const world = await fullWorld(12);
    raiseQuota(world, 100);
    world.fail('CreateKey', { delayMs: 1_500 });
    const first = await resume(world, world.operator, 15_000);
    expect(first.results.length).toBeGreaterThan(0);
    expect(first.results.length).toBeLessThan(10);
    expect(first.waiting).toBe(10 - first.results.length);
    await resume(world);
    expect(waitingTenants(world)).toEqual([]);
  });

  test('twice at once creates one key per tenant, and leaves none waiting (P1, P10)', async () => {
    const world = await fullWorld(8);
    raiseQuota(world, 100);
    const both = [world.operator, world.anotherOperator()].map((operator) =>
      resume(world, operator),
    );
    await Promise.all(both);
    expect(waitingTenants(world)).toEqual([]);
    for (const tenantId of tenantIds(8)) expect(await keysOf(world, tenantId)).toBe(1);
  });
});

describe('a timer run in an outage', () => {
  const rows: readonly (readonly [name: string, action: string, effect: object])[] = [
    ['of KMS before the quota is known', 'GetServiceStatus', { error: 'InternalError' }],
    ['in which KMS does not answer', 'GetServiceStatus', { lostAnswer: true }],
    ['of CreateKey', 'CreateKey', { error: 'InternalError' }],
    ['of CreateKey that creates the key', 'CreateKey', { error: 'InternalError', after: true }],
    ['of CreateKey whose answers are lost', 'CreateKey', { lostAnswer: true }],
    ['of the search for keys', 'ListKeyDetail', { http: 502 }],
    ['of reading the dead letters', 'topics:read:key-dead-letters', { http: 502 }],
    ['of writing the dead letters', 'topics:publish:key-dead-letters', { http: 502 }],
    ['of publishing the events', 'topics:publish:key-events', { http: 502 }],
    ['of reading the record of the quota', 'topics:read:key-quota', { http: 502 }],
    ['of writing that record', 'topics:publish:key-quota', { lostAnswer: true }],
  ];
  test.each(rows)(
    '%s loses nothing, and the next run completes the work (P1, P3)',
    async (_, ...fault) => {
      const [action, effect] = fault;
      const world = await fullWorld(5);
      await resume(world); // Now there is a record of the quota.
      raiseQuota(world, 6);
      world.fail(action, effect);
      await resume(world).catch(({ code }: { code: string }) => expect(code).toMatch(/^[A-Z]/));
      world.machine.faults.clear();
      await world.clock.run(world.clock.sleep(10_000));

      await resume(world);
      expect(waitingTenants(world)).toEqual([]);
      for (const tenantId of tenantIds(5)) expect(await keysOf(world, tenantId)).toBe(1);
      const provisioned = world.events().filter(({ type }) => type === 'tenant-key.provisioned');
      expect(new Set(provisioned.map(({ subject }) => subject)).size).toBe(5);
    },
  );

  test('that lasts for a moment does not end the run', async () => {
    const world = await fullWorld(3);
    raiseQuota(world, 3);
    for (const action of ['GetServiceStatus', 'CreateKey', 'topics:publish:key-events']) {
      world.fail(action, { http: 502 }, { times: 2 });
    }
    expect(await resume(world)).toMatchObject({ results: [{ outcome: 'provisioned' }] });
    expect(waitingTenants(world)).toEqual([]);
  });

  test('is in the answer with its code', async () => {
    const world = await fullWorld(5);
    raiseQuota(world, 6);
    world.fail('CreateKey', { error: 'ServiceUnavailable' });
    const answer = await resume(world);
    expect(answer).toMatchObject({ stoppedBy: 'ServiceUnavailable', waiting: 3, headroom: 4 });
  });

  test('of the record of the quota does not prevent creating keys, and fails the run afterwards', async () => {
    const world = await fullWorld(5);
    await resume(world); // Now the record says that the quota is full, and must be written again.
    raiseQuota(world, 5);
    world.fail('topics:publish:key-quota', { http: 502 });
    await expect(resume(world)).rejects.toMatchObject({
      code: 'TopicsUnavailable',
    });
    expect(waitingTenants(world)).toEqual([]);
  });
});

describe('what a timer run publishes', () => {
  test('has its own time: topics that do not answer do not prevent creating keys', async () => {
    const world = await fullWorld(5);
    await resume(world);
    raiseQuota(world, 5);
    world.fail('topics:read:key-quota', { delayMs: 300_000 });
    await expect(resume(world)).rejects.toMatchObject({ code: 'TopicsUnavailable' });
    expect(waitingTenants(world)).toEqual([]);
  });

  test('is published even when the dead letters took all of their time', async () => {
    const world = await fullWorld(3);
    raiseQuota(world, 3);
    world.fail('topics:publish:key-events', { delayMs: 300_000 }, { times: 1 });
    expect(await resume(world)).toMatchObject({ stoppedBy: 'TopicsUnavailable', waiting: 1 });
    expect(world.events().at(-1)).toMatchObject({
      type: 'tenant-keys.redriven',
      data: { counts: { left: 1 }, stoppedBy: 'TopicsUnavailable' },
    });
  });

  test('has the dead letters that it took and its invocation; it is nothing when it took none', async () => {
    const world = await fullWorld(4);
    await resume(world);
    raiseQuota(world, 3);
    const ids = world.waiting().map(({ id }) => id);
    await resume(world);
    const redriven = (world.events() as readonly { type: string; data: object }[]).filter(
      ({ type }) => type === 'tenant-keys.redriven',
    );
    expect(redriven.map(({ data }) => data)).toEqual([
      {
        invocationId: 'timer',
        selection: { lane: 'quota' },
        counts: { provisioned: 1 },
        letters: [{ id: ids[0], outcome: 'provisioned' }],
      },
    ]);
  });

  test('has nothing of the text of a request (P11)', async () => {
    const world = await fullWorld(3);
    raiseQuota(world, 3);
    await resume(world);
    const text = JSON.stringify(
      (world.events() as readonly { type: string }[]).filter(({ type }) =>
        type.startsWith('tenant-keys.'),
      ),
    );
    expect(text).not.toMatch(/r-t-3|t-3|main|a-secret/);
  });
});
