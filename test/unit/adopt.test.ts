import { describe, expect, test } from 'vitest';
import { adopt } from '../../shared/tenant-key/ensure.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { KeyAlias, LocatedKey } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { type KeyRequest, specFingerprint } from '../../shared/tenant-key/request.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const FIELDS = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };
const TENANT_TAG = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };

function requestWith(fields: object = {}): KeyRequest {
  const parsed = parseRequest(JSON.stringify({ ...FIELDS, ...fields }));
  if (!parsed.ok) throw new Error('the request must be valid');
  return parsed.request;
}

/** The key that was created for a request, as KMS describes it. */
function foundFor(request: KeyRequest, fields: Partial<LocatedKey> = {}): LocatedKey {
  const alias = 'acme_main' as KeyAlias;
  return {
    ...{ keyId: 'k-1', alias, createTimeS: 1_793_577_600, keyState: 'Enabled' },
    description: markDescription('', alias, specFingerprint(request), SETTINGS),
    ...{ keyUsage: request.keyUsage, origin: request.origin, resourceId: 'creatorUin/1/k-1' },
    tagged: false,
    ...fields,
  };
}

describe('the key of an earlier attempt', () => {
  test.each([undefined, 'TENCENT_KMS'])('is adopted when KMS says %s of its origin', (origin) => {
    const request = requestWith();
    expect(adopt(foundFor(request, { origin }), request, SETTINGS)).toStrictEqual({
      kind: 'ready',
      key: { keyId: 'k-1', createTimeS: 1_793_577_600, keyState: 'Enabled' },
      ...{ adopted: true, tagged: false, resourceId: 'creatorUin/1/k-1' },
    });
  });

  test.each([
    ['Disabled', 'KeyDisabled'],
    ['PendingDelete', 'KeyPendingDelete'],
    ['Archived', 'KeyArchived'],
    ['PendingShare', 'KeyStateUnknown'],
  ])('is unusable in the state %s, even if it waits for imported material', (keyState, code) => {
    const request = requestWith({ origin: 'EXTERNAL' });
    expect(adopt(foundFor(request, { keyState }), request, SETTINGS)).toStrictEqual({
      ...{ kind: 'unusable', code, keyId: 'k-1' },
    });
  });
});

const handle = ({ clock, ports }: ProvisioningWorld) => {
  const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 } as const;
  const message = { text: JSON.stringify(FIELDS), source, callerWaits: false };
  return clock.run(handleMessage(message, ports, SETTINGS, clock.nowMs() + 30_000));
};

describe('a request whose key exists', () => {
  test('waits with the failure of the lookup, which is the one to fix', async () => {
    const world = provisioningWorld();
    await world.call('CreateTags', { Tags: [TENANT_TAG] });
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    world.fail('ListKeyDetail', { error: 'UnauthorizedOperation' });
    expect(await handle(world)).toMatchObject({
      ...{ kind: 'waiting', attempts: 1 },
      failed: { code: 'UnauthorizedOperation', stage: 'create' },
    });
  });

  test('waits with the id of the key when its tags are refused', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { tagCode: 1 });
    world.fail('TagResources', { error: 'LimitExceeded.TagValue' });
    const first = await handle(world);
    const again = await handle(world);
    const keyId = expect.stringMatching(/./);
    const failed = { code: 'LimitExceeded.TagValue', stage: 'tag', keyId };
    expect(first).toMatchObject({ kind: 'waiting', failed });
    expect(again).toMatchObject({ kind: 'waiting', failed });
    expect(new Set(world.deadLetters().map((deadLetter) => deadLetter.keyId)).size).toBe(1);
  });

  test('waits with how many of its tags do not show', async () => {
    const world = provisioningWorld({ switches: { tagStaleMs: 3_600_000 } });
    world.fail('CreateKey', { tagCode: 2 });
    expect(await handle(world)).toMatchObject({
      kind: 'waiting',
      failed: { error: { message: 'TagsNotConfirmed: 1 tags do not show' } },
    });
  });
});
