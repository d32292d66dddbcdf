import { describe, expect, test } from 'vitest';
import type { FleetReport, RepairAnswer } from '../../shared/fleet/generated/fleet-command.ts';
import type { FleetPorts } from '../../shared/ports.ts';
import type { FoundKey } from '../../shared/tenant-key/key.ts';
import { type FleetWorld, fleetWorld, marked } from '../world/fleet-world.ts';

/** A world in which keys of ours lack their tags. */
async function worldWithout(count: number, options = {}): Promise<FleetWorld> {
  const world = fleetWorld({ ...options, switches: { cmkLimit: 10_000 } });
  for (let n = 0; n < count; n += 1) await world.plantOwn(`bare-${n}_main`, { tags: [] });
  return world;
}

const tagCalls = ({ machine }: FleetWorld) =>
  machine.journal.list().filter(({ mutating, action }) => mutating && action !== 'CreateKey');

/** The function's ports, with an action right before each key is read again. */
function interrupted(world: FleetWorld, before: (keyId: string) => Promise<unknown>): FleetPorts {
  const ports = world.instance();
  const describeKey: FleetPorts['keys']['describeKey'] = async (keyId, deadlineMs) => {
    await before(keyId);
    return ports.keys.describeKey(keyId, deadlineMs);
  };
  return { ...ports, keys: { ...ports.keys, describeKey } };
}

describe('a repair', () => {
  test('sets the tenant tag on each key of the plan, and changes nothing else', async () => {
    const world = await worldWithout(2);
    const other = await world.plantOwn('acme_main', { tags: [{ key: 'env', value: 'prod' }] });
    const well = await world.plantOwn('well_main');
    const { plan, planHash } = await world.check();
    expect(plan).toHaveLength(3);

    const answer = await world.repair(planHash);

    expect(answer).toMatchObject({ repaired: plan, failed: [], remaining: 0 });
    expect(tagCalls(world)).toHaveLength(3);
    expect(await world.tagOf(other)).toBe('acme');
    expect(await world.tagOf(well)).toBe('well');
    const report = await world.check();
    expect(report).toMatchObject({ plan: [], findings: [], planHash: answer.planHash });
  });

  test('of an empty plan is done at once', async () => {
    const world = await worldWithout(0);
    const { planHash } = await world.check();
    const done = { repaired: [], failed: [], remaining: 0, planHash };
    expect(await world.repair(planHash)).toEqual(done);
  });

  const changes: readonly (readonly [name: string, change: (w: FleetWorld) => Promise<unknown>])[] =
    [
      ['another key lost its tag', (world) => world.plantOwn('late_main', { tags: [] })],
      ['a key has its tag again', async (world) => world.tag(await idOf(world), 'bare-0')],
      [
        'a key has another alias',
        async ({ call, ...world }) =>
          call('UpdateAlias', { KeyId: await idOf({ ...world, call }), Alias: 'renamed' }),
      ],
    ];
  test.each(changes)('is refused without a mutating call when %s', async (_, change) => {
    const world = await worldWithout(3);
    const { planHash } = await world.check();
    await change(world);
    world.machine.journal.clear();
    const answer = await world.ask({ command: 'repair', planHash });
    expect(answer).toEqual({
      refused: { code: 'PlanStale', detail: expect.stringContaining('check the fleet again') },
    });
    expect(tagCalls(world)).toEqual([]);
  });

  const damages: readonly (readonly [name: string, action: string, params: object])[] = [
    ['its marker', 'UpdateKeyDescription', { Description: 'mine now' }],
    ['its alias', 'UpdateAlias', { Alias: 'other_main' }],
  ];
  test.each(damages)('does not change a key that has lost %s', async (_, action, params) => {
    const world = await worldWithout(3);
    const { plan, planHash } = await world.check();
    const [first, second, third] = plan;
    const ports = interrupted(world, async (keyId) => {
      if (keyId === second!.keyId) await world.call(action, { KeyId: keyId, ...params });
    });

    const answer = await world.ask({ command: 'repair', planHash }, 60_000, ports);

    expect(answer).toMatchObject({
      repaired: [first, third],
      failed: [{ ...second, code: 'KeyChanged' }],
      remaining: 0,
    });
    expect(await world.tagOf(second!.keyId)).toBeUndefined();
    expect(await world.repair((answer as RepairAnswer).planHash)).toMatchObject({ repaired: [] });
  });

  const others: readonly (readonly [name: string, differing: Partial<FoundKey>])[] = [
    ['tenant', { alias: 'acme_main', description: marked('acme_main') }],
    ['resource id', { resourceId: 'creatorUin/1/2' }],
  ];
  test.each(others)('does not change a key that now has another %s', async (_, differing) => {
    const world = await worldWithout(1);
    const { planHash } = await world.check();
    const ports = world.instance();
    const describeKey: FleetPorts['keys']['describeKey'] = async (keyId, deadlineMs) => ({
      ...(await ports.keys.describeKey(keyId, deadlineMs)),
      ...differing,
    });
    const changed = { ...ports, keys: { ...ports.keys, describeKey } };
    expect(await world.ask({ command: 'repair', planHash }, 60_000, changed)).toMatchObject({
      failed: [{ code: 'KeyChanged' }],
    });
    expect(tagCalls(world)).toEqual([]);
  });
});

