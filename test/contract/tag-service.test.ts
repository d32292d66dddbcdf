import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tencentTagService } from '../../shared/tag/tags.ts';
import type { Tag } from '../../shared/tenant-key/key.ts';
import type { TagService } from '../../shared/tenant-key/ports.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import {
  type CloudUnderTest,
  MISHAPS,
  soon,
  startCloudUnderTest,
  WITHOUT_PACE,
} from './cloud-under-test.ts';

let under: CloudUnderTest;
let tags: TagService;
let resourceId: string;
beforeAll(async () => {
  under = await startCloudUnderTest();
  tags = tagsOf(under.cloud.account.uin);
});
afterAll(() => under.cloud.close());
beforeEach(async () => {
  await under.reset();
  await under.switchTo({ rateLimits: false });
  resourceId = await newKey('acme_main');
});

const UNPACED = { ...WITHOUT_PACE, changeRateLimiter: WITHOUT_PACE.rateLimiter };

function tagsOf(accountUin: string): TagService {
  return tencentTagService({
    ...under.tag,
    changeRateLimiter: under.tag.rateLimiter,
    region: under.cloud.region,
    accountUin,
  });
}

/** Creates an untagged key without the adapters, and returns its `ResourceId`. */
async function newKey(alias: string, ...pairs: readonly Tag[]): Promise<string> {
  const { KeyId } = await under.call('CreateKey', {
    Alias: alias,
    Tags: pairs.map(({ key, value }) => ({ TagKey: key, TagValue: value })),
  });
  return `creatorUin/${under.cloud.account.uin}/${KeyId}`;
}

function someTags(count: number): readonly Tag[] {
  return Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: `v${n}` }));
}

async function callsOf(name: string): Promise<readonly (string | null)[]> {
  return (await under.journal()).filter(({ action }) => action === name).map(({ code }) => code);
}

