import { describe, expect, test } from 'vitest';
import { findKey, tenantKeys } from '../../shared/kms/key-search.ts';
import { kmsKeyReader } from '../../shared/kms/keys.ts';
import type { KeyAlias, TenantId } from '../../shared/tenant-key/key.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const TENANT_TAG = { key: 'tenant-keys:tenant', value: 'acme' };

/** A key as KMS describes it. */
const key = (KeyId: string, KeyState = 'Enabled', Alias = 'acme_main') => ({
  ...{ KeyId, Alias, KeyState, CreateTime: 1 },
  ...{ KeyUsage: 'ENCRYPT_DECRYPT', ResourceId: `creatorUin/1/${KeyId}` },
});

type Page = { readonly KeyMetadatas: readonly object[]; readonly TotalCount: number };

const pageOf = (...KeyMetadatas: readonly object[]): Page => ({
  KeyMetadatas,
  TotalCount: KeyMetadatas.length,
});

/** A KMS with these keys by the tag of the tenant, and with these pages without it. */
function kms(tagged: Page, ...untagged: readonly Page[]) {
  const asked: string[] = [];
  const pages = [...untagged];
  const request = async (_: string, { TagFilters }: { readonly TagFilters?: unknown }) => {
    asked.push(TagFilters === undefined ? 'all' : 'tagged');
    return TagFilters === undefined ? pages.shift() : tagged;
  };
  const client = { request: request as () => Promise<object> };
  return { asked, api: { client, rateLimiter: UNLIMITED_RATE, clock: virtualClock() } };
}

async function search(tagged: Page, ...untagged: readonly Page[]) {
  const { api, asked } = kms(tagged, ...untagged);
  const sought = { alias: 'acme_main' as KeyAlias, tags: [TENANT_TAG] };
  const found = await findKey(api, sought, 1_000);
  return { found: found && [found.keyId, found.tagged ? 'tagged' : 'not tagged'], asked };
}

describe('of two keys with the alias, one of which is scheduled for deletion,', () => {
  const dying = key('old', 'PendingDelete');

  test('the other one is found, also if it has no tag yet', async () => {
    const { found, asked } = await search(pageOf(dying), pageOf(key('new'), dying));
    expect(found).toEqual(['new', 'not tagged']);
    expect(asked).toEqual(['tagged', 'all']);
  });

  test('that one is found if the other is not among the newest, of which one page is read', async () => {
    const newest = { KeyMetadatas: [key('x', 'Enabled', 'big-acme_main')], TotalCount: 400 };
    const { found, asked } = await search(pageOf(dying), newest, pageOf(key('new')));
    expect(found).toEqual(['old', 'tagged']);
    expect(asked).toEqual(['tagged', 'all']);
  });
});

describe('a key that is scheduled for deletion', () => {
  const dying = key('old', 'PendingDelete');

  test('is found with its tag where no other has the alias', async () => {
    expect((await search(pageOf(dying), pageOf(dying))).found).toEqual(['old', 'tagged']);
  });

  test('is found without its tag too', async () => {
    expect((await search(pageOf(), pageOf(dying))).found).toEqual(['old', 'not tagged']);
  });
});

test.each([
  ['all of its tags, where there are six', 6, [6, 1]],
  ['the tag of the tenant alone, where there are more than KMS can filter by', 7, [1]],
  ['that tag once, where it is the only one', 1, [1]],
])('a key is looked for by %s', async (_, count, filters) => {
  const asked: number[] = [];
  const request = async (
    _name: string,
    { TagFilters = [] }: { TagFilters?: readonly object[] },
  ) => {
    asked.push(TagFilters.length);
    return pageOf();
  };
  const client = { request: request as () => Promise<object> };
  const others = Array.from({ length: count - 1 }, (_, n) => ({ key: `tag-${n}`, value: 'x' }));
  const sought = { alias: 'acme_main' as KeyAlias, tags: [TENANT_TAG, ...others] };
  const api = { client, rateLimiter: UNLIMITED_RATE, clock: virtualClock() };
  expect(await findKey(api, sought, 1_000)).toBeUndefined();
  expect(asked).toEqual([...filters, 0]);
});

