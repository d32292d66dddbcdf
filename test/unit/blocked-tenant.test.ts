import { describe, expect, test } from 'vitest';
import { serveHttp } from '../../shared/http/serve.ts';
import { blockedTenants } from '../../shared/key-status/blocked-tenants.ts';
import { reportMessage } from '../../shared/key-status/report-message.ts';
import { keyStatusTable } from '../../shared/key-status/table.ts';
import type { HealReport } from '../../shared/retry-queue/run.ts';
import { healRetryQueue } from '../../shared/retry-queue/run.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { attemptMessage } from '../../shared/tenant-key/attempt.ts';
import type { TenantBlocks } from '../../shared/tenant-key/ports.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import { MARKER_KEYS, machinePorts } from '../world/machine-ports.ts';
import { machineTopicReader } from '../world/machine-topic-reader.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OverseenWorld, overseenWorld } from '../world/overseen-world.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

const BLOCK = { command: 'block', tenantId: 'acme' };
const UNBLOCK = { command: 'unblock', tenantId: 'acme' };

const MINUTE_MS = 60_000;

/** A world in which every instance reads for itself who is blocked, and heal runs when it is told to. */
function blockWorld() {
  const world = overseenWorld({ switches: { tagsMustExist: false } });
  const { clock, machine, operator } = world;
  const blocks = blockedTenants(machineTopicReader(machine, clock), MARKER_KEYS, {
    ...{ clock, wallMs: machine.nowMs },
  });
  const ports = machinePorts(machine, clock, {
    ...{ callsPerSecondMax: 100, random: () => 0.5, blocks },
  });
  const redriver = { ...operator, blocks };
  const state = { queue: retryQueue(undefined), keyStatus: keyStatusTable(MARKER_KEYS) };
  let read = 0;
  const inSeconds = (seconds: number) => clock.nowMs() + seconds * 1_000;
  return {
    ...{ ...world, ports, redriver, state },
    pass: (ms: number) => clock.run(clock.sleep(ms)),
    /** Delivers to the queue consumer what came since the last time. */
    deliver: async () => {
      const log = machine.topics.get('key-requests')!.read(read, Number.MAX_SAFE_INTEGER);
      read += log.length;
      const Records = log.map(({ partition, offset, value }) => ({
        Ckafka: { topic: 'key-requests', partition, offset, msgKey: 'k', msgBody: value },
      }));
      if (Records.length === 0) return {};
      const invocation = invocationBy(clock, inSeconds(60));
      return clock.run(provisionEvent({ Records }, ports, CONFIG, invocation));
    },
    send: (tenantId: string, fields: object = {}) =>
      machine.topics
        .get('key-requests')!
        .append([{ key: tenantId, value: requestText(tenantId, fields), headers: {} }]),
    heal: (): Promise<HealReport> => {
      const invocation = invocationBy(clock, inSeconds(59));
      const healing = healRetryQueue(
        machine.nowMs(),
        { ...operator, ...state },
        CONFIG,
        invocation,
      );
      return clock.run(healing);
    },
    post: async (tenantId: string, more: { query?: object; headers?: object } = {}) => {
      const { query: queryString = {}, headers = {} } = more;
      const path = `/v1/tenants/${tenantId}/keys`;
      const body = JSON.stringify({ requestId: 'r-1', keyName: 'main' });
      const request = httpRequestOf({ httpMethod: 'POST', path, headers, queryString, body });
      const http = { ...ports, authenticate: LET_IN };
      return clock.run(serveHttp(request, http, CONFIG, invocationBy(clock, inSeconds(30))));
    },
  };
}

type BlockWorld = ReturnType<typeof blockWorld>;

const eventsOf = (world: OverseenWorld) =>
  world.events().map(({ type, subject }) => `${type} ${subject ?? ''}`.trim());