describe('creating tags', () => {
  test('allows CreateKey to use them, which refused them before', async () => {
    const pair = { key: 'tenant-keys:tenant', value: 'acme' };
    await expect(newKey('acme_a', pair)).rejects.toMatchObject({
      code: 'InvalidParameterValue.TagsNotExisted',
    });
    await tags.createTags([pair], soon());
    await expect(newKey('acme_a', pair)).resolves.toContain('creatorUin/');
  });

  test('may be repeated', async () => {
    await tags.createTags(someTags(3), soon());
    await expect(tags.createTags(someTags(3), soon())).resolves.toBeUndefined();
  });

  test('creates those beside an existing one, though the call is refused', async () => {
    await tags.createTags(someTags(2).slice(1), soon());
    await tags.createTags(someTags(4), soon());
    await expect(newKey('acme_a', ...someTags(4))).resolves.toContain('creatorUin/');
  });

  test('accepts more tags than a call does', async () => {
    await tags.createTags(someTags(23), soon());
    expect(await callsOf('CreateTags')).toEqual([null, null, null]);
    await expect(newKey('acme_a', ...someTags(23).slice(13))).resolves.toContain('creatorUin/');
  });

  test('of no tags makes no call', async () => {
    await tags.createTags([], soon());
    expect(await callsOf('CreateTags')).toEqual([]);
  });

  test.each(MISHAPS)('fails on $name', async (mishap) => {
    await under.fail('CreateTags', mishap.effect);
    const failure = tags.createTags(someTags(2), soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });
});

describe('the tags that do not exist in the account', () => {
  const PAIR = { key: 'env', value: 'prod' };

  test('are all at first, in their order', async () => {
    expect(await tags.unknownTags(someTags(3), soon())).toEqual(someTags(3));
  });

  test('are those whose key and value were not created together', async () => {
    await tags.createTags([PAIR, { key: '部门', value: '研发 1' }], soon());
    const others = [
      { key: 'env', value: 'test' },
      { key: 'stage', value: 'prod' },
      { key: 'Env', value: 'prod' },
      { key: 'env', value: 'Prod' },
    ];
    const asked = [PAIR, ...others, { key: '部门', value: '研发 1' }];
    expect(await tags.unknownTags(asked, soon())).toEqual(others);
  });

  test('are not those that a key has or had', async () => {
    await tags.addTags(resourceId, [PAIR], soon());
    const name = `qcs::kms:${under.cloud.region}:uin/${under.cloud.account.uin}:key/${resourceId}`;
    await under.tag.client.request(
      'UnTagResources',
      { ResourceList: [name], TagKeys: ['env'] },
      new AbortController().signal,
    );
    expect(await tags.unknownTags([PAIR], soon())).toEqual([]);
  });

  test('are found with one call a tag, which changes nothing', async () => {
    await tags.unknownTags(someTags(3), soon());
    expect(await callsOf('DescribeTags')).toEqual([null, null, null]);
    expect(await tags.unknownTags(someTags(3), soon())).toEqual(someTags(3));
  });

  test('of no tags are none, without a call', async () => {
    expect(await tags.unknownTags([], soon())).toEqual([]);
    expect(await callsOf('DescribeTags')).toEqual([]);
  });

  test('acquire the rate limiter twice, as the vendor allows fewer of these calls', async () => {
    let turns = 0;
    const rateLimiter = {
      ...UNLIMITED_RATE,
      acquire: async () => {
        turns += 1;
      },
    };
    const client = { request: async () => ({ TotalCount: 0, Tags: [] }) };
    const limited = tencentTagService({
      ...UNPACED,
      rateLimiter,
      client,
      region: 'r',
      accountUin: '',
    });
    await limited.unknownTags([PAIR], soon());
    expect(turns).toBe(2);
  });

  test('are compared here, on every page of the list', async () => {
    const asked: unknown[] = [];
    const similar = Array.from({ length: 1_000 }, (_, n) => ({ TagKey: 'env', TagValue: `p${n}` }));
    const pages = [similar, [{ TagKey: 'env', TagValue: 'prod' }]];
    const client = {
      request: async (_: string, params: object) => {
        asked.push(params);
        return { TotalCount: 1_001, Tags: pages[asked.length - 1] };
      },
    };
    const listing = tencentTagService({ ...UNPACED, client, region: 'r', accountUin: '' });
    expect(await listing.unknownTags([PAIR], soon())).toEqual([]);
    expect(asked).toEqual([
      { TagKey: 'env', TagValue: 'prod', Offset: 0, Limit: 1_000 },
      { TagKey: 'env', TagValue: 'prod', Offset: 1_000, Limit: 1_000 },
    ]);
  });

  test('are those of a list that is shorter than its count, which may include deleted tags', async () => {
    let calls = 0;
    const client = {
      request: async () => {
        calls += 1;
        return { TotalCount: 60, Tags: [] };
      },
    };
    const listing = tencentTagService({ ...UNPACED, client, region: 'r', accountUin: '' });
    expect(await listing.unknownTags([PAIR], soon())).toEqual([PAIR]);
    expect(calls).toBe(1);
  });

  test('are not searched without limit', async () => {
    const page = { TotalCount: 1_000_000, Tags: [{ TagKey: 'k', TagValue: 'v' }] };
    const client = { request: async () => page };
    const endless = tencentTagService({ ...UNPACED, client, region: 'r', accountUin: '' });
    await expect(endless.unknownTags([PAIR], soon())).rejects.toMatchObject({
      code: 'UnreadableAnswer',
    });
  });

  test.each(MISHAPS)('cause a failure on $name during the search', async (mishap) => {
    await under.fail('DescribeTags', mishap.effect);
    const failure = tags.unknownTags(someTags(2), soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });
});

describe('the tags of a key', () => {
  test('are none at first', async () => {
    expect(await tags.readTags(resourceId, soon())).toEqual([]);
  });

  test('can be added, whether they exist in the account or not, and are read back', async () => {
    await tags.addTags(resourceId, [{ key: 'tenant-keys:tenant', value: 'acme' }], soon());
    await tags.addTags(resourceId, [{ key: '部门', value: '研发 1' }], soon());
    expect(await tags.readTags(resourceId, soon())).toEqual([
      { key: 'tenant-keys:tenant', value: 'acme' },
      { key: '部门', value: '研发 1' },
    ]);
  });

  test('keep one value for a key: the newest', async () => {
    await tags.addTags(resourceId, [{ key: 'stage', value: 'test' }], soon());
    await tags.addTags(resourceId, [{ key: 'stage', value: 'live' }], soon());
    expect(await tags.readTags(resourceId, soon())).toEqual([{ key: 'stage', value: 'live' }]);
  });

  test('may be more than a call accepts, and more than one page of a list', async () => {
    await tags.addTags(resourceId, someTags(32), soon());
    expect(await callsOf('TagResources')).toEqual([null, null, null, null]);
    expect(await tags.readTags(resourceId, soon())).toEqual(someTags(32));
  });

  test('are those of this key alone', async () => {
    const other = await newKey('acme_other');
    await tags.addTags(other, someTags(2), soon());
    expect(await tags.readTags(resourceId, soon())).toEqual([]);
  });

  test('can be added without the account, if the vendor accepts that', async () => {
    await tagsOf('').addTags(resourceId, someTags(1), soon());
    expect(await tags.readTags(resourceId, soon())).toEqual(someTags(1));
  });

  test('that could not be added are an error, though the call succeeds', async () => {
    const missing = resourceId.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000');
    const failure = await tags.addTags(missing, someTags(1), soon()).catch((error) => error);
    expect(failure).toMatchObject({
      name: 'ApiError',
      code: expect.stringMatching(/^[A-Z]\w+/),
      kmsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await callsOf('TagResources')).toEqual([null]);
  });

  test('are read page by page', async () => {
    const asked: unknown[] = [];
    const pages = [someTags(50), someTags(57).slice(50)];
    const client = {
      request: async (_: string, params: object) => {
        asked.push((params as { Offset: number }).Offset);
        const some = pages[asked.length - 1] ?? [];
        const Tags = some.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
        return { TotalCount: 57, Tags };
      },
    };
    const paged = tencentTagService({ ...UNPACED, client, region: 'r', accountUin: '' });
    expect(await paged.readTags(resourceId, soon())).toEqual(someTags(57));
    expect(asked).toEqual([0, 50]);
  });

  test('are not read without limit', async () => {
    const page = { TotalCount: 1_000_000, Tags: [{ TagKey: 'k', TagValue: 'v' }] };
    const client = { request: async () => page };
    const endless = tencentTagService({ ...UNPACED, client, region: 'r', accountUin: '' });
    await expect(endless.readTags(resourceId, soon())).rejects.toMatchObject({
      code: 'UnreadableAnswer',
    });
  });

  test.each(MISHAPS)('cause a failure on $name when they are read', async (mishap) => {
    await under.fail('DescribeResourceTagsByResourceIds', mishap.effect);
    const failure = tags.readTags(resourceId, soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
  });

  test.each(MISHAPS)('cause a failure on $name when they are added', async (mishap) => {
    await under.fail('TagResources', mishap.effect);
    const failure = tags.addTags(resourceId, someTags(2), soon());
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: mishap.code });
    const expected = mishap.happened ? someTags(2) : [];
    expect(await tags.readTags(resourceId, soon())).toEqual(expected);
  });
});
