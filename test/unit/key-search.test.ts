import { describe, expect, test } from 'vitest';
import { findKey } from '../../shared/kms/key-search.ts';
import { kmsKeyReader } from '../../shared/kms/keys.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
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
