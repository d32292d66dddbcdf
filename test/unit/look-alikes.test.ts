import { beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import type { Switches } from '../../emulator/api/switches.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { listKeys, showKey } from '../../shared/http/keys.ts';
import type { ListQuery } from '../../shared/http/list-query.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Outcome } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { plannedState, planRequest } from '../../shared/tenant-key/plan.ts';
import { invocationBy } from '../world/invocation.ts';
import { REGION } from '../world/machine-ports.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

const DEADLINE_MS = 50_000;

const FIRST_PART: ListQuery = {
  limit: 100,
  keyState: undefined,
  keyUsage: undefined,
  place: undefined,
  identity: ['7', null, null],
};

let world: ProvisioningWorld;

/** Makes a world in which the tenant 7 has two keys, older than those of so many tenants whose ids end in 7. */
async function begin(lookAlikes: number): Promise<void> {
  world = provisioningWorld({
    switches: { rateLimits: false, tagsMustExist: false, cmkLimit: 10 ** 6 },
  });
  await ask('7', 'main');
  await ask('7', 'old', { tags: { team: 'billing' } });
  for (let n = 0; n < lookAlikes; n += 1) plant(`${n}7_main`);
}

function plant(Alias: string): void {
  const { version } = kmsService;
  world.machine.call({
    ...{ action: 'CreateKey', version, region: REGION, params: { Alias } },
    signature: { ok: true, caller: ACCOUNT },
  });
}

function ask(tenantId: string, keyName: string, more: object = {}): Promise<Outcome> {
  const text = JSON.stringify({ requestId: 'r-1', tenantId, keyName, ...more });
  const message = { text, source: { door: 'http' }, callerWaits: true } as const;
  const deadlineMs = world.clock.nowMs() + DEADLINE_MS;
  return world.clock.run(handleMessage(message, world.ports, SETTINGS, deadlineMs));
}

/** Does something, and gives its result and the calls that it took. */
async function counted<T>(act: () => Promise<T>, switches: Partial<Switches> = {}) {
  const { machine } = world;
  const before = { ...machine.switches() };
  machine.setSwitches(switches);
  machine.journal.clear();
  const result = await act();
  const calls = world.calls();
  machine.setSwitches(before);
  return { result, calls };
}

/** In a word, and the code of a failure. */
function wordOf(outcome: Outcome): string {
  if (outcome.kind === 'provisioned') return outcome.adopted ? 'adopted' : 'created';
  return `${outcome.kind} ${outcome.failed.code}`;
}

describe('among 100,000 keys with a similar alias', () => {
  beforeAll(() => begin(100_000), 120_000);

  test.each([
    ['as a character', false],
    ['as a wildcard', true],
  ])('a repeat takes two calls, with _ %s', async (_, searchWildcard) => {
    const { result, calls } = await counted(() => ask('7', 'main'), { searchWildcard });
    expect(wordOf(result)).toBe('adopted');
    expect(calls).toEqual(['CreateKey', 'ListKeyDetail']);
  });

  test('a repeat takes two calls also where the request has tags of its own', async () => {
    const { result, calls } = await counted(() => ask('7', 'old', { tags: { team: 'billing' } }));
    expect(wordOf(result)).toBe('adopted');
    expect(calls).toEqual(['CreateKey', 'ListKeyDetail']);
  });

  test('a repeat takes two calls more while its tag is not seen, and has the right key', async () => {
    const lag = { tagFilterStaleMs: 60_000 };
    // More than a page of older ones, and all but a page of newer ones.
    for (let n = 0; n < 210; n += 1) plant(`y${n}7_new`);
    const { result: made } = await counted(() => ask('7', 'new'), lag);
    for (let n = 0; n < 190; n += 1) plant(`x${n}7_new`);
    const { result: again, calls } = await counted(() => ask('7', 'new'), lag);
    const reading = ['ListKeyDetail', 'ListKeyDetail', 'DescribeResourceTagsByResourceIds'];
    expect(calls).toEqual(['CreateKey', ...reading]);
    expect(again).toMatchObject({ kind: 'provisioned', adopted: true });
    expect([made, again].map((each) => each.kind === 'provisioned' && each.key.keyId)).toEqual(
      Array(2).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)),
    );
    await world.clock.run(world.clock.sleep(60_000));
    expect((await counted(() => ask('7', 'new'), lag)).calls).toHaveLength(2);
  });

  test('a request whose answer was lost finds its key in one call', async () => {
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    const { result, calls } = await counted(() => ask('7', 'lost'));
    expect(wordOf(result)).toBe('adopted');
    expect(calls).toEqual(['CreateKey', 'ListKeyDetail']);
  });

  test('a plan, a key and the list of a tenant take one or two searches', async () => {
    const { ports, clock } = world;
    const deadlineMs = clock.nowMs() + DEADLINE_MS;
    const invocation = invocationBy(clock, deadlineMs);
    const parsed = parseRequest(
      JSON.stringify({ requestId: 'r-1', tenantId: '7', keyName: 'main' }),
    );
    if (!parsed.ok) throw new Error('the request must be valid');
    const plan = () => planRequest(parsed.request, ports, plannedState({}), SETTINGS, deadlineMs);
    const planned = await counted(() => clock.run(plan()));
    expect([planned.result.action, planned.calls.length]).toEqual(['adopt', 1]);

    const shown = await counted(() => clock.run(showKey('7', 'main', ports, CONFIG, invocation)));
    expect([shown.result.status, shown.calls.length]).toEqual([200, 1]);

    const list = await counted(() =>
      clock.run(listKeys('7', FIRST_PART, ports, CONFIG, invocation)),
    );
    const { keys } = JSON.parse('body' in list.result ? list.result.body : '{}');
    expect(keys.map(({ keyName }: { keyName: string }) => keyName).slice(0, 2)).toEqual([
      ...['main', 'old'],
    ]);
    expect(list.calls).toEqual(['ListKeyDetail', 'ListKeyDetail']);
  });
});

