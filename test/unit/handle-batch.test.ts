import { describe, expect, test } from 'vitest';
import type { Switches } from '../../emulator/api/switches.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { batchLimits, handleBatch } from '../../shared/tenant-key/handle.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import {
  BEGINNING_MS,
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const message = (text: string, offset: number): Message => ({
  text,
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset },
  callerWaits: false,
});

/** Requests of a number of tenants, one key each. */
const requests = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ requestId: `r-${index}`, tenantId: `tenant-${index}`, keyName: 'main' }),
  );

const handle = (
  world: ProvisioningWorld,
  texts: readonly string[],
  { timeMs = 60_000, callsPerSecondMax = 100 } = {},
) => {
  const limits = batchLimits(callsPerSecondMax);
  const deadlineMs = world.clock.nowMs() + timeMs;
  const messages = texts.map(message);
  return world.clock.run(handleBatch(messages, world.ports, SETTINGS, limits, deadlineMs));
};

const kindsOf = ({ outcomes }: Awaited<ReturnType<typeof handle>>) => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const kind = outcome?.kind ?? 'not started';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};

describe('a batch', () => {
  test('of 1,000 messages of which every tenth is poison: 900 provisioned, 100 parked', async () => {
    const world = provisioningWorld({ switches: { cmkLimit: 1_000, tagsMustExist: false } });
    const texts = requests(1_000).map((text, index) => (index % 10 === 3 ? `{${index}` : text));
    const batch = await handle(world, texts, { timeMs: 300_000 });
    expect(kindsOf(batch)).toEqual({ provisioned: 900, parked: 100 });
    expect(batch.stoppedBy).toBeUndefined();
    expect(world.deadLetters()).toHaveLength(100);
    expect(world.events().filter(({ type }) => type === 'tenant-key.provisioned')).toHaveLength(
      900,
    );
  });

  test('that is empty ends at once', async () => {
    expect(await handle(provisioningWorld(), [])).toEqual({ outcomes: [] });
  });

  test('is handled several messages at a time, and no more than the limit', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    let busy = 0;
    let busiest = 0;
    const keys: typeof world.ports.keys = {
      ...world.ports.keys,
      createKey: async (spec, deadlineMs) => {
        busy += 1;
        busiest = Math.max(busiest, busy);
        await world.clock.sleep(10);
        busy -= 1;
        return world.ports.keys.createKey(spec, deadlineMs);
      },
    };
    const ports = { ...world.ports, keys };
    const messages = requests(50).map(message);
    await world.clock.run(handleBatch(messages, ports, SETTINGS, batchLimits(40), 60_000));
    expect(busiest).toBe(8);
  });

  test('has its outcomes in the order of its messages', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    const { outcomes } = await handle(world, requests(20));
    expect(
      outcomes.map((outcome) => outcome?.kind === 'provisioned' && outcome.request.requestId),
    ).toEqual(Array.from({ length: 20 }, (_, index) => `r-${index}`));
  });
});

