import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handleMessage } from '../../shared/tenant-key/handle.ts';
import type { Outcome } from '../../shared/tenant-key/message.ts';
import {
  type ProvisioningWorld,
  provisioningWorld,
  SETTINGS,
} from '../world/provisioning-world.ts';

const TENANTS = ['acme', 'x-acme', 'e'] as const;
const TENANT_OF_ALIAS = /^(.*)_/;

/** Requests that are handled at the same instant. */
type Wave = readonly { readonly tenantId: string; readonly keyName: string }[];

const waves = (lengthMax: number): fc.Arbitrary<readonly Wave[]> =>
  fc.array(
    fc.array(
      fc.record({
        tenantId: fc.constantFrom(...TENANTS),
        keyName: fc.integer({ min: 1, max: 12 }).map((n) => `k-${n}`),
      }),
      { minLength: 1, maxLength: lengthMax },
    ),
    { maxLength: 30 },
  );

const max = fc.integer({ min: 1, max: 6 });

/** Handles the waves one after the other, and gives the outcomes of each. */
async function handleWaves(
  world: ProvisioningWorld,
  keysPerTenantMax: number,
  all: readonly Wave[],
): Promise<readonly (readonly Outcome[])[]> {
  const settings = { ...SETTINGS, keysPerTenantMax };
  const outcomes: (readonly Outcome[])[] = [];
  for (const [index, wave] of all.entries()) {
    const deadlineMs = world.clock.nowMs() + 60_000;
    const handled = wave.map((request, place) => {
      const text = JSON.stringify({ requestId: `r-${index}-${place}`, ...request });
      const message = { text, source: { door: 'http' }, callerWaits: true } as const;
      return handleMessage(message, world.ports, settings, deadlineMs);
    });
    outcomes.push(await world.clock.run(Promise.all(handled)));
  }
  return outcomes;
}

async function keysByTenant(world: ProvisioningWorld): Promise<ReadonlyMap<string, number>> {
  const { KeyMetadatas } = await world.call('ListKeyDetail', { Limit: 200 });
  const counts = new Map<string, number>();
  for (const { Alias } of KeyMetadatas as readonly { readonly Alias: string }[]) {
    const [, tenantId = ''] = TENANT_OF_ALIAS.exec(Alias) ?? [];
    counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  }
  return counts;
}

const worldOf = () =>
  provisioningWorld({ callsPerSecondMax: 1_000, switches: { rateLimits: false } });

describe('a tenant', () => {
  test('never has more keys than the limit when requests are handled one after the other, and is refused only at it (P7)', async () => {
    await fc.assert(
      fc.asyncProperty(max, waves(1), async (limit, all) => {
        const world = worldOf();
        const made = new Map<string, Set<string>>();
        const outcomes = await handleWaves(world, limit, all);
        for (const [index, [request]] of all.entries()) {
          const { tenantId, keyName } = request!;
          const names = made.get(tenantId) ?? new Set();
          const kind = names.has(keyName) || names.size < limit ? 'provisioned' : 'rejected';
          expect(outcomes[index]).toMatchObject([{ kind }]);
          if (kind === 'provisioned') made.set(tenantId, names.add(keyName));
        }
        for (const count of (await keysByTenant(world)).values()) {
          expect(count).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('exceeds the limit by no more than the requests that are handled at the same instant', async () => {
    await fc.assert(
      fc.asyncProperty(max, waves(8), async (limit, all) => {
        const world = worldOf();
        const counts = [await keysByTenant(world)];
        const outcomes: Outcome[] = [];
        for (const wave of all) {
          outcomes.push(...(await handleWaves(world, limit, [wave])).flat());
          counts.push(await keysByTenant(world));
        }
        const kinds = new Set(outcomes.map(({ kind }) => kind));
        expect(['provisioned', 'rejected']).toEqual(expect.arrayContaining([...kinds]));
        for (const [index, wave] of all.entries()) {
          for (const tenantId of TENANTS) {
            const before = counts[index]!.get(tenantId) ?? 0;
            const after = counts[index + 1]!.get(tenantId) ?? 0;
            const asked = wave.filter((request) => request.tenantId === tenantId).length;
            // Once the limit is reached, nothing is added to it.
            if (before >= limit) expect(after).toBe(before);
            expect(after).toBeLessThanOrEqual(Math.max(before, limit - 1 + asked));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
