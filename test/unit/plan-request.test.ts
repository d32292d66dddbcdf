import { describe, expect, test } from 'vitest';
import type { Switches } from '../../emulator/api/switches.ts';
import { attemptsAt } from '../../shared/tenant-key/attempt.ts';
import { recoverKey } from '../../shared/tenant-key/ensure.ts';
import type { Plan } from '../../shared/tenant-key/generated/plan.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Attempt, Outcome } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { plannedState, planRequest } from '../../shared/tenant-key/plan.ts';
import type { KeyRequest } from '../../shared/tenant-key/request.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const ACME = { tenantId: 'acme', keyName: 'main' };
const ACME_SPARE = { tenantId: 'acme', keyName: 'spare' };
const BETA = { tenantId: 'beta', keyName: 'main' };
const PROD = { env: 'prod' };

const [CREATE, MAKE_TAGS, TAG] = ['CreateKey', 'CreateTags', 'TagResources'];
const FULL = 'LimitExceeded.CmkLimitExceeded';

type Expected = Pick<Plan, 'action' | 'calls' | 'code'>;

const created = (...calls: readonly string[]): Expected => ({ action: 'create', calls });
const adopted = (...calls: readonly string[]): Expected => ({ action: 'adopt', calls });
const rejected = (code: string): Expected => ({ action: 'reject', calls: [], code });
const parked = (code: string): Expected => ({ action: 'park', calls: [], code });
const waits: Expected = { action: 'wait', calls: [], code: FULL };

/** A number of a tenant's own tags. */
const ownTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, `v${n}`]));

type Case = {
  readonly name: string;
  readonly switches?: Partial<Switches>;
  /** Prepares the world. */
  readonly before?: (world: ProvisioningWorld) => Promise<unknown>;
  /** Planned and handled in this order, each with the expected plan. */
  readonly requests: readonly (readonly [request: object, expected: Expected])[];
};

const CASES: readonly Case[] = [
  {
    name: 'a tenant whose tag pair does not exist',
    requests: [[ACME, created(CREATE, MAKE_TAGS, CREATE)]],
  },
  {
    name: 'a tenant whose tag pair exists',
    before: (world) => provision(world, ACME_SPARE),
    requests: [[ACME, created(CREATE)]],
  },
  {
    name: 'tags whose pairs exist',
    before: (world) => provision(world, { ...ACME_SPARE, tags: PROD }),
    requests: [[{ ...ACME, tags: PROD }, created(CREATE)]],
  },
  {
    name: 'a tag whose pair does not exist beside one whose pair exists',
    before: (world) => provision(world, { ...ACME_SPARE, tags: PROD }),
    requests: [[{ ...ACME, tags: { ...PROD, a: 'b' } }, created(CREATE, MAKE_TAGS, CREATE)]],
  },
  {
    name: 'a tag whose name exists with another value',
    before: (world) => provision(world, { ...ACME_SPARE, tags: PROD }),
    requests: [[{ ...ACME, tags: { env: 'test' } }, created(CREATE, MAKE_TAGS, CREATE)]],
  },
  {
    name: 'more new tags than CreateKey accepts',
    requests: [[{ ...ACME, tags: ownTags(10) }, created(CREATE, MAKE_TAGS, CREATE, TAG)]],
  },
  {
    name: 'more existing tags than CreateKey accepts',
    before: (world) => provision(world, { ...ACME_SPARE, tags: ownTags(10) }),
    requests: [[{ ...ACME, tags: ownTags(10) }, created(CREATE, TAG)]],
  },
  {
    name: 'tags of which only existing ones are sent with CreateKey',
    before: (world) => provision(world, { ...ACME_SPARE, tags: ownTags(9) }),
    requests: [
      [{ ...ACME, tags: ownTags(10) }, created(CREATE, TAG)],
      [{ tenantId: 'acme', keyName: 'third', tags: { k9: 'v9' } }, created(CREATE)],
    ],
  },
  {
    name: 'an existing key',
    before: (world) => provision(world, { ...ACME, tags: PROD }),
    requests: [[{ ...ACME, tags: PROD }, adopted()]],
  },
  {
    name: 'a key that lost a tag',
    before: async (world) => {
      await provision(world, { ...ACME, tags: PROD });
      await world.call('UnTagResources', { ...(await onlyResource(world)), TagKeys: ['env'] });
    },
    requests: [
      [{ ...ACME, tags: PROD }, adopted(TAG)],
      [{ ...ACME, tags: PROD }, adopted()],
    ],
  },
  {
    name: 'a key whose tenant tag was changed',
    before: async (world) => {
      await provision(world, ACME);
      const Tags = [{ TagKey: 'tenant-keys:tenant', TagValue: 'beta' }];
      await world.call('TagResources', { ...(await onlyResource(world)), Tags });
    },
    requests: [[ACME, adopted(TAG)]],
  },
  {
    name: 'a name that is taken by another specification',
    before: (world) => provision(world, ACME),
    requests: [[{ ...ACME, description: 'another' }, rejected('KeyConflict')]],
  },
  {
    name: 'a name that is taken by another owner',
    before: (world) => world.call('CreateKey', { Alias: 'acme_main' }),
    requests: [[ACME, rejected('KeyConflict')]],
  },
  {
    name: 'a key that is disabled',
    before: async (world) => {
      await provision(world, ACME);
      await world.call('DisableKey', { KeyId: (await onlyKey(world)).KeyId });
    },
    requests: [[ACME, parked('KeyDisabled')]],
  },
  {
    name: 'a full quota',
    switches: { cmkLimit: 0 },
    requests: [[ACME, waits]],
  },
  {
    name: 'a full quota and an existing key',
    switches: { cmkLimit: 1 },
    before: (world) => provision(world, ACME),
    requests: [
      [ACME, adopted()],
      [BETA, waits],
    ],
  },
  {
    name: 'a quota that has room for one more of two',
    switches: { cmkLimit: 1 },
    requests: [
      [ACME, created(CREATE, MAKE_TAGS, CREATE)],
      [BETA, waits],
      [ACME, adopted()],
    ],
  },
  {
    name: 'two requests for the same key',
    requests: [
      [{ ...ACME, tags: ownTags(10) }, created(CREATE, MAKE_TAGS, CREATE, TAG)],
      [{ ...ACME, tags: ownTags(10) }, adopted()],
    ],
  },
  {
    name: 'two specifications for the same name',
    requests: [
      [ACME, created(CREATE, MAKE_TAGS, CREATE)],
      [{ ...ACME, tags: PROD }, rejected('KeyConflict')],
      [ACME, adopted()],
    ],
  },
  {
    name: 'two keys of a tenant',
    requests: [
      [ACME, created(CREATE, MAKE_TAGS, CREATE)],
      [ACME_SPARE, created(CREATE)],
    ],
  },
  {
    name: 'two tenants with a tag in common',
    requests: [
      [{ ...ACME, tags: PROD }, created(CREATE, MAKE_TAGS, CREATE)],
      [{ ...BETA, tags: PROD }, created(CREATE, MAKE_TAGS, CREATE)],
    ],
  },
];

