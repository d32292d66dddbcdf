import { expect, test } from 'vitest';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { specFingerprint } from '../../shared/tenant-key/request.ts';
import { deliver, requestText } from '../world/operate.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';

/** The tags in the calls of CreateKey so far. */
function createdTags({ machine }: ProvisioningWorld): readonly unknown[] {
  const calls = machine.journal.list().filter(({ action }) => action === 'CreateKey');
  return calls.map(({ params }) => params.Tags);
}

test('the cost center of a request is a tag of its key from the beginning', async () => {
  const world = provisioningWorld();
  await deliver(world, requestText('acme', { costCenter: 'R-1200' }));
  expect(world.events()).toMatchObject([{ type: 'tenant-key.provisioned' }]);
  const own = { TagKey: 'tenant-keys:tenant', TagValue: 'acme' };
  const cost = { TagKey: 'tenant-keys:cost-center', TagValue: 'R-1200' };
  expect(createdTags(world).at(-1)).toEqual([own, cost]);
});

test('a request with another cost center conflicts, and one without keeps its fingerprint', async () => {
  const world = provisioningWorld();
  await deliver(world, requestText('acme'));
  await deliver(world, requestText('acme', { costCenter: 'R-1200' }));
  expect(world.events()).toMatchObject([
    { type: 'tenant-key.provisioned' },
    { type: 'tenant-key.rejected' },
  ]);
  const parsed = parseRequest(requestText('acme'));
  expect(parsed.ok && specFingerprint(parsed.request)).toBe(
    'LUy3A6QqHUlQ4UsCieW19bNljCGFp2DYLkzKmgIaop4',
  );
});

test('an invalid cost center is refused with the sentence of the schema', async () => {
  const world = provisioningWorld();
  await deliver(world, requestText('acme', { costCenter: 'R 1200' }));
  expect(JSON.stringify([world.events(), world.deadLetters()])).toContain(
    'costCenter must be 1 to 32 letters, digits or hyphens',
  );
});
