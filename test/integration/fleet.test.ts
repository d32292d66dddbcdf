import { expect, test } from 'vitest';
import type { FindingKind } from '../../shared/fleet/generated/fleet-command.ts';
import type { MarkerKeys } from '../../shared/tenant-key/marker.ts';
import {
  type FleetWorld,
  fleetWorld,
  keysByKind,
  marked,
  resourceIdOf,
  TENANT_TAG,
} from '../world/fleet-world.ts';
import { askInvoke } from '../world/ways-in.ts';

const KEYS = 2_000;

/** How many keys have a defect of each kind. */
const PLANTED = 20;

test('a check of 2,000 keys finds each of 180 planted defects and nothing else, and a repair corrects only the tags', async () => {
  const world = fleetWorld({ switches: { cmkLimit: KEYS, aliasHeldWhilePendingDelete: false } });
  const { machine } = world;
  const { planted, tenants } = await plantFleet(world);
  const mutations = () => machine.journal.list().filter(({ mutating }) => mutating);
  machine.setSwitches({ rateLimits: true });

  machine.journal.clear();
  const report = await world.check([...tenants, 'keyless-1', 'keyless-2']);

  expect(keysByKind(report)).toEqual(planted);
  expect(report).toMatchObject({ keys: 2_000, tenantsWithoutKey: ['keyless-1', 'keyless-2'] });
  // Of copied markers there are two keys each.
  expect(Object.values(report.counts)).toEqual([40, ...Array(7).fill(20)]);
  expect(callCounts(world)).toEqual({ ListKeyDetail: 10, DescribeResourceTagsByResourceIds: 40 });
  const repairable = [...planted.untagged, ...planted['wrongly-tagged']].sort();
  expect(report.plan.map(({ keyId }) => keyId)).toEqual(repairable);

  const [healthy] = planted.orphan;
  await world.untag(healthy!);
  machine.journal.clear();
  const stale = await world.ask({ command: 'repair', planHash: report.planHash });
  expect(stale).toMatchObject({ refused: { code: 'PlanStale' } });
  expect(mutations()).toEqual([]);
  await world.tag(healthy!, tenantIn(report.findings, healthy!));

  machine.journal.clear();
  const answer = await world.repair(report.planHash);
  expect(answer).toMatchObject({ repaired: report.plan, failed: [], remaining: 0 });
  expect(mutations().map(({ action, params }) => ({ action, params }))).toEqual(
    report.plan.map(({ keyId, tenantId }) => ({
      action: 'TagResources',
      params: {
        ResourceList: [`qcs::kms:ap-guangzhou:uin/100000000001:key/${resourceIdOf(keyId)}`],
        Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: tenantId }],
      },
    })),
  );

  const { untagged: _, 'wrongly-tagged': __, ...unrepaired } = planted;
  const after = await world.check(tenants);
  expect(keysByKind(after)).toEqual(unrepaired);
  expect(after.plan).toEqual([]);
});

type PlantedKeys = Record<FindingKind, readonly string[]>;

/** Plants what operators, scripts and others do to the keys of an account. */
async function plantFleet(world: FleetWorld) {
  const { call, plantOwn } = world;
  const renamed = await each((n) => plantOwn(`torn-${n}_main`));
  for (const [n, KeyId] of renamed.entries())
    await call('UpdateAlias', { KeyId, Alias: `away-${n}` });
  const planted: PlantedKeys = {
    orphan: await each((n) => plantOwn(`gone-${n}_main`)),
    duplicate: await each((n) => plantDuplicate(world, n)),
    untagged: await each(async (n) => {
      const keyId = await plantOwn(`bare-${n}_main`);
      await world.untag(keyId);
      return keyId;
    }),
    'wrongly-tagged': await each(async (n) => {
      const keyId = await plantOwn(`swapped-${n}_main`);
      await world.tag(keyId, n % 2 === 0 ? 'well-0' : '生产');
      return keyId;
    }),
    'wrong-state': await each(async (n) => {
      const KeyId = await plantOwn(`idle-${n}_main`);
      await call('DisableKey', { KeyId });
      if (n % 3 === 1) await call('ArchiveKey', { KeyId });
      if (n % 3 === 2) await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      return KeyId;
    }),
    foreign: await each((n) => plantForeign(world, n)),
    'marker-damaged': await each((n) => plantDamaged(world, n)),
    'marker-copied': [...(await each((n) => plantCopied(world, n))), ...renamed].sort(),
  };
  await plantOddButWell(world);
  const { TotalCount } = await call('ListKeyDetail', { KeyUsage: 'ALL' });
  const wells = range(KEYS - Number(TotalCount));
  for (const n of wells) await plantOwn(`well-${n}_main`);
  const defective = ['twin', 'bare', 'swapped', 'idle', 'torn'].flatMap((name) =>
    range(PLANTED).map((n) => `${name}-${n}`),
  );
  return { planted, tenants: [...wells.map((n) => `well-${n}`), ...defective, 'odd'] };
}