const NAMED = CASES.map((planCase) => [planCase.name, planCase] as const);

describe('plans change nothing, and predict what happens to', () => {
  test.each(NAMED)('%s, when it is redriven', async (_, planCase) => {
    const world = await worldBefore(planCase);
    const plans = await planAll(
      world,
      planCase.requests.map(([fields]) => fields),
    );
    expect(plans).toMatchObject(planCase.requests.map(([, planned]) => planned));
    for (const [fields, { action, calls, code }] of planCase.requests) {
      // With a full quota, a redrive does not try to create a key.
      if (code === FULL) continue;
      world.machine.journal.clear();
      const redrive = attemptsAt(
        requestOf(fields),
        world.ports,
        SETTINGS,
        soon(world),
        recoverKey(undefined),
      );
      const attempt = await world.clock.run(redrive());
      expect(attempted(attempt)).toEqual({ adopted: action === 'adopt', code });
      expect(changes(world)).toEqual(calls);
    }
  });

  test.each(NAMED)('%s, when it is new', async (_, planCase) => {
    const world = await worldBefore(planCase);
    for (const [fields, { action, calls, code }] of planCase.requests) {
      world.machine.journal.clear();
      const outcome = await provision(world, fields);
      expect(settled(outcome)).toEqual({ action, code });
      if (action === 'create') expect(changes(world)).toEqual(calls);
    }
  });
});

