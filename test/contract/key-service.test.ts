import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kmsClient } from '../../shared/kms/client.ts';
import type { ListPlace } from '../../shared/kms/key-list.ts';
import { kmsKeyReader, kmsKeyService } from '../../shared/kms/keys.ts';
import type { KeyAlias, SoughtKey, Tag, TenantId } from '../../shared/tenant-key/key.ts';
import type { KeyService } from '../../shared/tenant-key/ports.ts';
import type { KeySpec } from '../../shared/tenant-key/request.ts';
import {
  type CloudUnderTest,
  MISHAPS,
  soon,
  startCloudUnderTest,
  WITHOUT_PACE,
} from './cloud-under-test.ts';

let under: CloudUnderTest;
let keys: KeyService;
beforeAll(async () => {
  under = await startCloudUnderTest();
  keys = kmsKeyService(under.kms);
});
afterAll(() => under.cloud.close());
beforeEach(async () => {
  await under.reset();
  await under.switchTo({ tagsMustExist: false, rateLimits: false, cmkLimit: 1_000 });
});

const ALIAS = 'acme_main' as KeyAlias;
const TENANT_TAG: Tag = { key: 'tenant-keys:tenant', value: 'acme' };
const SPEC: KeySpec = {
  alias: ALIAS,
  description: 'For backups. 备份',
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'TENCENT_KMS',
  tags: [TENANT_TAG],
};

/** The key of the tenant acme with this alias, as it is looked for. */
const sought = (alias: string, tags: readonly Tag[] = [TENANT_TAG]): SoughtKey => ({
  ...{ alias: alias as KeyAlias, tags },
});

const SOUGHT = sought(ALIAS);

/** A key as KMS describes it, with the required fields alone. */
const METADATA = {
  KeyId: 'k',
  CreateTime: 1,
  KeyState: 'Enabled',
  KeyUsage: 'ENCRYPT_DECRYPT',
  ResourceId: 'creatorUin/1/k',
};

function specWith(alias: string, changes: Partial<KeySpec> = {}): KeySpec {
  return { ...SPEC, alias: alias as KeyAlias, ...changes };
}