test('a check counts as ours only keys that are proven to be', async () => {
  const world = await worldWithout(1);
  await world.call('CreateKey', { Alias: 'acme_backup' });
  expect(await world.check()).toMatchObject({ keys: 2, own: 1, tenants: 1 });
});

describe('a step that fails', () => {
  test('is reported with its code, and the others are taken', async () => {
    const world = await worldWithout(3);
    const { plan, planHash } = await world.check();
    world.fail('TagResources', { error: 'FailedOperation.PolicyEnforcedInvalid' }, { times: 1 });
    const answer = await world.repair(planHash);
    expect(answer).toMatchObject({
      repaired: plan.slice(1),
      failed: [{ ...plan[0], code: 'FailedOperation.PolicyEnforcedInvalid' }],
      remaining: 0,
    });
    expect(await world.repair(answer.planHash)).toMatchObject({ repaired: [plan[0]], failed: [] });
  });

  test('is repeated when its failure is temporary', async () => {
    const world = await worldWithout(2);
    const { plan, planHash } = await world.check();
    world.fail('TagResources', { error: 'FailedOperation.ResourceTagProcessing' }, { times: 2 });
    world.fail('DescribeKey', { lostAnswer: true }, { times: 1 });
    expect(await world.repair(planHash)).toMatchObject({ repaired: plan, failed: [] });
  });

  test('is repeated until its tag shows', async () => {
    const world = await worldWithout(1);
    const { plan, planHash } = await world.check();
    world.machine.setSwitches({ tagStaleMs: 300 });
    expect(await world.repair(planHash)).toMatchObject({ repaired: plan });
  });

  test('is not reported as done while its tag does not show', async () => {
    const world = await worldWithout(1);
    const { planHash } = await world.check();
    world.machine.setSwitches({ tagStaleMs: 3_600_000 });
    expect(await world.repair(planHash)).toMatchObject({
      repaired: [],
      failed: [{ code: 'TagsNotConfirmed' }],
    });
  });

  test.each([
    ["the tag is another tenant's", { key: 'tenant-keys:tenant', value: 'globex' }],
    ['another tag has the tenant', { key: 'tenant', value: 'bare-0' }],
  ])('is not reported as done while %s', async (_, tag) => {
    const world = await worldWithout(1);
    const { planHash } = await world.check();
    const ports = world.instance();
    const readTags = async () => [tag];
    const stale = { ...ports, tags: { ...ports.tags, readTags } };
    expect(await world.ask({ command: 'repair', planHash }, 60_000, stale)).toMatchObject({
      repaired: [],
      failed: [{ code: 'TagsNotConfirmed' }],
    });
  });

  test('in an outage ends the repair, and a later one continues', async () => {
    const world = await worldWithout(5);
    const { plan, planHash } = await world.check();
    const seen: string[] = [];
    const ports = interrupted(world, async (keyId) => {
      if (seen.push(keyId) === 3) world.fail('DescribeKey', { error: 'ServiceUnavailable' });
    });
    const answer = (await world.ask(
      { command: 'repair', planHash },
      60_000,
      ports,
    )) as RepairAnswer;
    expect(answer).toMatchObject({
      repaired: plan.slice(0, 2),
      failed: [{ ...plan[2], code: 'ServiceUnavailable' }],
      remaining: 2,
    });
    world.machine.faults.clear();
    expect(await world.repair(answer.planHash)).toMatchObject({
      repaired: plan.slice(2),
      remaining: 0,
    });
  });

  test('in our own code fails the invocation', async () => {
    const world = await worldWithout(1);
    const { planHash } = await world.check();
    const broken = interrupted(world, async () => {
      throw new TypeError('a fault of ours');
    });
    const repairing = world.ask({ command: 'repair', planHash }, 60_000, broken);
    await expect(repairing).rejects.toThrow('a fault of ours');
  });
});

