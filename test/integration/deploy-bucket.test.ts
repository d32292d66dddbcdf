import { describe, expect, test } from 'vitest';
import type { Application } from '../../deploy/state/application.ts';
import { type CosRequest, cosBucket } from '../../shared/cos/bucket.ts';
import { SAMPLE } from '../unit/sample-application.ts';
import { machineBucketRuntime } from '../world/machine-bucket.ts';
import { virtualClock } from '../world/virtual-clock.ts';
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

/** Sends a request to the bucket by hand. */
const sendTo = async ({ machine }: DeployWorld, request: CosRequest): Promise<void> => {
  const runtime = machineBucketRuntime(machine, virtualClock());
  // The world begins in 1970, and a signature holds from a minute before.
  const wallMs = () => machine.nowMs() + 60_000;
  const ask = cosBucket(
    { bucket: BUCKET, region: SAMPLE.region, endpoint: undefined },
    { ...runtime, wallMs },
  );
  expect((await ask(request, Number.POSITIVE_INFINITY)).status).toBe(200);
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

  test('that was made by hand gets the rule beside its others', async () => {
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

  test('that was made by hand without any rule gets the rule', async () => {
    const world = deployWorld();
    await world.call('cos', 'PutBucket', place);
    expect(await changesOf(world, WITH_STORE)).toMatchObject([
      { verb: 'update', fields: [{ name: 'expiry', after: 'after 30 days' }] },
    ]);
    expect(await rulesOf(world)).toBe(RULE);
  });

  test('whose rule was turned off by hand gets it again', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    const off = RULE.replace('Enabled', 'Disabled');
    const Rules = `<LifecycleConfiguration>${off}</LifecycleConfiguration>`;
    await world.call('cos', 'PutBucketLifecycle', { ...place, Rules });
    expect(await changesOf(world, WITH_STORE)).toMatchObject([
      { fields: [{ name: 'expiry', before: 'another rule', after: 'after 30 days' }] },
    ]);
    expect(await rulesOf(world)).toBe(RULE);
  });

  test('that anyone may read is made private, and its rule stays', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    const headers = { 'x-cos-acl': 'public-read' };
    await sendTo(world, { method: 'PUT', params: { acl: '' }, headers });
    expect(await changesOf(world, WITH_STORE)).toMatchObject([
      { verb: 'update', fields: [{ name: 'access', before: 'public', after: 'private' }] },
    ]);
    expect(await changesOf(world, WITH_STORE)).toEqual([]);
    expect(await rulesOf(world)).toBe(RULE);
  });

  test('whose rule alone is another keeps its access', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    const later = { ...WITH_STORE, statusStore: { bucket: BUCKET, expiryDays: 60 } };
    world.sent.length = 0;
    expect(await changesOf(world, later)).toMatchObject([
      { fields: [{ name: 'expiry', before: 'after 30 days', after: 'after 60 days' }] },
    ]);
    expect(world.sent.flatMap(({ action }) => (/^Put/.test(action) ? [action] : []))).toEqual([
      'PutBucketLifecycle',
    ]);
  });

  test('is destroyed while it is empty', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    const kept = await world.destroy(WITH_STORE);
    expect(kept.changes.map(({ resource }) => resource.name)).toContain(BUCKET);
    await expect(world.call('cos', 'GetBucketACL', place)).rejects.toMatchObject({
      code: 'NoSuchBucket',
    });
  });

  test('is kept with statuses, also with one that was written during the destruction', async () => {
    const world = deployWorld();
    await world.deploy(WITH_STORE);
    let isWritten = false;
    world.answered = (action, answer) => {
      if (action !== 'GetBucket' || isWritten) return answer;
      isWritten = true;
      return sendTo(world, { method: 'PUT', key: 'statuses/acme', body: '{}' }).then(() => answer);
    };
    const { kept } = await world.destroy(WITH_STORE);
    expect(kept).toContainEqual({
      resource: { kind: 'bucket', name: BUCKET },
      reason: `The bucket ${BUCKET} has the statuses of requests, which expire by themselves: delete it by hand when they are no longer needed.`,
    });
    expect(world.sent.map(({ action }) => action)).not.toContain('DeleteBucket');
    await expect(world.call('cos', 'GetBucketACL', place)).resolves.toHaveProperty('Text');
  });
});