describe('a key among 20,200 look-alikes that is neither new nor tagged', () => {
  beforeAll(async () => {
    await begin(20_200);
    const [{ KeyId } = { KeyId: '' }] = await keysOf('7_main');
    const resource = `qcs::kms:${REGION}:uin/${LOCAL_ACCOUNT.uin}:key/creatorUin/${LOCAL_ACCOUNT.uin}/${KeyId}`;
    const tag = { ResourceList: [resource], TagKeys: ['tenant-keys:tenant'] };
    await world.call('UnTagResources', tag);
  }, 120_000);

  async function keysOf(alias: string): Promise<readonly { readonly KeyId: string }[]> {
    const TagFilters = [{ TagKey: 'tenant-keys:tenant', TagValue: ['7'] }];
    const { KeyMetadatas } = await world.call('ListKeyDetail', {
      SearchKeyAlias: alias,
      TagFilters,
    });
    return KeyMetadatas as readonly { readonly KeyId: string }[];
  }

  test('is looked for as long as there is time, and then waits with a code of its own', async () => {
    const text = JSON.stringify({ requestId: 'r-1', tenantId: '7', keyName: 'main' });
    const message = { text, source: { door: 'queue' }, callerWaits: false } as const;
    const deadlineMs = world.clock.nowMs() + 1_000;
    const { ports, clock } = world;
    const { result, calls } = await counted(() =>
      clock.run(handleMessage(message, ports, SETTINGS, deadlineMs)),
    );
    expect(wordOf(result)).toBe('waiting KeySearchUnfinished');
    expect(calls.length).toBeGreaterThan(30);
    expect(calls.length).toBeLessThan(100);
    expect(world.deadLetters().at(-1)).toMatchObject({ code: 'KeySearchUnfinished' });
  });

  test('is found once there is enough time, and gets its tag back', async () => {
    expect(wordOf(await ask('7', 'main'))).toBe('adopted');
    expect((await counted(() => ask('7', 'main'))).calls).toHaveLength(2);
  });
});
