import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fleetReader } from '../../shared/fleet/reader.ts';
import type { FleetKey } from '../../shared/kms/key-pages.ts';
import type { FleetReader } from '../../shared/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import {
  type CloudUnderTest,
  MISHAPS,
  soon,
  startCloudUnderTest,
  WITHOUT_PACE,
} from './cloud-under-test.ts';

const ONCE = { ...SETTINGS.retry, attemptsMax: 1 };
const TWICE = { ...SETTINGS.retry, attemptsMax: 2, delayMsMin: 1, delayMsMax: 1 };

let under: CloudUnderTest;
let fleet: FleetReader;
beforeAll(async () => {
  under = await startCloudUnderTest();
  const { region, account } = under.cloud;
  const { kms, tag } = under;
  const tagApi = { ...tag, changeRateLimiter: tag.rateLimiter, region, accountUin: account.uin };
  fleet = fleetReader(kms, tagApi, ALONE, ONCE);
});
afterAll(() => under.cloud.close());
beforeEach(async () => {
  await under.reset();
  await under.switchTo({ tagsMustExist: false, rateLimits: false, cmkLimit: 1_000 });
});

const ALONE = { clock: WITHOUT_PACE.clock, random: () => 0 };
const NEVER = new AbortController().signal;

async function newKey(alias: string, params: object = {}): Promise<string> {
  return (await under.call('CreateKey', { Alias: alias, ...params })).KeyId as string;
}

async function newKeys(count: number): Promise<readonly string[]> {
  const aliases = Array.from({ length: count }, (_, n) => `key-${n}`);
  const keyIds: string[] = [];
  for (const alias of aliases) keyIds.push(await newKey(alias));
  return keyIds;
}

function resourceIdOf(keyId: string): string {
  return `creatorUin/${under.cloud.account.uin}/${keyId}`;
}

async function allKeys(reader = fleet): Promise<readonly FleetKey[]> {
  const keys: FleetKey[] = [];
  for await (const page of reader.keyPages(soon())) keys.push(...page);
  return keys;
}

async function callsOf(name: string): Promise<number> {
  return (await under.journal()).filter(({ action }) => action === name).length;
}

/** A reader whose calls all get this answer. */
function readerOf(answer: (action: string, params: object) => object): FleetReader {
  const client: TencentClient = {
    request: async (action, params) => answer(action, params as object),
  };
  const api = { ...WITHOUT_PACE, client };
  const tag = { ...api, changeRateLimiter: api.rateLimiter, region: 'r', accountUin: '' };
  return fleetReader(api, tag, ALONE, ONCE);
}

