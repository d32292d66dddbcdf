import { describe, expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { KeyAlias, SoughtKey } from '../../shared/tenant-key/key.ts';
import { markDescription } from '../../shared/tenant-key/marker.ts';
import type { Message, Outcome } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { specFingerprint } from '../../shared/tenant-key/request.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
  type WorldOptions,
} from '../world/provisioning-world.ts';
import { stableText } from '../world/stable-event.ts';

const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };
const TENANT_TAG = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };
const DEADLINE_MS = 30_000;

const message = (text: string, callerWaits = false): Message => ({
  text,
  source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
  callerWaits,
});

const handle = (world: ProvisioningWorld, fields: object = {}, deadlineMs = DEADLINE_MS) => {
  const text = JSON.stringify({ ...REQUEST, ...fields });
  return handleText(world, text, deadlineMs);
};

const handleText = (world: ProvisioningWorld, text: string, deadlineMs = DEADLINE_MS) =>
  world.clock.run(handleMessage(message(text), world.ports, SETTINGS, deadlineMs));

/** A world in which the tenant's tag pair exists, so that CreateKey accepts it. */
const worldWithTag = async (options: WorldOptions = {}) => {
  const world = provisioningWorld(options);
  await world.call('CreateTags', { Tags: [TENANT_TAG] });
  world.machine.journal.clear();
  return world;
};

/** The tags of all keys, by alias. */
const tagsByAlias = async (world: ProvisioningWorld) => {
  const keys = await keysOf(world);
  const tags: Record<string, unknown> = {};
  for (const { Alias, ResourceId } of keys) {
    const answer = await world.call('DescribeResourceTagsByResourceIds', {
      ServiceType: 'kms',
      ResourcePrefix: 'key',
      ResourceIds: [ResourceId],
      ResourceRegion: 'ap-guangzhou',
      Limit: 50,
    });
    const found = answer.Tags as { TagKey: string; TagValue: string }[];
    tags[Alias] = Object.fromEntries(found.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
  }
  return tags;
};

type Key = { Alias: string; KeyId: string; ResourceId: string; KeyState: string };

const keysOf = async (world: ProvisioningWorld) => {
  const answer = await world.call('ListKeyDetail', { KeyUsage: 'ALL', Limit: 200 });
  return answer.KeyMetadatas as Key[];
};

const codeOf = (outcome: Outcome) =>
  outcome.kind === 'provisioned' ? undefined : outcome.failed.code;

/** Our own marker for the request, as CreateKey stored it. */
const markerOf = (alias: string, fields: object = {}) => {
  const parsed = parseRequest(JSON.stringify({ ...REQUEST, ...fields }));
  if (!parsed.ok) throw new Error('the request must be valid');
  const fingerprint = specFingerprint(parsed.request);
  return markDescription('', alias as KeyAlias, fingerprint, SETTINGS);
};

describe('a request for a new key', () => {
  test('takes one call when its tag pairs exist, and is published', async () => {
    const world = await worldWithTag();
    const outcome = await handle(world);
    expect(outcome).toMatchObject({ kind: 'provisioned', adopted: false });
    expect(world.calls()).toEqual(['CreateKey']);
    expect(await tagsByAlias(world)).toEqual({ acme_main: { 'tenant-keys:tenant': 'acme' } });
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-key.provisioned',
        subject: 'acme/main',
        partitionkey: 'acme',
        source: '/tenant-keys/ap-guangzhou',
        time: '2026-11-02T00:00:00.000Z',
        data: { requestId: 'r-1', tenantId: 'acme', keyName: 'main', alias: 'acme_main' },
      },
    ]);
    expect(world.deadLetters()).toEqual([]);
  });

  test('creates missing tag pairs first', async () => {
    const world = provisioningWorld();
    expect(await handle(world, { tags: { env: 'prod' } })).toMatchObject({ kind: 'provisioned' });
    expect(world.calls()).toEqual(['CreateKey', 'CreateTags', 'CreateKey']);
    expect(await tagsByAlias(world)).toEqual({
      acme_main: { 'tenant-keys:tenant': 'acme', env: 'prod' },
    });
  });

  test('adds an eleventh tag to the key afterwards, as CreateKey may accept ten', async () => {
    const world = provisioningWorld();
    const tags = Object.fromEntries([...'abcdefghij'].map((name) => [name, '1']));
    expect(await handle(world, { tags })).toMatchObject({ kind: 'provisioned' });
    expect(await tagsByAlias(world)).toEqual({
      acme_main: { 'tenant-keys:tenant': 'acme', ...tags },
    });
  });

  test('for imported material ends as PendingImport', async () => {
    const world = provisioningWorld();
    const outcome = await handle(world, { origin: 'EXTERNAL' });
    expect(outcome).toMatchObject({ kind: 'provisioned', key: { keyState: 'PendingImport' } });
  });

  test('in an HSM cluster names the cluster', async () => {
    const world = provisioningWorld();
    expect(await handle(world, { hsmClusterId: 'cluster-local-1' })).toMatchObject({
      kind: 'provisioned',
    });
    expect(await keysOf(world)).toMatchObject([{ HsmClusterId: 'cluster-local-1' }]);
  });

  test.each([
    'ENCRYPT_DECRYPT',
    'ASYMMETRIC_DECRYPT_RSA_2048',
    'ASYMMETRIC_DECRYPT_SM2',
    'ASYMMETRIC_SIGN_VERIFY_SM2',
    'ASYMMETRIC_SIGN_VERIFY_ECC',
    'ASYMMETRIC_SIGN_VERIFY_RSA_2048',
    'ASYMMETRIC_SIGN_VERIFY_ECDSA384',
  ])('for the usage %s creates a key of that usage', async (keyUsage) => {
    const world = provisioningWorld();
    expect(await handle(world, { keyUsage })).toMatchObject({ kind: 'provisioned' });
    expect(await keysOf(world)).toMatchObject([{ KeyUsage: keyUsage }]);
  });
});