describe('a partition (P8)', () => {
  test('advances over a failure that every message would meet: all wait, after ten attempts', async () => {
    const world = provisioningWorld();
    world.fail('*', { error: 'UnauthorizedOperation' });
    const batch = await handle(world, requests(100));
    expect(batch.stoppedBy).toBeUndefined();
    expect(kindsOf(batch)).toEqual({ waiting: 100 });
    // Twenty are handled at a time. The first nine that fail are replaced by other messages; the tenth
    // opens the breaker.
    expect(world.calls()).toHaveLength(29);
    expect(world.deadLetters()).toHaveLength(100);
    expect(world.deadLetters().filter(({ attempts }) => attempts === 0)).toHaveLength(71);
    expect(new Set(world.deadLetters().map(({ code, state }) => `${state} ${code}`))).toEqual(
      new Set(['waiting UnauthorizedOperation']),
    );
    expect(new Set(world.events().map(({ type }) => type))).toEqual(
      new Set(['tenant-key.waiting']),
    );
  });

  test('advances when no event can be published: the requests wait, and their keys exist', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    world.fail('topics:publish:key-events', { http: 503 });
    const batch = await handle(world, requests(12));
    expect(batch.stoppedBy).toBeUndefined();
    expect(kindsOf(batch)).toEqual({ waiting: 12 });
    expect(world.deadLetters()).toHaveLength(12);
    expect(world.deadLetters()[0]).toMatchObject({
      ...{ state: 'waiting', code: 'TopicsUnavailable', stage: 'announce' },
      keyId: expect.any(String),
    });
    const { TotalCount } = await world.call('ListKeyDetail', { Limit: 1 });
    expect(TotalCount).toBe(12);
  });

  test('does not advance while no dead letter can be written, and a repeat makes no second key', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    world.fail('topics:publish:key-events', { http: 503 });
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    const batch = await handle(world, requests(12));
    expect(batch.stoppedBy).toBe('TopicsUnavailable');
    expect(kindsOf(batch)).not.toHaveProperty('waiting');
    world.machine.faults.clear();
    await world.clock.run(world.clock.sleep(60_000)); // Then the circuit breaker admits a trial.
    await handle(world, requests(12));
    expect(kindsOf(await handle(world, requests(12)))).toEqual({ provisioned: 12 });
    const { TotalCount } = await world.call('ListKeyDetail', { Limit: 1 });
    expect(TotalCount).toBe(12);
  });

  test('advances when time runs out: the remaining messages wait', async () => {
    const world = provisioningWorld({ callsPerSecondMax: 5 });
    const batch = await handle(world, requests(100), { timeMs: 20_000, callsPerSecondMax: 5 });
    expect(batch.stoppedBy).toBeUndefined();
    expect(world.clock.nowMs()).toBeLessThanOrEqual(20_000);
    // Ten need eleven CreateKey, of which five a second are allowed; the last second is kept for settling.
    expect(kindsOf(batch)).toEqual({ provisioned: 86, waiting: 14 });
    const codes = new Set(world.deadLetters().map(({ code }) => code));
    expect([...codes].sort()).toEqual(['DeadlineExceeded', 'NoTurn']);
  });

  test.each([1, 5, 10, 80])(
    'is handled completely at %i calls a second',
    async (callsPerSecondMax) => {
      const world = provisioningWorld({ callsPerSecondMax });
      const batch = await handle(world, requests(60), { timeMs: 900_000, callsPerSecondMax });
      expect(kindsOf(batch)).toEqual({ provisioned: 60 });
    },
  );

  test('is not held up by a cloud that responds slowly', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    world.fail('CreateKey', { delayMs: 2_900 });
    const batch = await handle(world, requests(40), { timeMs: 30_000 });
    expect(kindsOf(batch)).toEqual({ provisioned: 40 });
    expect(world.clock.nowMs()).toBeLessThanOrEqual(30_000);
  });
});

describe('a message that alone fails as in an outage (P12)', () => {
  const refusing = (world: ProvisioningWorld, alias: string, code: string) => ({
    ...world.ports,
    keys: {
      ...world.ports.keys,
      createKey: async (...[spec, deadlineMs]: Parameters<typeof world.ports.keys.createKey>) => {
        if (spec.alias === alias) throw new ApiError(code, { detail: 'for this one alone' });
        return world.ports.keys.createKey(spec, deadlineMs);
      },
    },
  });

  const handleRefusing = (world: ProvisioningWorld, code: string, count: number) => {
    const ports = refusing(world, 'tenant-1_main', code);
    const messages = requests(count).map(message);
    const batch = handleBatch(messages, ports, SETTINGS, batchLimits(10), 60_000);
    return world.clock.run(batch);
  };

  test.each([
    'HttpStatus',
    'UnauthorizedOperation',
    'InternalError',
    'FailedOperation.TaggingError',
  ])('with %s waits, and the others are provisioned', async (code) => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    const batch = await handleRefusing(world, code, 40);
    expect(batch.stoppedBy).toBeUndefined();
    expect(kindsOf(batch)).toEqual({ provisioned: 39, waiting: 1 });
    expect(world.deadLetters()).toMatchObject([{ state: 'waiting', code }]);
  });

  test.each([{ http: 503 }, { http: 403 }, { error: 'InternalError' }])(
    'with %o waits when it is alone in its batch',
    async (effect) => {
      const world = provisioningWorld();
      world.fail('CreateKey', effect);
      const batch = await handle(world, requests(1));
      expect(batch).toMatchObject({ outcomes: [{ kind: 'waiting' }] });
      expect(batch.stoppedBy).toBeUndefined();
      expect(world.events().map(({ type }) => type)).toEqual(['tenant-key.waiting']);
    },
  );
});

