import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fleetWorld } from '../world/fleet-world.ts';

const TIMER = sampleEvent('timer');

const NONE = {
  'marker-copied': 0,
  'marker-damaged': 0,
  duplicate: 0,
  'wrong-state': 0,
  'wrongly-tagged': 0,
  untagged: 0,
  foreign: 0,
  orphan: 0,
};

async function smallFleet() {
  const world = fleetWorld();
  await world.plantOwn('acme_main');
  await world.plantOwn('acme_backup');
  const bare = await world.plantOwn('globex_main', { tags: [] });
  await world.plant({ alias: 'Prod-DB' });
  return { ...world, bare };
}

describe('a check', () => {
  test('reports the state of the fleet, and publishes and logs it', async () => {
    const world = await smallFleet();
    const resourceId = `creatorUin/100000000001/${world.bare}`;
    const report = await world.check();

    expect(report).toEqual({
      keys: 4,
      own: 3,
      tenants: 2,
      counts: { ...NONE, untagged: 1 },
      findings: [
        {
          kind: 'untagged',
          keyId: world.bare,
          alias: 'globex_main',
          tenantId: 'globex',
          detail: 'It lacks the tag tenant-keys:tenant.',
          repairable: true,
        },
      ],
      plan: [{ keyId: world.bare, resourceId, tenantId: 'globex' }],
      planHash: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { planHash } = report;
    const findings = { ...NONE, untagged: 1 };
    expect(world.events()).toEqual([
      expect.objectContaining({
        type: 'tenant-keys.fleet-checked',
        source: '/tenant-keys/ap-guangzhou',
        data: { invocationId: 'invocation-1', keys: 4, findings, planHash },
      }),
    ]);
    expect(world.lines.map((line) => JSON.parse(line))).toEqual([
      {
        operation: 'tenant-keys.fleet-checked',
        invocationId: 'invocation-1',
        keys: 4,
        findings,
        planHash,
        durationMs: 0,
      },
    ]);
  });

  test('names the tenants without a key, if the tenants are given', async () => {
    const world = await smallFleet();
    const report = await world.check(['acme', 'initech', 'initech', 'globex', 'hooli']);
    expect(report).toMatchObject({ tenants: 2, tenantsWithoutKey: ['initech', 'hooli'] });
    expect(await world.check([])).toMatchObject({ tenantsWithoutKey: [], counts: { orphan: 3 } });
  });

  test('has the same plan, whatever tenants are given', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check(['acme']);
    expect(await world.check()).toMatchObject({ planHash });
    expect(await world.repair(planHash)).toMatchObject({ remaining: 0 });
  });

  test('is run by the timer', async () => {
    const world = await smallFleet();
    expect(await world.ask(TIMER)).toEqual(await world.check());
    expect(world.lines).toHaveLength(2);
  });

  test('of an empty account takes one call', async () => {
    const world = fleetWorld();
    expect(await world.check()).toMatchObject({ keys: 0, findings: [], plan: [] });
    expect(world.calls()).toEqual(['ListKeyDetail']);
  });

  test('counts findings that it does not list', async () => {
    const world = fleetWorld({ switches: { cmkLimit: 2_000 } });
    for (let n = 0; n < 1_001; n += 1) await world.plantOwn(`t-${n}_main`);
    const report = await world.check([]);
    expect(report.findings).toHaveLength(1_000);
    expect(report.counts).toEqual({ ...NONE, orphan: 1_001 });
  });

  test('continues after a temporary failure', async () => {
    const world = await smallFleet();
    world.fail('ListKeyDetail', { error: 'RequestLimitExceeded' }, { times: 1 });
    world.fail('DescribeResourceTagsByResourceIds', { lostAnswer: true }, { times: 2 });
    expect(await world.check()).toMatchObject({ keys: 4, counts: { untagged: 1 } });
  });

  test('is refused in an outage, and publishes nothing', async () => {
    const world = await smallFleet();
    world.fail('DescribeResourceTagsByResourceIds', { error: 'ServiceUnavailable' });
    expect(await world.ask({ command: 'check' })).toEqual({
      refused: {
        code: 'ServiceUnavailable',
        detail: 'The cloud is unavailable. Nothing was changed. Try again.',
      },
    });
    expect([world.events(), world.lines]).toEqual([[], []]);
  });

  test('that the timer runs throws when its time is too short', async () => {
    const world = await smallFleet();
    const checking = world.ask(TIMER, 0);
    await expect(checking).rejects.toMatchObject({ code: 'DeadlineExceeded' });
  });

  test('of the largest fleet has an answer that the platform accepts', async () => {
    const world = fleetWorld({ switches: { cmkLimit: 2_000 } });
    const name = (n: number) => `${'t'.repeat(30)}${String(n).padStart(6, '0')}`;
    const tags = [{ key: 'tenant-keys:tenant', value: '备'.repeat(255) }];
    for (let n = 0; n < 1_001; n += 1) {
      await world.plantOwn(`${name(n)}_${'k'.repeat(22)}`, { tags });
    }
    const tenants = Array.from({ length: 100_000 }, (_, n) => name(900_000 + n));
    const answer = await world.check(tenants);
    expect([answer.findings.length, answer.plan.length]).toEqual([1_000, 1_000]);
    expect(answer.tenantsWithoutKey).toHaveLength(100_000);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6_000_000);
  });
});