describe('a search that fails', () => {
  const firstPage = { KeyMetadatas: [key('x', 'Enabled', 'big-acme_main')], TotalCount: 400 };

  /** What a search throws if its second call is the last one that succeeds, after so many milliseconds. */
  async function failure(afterMs: number, answers: readonly Page[]): Promise<unknown> {
    let nowMs = 0;
    const left = [...answers];
    const request = async () => {
      const answer = left.shift();
      if (answer === undefined) throw Object.assign(new Error('why'), { code: 'InternalError' });
      if (left.length === 0) nowMs = afterMs;
      return answer;
    };
    const clock = { ...virtualClock(), nowMs: () => nowMs };
    const api = { client: { request }, rateLimiter: UNLIMITED_RATE, clock };
    const sought = { alias: 'acme_main' as KeyAlias, tags: [TENANT_TAG] };
    return findKey(api, sought, 1_000).catch(({ code, message }) => [code, message]);
  }

  test('for want of time has a code of its own where it had begun', async () => {
    expect(await failure(1_000, [pageOf(), firstPage])).toEqual([
      'KeySearchUnfinished',
      'KeySearchUnfinished: there was no time for all keys with a similar alias',
    ]);
    expect(await failure(1_000, [pageOf()])).toEqual(['DeadlineExceeded', expect.any(String)]);
  });

  test('for another reason has that reason', async () => {
    const refused = ['InternalError', expect.any(String)];
    expect(await failure(0, [pageOf(), firstPage])).toEqual(refused);
    expect(await failure(0, [pageOf()])).toEqual(refused);
  });
});

test('a search is not stopped by a key of other software that has no alias', async () => {
  const nameless = { KeyId: 'other', CreateTime: 1 };
  const { found } = await search(pageOf(), pageOf(nameless, key('new')));
  expect(found).toEqual(['new', 'not tagged']);
});

describe('the keys of a tenant among look-alikes', () => {
  /** What is asked for if so many of the 200 newest keys with the prefix are the tenant's. */
  async function askedWith(own: number): Promise<readonly string[]> {
    const newest = Array.from({ length: 200 }, (_, n) =>
      key(`key-${n}`, 'Enabled', n < own ? `acme_k${n}` : `big-acme_k${n}`),
    );
    const page = { KeyMetadatas: newest, TotalCount: 400 };
    const { api, asked } = kms(pageOf(), page, page);
    for await (const _ of tenantKeys(api, 'acme' as TenantId, 1_000));
    return asked;
  }

  test('are read by their tag where most of a page are of others', async () => {
    expect(await askedWith(99)).toEqual(['all', 'tagged']);
  });

  test('are read among all where half of a page are theirs', async () => {
    expect(await askedWith(100)).toEqual(['all', 'all']);
  });
});

test('a key that KMS describes without a description has none', async () => {
  const { api } = kms(pageOf(key('new')));
  const sought = { alias: 'acme_main' as KeyAlias, tags: [TENANT_TAG] };
  expect(await findKey(api, sought, 1_000)).toMatchObject({ keyId: 'new', description: '' });
});

test('a count of keys fails where KMS does not end their list', async () => {
  const endless = Array.from({ length: 100 }, () => ({
    KeyMetadatas: [key('new')],
    TotalCount: 10 ** 6,
  }));
  const { api, asked } = kms(pageOf(), ...endless);
  await expect(kmsKeyReader(api).countKeysSince(1, 1_000)).rejects.toThrow(
    'UnreadableAnswer: ListKeyDetail did not end within 100 pages',
  );
  expect(asked).toHaveLength(100);
});
