import { describe, expect, test } from 'vitest';
import { tagOfKeys } from '../../shared/tag/resource-tags.ts';
import { tencentTagService } from '../../shared/tag/tags.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** The Tag service with these answers to its calls, in turn; the last one is repeated. */
function tagService(...answers: readonly object[]) {
  const asked: number[] = [];
  const request = async (_: string, params: object) => {
    asked.push((params as { readonly Offset: number }).Offset);
    return answers[Math.min(asked.length, answers.length) - 1];
  };
  const api = {
    ...{ client: { request: request as () => Promise<object> }, clock: virtualClock() },
    ...{ rateLimiter: UNLIMITED_RATE, changeRateLimiter: UNLIMITED_RATE },
    ...{ region: 'ap-guangzhou', accountUin: '100000000001' },
  };
  return { api, tags: tencentTagService(api), asked };
}

const row = (TagKey: string, TagValue: string, ResourceId = 'creatorUin/1/2') => ({
  ...{ TagKey, TagValue, ResourceId },
});

const messageOf = (promise: Promise<unknown>) => promise.catch(({ message }: Error) => message);

describe("a key's tags", () => {
  test('are read to the end of their list', async () => {
    const pages = [
      { Tags: [row('a', '1'), row('b', '2')], TotalCount: 3 },
      { Tags: [row('c', '3')], TotalCount: 3 },
    ];
    const { tags, asked } = tagService(...pages);
    expect(await tags.readTags('creatorUin/1/2', 1_000)).toEqual([
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
      { key: 'c', value: '3' },
    ]);
    expect(asked).toEqual([0, 50]);
  });

  test.each([
    ['is empty', { Tags: [] }],
    ['is missing', {}],
  ])('end with a page that %s, whatever number is answered', async (_, page) => {
    const { tags, asked } = tagService({ ...page, TotalCount: 9 });
    expect(await tags.readTags('creatorUin/1/2', 1_000)).toEqual([]);
    expect(asked).toEqual([0]);
  });

  test('that do not end within ten pages are unreadable', async () => {
    const { tags, asked } = tagService({ Tags: [row('a', '1')], TotalCount: 99 });
    expect(await messageOf(tags.readTags('creatorUin/1/2', 1_000))).toBe(
      "UnreadableAnswer: the list of a key's tags did not end within 10 pages",
    );
    expect(asked).toHaveLength(10);
  });
});

describe('a tag that is looked for in the account', () => {
  const TAG = { key: 'team', value: 'billing' };

  test.each<[string, object, readonly object[]]>([
    ['is known where it is listed', { Tags: [row('team', 'billing')], TotalCount: 1 }, []],
    ['is unknown where only its key is', { Tags: [row('team', 'other')], TotalCount: 1 }, [TAG]],
    ['is unknown where only its value is', { Tags: [row('a', 'billing')], TotalCount: 1 }, [TAG]],
    ['is unknown where nothing is', { TotalCount: 0 }, [TAG]],
    ['is unknown where an empty page follows', { Tags: [], TotalCount: 7 }, [TAG]],
  ])('%s, which takes one call', async (_, answer, unknown) => {
    const { tags, asked } = tagService(answer);
    expect(await tags.unknownTags([TAG], 1_000)).toEqual(unknown);
    expect(asked).toEqual([0]);
  });

  test('is looked for on all pages', async () => {
    const other = { Tags: [row('team', 'other')], TotalCount: 2 };
    const last = { Tags: [row('team', 'billing')], TotalCount: 2 };
    const { tags, asked } = tagService(other, last);
    expect(await tags.unknownTags([TAG], 1_000)).toEqual([]);
    expect(asked).toEqual([0, 1_000]);
    const none = tagService(other, other);
    expect(await none.tags.unknownTags([TAG], 1_000)).toEqual([TAG]);
    expect(none.asked).toEqual([0, 1_000]);
  });

  test('in a list that does not end within ten pages is not known to be unknown', async () => {
    const { tags, asked } = tagService({ Tags: [row('team', 'other')], TotalCount: 99 });
    expect(await messageOf(tags.unknownTags([TAG], 1_000))).toBe(
      "UnreadableAnswer: the list of the account's tags did not end within 10 pages",
    );
    expect(asked).toHaveLength(10);
  });
});

describe('tags that are added to a key', () => {
  const TAGS = [{ key: 'team', value: 'billing' }];

  test.each([
    ['with the id of the call', { RequestId: 'r-7' }, 'r-7'],
    ['without one that is missing', {}, undefined],
  ])('fail by the reason for the key, %s', async (_, answer, kmsRequestId) => {
    const FailedResources = [{ Code: 'FailedOperation.TagFailed', Message: 'No.' }];
    const { tags } = tagService({ FailedResources, ...answer });
    await expect(tags.addTags('creatorUin/1/2', TAGS, 1_000)).rejects.toMatchObject({
      message: 'FailedOperation.TagFailed: TagResources: No.',
      kmsRequestId,
    });
  });

  test.each([{}, { FailedResources: [] }])('are on it by the answer %j', async (answer) => {
    const { tags } = tagService(answer);
    await expect(tags.addTags('creatorUin/1/2', TAGS, 1_000)).resolves.toBeUndefined();
  });
});

describe('one tag of many keys', () => {
  const full = Array.from({ length: 1_000 }, (_, n) => row('tenant', `t-${n}`, `key-${n}`));

  test('is read page by page', async () => {
    const rest = {
      Tags: [row('tenant', 'last', 'key-x'), row('a', '1', 'key-y')],
      TotalCount: 1_002,
    };
    const { api, asked } = tagService({ Tags: full, TotalCount: 1_002 }, rest);
    const values = await tagOfKeys(api, 'tenant', ['key-x'], 1_000);
    expect([values.size, values.get('key-0'), values.get('key-x')]).toEqual([1_001, 't-0', 'last']);
    expect(asked).toEqual([0, 1_000]);
  });

  test('is on none of them where there are no tags', async () => {
    const { api } = tagService({ TotalCount: 0 });
    expect((await tagOfKeys(api, 'tenant', ['key-x'], 1_000)).size).toBe(0);
  });

  test.each<[string, readonly object[], number, readonly number[]]>([
    ['three pages', full, 3_000, [0, 1_000, 2_000]],
    ['a page that is not full', full.slice(1), 999, [0]],
  ])('is not known where the list goes on after %s', async (_, Tags, seen, offsets) => {
    const { api, asked } = tagService({ Tags, TotalCount: 9_999 });
    expect(await messageOf(tagOfKeys(api, 'tenant', ['key-x'], 1_000))).toBe(
      `UnreadableAnswer: the list of tags is incomplete after ${seen} tags`,
    );
    expect(asked).toEqual(offsets);
  });
});