describe('the same request again (P4)', () => {
  test('adopts the key, and its event is the same byte for byte', async () => {
    const world = provisioningWorld();
    const first = await handle(world, { origin: 'EXTERNAL' });
    const second = await handle(world, { origin: 'EXTERNAL' });
    expect(first).toMatchObject({ kind: 'provisioned', adopted: false });
    expect(second).toMatchObject({ kind: 'provisioned', adopted: true });
    const [one, two] = world.events();
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(await keysOf(world)).toHaveLength(1);
  });

  test('under another id is the same key, and another event', async () => {
    const world = provisioningWorld();
    await handle(world);
    expect(await handle(world, { requestId: 'r-2' })).toMatchObject({ adopted: true });
    const [one, two] = world.events();
    expect(two?.id).not.toBe(one?.id);
    expect(await keysOf(world)).toHaveLength(1);
  });

  test('keeps a tag that an operator has changed', async () => {
    const world = provisioningWorld();
    await handle(world, { tags: { env: 'prod' } });
    await retag(world, { TagKey: 'env', TagValue: 'staging' });
    expect(await handle(world, { tags: { env: 'prod' } })).toMatchObject({ adopted: true });
    expect(await tagsByAlias(world)).toMatchObject({ acme_main: { env: 'staging' } });
  });

  test('restores the tenant tag, which authorises access', async () => {
    const world = provisioningWorld();
    await handle(world);
    await retag(world, { TagKey: 'tenant-keys:tenant', TagValue: 'globex' });
    expect(await handle(world)).toMatchObject({ adopted: true });
    expect(await tagsByAlias(world)).toEqual({ acme_main: { 'tenant-keys:tenant': 'acme' } });
  });

  const retag = async (world: ProvisioningWorld, tag: { TagKey: string; TagValue: string }) => {
    const [key] = await keysOf(world);
    const name = `qcs::kms:ap-guangzhou:uin/100000000001:key/${key?.ResourceId}`;
    await world.call('TagResources', { ResourceList: [name], Tags: [tag] });
  };
});