describe('a KMS that the account may not use', () => {
  const lapsed = { kmsExpiresAtMs: BEGINNING_MS - 1 };

  test.each<[string, Partial<Switches>]>([
    ['was never bought', { kmsBought: false }],
    ['has lapsed', lapsed],
    ['has lapsed and still answers reads', { ...lapsed, kmsLapseStopsReads: false }],
  ])('because it %s lets requests wait, and parks none', async (_, switches) => {
    const world = provisioningWorld({ switches });
    const batch = await handle(world, requests(20));
    expect(batch.stoppedBy).toBeUndefined();
    expect(kindsOf(batch)).toEqual({ waiting: 20 });
    expect(new Set(world.deadLetters().map(({ code }) => code))).toEqual(
      new Set(['ResourceUnavailable.NotPurchased']),
    );

    world.machine.setSwitches({ kmsBought: true, kmsExpiresAtMs: BEGINNING_MS, kmsRenews: true });
    await world.clock.run(world.clock.sleep(60_000)); // Then the circuit breaker admits a trial.
    const again = kindsOf(await handle(world, requests(20)));
    expect(again.provisioned).toBeGreaterThan(0);
    expect(kindsOf(await handle(world, requests(20)))).toEqual({ provisioned: 20 });
  });
});

describe('settling', () => {
  test('does not use up the time of attempts, however much is settled', async () => {
    const world = provisioningWorld({ callsPerSecondMax: 5 });
    const texts = [...Array.from({ length: 3_000 }, (_, index) => `{${index}`), ...requests(3)];
    const batch = await handle(world, texts, { timeMs: 10_000, callsPerSecondMax: 5 });
    expect(kindsOf(batch)).toEqual({ parked: 3_000, provisioned: 3 });
  });

  test('parks the beginning of a message that is too long for a dead letter, and the partition advances', async () => {
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    const long = '"'.repeat(600_000);
    expect(kindsOf(await handle(world, [long, ...requests(2)]))).toEqual({
      parked: 1,
      provisioned: 2,
    });
    expect(world.deadLetters()).toMatchObject([
      { code: 'RequestTooLarge', text: '"'.repeat(131_072), cut: { bytes: 600_000 } },
    ]);
  });
});

describe('the order of messages (P5)', () => {
  test('does not matter, however often they are delivered', async () => {
    const texts = requests(6);
    const mixed = [...texts].reverse().flatMap((text, index) => [text, texts[index] ?? text]);
    const [straight, crooked] = [texts, mixed].map(async (order) => {
      const world = provisioningWorld({ switches: { tagsMustExist: false } });
      await handle(world, order);
      const { TotalCount } = await world.call('ListKeyDetail', { Limit: 1 });
      const ids = new Set(world.events().map(({ id }) => id));
      const subjects = new Set(world.events().map(({ type, subject }) => `${type} ${subject}`));
      return { ids: ids.size, subjects: [...subjects].sort(), TotalCount };
    });
    expect(await crooked).toEqual(await straight);
  });

  test('decides only which of two conflicting requests wins', async () => {
    const [first, second] = ['one', 'two'].map((description, index) =>
      JSON.stringify({ requestId: `r-${index}`, tenantId: 'acme', keyName: 'main', description }),
    );
    const world = provisioningWorld({ switches: { tagsMustExist: false } });
    expect(kindsOf(await handle(world, [first ?? '', second ?? '']))).toEqual({
      provisioned: 1,
      rejected: 1,
    });
  });
});