async function each(plant: (n: number) => Promise<string>): Promise<readonly string[]> {
  const keyIds: string[] = [];
  for (const n of range(PLANTED)) keyIds.push(await plant(n));
  return keyIds.sort();
}

/** KMS releases the alias of a key that is being deleted; the product creates another key, and the deletion is cancelled. */
async function plantDuplicate(world: FleetWorld, n: number): Promise<string> {
  const { call, machine } = world;
  const KeyId = await world.plantOwn(`twin-${n}_main`);
  await call('DisableKey', { KeyId });
  await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  machine.advanceClock(5_000);
  const asked = { requestId: `r-${n}`, tenantId: `twin-${n}`, keyName: 'main' };
  expect(await askInvoke(world, asked)).toEqual({ kind: 'provisioned' });
  const event = world.events().at(-1) as { readonly data: { readonly keyId: string } };
  await call('CancelKeyDeletion', { KeyId });
  if (n % 2 === 0) return KeyId; // It stays disabled, so the other one precedes it.
  await call('EnableKey', { KeyId });
  return event.data.keyId;
}

/** Somebody moved our key away, and made one under its alias with its description. */
function plantCopied({ plantOwn }: FleetWorld, n: number): Promise<string> {
  return plantOwn(`torn-${n}_main`);
}

function plantForeign({ plant }: FleetWorld, n: number): Promise<string> {
  const tagged = (value: string) => [{ key: TENANT_TAG, value }];
  const foreign = [
    { alias: `shadow-${n}_main` },
    { alias: `shadow-${n}_main`, description: 'Made by hand.', tags: tagged('well-0') },
    { alias: `Legacy-${n}`, tags: tagged('well-0') },
    { alias: `legacy_${n}_db`, description: 'Made by tenant-keys.', tags: tagged('生产') },
  ];
  return plant(foreign[n % foreign.length]!);
}

async function plantDamaged(world: FleetWorld, n: number): Promise<string> {
  const { call } = world;
  const alias = `hurt-${n}_main`;
  const marker = marked(alias);
  const others: MarkerKeys = [{ id: 'k9', secret: 'a-secret-that-is-not-configured-here' }];
  const descriptions = [
    marker.slice(0, 60),
    marker.slice('tenant-keys:2:'.length),
    `${marker}\nEdited by hand.`,
    marker.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    marked(alias, { markerKeys: others }),
    marked(`hurt-too-${n}_main`),
    'Wiped by hand; its tag says what it was.',
  ];
  const KeyId = await world.plantOwn(alias);
  const Description = descriptions[n % (descriptions.length + 1)];
  if (Description === undefined) await call('UpdateAlias', { KeyId, Alias: `renamed-${n}` });
  else await call('UpdateKeyDescription', { KeyId, Description });
  return KeyId;
}

/** Foreign keys that look odd, and must not be in the report. */
async function plantOddButWell(world: FleetWorld): Promise<void> {
  const { plant, plantOwn } = world;
  await plantOwn('odd_external', { type: 2 });
  await plantOwn('odd_described', {
    description: `Of tenant-keys: 备份\n${marked('odd_described')}`,
  });
  await plantOwn('odd_spaced', { description: `${marked('odd_spaced')}  \n` });
  const aliases = ['Prod-DB', 'my_key_two', 'ACME_main', 'acme_', '0', `odd_${'x'.repeat(23)}`];
  for (const alias of aliases) await plant({ alias, description: 'tenant-keys: ours? no' });
}

function tenantIn(findings: readonly { keyId: string; tenantId?: string }[], id: string): string {
  return findings.find(({ keyId }) => keyId === id)!.tenantId!;
}

function callCounts({ calls }: FleetWorld): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const action of calls()) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
