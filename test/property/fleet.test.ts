import { expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { fleetPorts } from '../../functions/compose.ts';
import type { FindingKind } from '../../shared/fleet/generated/fleet-command.ts';
import type { FleetPorts } from '../../shared/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import {
  type FleetWorld,
  fleetWorld,
  keysByKind,
  marked,
  TENANT_TAG,
} from '../world/fleet-world.ts';
import { machineClients } from '../world/machine-ports.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

// Set SEED to replay one world, and WORLDS to try more of them.
const FIRST = Number(process.env.SEED ?? 1);
const WORLDS = process.env.SEED ? 1 : Number(process.env.WORLDS ?? 50);

/** Rounds of check and repair until no more faults occur, and until everything must be repaired. */
const STORMY_ROUNDS = 4;
const ROUNDS_MAX = 8;

const ACTIONS = [
  'ListKeyDetail',
  'DescribeResourceTagsByResourceIds',
  'DescribeKey',
  'TagResources',
  'topics:publish:key-events',
];

const EFFECTS: readonly Effect[] = [
  { lostAnswer: true },
  { error: 'InternalError' },
  { error: 'InternalError', after: true },
  { error: 'RequestLimitExceeded' },
  { error: 'FailedOperation.ResourceTagProcessing' },
  { error: 'UnauthorizedOperation' },
  { http: 502 },
  { truncate: true },
  { delayMs: 4_000 },
  { delayMs: 500 },
];

test(`in any fleet each key is assessed correctly, and repairs change only the tags of our keys, in ${WORLDS} worlds from seed ${FIRST} on`, async () => {
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
    await checkWorld(seed).catch((cause: Error) => {
      throw new Error(`SEED=${seed}: ${cause.message}`, { cause });
    });
  }
}, 120_000);

async function checkWorld(seed: number): Promise<void> {
  const { random } = randomSource(String(seed), 'fleet of keys');
  const chance = (probability: number) => random() < probability;
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const world = fleetWorld({ seed: String(seed), switches: { tagStaleMs: pick([0, 0, 300]) } });
  const expected = await plantKeys(world, 1 + Math.floor(random() * 30), pick);
  await world.clock.run(world.clock.sleep(1_000)); // Until all tags show.

  world.machine.journal.clear();
  const first = await world.check(['acme', 'globex']);
  expect(keysByKind(first)).toEqual(byKind(expected));
  expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);

  for (const action of ACTIONS) {
    if (chance(0.6)) world.fail(action, pick(EFFECTS), { probability: 0.3 });
  }
  const vandal = vandalOf(world, chance);
  await repairAll(
    world,
    [0, 1].map(() => vandal.instance(pick([5, 20, 80]))),
    pick,
  );

  expect(vandal.wronged, 'keys were touched that were no longer ours').toEqual([]);
  const last = await world.check(['acme', 'globex']);
  const lasting = expected.filter(
    ({ keyId, kind }) => !isRepairable(kind) && !vandal.hurt.has(keyId),
  );
  const hurt = [...vandal.hurt].map((keyId) => ({ keyId, kind: 'marker-damaged' as const }));
  expect(keysByKind(last)).toEqual(byKind([...lasting, ...hurt]));
}

type Judged = { readonly keyId: string; readonly kind: FindingKind };

const isRepairable = (kind: FindingKind) => kind === 'untagged' || kind === 'wrongly-tagged';

function byKind(judged: readonly Judged[]): Partial<Record<FindingKind, readonly string[]>> {
  const keyIds: Partial<Record<FindingKind, string[]>> = {};
  for (const { kind, keyId } of judged) keyIds[kind] = [...(keyIds[kind] ?? []), keyId].sort();
  return keyIds;
}

type Pick = <T>(some: readonly T[]) => T;

