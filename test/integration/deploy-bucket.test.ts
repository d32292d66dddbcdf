import { describe, expect, test } from 'vitest';
import type { Application } from '../../deploy/state/application.ts';
import { SAMPLE } from '../unit/sample-application.ts';
import { type DeployWorld, deployWorld } from './deploy-world.ts';

const BUCKET = 'statuses-1250000000';

const WITH_STORE: Application = { ...SAMPLE, statusStore: { bucket: BUCKET, expiryDays: 30 } };

const RULE =
  '<Rule><ID>tenant-keys-statuses</ID><Filter><Prefix>statuses/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>';

const place = { Bucket: BUCKET };

const rulesOf = async (world: DeployWorld): Promise<string> => {
  const { Text } = (await world.call('cos', 'GetBucketLifecycle', place)) as { Text: string };
  return Text.replace(/\s/g, '').replace(/^.*?<LifecycleConfiguration>|<\/Life.*$/g, '');
};

const changesOf = async (world: DeployWorld, application: Application) => {
  const deployed = await world.deploy(application);
  if (!deployed.ok) throw new Error(deployed.refusals.join());
  return deployed.changes.filter(({ resource }) => resource.kind === 'bucket');
};

describe('the bucket of the statuses', () => {
  test('is created private, with the rule by which they expire; then there is nothing to change', async () => {
    const world = deployWorld();
    expect(await changesOf(world, WITH_STORE)).toMatchObject([
      {
        verb: 'create',
        resource: { name: BUCKET },
        fields: [
          { name: 'access', after: 'private' },
          { name: 'expiry', after: 'after 30 days' },
        ],
      },
    ]);
    expect(await rulesOf(world)).toBe(RULE);
    expect(await changesOf(world, WITH_STORE)).toEqual([]);
  });

  test('is not created without a name', async () => {
    const world = deployWorld();
    expect(await changesOf(world, SAMPLE)).toEqual([]);
    expect(world.machine.journal.list().filter(({ action }) => action.startsWith('cos:'))).toEqual(
      [],
    );
  });

  test('that was made by hand gets the rule beside its others, and is made private', async () => {
    const world = deployWorld();
    await world.call('cos', 'PutBucket', place);
    const other =
      '<Rule><ID>logs</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>';
    const own = RULE.replace('30', '3');
    const Rules = `<LifecycleConfiguration>${own}${other}</LifecycleConfiguration>`;
    await world.call('cos', 'PutBucketLifecycle', { ...place, Rules });
    expect(await changesOf(world, WITH_STORE)).toMatchObject([
      {
        verb: 'update',
        fields: [{ name: 'expiry', before: 'after 3 days', after: 'after 30 days' }],
      },
    ]);
    expect(await rulesOf(world)).toBe(`${RULE}${other}`);
  });

  test('is destroyed while it is empty, and kept with statuses', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    const kept = await world.destroy(WITH_STORE);
    expect(kept.changes.map(({ resource }) => resource.name)).toContain(BUCKET);
    await expect(world.call('cos', 'GetBucketACL', place)).rejects.toMatchObject({
      code: 'NoSuchBucket',
    });
  });
});