describe('a key that has the alias (P2)', () => {
  const conflictsWith = async (key: object, fields: object = {}) => {
    const world = provisioningWorld();
    await world.call('CreateKey', { Alias: 'acme_main', ...key });
    const before = JSON.stringify(await keysOf(world));
    world.machine.journal.clear();
    const outcome = await handle(world, fields);
    const mutations = world.machine.journal
      .list()
      .filter(({ code, mutating }) => mutating && !code);
    expect(mutations.filter(({ action }) => action !== 'CreateTags')).toEqual([]);
    expect(JSON.stringify(await keysOf(world))).toBe(before);
    const [foreign] = await keysOf(world);
    expect(JSON.stringify([world.events(), outcome])).not.toContain(foreign?.KeyId);
    return outcome;
  };

  const CONFLICT = { kind: 'rejected', failed: { code: 'KeyConflict' } };

  test('and has no marker is not ours: a conflict, and it is not touched', async () => {
    expect(await conflictsWith({})).toMatchObject(CONFLICT);
  });

  test('and carries the marker of another key is not ours', async () => {
    const Description = markerOf('acme_other');
    expect(await conflictsWith({ Description })).toMatchObject(CONFLICT);
  });

  test('of ours, but of another specification, is a conflict', async () => {
    const Description = markerOf('acme_main', { description: 'something else' });
    expect(await conflictsWith({ Description })).toMatchObject(CONFLICT);
  });

  test('and has our marker, but another usage, is a conflict', async () => {
    const key = { Description: markerOf('acme_main'), KeyUsage: 'ASYMMETRIC_DECRYPT_SM2' };
    expect(await conflictsWith(key)).toMatchObject(CONFLICT);
  });

  test('and has our marker, but another origin, is a conflict', async () => {
    const key = { Description: markerOf('acme_main'), Type: 2 };
    expect(await conflictsWith(key)).toMatchObject(CONFLICT);
  });

  test('is rejected with an event that names the request and no key', async () => {
    const world = provisioningWorld();
    await world.call('CreateKey', { Alias: 'acme_main' });
    await handle(world);
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-key.rejected',
        subject: 'acme/main',
        data: {
          requestId: 'r-1',
          tenantId: 'acme',
          keyName: 'main',
          code: 'KeyConflict',
          problems: [{ pointer: '#/keyName' }],
        },
      },
    ]);
    expect(world.events()[0]?.time).toMatch(/^2026-11-02T00:00:0\d\.\d{3}Z$/);
  });

  test.each([
    ['begins like it', 'acme_main2'],
    ['ends like it', 'x-acme_main'],
    ['differs in case', 'ACME_main'],
  ])('almost, as its alias %s, is ignored', async (_, Alias) => {
    const world = provisioningWorld();
    const { KeyId } = await world.call('CreateKey', { Alias, KeyUsage: 'ASYMMETRIC_DECRYPT_SM2' });
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    const outcome = await handle(world);
    expect(outcome).toMatchObject({ kind: 'provisioned' });
    expect(outcome.kind === 'provisioned' && outcome.key.keyId).not.toBe(KeyId);
    expect((await tagsByAlias(world))[Alias]).toEqual({});
  });

  test.each([
    ['Disabled', 'KeyDisabled', ['DisableKey']],
    ['PendingDelete', 'KeyPendingDelete', ['DisableKey', 'ScheduleKeyDeletion']],
    ['Archived', 'KeyArchived', ['ArchiveKey']],
  ])('of ours in state %s is parked for an operator, with its id', async (_, code, actions) => {
    const world = await worldWithTag();
    await handle(world);
    const [key] = await keysOf(world);
    for (const action of actions) {
      const window = action === 'ScheduleKeyDeletion' ? { PendingWindowInDays: 7 } : {};
      await world.call(action, { KeyId: key?.KeyId, ...window });
    }
    expect(await handle(world)).toMatchObject({ kind: 'parked', failed: { code } });
    expect(world.deadLetters()).toMatchObject([{ code, stage: 'create', keyId: key?.KeyId }]);
  });

  test('of ours that waits for material which was not requested is parked', async () => {
    const world = provisioningWorld();
    const Description = markerOf('acme_main');
    await world.call('CreateKey', { Alias: 'acme_main', Description });
    const ports = {
      ...world.ports,
      keys: {
        ...world.ports.keys,
        findKey: async (sought: SoughtKey, deadlineMs: number) => {
          const found = await world.ports.keys.findKey(sought, deadlineMs);
          return found && { ...found, keyState: 'PendingImport' };
        },
      },
    };
    const text = JSON.stringify(REQUEST);
    const outcome = await world.clock.run(
      handleMessage(message(text), ports, SETTINGS, DEADLINE_MS),
    );
    expect(codeOf(outcome)).toBe('KeyStateUnknown');
  });
});

