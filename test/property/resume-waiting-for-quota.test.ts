import { expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { answerResume } from '../../shared/dead-letters/quota-commands.ts';
import { invocationBy } from '../world/invocation.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { queueRequests, tenantIds } from '../world/queue-requests.ts';
import { CONFIG } from '../world/world-config.ts';

// Set SEED to replay one world, and WORLDS to try more of them.
const FIRST = Number(process.env.SEED ?? 1);
const WORLDS = process.env.SEED ? 1 : Number(process.env.WORLDS ?? 40);

const TENANTS = tenantIds(12);
const STORMY_RUNS = 6;

const EFFECTS: readonly Effect[] = [
  { lostAnswer: true },
  { error: 'InternalError' },
  { error: 'InternalError', after: true },
  { error: 'ServiceUnavailable' },
  { error: 'LimitExceeded.CmkLimitExceeded' },
  { http: 502 },
  { delayMs: 4_000 },
];

const ACTIONS = [
  'GetServiceStatus',
  'CreateKey',
  'ListKeyDetail',
  'CreateTags',
  'topics:read:key-dead-letters',
  'topics:read:key-quota',
  'topics:publish:key-dead-letters',
  'topics:publish:key-events',
  'topics:publish:key-quota',
];

test(`dead letters that wait for the key quota are neither lost nor duplicated under any faults, in ${WORLDS} worlds from seed ${FIRST} on (P1, P3, P4, P10)`, async () => {
  for (let seed = FIRST; seed < FIRST + WORLDS; seed += 1) {
    await checkWorld(seed).catch((cause: Error) => {
      throw new Error(`SEED=${seed}: ${cause.message}`, { cause });
    });
  }
}, 60_000);

async function checkWorld(seed: number): Promise<void> {
  const { random } = randomSource(String(seed), 'quota');
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const world = operatorWorld({ seed: String(seed), switches: { cmkLimit: pick([2, 5, 9]) } });
  await queueRequests(world, TENANTS);

  for (let runs = 0; runs < STORMY_RUNS; runs += 1) {
    const kinds = ACTIONS.filter(() => random() < 0.4);
    for (const action of kinds) world.fail(action, pick(EFFECTS), { probability: pick([0.2, 1]) });
    world.machine.setSwitches({ cmkLimit: pick([0, 3, 6, 10, 20]) });
    const others = random() < 0.3 ? [world.anotherOperator()] : [];
    await world.clock.run(Promise.all([world.operator, ...others].map(run)));
    world.machine.faults.clear();
    if (random() < 0.3) await queueRequests(world, [pick(TENANTS)]);
  }

  world.machine.setSwitches({ cmkLimit: 100 });
  await world.clock.run(world.clock.sleep(60_000)); // By then, late calls have had their effects.
  expect(await world.clock.run(run(world.operator))).toBe('done');
  await check(world);

  function run(operator: OperatorWorld['operator']): Promise<string> {
    const { clock } = world;
    const invocation = invocationBy(clock, clock.nowMs() + 60_000, { id: `run-${random()}` });
    return answerResume({}, operator, CONFIG, invocation).then(
      () => 'done',
      ({ code = 'no code' }: { code?: string }) => code,
    );
  }
}

async function check(world: OperatorWorld): Promise<void> {
  const waiting = world.waiting();
  expect(waiting.filter(({ code }) => code === 'LimitExceeded.CmkLimitExceeded')).toEqual([]);

  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  const aliases = (KeyMetadatas as readonly { readonly Alias: string }[]).map(({ Alias }) => Alias);
  expect(new Set(aliases).size, 'a tenant has two keys').toBe(aliases.length);

  const textById = new Map<string, string>();
  for (const event of world.events()) {
    const text = JSON.stringify(event);
    expect(textById.get(event.id) ?? text, 'a repeat differs').toBe(text);
    textById.set(event.id, text);
  }

  const ended = new Set<unknown>(waiting.map(({ identity }) => identity?.tenantId));
  const crossings = new Set<unknown>();
  for (const event of world.events() as readonly PublishedEvent[]) {
    if (event.type === 'tenant-key.provisioned') ended.add(event.data.tenantId);
    if (event.type === 'tenant-keys.quota-reached') crossings.add(event.data.crossing);
  }
  expect([...TENANTS].filter((tenantId) => !ended.has(tenantId))).toEqual([]);
  const numbers = new Set([...crossings].map((_, index) => index + 1));
  expect(crossings, 'a crossing was skipped').toEqual(numbers);
}

type PublishedEvent = {
  readonly type: string;
  readonly data: { readonly tenantId?: string; readonly crossing?: number };
};
