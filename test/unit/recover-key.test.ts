import { describe, expect, test } from 'vitest';
import { attemptMessage } from '../../shared/tenant-key/attempt.ts';
import { recoverKey } from '../../shared/tenant-key/ensure.ts';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Outcome } from '../../shared/tenant-key/message.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const REQUEST = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

describe('the key of a parked request', () => {
  test.each([
    ['known', 'the-id-in-the-dead-letter'],
    ['not known', undefined],
  ])('is adopted when it exists and its id is %s, and no key is created', async (_, keyId) => {
    const world = await worldWithKey();
    const key = await onlyKey(world);
    expect(await redrive(world, keyId)).toMatchObject({
      kind: 'provisioned',
      adopted: true,
      key: { keyId: key.KeyId },
    });
    expect(changes(world)).toEqual([]);
  });

  test('gets its missing tags, and nothing else is changed', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { tagCode: 1 });
    world.fail('TagResources', { error: 'FailedOperation.PolicyEnforcedInvalid' }, { times: 1 });
    const parked = await provision(world);
    expect(parked).toMatchObject({ kind: 'parked', failed: { stage: 'tag' } });
    world.machine.journal.clear();
    const { keyId } = (parked as Outcome & { kind: 'parked' }).failed;
    expect(await redrive(world, keyId)).toMatchObject({ kind: 'provisioned', key: { keyId } });
    expect(changes(world)).toEqual(['TagResources']);
  });

  test('is created when there is none and none was created before', async () => {
    const world = provisioningWorld();
    expect(await redrive(world, undefined)).toMatchObject({ kind: 'provisioned', adopted: false });
  });

  test('is created once, even if another delivery creates it after the lookup', async () => {
    const world = provisioningWorld();
    await world.call('CreateTags', { Tags: [TENANT_TAG] });
    // The response to the lookup of the redrive is still on its way when the other creates the key.
    world.fail('ListKeyDetail', { delayMs: 200 }, { times: 1 });
    const { clock } = world;
    const redriven = redriving(world, undefined);
    const both = await clock.run(Promise.all([redriven, provisioning(world)]));
    expect(both).toMatchObject([
      { kind: 'provisioned', adopted: true },
      { kind: 'provisioned', adopted: false },
    ]);
    expect((await onlyKey(world)).Alias).toBe('acme_main');
  });

  test('is never created again: a missing key is parked with its id', async () => {
    const world = provisioningWorld();
    expect(await redrive(world, 'a-key')).toMatchObject({
      kind: 'parked',
      failed: { code: 'KeyGone', stage: 'create', keyId: 'a-key' },
      attempts: 1,
    });
    expect(changes(world)).toEqual([]);
  });

  test('is not that of another specification or owner, which is not touched', async () => {
    const world = provisioningWorld();
    await world.call('CreateKey', { Alias: 'acme_main' });
    world.machine.journal.clear();
    const outcome = await redrive(world, 'a-key');
    expect(outcome).toMatchObject({ kind: 'rejected', failed: { code: 'KeyConflict' } });
    expect((outcome as Outcome & { kind: 'rejected' }).failed.keyId).toBeUndefined();
    expect(changes(world)).toEqual([]);
  });

  test('that is disabled stays parked, with its id', async () => {
    const world = await worldWithKey();
    const { KeyId } = await onlyKey(world);
    await world.call('DisableKey', { KeyId });
    world.machine.journal.clear();
    expect(await redrive(world, undefined)).toMatchObject({
      kind: 'parked',
      failed: { code: 'KeyDisabled', keyId: KeyId },
    });
    expect(changes(world)).toEqual([]);
  });

  test('is looked up again when the lookup fails, and none is created meanwhile', async () => {
    const world = await worldWithKey();
    world.fail('ListKeyDetail', { error: 'InternalError' }, { times: 2 });
    expect(await redrive(world, undefined)).toMatchObject({ kind: 'provisioned', adopted: true });
    expect(changes(world)).toEqual([]);
  });
});

const TENANT_TAG = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };

/** A world that has the request's key, and no call in its journal. */
async function worldWithKey(): Promise<ProvisioningWorld> {
  const world = provisioningWorld();
  await provision(world);
  world.machine.journal.clear();
  return world;
}

const message = {
  text: JSON.stringify(REQUEST),
  source: { door: 'http' },
  callerWaits: false,
} as const;

function provisioning({ ports, clock }: ProvisioningWorld): Promise<Outcome> {
  return handleMessage(message, ports, SETTINGS, clock.nowMs() + 60_000);
}

function redriving(world: ProvisioningWorld, knownKeyId: string | undefined) {
  const { ports, clock } = world;
  const deadlineMs = clock.nowMs() + 60_000;
  const ensure = recoverKey(knownKeyId);
  return attemptMessage(message, ports, SETTINGS, deadlineMs, ensure);
}

function provision(world: ProvisioningWorld): Promise<Outcome> {
  return world.clock.run(provisioning(world));
}

function redrive(world: ProvisioningWorld, knownKeyId: string | undefined): Promise<Outcome> {
  return world.clock.run(redriving(world, knownKeyId));
}

/** The changing calls so far. */
function changes({ machine }: ProvisioningWorld): readonly string[] {
  return machine.journal.list().flatMap((call) => (call.mutating ? [call.action] : []));
}

async function onlyKey(world: ProvisioningWorld) {
  const { KeyMetadatas } = await world.call('ListKeyDetail', {});
  const keys = KeyMetadatas as readonly { readonly KeyId: string; readonly Alias: string }[];
  expect(keys).toHaveLength(1);
  return keys[0]!;
}
