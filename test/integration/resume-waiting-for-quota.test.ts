import { expect, test } from 'vitest';
import type { ResumeAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { answerResume } from '../../shared/dead-letters/quota-commands.ts';
import { invocationBy } from '../world/invocation.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { queueRequests, tenantIds } from '../world/queue-requests.ts';
import { CONFIG } from '../world/world-config.ts';

const RUN_MS = 300_000;
const QUOTA_USED_UP = 'LimitExceeded.CmkLimitExceeded';

test('260 requests with a quota of 200 become 200 keys and 60 dead letters; a quota of 300 resumes them all, in order, without an operator (P1, P3, P10)', async () => {
  const world = operatorWorld({ switches: { cmkLimit: 200 } });
  await queueRequests(world, tenantIds(260));

  expect(await tenantsWithKeys(world)).toHaveLength(200);
  const parked = world.waiting();
  expect(parked).toHaveLength(60);
  expect(new Set(parked.map(({ code }) => code))).toEqual(new Set([QUOTA_USED_UP]));
  expect(parked.map(({ attempts }) => attempts)).toEqual(Array(60).fill(1));
  const refused = world.machine.journal.list().filter(({ code }) => code === QUOTA_USED_UP);
  expect(refused).toHaveLength(60);
  expect(Object.entries(typesOf(world))).toEqual([
    ['tenant-key.provisioned', 200],
    ['tenant-key.waiting', 60],
  ]);

  const idle = await run(world, 'timer-1');
  expect(idle.mutating).toEqual([]);
  expect(idle.answer).toEqual({ results: [], waiting: 60, headroom: 0 });
  expect(world.waiting()).toEqual(parked);
  expect(quotaEvents(world)).toEqual([
    { percent: 80, limit: 200, crossing: 1 },
    { percent: 90, limit: 200, crossing: 2 },
    { percent: 100, limit: 200, crossing: 3 },
  ]);
  expect((await run(world, 'timer-2')).mutating).toEqual([]);

  world.machine.setSwitches({ cmkLimit: 300 });
  const runs = [await run(world, 'timer-3'), await run(world, 'timer-4')];
  for (const { mutating } of runs) expect(mutating.length).toBeLessThanOrEqual(200 + 1);
  const results = runs.flatMap(({ answer }) => answer.results);
  expect(results.map(({ id }) => id)).toEqual(inOrderOfParking(parked));
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['provisioned']));
  expect(await tenantsWithKeys(world)).toEqual([...tenantIds(260)].sort());
  expect(world.waiting()).toEqual([]);
  expect(typesOf(world)['tenant-key.provisioned']).toBe(260);

  const last = await run(world, 'timer-5');
  expect(last.mutating).toEqual([]);
  expect(last.answer).toEqual({ results: [], waiting: 0, headroom: 40 });
  // 260 of 300 are 86 %: the keys were below every level of the raised quota, and reached 80 % again.
  expect(quotaEvents(world).slice(3)).toEqual([{ percent: 80, limit: 300, crossing: 4 }]);
  expect(operations(world, 'tenant-keys.redriven')).toMatchObject([
    { invocationId: 'timer-3', selection: { lane: 'quota' }, counts: { provisioned: 60 } },
  ]);
}, 60_000);

async function run(
  { operator, clock, machine }: OperatorWorld,
  id: string,
): Promise<{ readonly answer: ResumeAnswer; readonly mutating: readonly string[] }> {
  machine.journal.clear();
  const invocation = invocationBy(clock, clock.nowMs() + RUN_MS, { id });
  const answer = await clock.run(answerResume({}, operator, CONFIG, invocation));
  const calls = machine.journal.list().filter(({ mutating }) => mutating);
  return { answer, mutating: calls.map(({ action }) => action) };
}

/** One for each key: a tenant with two keys occurs twice. */
async function tenantsWithKeys({ call }: OperatorWorld): Promise<readonly string[]> {
  const pages = await Promise.all(
    [0, 200].map((Offset) => call('ListKeyDetail', { Offset, Limit: 200, KeyUsage: 'ALL' })),
  );
  const keys = pages.flatMap(({ KeyMetadatas }) => KeyMetadatas as { readonly Alias: string }[]);
  return keys.map(({ Alias }) => Alias.replace('_main', '')).sort();
}

type WaitingDeadLetter = ReturnType<OperatorWorld['waiting']>[number];

/** Dead letters of the same millisecond are in the order of their ids. */
function inOrderOfParking(deadLetters: readonly WaitingDeadLetter[]): readonly string[] {
  const places = deadLetters.map(({ firstSeenAt, id }) => `${firstSeenAt} ${id}`);
  return places.sort().map((place) => place.split(' ')[1] as string);
}

function typesOf(world: OperatorWorld): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of world.events()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function operations(world: OperatorWorld, wanted: string): readonly object[] {
  const events = world.events() as readonly { readonly type: string; readonly data: object }[];
  return events.filter(({ type }) => type === wanted).map(({ data }) => data);
}

function quotaEvents(world: OperatorWorld): readonly object[] {
  return operations(world, 'tenant-keys.quota-reached');
}
