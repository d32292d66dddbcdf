import { describe, expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle-message.ts';
import { parseRequest } from '../../shared/tenant-key/parse-request.ts';
import { planRequest } from '../../shared/tenant-key/plan-request.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const TEXT = '{"requestId":"r-1","tenantId":"acme","keyName":"main","tags":{"env":"prod"}}';
const TAGS = { 'tenant-keys:tenant': 'acme', env: 'prod' };

const plan = async (world: ProvisioningWorld) => {
  const parsed = parseRequest(TEXT);
  if (!parsed.ok) throw new Error('the request must be valid');
  const { ports, clock, machine } = world;
  machine.journal.clear();
  const planned = await clock.run(
    planRequest(parsed.request, ports, ports.reader.serviceStatus, SETTINGS, 60_000),
  );
  expect(machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
  return planned;
};

const provision = (world: ProvisioningWorld) =>
  world.clock.run(
    handleMessage(
      { text: TEXT, source: { door: 'http' }, callerWaits: true },
      world.ports,
      SETTINGS,
      60_000,
    ),
  );

describe('a plan changes nothing and foretells', () => {
  test('that a key will be made', async () => {
    expect(await plan(provisioningWorld())).toEqual({
      action: 'create',
      alias: 'acme_main',
      tags: TAGS,
      calls: ['CreateKey'],
      quota: { usedAfter: 1, limit: 200 },
    });
  });

  test('that the key is there already', async () => {
    const world = provisioningWorld();
    await provision(world);
    expect(await plan(world)).toMatchObject({
      action: 'adopt',
      calls: [],
      quota: { usedAfter: 1, limit: 200 },
    });
  });

  test('that tags which somebody took off will be put back', async () => {
    const world = provisioningWorld();
    await provision(world);
    const { KeyMetadatas } = await world.call('ListKeyDetail', {});
    const [key] = KeyMetadatas as { ResourceId: string }[];
    const name = `qcs::kms:ap-guangzhou:uin/100000000001:key/${key?.ResourceId}`;
    await world.call('UnTagResources', { ResourceList: [name], TagKeys: ['env'] });
    expect(await plan(world)).toMatchObject({ action: 'adopt', calls: ['TagResources'] });
  });

  test('that the request will be rejected', async () => {
    const world = provisioningWorld();
    await world.call('CreateKey', { Alias: 'acme_main' });
    expect(await plan(world)).toMatchObject({ action: 'reject', code: 'KeyConflict', calls: [] });
  });

  test('that the request will be parked, since its key is disabled', async () => {
    const world = provisioningWorld();
    await provision(world);
    const { KeyMetadatas } = await world.call('ListKeyDetail', {});
    const [key] = KeyMetadatas as { KeyId: string }[];
    await world.call('DisableKey', { KeyId: key?.KeyId });
    expect(await plan(world)).toMatchObject({ action: 'park', code: 'KeyDisabled', calls: [] });
  });

  test('that the request will be parked, since the quota is full', async () => {
    expect(await plan(provisioningWorld({ switches: { cmkLimit: 0 } }))).toMatchObject({
      action: 'park',
      code: 'LimitExceeded.CmkLimitExceeded',
      calls: [],
      quota: { usedAfter: 0, limit: 0 },
    });
  });

  test('as far as it can where KMS does not tell the quota', async () => {
    const world = provisioningWorld();
    const parsed = parseRequest(TEXT);
    if (!parsed.ok) throw new Error('the request must be valid');
    const planned = planRequest(parsed.request, world.ports, async () => ({}), SETTINGS, 60_000);
    const plan = await world.clock.run(planned);
    expect(plan).toMatchObject({ action: 'create' });
    expect(plan).not.toHaveProperty('quota');
  });
});