describe('a marker whose signing key is not configured', () => {
  test('parks the message, and does not reject it', async () => {
    const world = provisioningWorld();
    await handle(world);
    const markerKeys = [{ id: 'k2', secret: 'another-secret-of-32-characters-' }] as const;
    const settings = { ...SETTINGS, markerKeys };
    const text = JSON.stringify(REQUEST);
    const outcome = handleMessage(message(text), world.ports, settings, DEADLINE_MS);
    expect(await world.clock.run(outcome)).toMatchObject({
      kind: 'parked',
      failed: { code: 'MarkerUnproven', keyId: undefined },
    });
  });
});

describe('a lost response (P1)', () => {
  test('to CreateKey costs no second key', async () => {
    const world = await worldWithTag();
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned', adopted: true });
    expect(await keysOf(world)).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['an error after the effect', { error: 'InternalError', after: true }],
    ['a truncated response', { truncate: true }],
    ['a response that took too long', { delayMs: 5_000 }],
    ['the error page of a gateway', { http: 502 }],
  ])('may also be %s', async (_, effect) => {
    const world = await worldWithTag();
    world.fail('CreateKey', effect, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
    expect(await keysOf(world)).toHaveLength(1);
  });

  test('to a call that is carried out later costs no second key', async () => {
    const world = await worldWithTag();
    world.fail('CreateKey', { lateMs: 120 }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
    await world.clock.run(world.clock.sleep(10_000));
    expect(await keysOf(world)).toHaveLength(1);
  });

  test('and a list that does not show the new key yet: the key is found a little later', async () => {
    const world = await worldWithTag({ switches: { listStaleMs: 200 } });
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned', adopted: true });
  });

  test('and a list that never shows the key: it waits, and is never rejected', async () => {
    const world = await worldWithTag({ switches: { listStaleMs: 3_600_000 } });
    world.fail('CreateKey', { lostAnswer: true }, { times: 1 });
    const outcome = await handle(world);
    expect(outcome).toMatchObject({ kind: 'waiting', attempts: 5 });
    expect(codeOf(outcome)).toBe('InvalidParameterValue.AliasAlreadyExists');
    expect(await keysOf(world)).toHaveLength(0);
  });
});

describe('tags', () => {
  test.each([1, 2] as const)('that CreateKey reports as failed (%i) are added', async (tagCode) => {
    const world = await worldWithTag();
    world.fail('CreateKey', { tagCode }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned', adopted: false });
    expect(world.calls()).toEqual([
      'CreateKey',
      'DescribeKey',
      'DescribeResourceTagsByResourceIds',
      'TagResources',
      'DescribeResourceTagsByResourceIds',
    ]);
    expect(await tagsByAlias(world)).toEqual({ acme_main: { 'tenant-keys:tenant': 'acme' } });
  });

  test.each([true, false])(
    'after a TaggingError that left a key or not (%s) are on the one key',
    async (taggingErrorLeavesKey) => {
      const world = await worldWithTag({ switches: { taggingErrorLeavesKey } });
      world.fail('CreateKey', { error: 'FailedOperation.TaggingError' }, { times: 1 });
      expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
      expect(await tagsByAlias(world)).toEqual({ acme_main: { 'tenant-keys:tenant': 'acme' } });
    },
  );

  test('that do not show at once are read again, without a second CreateKey', async () => {
    const world = await worldWithTag({ switches: { tagStaleMs: 150 } });
    world.fail('CreateKey', { tagCode: 1 }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
    expect(world.calls().filter((action) => action === 'CreateKey')).toHaveLength(1);
  });

  test('that never show let the message wait with the id of the key, and nothing is published as provisioned', async () => {
    const world = await worldWithTag({ switches: { tagStaleMs: 3_600_000 } });
    world.fail('CreateKey', { tagCode: 2 }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'waiting', attempts: 5 });
    const [key] = await keysOf(world);
    expect(world.deadLetters()).toMatchObject([
      {
        ...{ state: 'waiting', code: 'TagsNotConfirmed', stage: 'tag', attempts: 5 },
        keyId: key?.KeyId,
      },
    ]);
    expect(world.events().map(({ type }) => type)).toEqual(['tenant-key.waiting']);
  });

  test('that another call is changing are retried', async () => {
    const world = await worldWithTag();
    world.fail('CreateKey', { tagCode: 1 }, { times: 1 });
    world.fail('TagResources', { error: 'FailedOperation.ResourceTagProcessing' }, { times: 2 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
  });

  test.each([
    ['refuses park the message', 'InvalidParameterValue.TagKeyLengthExceeded', 'parked'],
    ['has no room for let the message wait', 'LimitExceeded.TagValue', 'waiting'],
  ])('that the Tag service %s', async (_, code, kind) => {
    const world = provisioningWorld();
    world.fail('CreateTags', { error: code });
    expect(await handle(world)).toMatchObject({ kind, failed: { code } });
    expect(await keysOf(world)).toEqual([]);
  });

  test('of a key that DescribeKey does not find let the message wait', async () => {
    const world = await worldWithTag();
    world.fail('CreateKey', { tagCode: 1 }, { times: 1 });
    world.fail('DescribeKey', { error: 'ResourceUnavailable.CmkNotFound' });
    expect(await handle(world)).toMatchObject({ kind: 'waiting', failed: { stage: 'tag' } });
  });
});

describe('a failure that concerns this message alone (P7)', () => {
  test('such as a used-up quota lets it wait, and says what to do', async () => {
    const world = await worldWithTag({ switches: { cmkLimit: 0 } });
    expect(await handle(world)).toMatchObject({ kind: 'waiting', attempts: 1 });
    expect(world.calls()).toEqual(['CreateKey']);
    expect(world.deadLetters()).toEqual([
      {
        id: world.deadLetters()[0]?.id,
        recordKey: expect.stringMatching(/^dl_[\w-]{43}\/[\w-]{16}$/),
        state: 'waiting',
        code: 'LimitExceeded.CmkLimitExceeded',
        stage: 'create',
        reason: 'The key quota of the account is used up.',
        nextStep:
          'Raise the quota or delete unused keys. The request is tried again by itself; if it was parked, redrive it.',
        runbook: 'https://tenant-keys.example/docs/runbook.md#limitexceededcmklimitexceeded',
        attempts: 1,
        firstSeenAt: '2026-11-02T00:00:00.000Z',
        sinceAt: '2026-11-02T00:00:00.000Z',
        lastSeenAt: '2026-11-02T00:00:00.000Z',
        nextAttemptAt: expect.stringMatching(/^2026-11-02T00:00:[345]\d\.\d{3}Z$/),
        redrives: 0,
        seal: expect.stringMatching(/^k1:[\w-]{43}$/),
        problems: [],
        kmsRequestId: world.machine.journal.list()[0]?.requestId,
        identity: expect.objectContaining(REQUEST),
        source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        text: JSON.stringify(REQUEST),
      },
    ]);
  });

  test('such as an unknown HSM cluster rejects it and names the field', async () => {
    const world = await worldWithTag();
    expect(await handle(world, { hsmClusterId: 'nowhere' })).toMatchObject({
      kind: 'rejected',
      failed: {
        problems: [{ pointer: '#/hsmClusterId', detail: 'There is no such HSM cluster.' }],
      },
    });
  });

  test('such as a message that is not JSON parks it unchanged, without a call', async () => {
    const world = provisioningWorld();
    expect(await handleText(world, 'not json')).toMatchObject({ kind: 'parked' });
    expect(world.calls()).toEqual([]);
    expect(world.deadLetters()).toMatchObject([
      { code: 'RequestUnreadable', stage: 'parse', text: 'not json' },
    ]);
    expect(world.deadLetters()[0]).not.toHaveProperty('identity');
    expect(world.events()).toMatchObject([{ type: 'tenant-key.parked' }]);
    expect(world.events()[0]).not.toHaveProperty('subject');
  });

  test('such as an invalid request rejects it, without a call', async () => {
    const world = provisioningWorld();
    const outcome = await handle(world, { tenantId: 'ACME INC' });
    expect(outcome).toMatchObject({ kind: 'rejected', failed: { code: 'RequestInvalid' } });
    expect(world.calls()).toEqual([]);
    expect(world.events()).toMatchObject([
      { type: 'tenant-key.rejected', subject: 'ACME INC/main' },
    ]);
  });

  test('of an invalid request without a keyName has the tenant as its subject', async () => {
    const world = provisioningWorld();
    await handleText(world, '{"requestId":"r-1","tenantId":"acme"}');
    expect(world.events()).toMatchObject([{ type: 'tenant-key.rejected', subject: 'acme' }]);
  });
});

describe('a failure that every message would meet', () => {
  test.each<[string, string, object]>([
    ['an outage', 'ServiceUnavailable', { error: 'ServiceUnavailable' }],
    ['a throttle', 'RequestLimitExceeded', { error: 'RequestLimitExceeded' }],
    ['missing permission', 'UnauthorizedOperation', { error: 'UnauthorizedOperation' }],
    ['expired credentials', 'AuthFailure.TokenFailure', { error: 'AuthFailure.TokenFailure' }],
    ['no response', 'NoAnswer', { lateMs: 3_600_000 }],
    ['hanging calls', 'NoAnswer', { delayMs: 3_600_000 }],
    ['a broken gateway', 'HttpStatus', { http: 503 }],
  ])('such as %s lets the message wait, and the partition advances', async (_, code, effect) => {
    const world = provisioningWorld();
    world.fail('*', effect);
    expect(await handle(world)).toMatchObject({ kind: 'waiting', failed: { code } });
    expect(world.events()).toMatchObject([{ type: 'tenant-key.waiting', subject: 'acme/main' }]);
    expect(world.deadLetters()).toMatchObject([{ state: 'waiting', code, stage: 'create' }]);
  });

  test('but passes is retried within the time', async () => {
    const world = await worldWithTag();
    world.fail('CreateKey', { error: 'RequestLimitExceeded' }, { times: 4 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
  });
});

describe('an outcome that cannot be settled (P3)', () => {
  test('while the topic is down for a moment is published a little later', async () => {
    const world = await worldWithTag();
    world.fail('topics:publish:key-events', { http: 503 }, { times: 3 });
    expect(await handle(world)).toMatchObject({ kind: 'provisioned' });
    expect(world.events()).toHaveLength(1);
    expect(world.calls()).toEqual(['CreateKey']);
  });

  test('while the topic stays down waits, with the id of the key', async () => {
    const world = await worldWithTag();
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await handle(world)).toMatchObject({
      kind: 'waiting',
      failed: { code: 'TopicsUnavailable', stage: 'announce' },
    });
    const [key] = await keysOf(world);
    expect(world.deadLetters()).toMatchObject([{ state: 'waiting', keyId: key?.KeyId }]);
  });

  test('because the dead-letter queue is down is left to the next delivery: the queue has the only copy', async () => {
    const world = await worldWithTag({ switches: { cmkLimit: 0 } });
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    expect(await handle(world)).toMatchObject({ kind: 'retry', inPlace: false });
    expect(world.events()).toEqual([]);
  });

  test('because the topic refuses this event is parked, with the id of the key', async () => {
    const world = await worldWithTag();
    world.fail('topics:publish:key-events', { http: 413 }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'parked' });
    const [key] = await keysOf(world);
    expect(world.deadLetters()).toMatchObject([
      { code: 'TopicRefused', stage: 'announce', keyId: key?.KeyId },
    ]);
  });

  test('because the dead-letter queue refuses it is left to the next delivery', async () => {
    const world = provisioningWorld();
    world.fail('topics:publish:key-dead-letters', { http: 413 });
    expect(await handleText(world, 'not json')).toMatchObject({ kind: 'retry', inPlace: false });
  });

  test('at first, and is settled twice, has one event and one dead letter', async () => {
    const world = await worldWithTag({ switches: { cmkLimit: 0 } });
    world.fail('topics:publish:key-dead-letters', { lostAnswer: true }, { times: 1 });
    world.fail('topics:publish:key-events', { lostAnswer: true }, { times: 1 });
    expect(await handle(world)).toMatchObject({ kind: 'waiting' });
    expect(new Set(world.deadLetters().map(({ id }) => id)).size).toBe(1);
    expect(new Set(world.events().map(stableText)).size).toBe(1);
  });
});

describe('a waiting caller', () => {
  const handleWaiting = (world: ProvisioningWorld, text: string, deadlineMs = DEADLINE_MS) =>
    world.clock.run(handleMessage(message(text, true), world.ports, SETTINGS, deadlineMs));

  test('gets a rejection of an unreadable message, and nothing is parked or published', async () => {
    const world = provisioningWorld();
    expect(await handleWaiting(world, '{')).toMatchObject({ kind: 'rejected' });
    expect(world.deadLetters()).toEqual([]);
    expect(world.events()).toEqual([]);
  });

  test('is left to send again when the rate limiter has no capacity', async () => {
    const world = provisioningWorld({ callsPerSecondMax: 1 });
    await world.clock.run(world.ports.keys.describeKey('x', 1_000).catch(() => {}));
    expect(await handleWaiting(world, JSON.stringify(REQUEST), 1_200)).toMatchObject({
      kind: 'retry',
      inPlace: false,
      failed: { code: 'NoTurn' },
    });
  });
});

describe('a defect of our own', () => {
  const failing = async () => {
    throw new TypeError('a defect of ours');
  };

  test('in an attempt lets the message wait for another release: it must not affect the others', async () => {
    const world = provisioningWorld();
    const ports = { ...world.ports, keys: { ...world.ports.keys, createKey: failing } };
    const text = JSON.stringify(REQUEST);
    const outcome = handleMessage(message(text), ports, SETTINGS, DEADLINE_MS);
    expect(await world.clock.run(outcome)).toMatchObject({
      kind: 'waiting',
      failed: { code: 'OwnFault', error: { cause: { message: 'a defect of ours' } } },
    });
    expect(world.deadLetters()).toMatchObject([{ code: 'OwnFault', text }]);
  });

  test('in settling leaves the message to the next delivery', async () => {
    const world = provisioningWorld();
    const ports = { ...world.ports, park: failing };
    const outcome = handleMessage(message('not json'), ports, SETTINGS, DEADLINE_MS);
    expect(await world.clock.run(outcome)).toMatchObject({ kind: 'retry', inPlace: false });
  });
});

test('the traceparent of a request is in its event', async () => {
  const world = await worldWithTag();
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const traced = { ...message(JSON.stringify(REQUEST)), traceparent };
  await world.clock.run(handleMessage(traced, world.ports, SETTINGS, DEADLINE_MS));
  expect(world.events()).toMatchObject([{ traceparent }]);
});