describe('CreateKey', () => {
  test('is one call with the whole specification', async () => {
    const created = await keys.createKey(SPEC, soon());
    expect(created).toEqual({
      keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createTimeS: expect.any(Number),
      keyState: 'Enabled',
      tagged: true,
    });
    expect(created.createTimeS).toBeGreaterThan(1_700_000_000);
    expect(created.createTimeS).toBeLessThan(100_000_000_000);
    expect((await under.journal()).map(({ action, params }) => ({ action, params }))).toEqual([
      {
        action: 'CreateKey',
        params: {
          Alias: 'acme_main',
          Description: 'For backups. 备份',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Type: 1,
          Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: 'acme' }],
        },
      },
    ]);
  });

  test('creates an EXTERNAL key, which then waits for its material', async () => {
    const created = await keys.createKey(specWith(ALIAS, { origin: 'EXTERNAL' }), soon());
    expect(created.keyState).toBe('PendingImport');
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ origin: 'EXTERNAL' });
  });

  test('passes on the HSM cluster', async () => {
    const refused = keys.createKey(specWith(ALIAS, { hsmClusterId: 'cls-unknown' }), soon());
    await expect(refused).rejects.toMatchObject({
      code: 'InvalidParameterValue.InvalidHsmClusterId',
    });
  });

  test.each([1, 2] as const)(
    'with TagCode %i the key exists, but is not tagged',
    async (tagCode) => {
      await under.fail('CreateKey', { tagCode });
      const created = await keys.createKey(SPEC, soon());
      expect(created.tagged).toBe(false);
      expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId: created.keyId });
    },
  );

  test('without tags, the key counts as tagged', async () => {
    expect(await keys.createKey(specWith(ALIAS, { tags: [] }), soon())).toMatchObject({
      tagged: true,
    });
  });

  test('sends the first ten tags; with more the key is not tagged yet', async () => {
    const others = Array.from({ length: 10 }, (_, n) => ({ key: `k${n}`, value: 'v' }));
    const tags = [TENANT_TAG, ...others];
    expect(await keys.createKey(specWith(ALIAS, { tags }), soon())).toMatchObject({
      tagged: false,
    });
    const [call] = await under.journal();
    const sent = call!.params.Tags as readonly { readonly TagKey: string }[];
    expect(sent.map(({ TagKey }) => TagKey)).toEqual([
      'tenant-keys:tenant',
      ...['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8'],
    ]);
  });

  test('fails on an alias that is taken, with the id of the call', async () => {
    await keys.createKey(SPEC, soon());
    await expect(keys.createKey(SPEC, soon())).rejects.toMatchObject({
      name: 'ApiError',
      code: 'InvalidParameterValue.AliasAlreadyExists',
      kmsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('fails on tags that do not exist in the account', async () => {
    await under.switchTo({ tagsMustExist: true });
    await expect(keys.createKey(SPEC, soon())).rejects.toMatchObject({
      code: 'InvalidParameterValue.TagsNotExisted',
    });
  });

  test.each(MISHAPS)('fails on $name', async (mishap) => {
    await under.fail('CreateKey', mishap.effect);
    const failure = keys.createKey(SPEC, soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
    const found = await keys.findKey(SOUGHT, soon());
    expect(found?.alias).toBe(mishap.happened ? 'acme_main' : undefined);
  });

  test('that takes effect after its caller gave up creates a key that can be found', async () => {
    await under.fail('CreateKey', { lateMs: 100 });
    await expect(keys.createKey(SPEC, soon())).rejects.toMatchObject({ code: 'NoAnswer' });
    await expect.poll(() => keys.findKey(SOUGHT, soon())).toMatchObject({ alias: 'acme_main' });
  });

  test('without a server is NotConnected', async () => {
    const client = kmsClient({
      region: 'ap-guangzhou',
      endpoint: 'http://127.0.0.1:1',
      readCredentials: () => ({ secretId: 'x', secretKey: 'y' }),
    });
    const nowhere = kmsKeyService({ ...WITHOUT_PACE, client });
    await expect(nowhere.createKey(SPEC, soon())).rejects.toMatchObject({ code: 'NotConnected' });
  });

  test('with a wrong secret fails with the code of the vendor', async () => {
    const client = kmsClient({
      region: under.cloud.region,
      endpoint: under.cloud.url,
      readCredentials: () => ({ secretId: under.cloud.secretId, secretKey: 'wrong' }),
    });
    const stranger = kmsKeyService({ ...WITHOUT_PACE, client });
    await expect(stranger.createKey(SPEC, soon())).rejects.toMatchObject({
      code: 'AuthFailure.SignatureFailure',
    });
  });
});

/** The offset, the alias and the tags of each search. */
async function searches() {
  const calls = (await under.journal()).filter(({ action }) => action === 'ListKeyDetail');
  return calls.map(({ params }) => {
    const {
      Offset,
      SearchKeyAlias,
      TagFilters = [],
    } = params as {
      readonly Offset: number;
      readonly SearchKeyAlias: string;
      readonly TagFilters?: readonly { readonly TagKey: string; readonly TagValue: string[] }[];
    };
    const tags = TagFilters.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue.join()}`);
    return [Offset, SearchKeyAlias, tags];
  });
}

describe('finding a key by its alias', () => {
  test('ignores similar aliases: prefix, suffix, longer, other case', async () => {
    await under.switchTo({ aliasCaseSensitive: true });
    for (const alias of [
      'acme_main-2',
      'x-acme_main',
      'acme_mai',
      'ACME_main',
      'acme_mainacme_main',
    ]) {
      await keys.createKey(specWith(alias), soon());
    }
    expect(await keys.findKey(SOUGHT, soon())).toBeUndefined();
    const { keyId, createTimeS } = await keys.createKey(SPEC, soon());
    expect(await keys.findKey(SOUGHT, soon())).toEqual({
      keyId,
      alias: 'acme_main',
      createTimeS,
      description: 'For backups. 备份',
      keyState: 'Enabled',
      keyUsage: 'ENCRYPT_DECRYPT',
      origin: 'TENCENT_KMS',
      resourceId: `creatorUin/${under.cloud.account.uin}/${keyId}`,
      tagged: true,
    });
  });

  test.each([
    'ENCRYPT_DECRYPT',
    'ASYMMETRIC_DECRYPT_RSA_2048',
    'ASYMMETRIC_SIGN_VERIFY_ECC',
  ] as const)(
    'finds a key of usage %s, though lists show only symmetric keys by default',
    async (keyUsage) => {
      await keys.createKey(specWith(ALIAS, { keyUsage }), soon());
      expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyUsage });
    },
  );

  test('finds a key that is disabled, and one that is scheduled for deletion', async () => {
    const { keyId } = await keys.createKey(SPEC, soon());
    await under.call('DisableKey', { KeyId: keyId });
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId, keyState: 'Disabled' });
    await under.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 });
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId, keyState: 'PendingDelete' });
  });

  test('prefers the key that is not being deleted, if deletion releases the alias', async () => {
    await under.switchTo({ aliasHeldWhilePendingDelete: false });
    const first = await keys.createKey(SPEC, soon());
    await under.call('DisableKey', { KeyId: first.keyId });
    await under.call('ScheduleKeyDeletion', { KeyId: first.keyId, PendingWindowInDays: 7 });
    const second = await keys.createKey(SPEC, soon());
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId: second.keyId });

    const older = await keys.createKey(specWith('acme_old'), soon());
    const newer = await keys.createKey(specWith('acme_new'), soon());
    await under.call('DisableKey', { KeyId: newer.keyId });
    await under.call('ScheduleKeyDeletion', { KeyId: newer.keyId, PendingWindowInDays: 7 });
    await under.call('UpdateAlias', { KeyId: older.keyId, Alias: 'acme_new' });
    const found = await keys.findKey(sought('acme_new'), soon());
    expect(found).toMatchObject({ keyId: older.keyId });
  });

  test('takes one call for a key with the tag of its tenant, whatever look-alikes there are', async () => {
    const { keyId } = await keys.createKey(SPEC, soon());
    for (let n = 0; n < 450; n += 1) await under.call('CreateKey', { Alias: `acme_main-${n}` });
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId, tagged: true });
    expect(await searches()).toEqual([[0, 'acme_main', ['tenant-keys:tenant=acme']]]);
  });

  test('reads look-alikes until the page with the key if it has no tag, the newest first', async () => {
    const { keyId } = await keys.createKey(specWith(ALIAS, { tags: [] }), soon());
    for (let n = 0; n < 450; n += 1) await under.call('CreateKey', { Alias: `acme_main-${n}` });
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId, tagged: false });
    expect(await searches()).toEqual([
      [0, 'acme_main', ['tenant-keys:tenant=acme']],
      [0, 'acme_main', []],
      [200, 'acme_main', []],
      [400, 'acme_main', []],
    ]);
  });

  const TEAM: Tag = { key: 'team', value: 'billing' };

  test('knows that a key has all of its tags, from one call', async () => {
    const { keyId } = await keys.createKey(specWith(ALIAS, { tags: [TENANT_TAG, TEAM] }), soon());
    const both = sought(ALIAS, [TENANT_TAG, TEAM]);
    expect(await keys.findKey(both, soon())).toMatchObject({ keyId, tagged: true });
    expect(await searches()).toHaveLength(1);
  });

  test.each([
    ['lacks another tag', [TEAM]],
    [
      'should have more tags than a search takes',
      [...'abcdef'].map((key) => ({ key, value: 'v' })),
    ],
  ])('finds a key that %s by its tenant, and does not know its tags', async (_, others) => {
    const { keyId } = await keys.createKey(SPEC, soon());
    for (let n = 0; n < 201; n += 1) await under.call('CreateKey', { Alias: `acme_main-${n}` });
    const all = sought(ALIAS, [TENANT_TAG, ...others]);
    expect(await keys.findKey(all, soon())).toMatchObject({ keyId, tagged: false });
    expect((await searches()).at(-1)).toEqual([0, 'acme_main', ['tenant-keys:tenant=acme']]);
  });

  test('finds a new key before its tag is seen', async () => {
    await under.switchTo({ tagFilterStaleMs: 60_000 });
    for (let n = 0; n < 201; n += 1) await under.call('CreateKey', { Alias: `acme_main-${n}` });
    const { keyId } = await keys.createKey(SPEC, soon());
    expect(await keys.findKey(SOUGHT, soon())).toMatchObject({ keyId, tagged: false });
    expect(await searches()).toHaveLength(2);
  });

  test('with a wildcard in its alias ignores aliases of the same pattern', async () => {
    await under.switchTo({ searchWildcard: true });
    await keys.createKey(specWith('acme-main'), soon());
    expect(await keys.findKey(SOUGHT, soon())).toBeUndefined();
  });

  test('continues after the keys that a page had, even if it had fewer than requested', async () => {
    const asked: unknown[] = [];
    const client = {
      request: async (_: string, params: object) => {
        asked.push((params as { readonly Offset: number }).Offset);
        const Alias = asked.length === 1 ? 'acme_main-2' : 'acme_main';
        return { TotalCount: 2, KeyMetadatas: [{ ...METADATA, Alias }] };
      },
    };
    const meagre = kmsKeyService({ ...WITHOUT_PACE, client });
    expect(await meagre.findKey(SOUGHT, soon())).toMatchObject({ alias: 'acme_main' });
    expect(asked).toEqual([0, 1]);
  });

  test('gives up on a list that does not end', async () => {
    const page = { KeyMetadatas: [{ ...METADATA, Alias: 'x' }] };
    const endless = kmsKeyService({ ...WITHOUT_PACE, client: { request: async () => page } });
    await expect(endless.findKey(SOUGHT, soon())).rejects.toMatchObject({
      code: 'KeySearchUnfinished',
    });
  });

  test('says so when there is no time for all look-alikes', async () => {
    let nowMs = 0;
    const client = {
      request: async (_: string, params: object) => {
        if ('TagFilters' in params) return { TotalCount: 0 };
        nowMs += 4_000;
        return { TotalCount: 100_000, KeyMetadatas: [{ ...METADATA, Alias: 'x-acme_main' }] };
      },
    };
    const clock = { ...WITHOUT_PACE.clock, nowMs: () => nowMs };
    const late = kmsKeyService({ ...WITHOUT_PACE, clock, client });
    await expect(late.findKey(SOUGHT, 10_000)).rejects.toMatchObject({
      code: 'KeySearchUnfinished',
      cause: { code: 'DeadlineExceeded' },
    });
    await expect(late.findKey(SOUGHT, 10_000)).rejects.toMatchObject({ code: 'DeadlineExceeded' });
  });

  test('takes an empty page as the end, in spite of the count', async () => {
    const client = { request: async () => ({ TotalCount: 7, KeyMetadatas: [] }) };
    const empty = kmsKeyService({ ...WITHOUT_PACE, client });
    expect(await empty.findKey(SOUGHT, soon())).toBeUndefined();
  });

  test.each(MISHAPS)('fails on $name', async (mishap) => {
    await under.fail('ListKeyDetail', mishap.effect);
    const failure = keys.findKey(SOUGHT, soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });
});

describe('the keys of a tenant, as they are counted', () => {
  async function parts(tenantId: string) {
    const all: (readonly [aliases: readonly string[], unseen: number])[] = [];
    for await (const { keys: part, unseen } of keys.tenantKeys(tenantId as TenantId, soon())) {
      all.push([part.map(({ alias }) => alias), unseen]);
    }
    return all;
  }

  test('are those whose alias has the prefix, in every state and for every usage', async () => {
    await keys.createKey(specWith('acme_a', { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' }), soon());
    const { keyId } = await keys.createKey(specWith('acme_b'), soon());
    await keys.createKey(specWith('x-acme_c'), soon());
    await under.call('DisableKey', { KeyId: keyId });
    await under.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 });
    expect(await parts('acme')).toEqual([[['acme_b', 'acme_a'], 0]]);
    expect(await parts('globex')).toEqual([[[], 0]]);
  });

  test('come in parts, each with how many may follow', async () => {
    for (let n = 0; n < 201; n += 1) await keys.createKey(specWith(`acme_k${n}`), soon());
    const found = await parts('acme');
    expect(found.map(([aliases, unseen]) => [aliases.length, unseen])).toEqual([
      [200, 1],
      [1, 0],
    ]);
  });

  test('are found by their tag where most similar aliases are those of others', async () => {
    await keys.createKey(specWith('acme_old'), soon());
    for (let n = 0; n < 401; n += 1) await under.call('CreateKey', { Alias: `x-acme_k${n}` });
    await keys.createKey(specWith('acme_new', { tags: [] }), soon());
    expect(await parts('acme')).toEqual([
      [['acme_new'], 203],
      [['acme_old'], 0],
    ]);
    expect(await searches()).toEqual([
      [0, 'acme_', []],
      [0, 'acme_', ['tenant-keys:tenant=acme']],
    ]);
  });

  test.each(MISHAPS)('fail on $name', async (mishap) => {
    await under.fail('ListKeyDetail', mishap.effect);
    await expect(parts('acme')).rejects.toMatchObject({ code: mishap.code });
  });
});

describe('describing a key', () => {
  test('returns its name in the Tag service', async () => {
    const { keyId } = await keys.createKey(SPEC, soon());
    const found = await keys.findKey(SOUGHT, soon());
    expect({ ...(await keys.describeKey(keyId, soon())), tagged: true }).toEqual(found);
  });

  test('fails on an unknown id', async () => {
    const refused = keys.describeKey('00000000-0000-4000-8000-000000000000', soon());
    await expect(refused).rejects.toMatchObject({ code: 'ResourceUnavailable.CmkNotFound' });
  });

  test('fails on an answer without a required field', async () => {
    const client = { request: async () => ({ KeyMetadata: { KeyId: 'k' } }) };
    const poor = kmsKeyService({ ...WITHOUT_PACE, client });
    await expect(poor.describeKey('k', soon())).rejects.toMatchObject({
      code: 'UnreadableAnswer',
      message: 'UnreadableAnswer: the answer has no Alias',
    });
  });
});

describe('reading', () => {
  const EVERY_KEY = { limit: 100, isOwn: () => true };
  const LISTING = { ...EVERY_KEY, tenantId: 'acme' as TenantId };

  test("lists a tenant's keys, and none of a tenant with a similar name", async () => {
    for (const alias of ['acme_main', 'acme-eu_main', 'big-acme_main', 'acme_backup', 'acmes_x']) {
      await keys.createKey(specWith(alias), soon());
    }
    await keys.createKey(specWith('acme_sign', { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' }), soon());
    const found = (await kmsKeyReader(under.kms).listKeys(LISTING, soon())).keys;
    expect(found.map(({ alias }) => alias).sort()).toEqual([
      'acme_backup',
      'acme_main',
      'acme_sign',
    ]);
  });

  test('lists every part, and each key once', async () => {
    for (let n = 0; n < 230; n += 1) await under.call('CreateKey', { Alias: `acme_k${n}` });
    const aliases: string[] = [];
    let place: ListPlace | undefined;
    do {
      const part = await kmsKeyReader(under.kms).listKeys({ ...EVERY_KEY, place }, soon());
      aliases.push(...part.keys.map(({ alias }) => alias));
      place = part.next;
    } while (place !== undefined);
    expect(aliases).toEqual(Array.from({ length: 230 }, (_, n) => `acme_k${n}`));
  });

  test('returns how much of the quota is used', async () => {
    await under.switchTo({ cmkLimit: 300 });
    await keys.createKey(SPEC, soon());
    expect(await kmsKeyReader(under.kms).serviceStatus(soon())).toEqual({
      used: 1,
      limit: 300,
    });
  });

  test('accepts a status without numbers', async () => {
    const client = { request: async () => ({ ServiceEnabled: false }) };
    const reader = kmsKeyReader({ ...WITHOUT_PACE, client });
    expect(await reader.serviceStatus(soon())).toEqual({});
  });
});