describe('a request of a tenant that is blocked', () => {
  test('waits without a call, is not sent in again, and goes on once it is unblocked', async () => {
    const world = blockWorld();
    await world.ask(BLOCK);
    world.send('acme');
    world.send('globex');
    expect(await world.deliver()).toEqual({ waiting: 1, provisioned: 1 });
    expect(world.calls()).toEqual(['CreateKey']);
    expect(world.waiting()).toMatchObject([
      { code: 'TenantBlocked', state: 'waiting', attempts: 0 },
    ]);

    await world.pass(10 * MINUTE_MS);
    expect(await world.heal()).toMatchObject({ waiting: 1, sent: 0 });
    // That is so because somebody wants it, so no alarm is about it.
    expect(await world.heal()).not.toHaveProperty('oldestWaitingS');

    await world.ask(UNBLOCK);
    expect(await world.heal()).toMatchObject({ waiting: 1, sent: 1, trials: 0 });
    await world.pass(MINUTE_MS);
    await world.pass(20_000);
    expect(await world.deliver()).toEqual({ provisioned: 1 });
    expect(world.waiting()).toEqual([]);
    expect(eventsOf(world)).toEqual([
      'tenant-keys.tenant-blocked',
      'tenant-key.provisioned globex/main',
      'tenant-key.waiting acme/main',
      'tenant-keys.tenant-unblocked',
      'tenant-key.provisioned acme/main',
    ]);
  });

  test('is not parked for its age, however long the tenant is blocked', async () => {
    const world = blockWorld();
    await world.ask(BLOCK);
    world.send('acme');
    await world.deliver();
    await world.pass(60 * 86_400_000);
    await world.ask(UNBLOCK);
    await world.heal();
    await world.ask(BLOCK);
    // An instance that knew of neither the end of the block nor of the next one.
    expect(await world.deliver()).toEqual({ waiting: 1 });
    expect(world.waiting()).toMatchObject([{ code: 'TenantBlocked', state: 'waiting' }]);
  });

  test('stays where it is, whatever it waits for', async () => {
    const world = blockWorld();
    world.fail('CreateKey', { error: 'InternalError' }, { times: 5 });
    world.send('acme');
    expect(await world.deliver()).toEqual({ waiting: 1 });
    await world.ask(BLOCK);
    await world.pass(5 * MINUTE_MS);
    expect(await world.heal()).toMatchObject({ waiting: 1, sent: 0 });
    await world.ask(UNBLOCK);
    expect(await world.heal()).toMatchObject({ sent: 1, trials: 1 });
  });

  test('is attempted by an instance that has not read the block yet, for a minute at most', async () => {
    const world = blockWorld();
    world.send('globex');
    await world.deliver();
    await world.ask(BLOCK);
    world.send('acme');
    expect(await world.deliver()).toEqual({ provisioned: 1 });
    await world.pass(MINUTE_MS);
    await world.deliver();
    world.send('acme', { keyName: 'other' });
    await world.pass(15_000);
    expect(await world.deliver()).toEqual({ waiting: 1 });
  });

  const ATTEMPT = { source: { door: 'invoke' }, text: requestText('acme') } as const;
  const BLOCKS: TenantBlocks = { isBlocked: (id) => id === 'acme', known: async () => {} };

  test('whose caller waits is refused for now, and the circuit breaker learns nothing from it', async () => {
    const { ports, clock } = blockWorld();
    const attempts = Array.from({ length: 20 }, () =>
      attemptMessage(
        { ...ATTEMPT, callerWaits: true },
        { ...ports, blocks: BLOCKS },
        SETTINGS,
        1_000,
      ),
    );
    for (const outcome of await clock.run(Promise.all(attempts))) {
      expect(outcome).toMatchObject({
        ...{ kind: 'retry', attempts: 0, delayMs: 60_000, inPlace: false },
        failed: { code: 'TenantBlocked' },
      });
    }
    expect(ports.breaker.openedBy()).toBeUndefined();
  });

  test('that cannot be read is rejected as ever', async () => {
    const { ports, clock } = blockWorld();
    const message = { ...ATTEMPT, text: '{"requestId":"r","tenantId":"acme"}', callerWaits: false };
    const blocked = { ...ports, blocks: BLOCKS };
    const outcome = await clock.run(attemptMessage(message, blocked, SETTINGS, 1_000));
    expect(outcome.kind).toBe('rejected');
  });
});