describe('a plan', () => {
  test('names the tags of the key and the use of the quota', async () => {
    const world = provisioningWorld();
    expect(await plan(world, { ...ACME, tags: PROD })).toEqual({
      action: 'create',
      alias: 'acme_main',
      tags: { 'tenant-keys:tenant': 'acme', env: 'prod' },
      calls: ['CreateKey', 'CreateTags', 'CreateKey'],
      quota: { usedAfter: 1, limit: 200 },
    });
  });

  test('counts the keys of the plans before it', async () => {
    const world = provisioningWorld({ switches: { cmkLimit: 2 } });
    await provision(world, ACME);
    const plans = await planAll(world, [ACME, ACME_SPARE, ACME_SPARE, BETA]);
    expect(plans.map(({ quota }) => quota)).toEqual([
      { usedAfter: 1, limit: 2 },
      { usedAfter: 2, limit: 2 },
      { usedAfter: 2, limit: 2 },
      { usedAfter: 2, limit: 2 },
    ]);
  });

  test.each([{}, { used: 7 }, { limit: 0 }])(
    'is made without the quota where KMS reports only %j',
    async (quota) => {
      const planned = await plan(provisioningWorld(), ACME, plannedState(quota));
      expect(planned).toMatchObject({ action: 'create' });
      expect(planned).not.toHaveProperty('quota');
    },
  );

  test('creates no key for a request whose key is known but gone', async () => {
    const world = provisioningWorld();
    const plannedSoFar = plannedState({ used: 0, limit: 1 });
    expect(await plan(world, ACME, plannedSoFar, 'a-key')).toMatchObject(parked('KeyGone'));
    // It takes nothing from the quota, and does not take the alias.
    expect(await plan(world, ACME, plannedSoFar)).toMatchObject({ action: 'create' });
    expect(await plan(world, ACME, plannedSoFar, 'a-key')).toMatchObject(adopted());
  });

  test('that fails leaves the planned state unchanged', async () => {
    const world = provisioningWorld();
    const plannedSoFar = plannedState({ used: 0, limit: 1 });
    world.fail('DescribeTags', { error: 'InternalError' }, { times: 1 });
    await expect(plan(world, ACME, plannedSoFar)).rejects.toMatchObject({ code: 'InternalError' });
    const planned = await plan(world, ACME, plannedSoFar);
    expect(planned).toMatchObject({ action: 'create', quota: { usedAfter: 1 } });
  });

  test('looks up each tag once, however many requests have it', async () => {
    const world = provisioningWorld();
    const plannedSoFar = plannedState({});
    await plan(world, ACME, plannedSoFar);
    await plan(world, ACME_SPARE, plannedSoFar);
    expect(world.calls().filter((action) => action === 'DescribeTags')).toHaveLength(1);
  });
});

async function worldBefore({ switches = {}, before }: Case): Promise<ProvisioningWorld> {
  const world = provisioningWorld({ switches });
  await before?.(world);
  return world;
}

function requestOf(fields: object): KeyRequest {
  const parsed = parseRequest(JSON.stringify({ requestId: 'r-1', ...fields }));
  if (!parsed.ok) throw new Error('the request must be valid');
  return parsed.request;
}

/** Plans the requests with one planned state. */
async function planAll(
  world: ProvisioningWorld,
  requests: readonly object[],
): Promise<readonly Plan[]> {
  const { clock, machine, ports } = world;
  const plannedSoFar = plannedState(await clock.run(ports.reader.serviceStatus(soon(world))));
  machine.journal.clear();
  const plans: Plan[] = [];
  for (const fields of requests) plans.push(await plan(world, fields, plannedSoFar));
  expect(changes(world)).toEqual([]);
  return plans;
}

async function plan(
  world: ProvisioningWorld,
  fields: object,
  plannedSoFar = plannedState({ used: 0, limit: 200 }),
  knownKeyId?: string,
): Promise<Plan> {
  const { clock, ports } = world;
  const request = requestOf(fields);
  return clock.run(planRequest(request, ports, plannedSoFar, SETTINGS, soon(world), knownKeyId));
}

function provision(world: ProvisioningWorld, fields: object): Promise<Outcome> {
  const text = JSON.stringify({ requestId: 'r-1', ...fields });
  const message = { text, source: { door: 'http' }, callerWaits: true } as const;
  return world.clock.run(handleMessage(message, world.ports, SETTINGS, soon(world)));
}

/** The changing calls so far, those in a row named once. */
function changes({ machine }: ProvisioningWorld): readonly string[] {
  const actions = machine.journal.list().flatMap((call) => (call.mutating ? [call.action] : []));
  return actions.filter((action, index) => action !== actions[index - 1]);
}

function attempted(attempt: Attempt) {
  return attempt.kind === 'ready'
    ? { adopted: attempt.adopted, code: undefined }
    : { adopted: false, code: attempt.code };
}

const ACTIONS = { rejected: 'reject', waiting: 'wait', parked: 'park', retry: 'park' } as const;

function settled(outcome: Outcome) {
  if (outcome.kind === 'provisioned') return { action: outcome.adopted ? 'adopt' : 'create' };
  const action = ACTIONS[outcome.kind];
  return { action, code: outcome.failed.code };
}

type Listed = { readonly KeyId: string; readonly ResourceId: string };

async function onlyKey(world: ProvisioningWorld): Promise<Listed> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', {});
  const [key] = KeyMetadatas as readonly Listed[];
  return key!;
}

async function onlyResource(world: ProvisioningWorld) {
  const { ResourceId } = await onlyKey(world);
  return { ResourceList: [`qcs::kms:ap-guangzhou:uin/100000000001:key/${ResourceId}`] };
}

function soon({ clock }: ProvisioningWorld): number {
  return clock.nowMs() + 60_000;
}
