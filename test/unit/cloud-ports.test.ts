import { expect, test } from 'vitest';
import { cloudClients, cloudPorts } from '../../functions/compose.ts';
import { readConfig } from '../../shared/config.ts';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { wallClock } from '../wall-clock.ts';

const config = readConfig(
  {
    REGION: 'ap-guangzhou',
    TOPICS_URL: 'http://127.0.0.1:1',
    ENVIRONMENT: 'tenant-keys',
    ACCOUNT_UIN: '100000000001',
    MARKER_KEYS: 'k1:a-secret-of-at-least-32-characters',
    API_ENDPOINT: 'http://127.0.0.1:1', // Nothing listens there, so a call that is released fails.
    KMS_CALLS_PER_SECOND_MAX: '100',
    TAG_CALLS_PER_SECOND_MAX: '1',
  },
  'provision-keys',
);

const runtime = {
  clock: wallClock,
  wallMs: () => 0,
  random: () => 0,
  send: fetch,
  readCredentials: () => ({ secretId: 'an-id', secretKey: 'a-key' }),
  log: () => {},
};

const TAGS = [{ key: 'env', value: 'prod' }];

test('changes of tags have a share of their own, and reads have that of KMS (P6)', async () => {
  const { keys, tags } = cloudPorts(cloudClients(config, runtime));
  const codeOf = (call: Promise<unknown>) => call.catch(({ code }: { code: string }) => code);
  const soon = () => wallClock.nowMs() + 500;
  const found = () => codeOf(keys.findKey({ alias: 'acme_main' as KeyAlias, tags: [] }, soon()));
  const read = () => codeOf(tags.readTags('creatorUin/1/2', soon()));

  expect(await codeOf(tags.createTags(TAGS, soon()))).toBe('NotConnected');
  expect(await codeOf(tags.createTags(TAGS, soon()))).toBe('NoTurn');
  expect(await codeOf(tags.addTags('creatorUin/1/2', TAGS, soon()))).toBe('NoTurn');
  expect([await found(), await found()]).toEqual(['NotConnected', 'NotConnected']);
  expect([await read(), await read()]).toEqual(['NotConnected', 'NotConnected']);
});
