import { describe, expect, test } from 'vitest';
import { batchLimits, handleBatch } from '../../shared/tenant-key/handle.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const textOf = (tenantId: string, more: object = {}) =>
  JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main', ...more });

const tenants = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => textOf(`tenant-${n}`, more));

function worldWith(): ProvisioningWorld {
  return provisioningWorld({ switches: { cmkLimit: 10_000, rateLimits: false } });
}

/** Delivers texts as one batch, and counts the calls of the journal by action. All are provisioned. */
async function deliver(world: ProvisioningWorld, texts: readonly string[]) {
  world.machine.journal.clear();
  const messages = texts.map((text, offset) => ({
    text,
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset } as const,
    callerWaits: false,
  }));
  const deadlineMs = world.clock.nowMs() + 600_000;
  const { outcomes } = await world.clock.run(
    handleBatch(messages, world.ports, SETTINGS, batchLimits(10), deadlineMs),
  );
  expect(outcomes.map((outcome) => outcome?.kind)).toEqual(texts.map(() => 'provisioned'));
  const counts: Record<string, number> = {};
  for (const action of world.calls()) counts[action] = (counts[action] ?? 0) + 1;
  return { all: world.calls().length, ...counts };
}

describe('the calls of', () => {
  test('a new key, alone: one, where the pair of its tenant exists', async () => {
    const world = worldWith();
    await deliver(world, [textOf('acme')]);
    const second = [textOf('acme', { keyName: 'second' })];
    expect(await deliver(world, second)).toEqual({ all: 1, CreateKey: 1 });
  });

  test('a repeat: two', async () => {
    const world = worldWith();
    await deliver(world, [textOf('acme', { tags: { team: 'billing', cost: 'c-7' } })]);
    const again = [textOf('acme', { tags: { team: 'billing', cost: 'c-7' } })];
    expect(await deliver(world, again)).toEqual({ all: 2, CreateKey: 1, ListKeyDetail: 1 });
  });

  test('new tenants in batches of 1, 10 and 100', async () => {
    const [one, ten, hundred] = [1, 10, 100].map((count) => deliver(worldWith(), tenants(count)));
    expect(await one).toEqual({ all: 3, CreateKey: 2, CreateTags: 1 });
    expect(await ten).toEqual({ all: 13, CreateKey: 12, CreateTags: 1 });
    expect(await hundred).toEqual({ all: 122, CreateKey: 112, CreateTags: 10 });
  });

  test('a new tenant whose pair somebody removes again: its pair is created again', async () => {
    const world = worldWith();
    const refused = { error: 'InvalidParameterValue.TagsNotExisted' };
    world.fail('CreateKey', refused, { times: 3 });
    const counts = await deliver(world, [textOf('acme')]);
    expect(counts).toEqual({ all: 6, CreateKey: 4, CreateTags: 2 });
  });

  test('new tenants whose requests have another tag, which all of them share', async () => {
    const counts = await deliver(worldWith(), tenants(10, { tags: { team: 'billing' } }));
    expect(counts).toEqual({ all: 14, CreateKey: 12, CreateTags: 2 });
  });

  test('new tenants among others: no more than alone, once the first try has failed', async () => {
    const world = worldWith();
    await deliver(world, [textOf('tenant-5')]);
    const second = tenants(10).map((text) => text.replace('"main"', '"second"'));
    expect(await deliver(world, second)).toEqual({ all: 29, CreateKey: 19, CreateTags: 10 });
  });

  test('a batch of a thousand that is delivered again: a thousand, and two that KMS refuses', async () => {
    const world = worldWith();
    await deliver(world, tenants(1_000));
    const counts = await deliver(world, tenants(1_000));
    expect(counts).toEqual({ all: 1_002, CreateKey: 2, ListKeyDetail: 1_000 });
  });

  test('a batch that is delivered again although its end was never reached', async () => {
    const world = worldWith();
    await deliver(world, tenants(50));
    const { CreateKey = 0, ListKeyDetail = 0 } = (await deliver(world, tenants(100))) as Record<
      string,
      number
    >;
    // Fifty are new; two or three each were refused before and after.
    expect(CreateKey).toBeLessThanOrEqual(50 + 3 + 12);
    expect(ListKeyDetail).toBeLessThanOrEqual(50 + 2 * 3);
  });
});
