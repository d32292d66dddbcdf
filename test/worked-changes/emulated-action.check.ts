import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { codesOf } from '../unit/declared-codes.ts';

let emulator: Emulator;
let tag: Client;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  const { secretId, secretKey, url } = emulator;
  tag = new Client({
    credential: { secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://' } },
  });
});
afterAll(() => emulator.close());

test('the official SDK lists the tag keys of the local cloud in pages', async () => {
  const keys = ['team', 'stage', 'cost'];
  await tag.CreateTags({ Tags: keys.map((TagKey) => ({ TagKey, TagValue: 'one' })) });
  const { TagKeys, PaginationToken = '' } = await tag.GetTagKeys({ MaxResults: 2 });
  expect(TagKeys).toEqual(['team', 'stage']);
  const last = await tag.GetTagKeys({ PaginationToken });
  expect(last).toMatchObject({ TagKeys: ['cost'], PaginationToken: '' });
});

test('a token that no answer gave is refused with a code that the vendor declares', async () => {
  const code = 'InvalidParameter.PaginationTokenInvalid';
  expect(codesOf('GetTagKeys')).toContain(code);
  await expect(tag.GetTagKeys({ PaginationToken: 'nonsense' })).rejects.toMatchObject({ code });
});