describe('a repair without enough time', () => {
  test('is continued with the hashes of its answers, and takes each step once', async () => {
    const world = await worldWithout(300);
    const { plan, planHash } = await world.check();
    world.machine.journal.clear();

    const rounds: RepairAnswer[] = [];
    for (let hash = planHash; rounds.at(-1)?.remaining !== 0; hash = rounds.at(-1)!.planHash) {
      rounds.push(await world.repair(hash, 6_000));
    }

    expect(rounds.length).toBeGreaterThan(2);
    expect(rounds.flatMap(({ repaired }) => repaired)).toEqual(plan);
    expect(tagCalls(world)).toHaveLength(300);
    expect(await world.check()).toMatchObject({ findings: [] });
  });

  test('completes every step that it begins, whenever its time ends', async () => {
    for (let timeMs = 4_000; timeMs < 5_000; timeMs += 70) {
      const world = await worldWithout(12);
      const { plan, planHash } = await world.check();
      const calls = ['DescribeKey', 'TagResources', 'DescribeResourceTagsByResourceIds'];
      for (const action of calls) world.fail(action, { delayMs: 100 });
      const ports = world.instance(10);

      const first = await world.ask({ command: 'repair', planHash }, timeMs, ports);
      const { repaired, failed, remaining, planHash: left } = first as RepairAnswer;
      expect([failed, remaining > 0], `${timeMs} ms`).toEqual([[], true]);
      const second = await world.ask({ command: 'repair', planHash: left }, 60_000, ports);
      expect(second, `${timeMs} ms`).toMatchObject({ repaired: plan.slice(repaired.length) });
    }
  });

  test('keeps time to publish its result, however slow the cloud is', async () => {
    const world = await worldWithout(3);
    const { planHash } = await world.check();
    world.fail('TagResources', { delayMs: 60_000 });
    expect(await world.repair(planHash, 5_000)).toMatchObject({ repaired: [], remaining: 3 });
    expect(world.events().at(-1)).toMatchObject({ data: { repaired: [], left: 3 } });
  });

  test('does not report a step as failed that the rate limiter refused', async () => {
    const world = await worldWithout(9);
    const { plan, planHash } = await world.check();
    const answer = await world.ask({ command: 'repair', planHash }, 7_300, world.instance(1));
    expect(answer).toMatchObject({ failed: [] });
    const { repaired, remaining } = answer as RepairAnswer;
    expect(repaired.length).toBeGreaterThan(0);
    expect(repaired.length + remaining).toBe(plan.length);
    expect(remaining).toBeGreaterThan(0);
  });

  test('with more keys than a plan may have ends with its plan', async () => {
    const world = await worldWithout(1_010);
    const { plan, planHash, counts } = await world.check();
    expect([plan.length, counts.untagged]).toEqual([1_000, 1_010]);

    const first = await world.repair(planHash, 30_000);
    expect(first.remaining).toBeGreaterThan(300);
    const second = await world.repair(first.planHash, 120_000);

    expect([...first.repaired, ...second.repaired]).toEqual(plan);
    expect(second.remaining).toBe(0);
    expect(await world.repair(second.planHash)).toMatchObject({ repaired: [], remaining: 0 });
    expect(((await world.check()) as FleetReport).plan).toHaveLength(10);
  });

  test('to read the fleet is refused, with the reason', async () => {
    const world = await worldWithout(300);
    const { planHash } = await world.check();
    const slow = world.instance(1);
    for (const command of [{ command: 'repair', planHash }, { command: 'check' }]) {
      expect(await world.ask(command, 2_000, slow)).toEqual({
        refused: {
          code: 'NoTurn',
          detail: expect.stringContaining("raise the function's timeout"),
        },
      });
    }
    expect(tagCalls(world)).toEqual([]);
  });
});

test('two repairs at once do what one does', async () => {
  const world = await worldWithout(20);
  const { plan, planHash } = await world.check();
  const command = { command: 'repair', planHash };
  const [one, other] = await world.clock.run(
    Promise.all([
      world.serve(command, 60_000, world.instance()),
      world.serve(command, 60_000, world.instance(10)),
    ]),
  );
  expect(one).toMatchObject({ repaired: plan, failed: [] });
  expect(JSON.stringify(other)).toMatch(/PlanStale|"failed":\[\]/);
  expect(await world.check()).toMatchObject({ findings: [], plan: [] });
  for (const { keyId, tenantId } of plan) expect(await world.tagOf(keyId)).toBe(tenantId);
});

async function idOf({ call }: Pick<FleetWorld, 'call'>): Promise<string> {
  const { KeyMetadatas } = await call('ListKeyDetail', { SearchKeyAlias: 'bare-0_main' });
  const [key] = KeyMetadatas as readonly [{ readonly KeyId: string }];
  return key.KeyId;
}