/** Creates keys of all kinds, and returns what is wrong with each. */
async function plantKeys(world: FleetWorld, count: number, pick: Pick): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  const shared: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const tenant = pick(['acme', 'globex', 'gone']);
    const alias = pick([`${tenant}_key-${n}`, `${tenant}_key-${n}`, `Key-${n}`]);
    const marker = pick(['ours', 'ours', 'ours', 'none', 'copied', 'shared'] as const);
    const tag = pick([tenant, tenant, 'hooli', undefined]);
    const state = pick(['Enabled', 'Enabled', 'Disabled', 'PendingDelete'] as const);
    const look = { isNamed: alias !== `Key-${n}`, tenant, marker, tag, state };

    const KeyId = await world.plant({
      alias,
      description: {
        ours: marked(alias),
        none: 'tenant-keys',
        copied: marked(`other_key-${n}`),
        shared: marked('other_key'),
      }[marker],
      tags: tag === undefined ? [] : [{ key: TENANT_TAG, value: tag }],
    });
    if (state !== 'Enabled') await world.call('DisableKey', { KeyId });
    const window = { KeyId, PendingWindowInDays: 30 };
    if (state === 'PendingDelete') await world.call('ScheduleKeyDeletion', window);
    for (const kind of kindsOf(look)) judged.push({ keyId: KeyId, kind });
    if (marker === 'shared') shared.push(KeyId);
  }
  // One alone shares its marker with nobody.
  const isAlone = shared.length === 1;
  const kind = isAlone ? 'marker-damaged' : 'marker-copied';
  return [...judged, ...shared.map((keyId) => ({ keyId, kind }) as const)];
}

type Look = {
  readonly isNamed: boolean;
  readonly tenant: string;
  readonly marker: 'ours' | 'none' | 'copied' | 'shared';
  readonly tag: string | undefined;
  readonly state: string;
};

/** The rules once more, as a specification. */
function kindsOf({ isNamed, tenant, marker, tag, state }: Look): readonly FindingKind[] {
  if (marker === 'ours' && isNamed) {
    const kinds: FindingKind[] = [];
    if (tenant === 'gone') kinds.push('orphan');
    if (tag === undefined) kinds.push('untagged');
    else if (tag !== tenant) kinds.push('wrongly-tagged');
    if (state !== 'Enabled') kinds.push('wrong-state');
    return kinds;
  }
  if (marker === 'shared') return [];
  if (marker !== 'none') return ['marker-damaged'];
  if (isNamed && tag === tenant) return ['marker-damaged'];
  return isNamed || tag !== undefined ? ['foreign'] : [];
}

/** Two operators check and repair at once, until nothing is left to do. */
async function repairAll(world: FleetWorld, instances: readonly FleetPorts[], pick: Pick) {
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    if (round > STORMY_ROUNDS) world.machine.faults.clear();
    const timeMs = pick([3_000, 10_000, 60_000]);
    await world.clock.run(
      Promise.all(instances.map((ports) => checkAndRepair(world, ports, timeMs))),
    );
    await world.clock.run(world.clock.sleep(10_000));
  }
}

/** An invocation may also fail. */
async function checkAndRepair(world: FleetWorld, ports: FleetPorts, timeMs: number): Promise<void> {
  const serve = (event: object) =>
    world.serve(event, timeMs, ports).catch((error: { readonly code: string }) => {
      expect(error.code, String(error)).toMatch(/^[A-Z]/);
      return { refused: { code: error.code, detail: '' } };
    });
  const report = await serve({ command: 'check' });
  if ('planHash' in report) await serve({ command: 'repair', planHash: report.planHash });
}

/**
 * Removes the marker of some keys at the last moment at which a repair can notice, and records whether
 * one is changed nevertheless.
 */
function vandalOf(world: FleetWorld, chance: (probability: number) => boolean) {
  const { machine, clock, call } = world;
  const met = new Set<string>();
  const hurt = new Set<string>();
  const wronged: string[] = [];

  async function vandalize(KeyId: string): Promise<void> {
    if (met.has(KeyId)) return;
    met.add(KeyId);
    if (!chance(0.2)) return;
    const change = call('UpdateKeyDescription', { KeyId, Description: marked(`other_${KeyId}`) });
    await change.then(
      () => hurt.add(KeyId),
      () => {}, // A key that is scheduled for deletion keeps its description.
    );
  }

  const client = (own: TencentClient): TencentClient => ({
    request: async (action, params, signal) => {
      const { KeyId, ResourceList } = params as { KeyId: string; ResourceList: string[] };
      if (action === 'DescribeKey') await vandalize(KeyId);
      if (action === 'TagResources') {
        const keyId = ResourceList[0]!.split('/').at(-1)!;
        if (hurt.has(keyId) || !met.has(keyId)) wronged.push(keyId);
      }
      return own.request(action, params, signal);
    },
  });
  const instance = (callsPerSecondMax: number) => {
    const clients = machineClients(machine, clock, {
      callsPerSecondMax,
      random: () => 0.5,
      client,
    });
    return fleetPorts(clients, SETTINGS.retry);
  };
  return { hurt, wronged, instance };
}