describe('a repair', () => {
  test('is published and logged', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check();
    await world.repair(planHash);
    const repaired = [{ keyId: world.bare, tenantId: 'globex' }];
    expect(world.events().at(-1)).toMatchObject({
      type: 'tenant-keys.fleet-repaired',
      data: { invocationId: 'invocation-1', planHash, repaired, left: 0 },
    });
    expect(JSON.parse(world.lines.at(-1)!)).toEqual({
      operation: 'tenant-keys.fleet-repaired',
      invocationId: 'invocation-1',
      planHash,
      repaired: 1,
      left: 0,
      durationMs: 0,
    });
  });

  test('that is incomplete reports what is left', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check();
    world.fail('TagResources', { error: 'FailedOperation.PolicyEnforcedInvalid' });
    expect(await world.repair(planHash)).toMatchObject({ failed: [{}], remaining: 0 });
    expect(world.events().at(-1)).toMatchObject({ data: { repaired: [], left: 1 } });
  });

  test('that cannot be published throws after it is logged', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check();
    world.fail('topics:publish:key-events', { http: 503 });
    const repairing = world.ask({ command: 'repair', planHash });
    await expect(repairing).rejects.toMatchObject({ code: 'TopicsUnavailable' });
    expect(world.lines.at(-1)).toContain('"repaired":1');
  });

  test('is published after the topic fails at first', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check();
    world.fail('topics:publish:key-events', { http: 503 }, { times: 2 });
    await world.repair(planHash);
    expect(world.events().map(({ type }) => type)).toEqual([
      'tenant-keys.fleet-checked',
      'tenant-keys.fleet-repaired',
    ]);
  });

  test('is refused in an outage, and changes nothing', async () => {
    const world = await smallFleet();
    const { planHash } = await world.check();
    world.fail('ListKeyDetail', { error: 'AuthFailure.UnauthorizedOperation' });
    expect(await world.ask({ command: 'repair', planHash })).toMatchObject({
      refused: { code: 'AuthFailure.UnauthorizedOperation' },
    });
    expect(world.calls()).not.toContain('TagResources');
  });

  test('that is refused is neither logged nor published', async () => {
    const world = await smallFleet();
    await world.ask({ command: 'repair', planHash: 'A'.repeat(43) });
    await world.ask({ command: 'delete' });
    expect([world.events(), world.lines]).toEqual([[], []]);
  });
});

test.each(['ckafka', 'function-url', 'api-gateway', 'cmq-topic', 'eventbridge'])(
  'an HTTP request or a batch from a queue throws: %s',
  async (name) => {
    const world = await smallFleet();
    await expect(world.ask(sampleEvent(name))).rejects.toThrow(
      'This function takes commands and timers',
    );
  },
);

test('a request is refused as an invalid command', async () => {
  const world = await smallFleet();
  expect(await world.ask(sampleEvent('invoke'))).toMatchObject({
    refused: { code: 'CommandInvalid', detail: expect.stringContaining('command is required.') },
  });
});

function sampleEvent(name: string): unknown {
  const url = new URL(`../../events/samples/doors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}