describe('reading the keys', () => {
  test('finds those of every state, usage and origin, oldest first', async () => {
    const usage = { KeyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' };
    const KeyId = await newKey('Off', { Description: 'Made by hand.' });
    await under.call('DisableKey', { KeyId });
    const dying = await newKey('dying_main');
    await under.call('DisableKey', { KeyId: dying });
    await under.call('ScheduleKeyDeletion', { KeyId: dying, PendingWindowInDays: 7 });
    await newKey('sign_main', usage);
    await newKey('own_main', { Type: 2 });

    expect(await allKeys()).toMatchObject([
      {
        keyId: KeyId,
        alias: 'Off',
        description: 'Made by hand.',
        keyState: 'Disabled',
        resourceId: resourceIdOf(KeyId),
        createTimeS: expect.any(Number),
      },
      { alias: 'dying_main', keyState: 'PendingDelete', origin: 'TENCENT_KMS' },
      { alias: 'sign_main', keyState: 'Enabled' },
      { alias: 'own_main', keyState: 'PendingImport', origin: 'EXTERNAL' },
    ]);
  });

  test('takes a call for each 200 of them', async () => {
    const keyIds = await newKeys(200);
    expect((await allKeys()).map(({ keyId }) => keyId)).toEqual(keyIds);
    expect(await callsOf('ListKeyDetail')).toBe(1);
    await newKey('one-more');
    expect(await allKeys()).toHaveLength(201);
    expect(await callsOf('ListKeyDetail')).toBe(3);
  });

  test('requires no field of a key, since most are not ours', async () => {
    const odd = [
      {},
      { KeyId: 'k', Alias: null, Description: null, Origin: 'MARS', IsSyncReplica: 1 },
    ];
    const reader = readerOf(() => ({ TotalCount: 2, KeyMetadatas: odd }));
    const nothing = { keyId: '', alias: '', createTimeS: 0, description: '', keyState: '' };
    expect(await allKeys(reader)).toEqual([
      { ...nothing, origin: undefined, resourceId: '', isReplica: false },
      { ...nothing, keyId: 'k', origin: 'MARS', resourceId: '', isReplica: true },
    ]);
  });

  test('gives up on a list that does not end', async () => {
    const endless = readerOf(() => ({ TotalCount: 1e9, KeyMetadatas: [{ KeyId: 'k' }] }));
    await expect(allKeys(endless)).rejects.toMatchObject({ code: 'UnreadableAnswer' });
  });

  test.each(MISHAPS)('fails on $name', async (mishap) => {
    await under.fail('ListKeyDetail', mishap.effect);
    await expect(allKeys()).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });

  test('continues after a temporary failure', async () => {
    const { kms, tag } = under;
    const tagApi = { ...tag, changeRateLimiter: tag.rateLimiter, region: 'r', accountUin: '' };
    const patient = fleetReader(kms, tagApi, ALONE, TWICE);
    await newKey('acme_main');
    await under.fail('ListKeyDetail', { http: 502 });
    expect(await allKeys(patient)).toHaveLength(1);
    await under.fail('ListKeyDetail', { error: 'UnauthorizedOperation' });
    await expect(allKeys(patient)).rejects.toMatchObject({ code: 'UnauthorizedOperation' });
  });
});

describe("reading the tenant's tag of keys", () => {
  const tags = (reader: FleetReader, keyIds: readonly string[]) =>
    reader.tenantTags(keyIds.map(resourceIdOf), soon());

  test('returns its value for those that have it, and no other tags', async () => {
    const pair = (TagKey: string, TagValue: string) => ({ TagKey, TagValue });
    const one = await newKey('one', { Tags: [pair('tenant-keys:tenant', 'acme')] });
    const two = await newKey('two', { Tags: [pair('env', 'acme'), pair('tenant', 'globex')] });
    const three = await newKey('three', {
      Tags: [pair('a', 'b'), pair('tenant-keys:tenant', '生产')],
    });
    expect(await tags(fleet, [one, two, three, 'unknown'])).toEqual(
      new Map([
        [resourceIdOf(one), 'acme'],
        [resourceIdOf(three), '生产'],
      ]),
    );
  });

  test('takes a call for each 50 keys, and none for none', async () => {
    const keyIds = await newKeys(101);
    await tags(fleet, keyIds.slice(0, 50));
    expect(await callsOf('DescribeResourceTagsByResourceIds')).toBe(1);
    await tags(fleet, keyIds);
    expect(await callsOf('DescribeResourceTagsByResourceIds')).toBe(4);
    expect(await tags(fleet, [])).toEqual(new Map());
    expect(await callsOf('DescribeResourceTagsByResourceIds')).toBe(4);
  });

  test('takes one more if 50 keys have more than 1,000 tags', async () => {
    const keyIds = await newKeys(50);
    const names = keyIds.map((id) => `qcs::kms:${under.cloud.region}:uin/:key/${resourceIdOf(id)}`);
    const pairs = Array.from({ length: 20 }, (_, n) => ({ TagKey: `a${n}`, TagValue: 'v' }));
    pairs.push({ TagKey: 'tenant-keys:tenant', TagValue: 'acme' });
    for (let from = 0; from < 50; from += 10) {
      const ResourceList = names.slice(from, from + 10);
      for (let pair = 0; pair < 21; pair += 7) {
        const Tags = pairs.slice(pair, pair + 7);
        await under.tag.client.request('TagResources', { ResourceList, Tags }, NEVER);
      }
    }
    const found = await tags(fleet, keyIds);
    expect([...found.keys()].sort()).toEqual(keyIds.map(resourceIdOf).sort());
    expect(new Set(found.values())).toEqual(new Set(['acme']));
    expect(await callsOf('DescribeResourceTagsByResourceIds')).toBe(2);
  });

  test('reads the 2,500 tags that 50 keys may have, in three calls', async () => {
    const keyIds = Array.from({ length: 50 }, (_, n) => `creatorUin/1/k${n}`);
    const all = keyIds.flatMap((ResourceId) => [
      ...Array.from({ length: 49 }, (_, n) => ({ TagKey: `a${n}`, TagValue: 'v', ResourceId })),
      { TagKey: 'tenant-keys:tenant', TagValue: 'acme', ResourceId },
    ]);
    const reader = readerOf((_, params) => {
      const { Offset, Limit } = params as { readonly Offset: number; readonly Limit: number };
      return { TotalCount: 2_500, Tags: all.slice(Offset, Offset + Limit) };
    });
    expect([...(await reader.tenantTags(keyIds, soon())).keys()]).toEqual(keyIds);
  });

  const rows = (count: number) =>
    Array.from({ length: count }, () => ({ TagKey: 'k', TagValue: 'v', ResourceId: 'r' }));
  const untrustworthy: readonly (readonly [name: string, answer: object])[] = [
    ['does not end', { TotalCount: 1e9, Tags: rows(1_000) }],
    ['ends before its own count', { TotalCount: 60, Tags: rows(50) }],
    ['is empty before its own count', { TotalCount: 60, Tags: [] }],
    ['has no count', { Tags: [] }],
    [
      'does not name the key of a tag',
      { TotalCount: 1, Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'acme' }] },
    ],
  ];
  test.each(untrustworthy)('does not accept a list that %s', async (_, answer) => {
    const reading = readerOf(() => answer).tenantTags(['creatorUin/1/k'], soon());
    await expect(reading).rejects.toMatchObject({ code: 'UnreadableAnswer' });
  });

  test.each(MISHAPS)('fails on $name', async (mishap) => {
    await under.fail('DescribeResourceTagsByResourceIds', mishap.effect);
    const reading = tags(fleet, ['unknown']);
    await expect(reading).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });
});