describe('over HTTP, a tenant that is blocked', () => {
  test.each<[string, object]>([
    ['a key', {}],
    ['a preview', { query: { plan: true } }],
    ['a key later', { headers: { Prefer: 'respond-async' } }],
  ])('is refused %s with 403, and nothing is kept', async (_, more) => {
    const world = blockWorld();
    await world.ask({ ...BLOCK, reason: 'a secret of ours' });
    const { status, body, headers } = await world.post('acme', more);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      type: 'https://tenant-keys.example/docs/failures.md#tenantblocked',
      ...{ title: 'The tenant is blocked', status: 403, code: 'TenantBlocked', retryable: false },
      detail: 'An operator has blocked the tenant. Ask the operator of this service why.',
      runbook: 'https://tenant-keys.example/docs/runbook.md#tenantblocked',
    });
    expect(headers).not.toHaveProperty('Retry-After');
    expect([...world.deadLetters(), ...world.calls()]).toEqual([]);
    expect(world.machine.topics.get('key-requests')!.size()).toBe(0);
    expect((await world.post('globex')).status).toBe(201);
  });
});

describe('a dead letter of a tenant that is blocked', () => {
  const parked = async (): Promise<BlockWorld> => {
    const world = blockWorld();
    world.fail('CreateKey', { error: 'InternalError' }, { times: 5 });
    world.send('acme');
    await world.deliver();
    await world.ask(BLOCK);
    await world.pass(75_000);
    await world.clock.run(world.redriver.blocks.known());
    return world;
  };
  const selection = { all: true, states: ['waiting', 'parked'] };

  test('is not redriven, and keeps its record', async () => {
    const world = await parked();
    const before = world.deadLetters();
    const plan = { command: 'plan', selection };
    const { redriver: operator } = world;
    expect(await operate(world, plan, { operator })).toMatchObject({
      plans: [{ outcome: 'refused', code: 'TenantBlocked', calls: [] }],
    });
    const redrive = { command: 'redrive', selection };
    expect(await operate(world, redrive, { operator })).toMatchObject({
      results: [{ outcome: 'refused', code: 'TenantBlocked' }],
    });
    expect(world.deadLetters()).toEqual(before);
  });
});

describe('heal', () => {
  const REPORT = {
    ...{ functionName: 'provision-keys', windowS: 60, calls: 0, throttles: 0 },
    callsPerSecondMax: 4,
  };
  const write = ({ machine }: BlockWorld, instanceId: string, reportedAt: string) => {
    const { key = null, value } = reportMessage({ ...REPORT, instanceId, reportedAt });
    machine.topics.get('key-status')!.append([{ key, value, headers: {} }]);
  };

  test('removes the reports of instances that have ended, and no block', async () => {
    const world = blockWorld();
    await world.ask(BLOCK);
    write(world, 'new', '2026-11-02T00:00:00.000Z');
    write(world, 'old', '2026-11-01T23:40:00.000Z');
    await world.heal();
    await world.heal();
    const removed = world.statusRecords().filter(({ value }) => value === null);
    expect(removed.map(({ key }) => key)).toEqual(['instance:provision-keys/old']);
  });

  test('does its work while these cannot be removed, nor the blocks be read', async () => {
    const world = blockWorld();
    write(world, 'old', '2026-11-01T23:40:00.000Z');
    world.fail('topics:publish:key-status', { http: 503 });
    expect(await world.heal()).toMatchObject({ waiting: 0 });
    await world.ask(BLOCK).catch(() => {});
    world.fail('topics:read:key-status', { http: 503 });
    write(world, 'new', '2026-11-02T00:00:00.000Z');
    expect(await world.heal()).toMatchObject({ waiting: 0 });
  });

  test('hides no fault of our own', async () => {
    const world = blockWorld();
    const refresh = async () => {
      throw new TypeError('broken');
    };
    Object.assign(world.state, { keyStatus: { ...world.state.keyStatus, refresh } });
    await expect(world.heal()).rejects.toThrow('broken');
  });
});
