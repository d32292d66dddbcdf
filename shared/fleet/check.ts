import { countsOf } from '../operator-command.ts';
import type { FleetPorts } from '../ports.ts';
import { attemptsEndMs, type ProvisioningSettings } from '../tenant-key/settings.ts';
import { tenantOf } from '../tenant-key/tenant-id.ts';
import { assessKeys, FINDING_KINDS } from './findings.ts';
import type { Finding, FleetReport } from './generated/fleet-command.ts';
import { readFleet } from './reader.ts';
import { neededRepairs, PLAN_STEPS_MAX, planHash } from './repair.ts';
import { isOwn } from './seen-key.ts';

/**
 * Compares tenants, keys and tags, and reports the findings and what a repair would do. Only reads.
 *
 * Throws `ApiError` when the fleet cannot be read.
 *
 * @param tenants All existing tenants; without them a check cannot find orphaned keys.
 */
export async function checkFleet(
  tenants: readonly string[] | undefined,
  { fleet, clock }: Pick<FleetPorts, 'fleet' | 'clock'>,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<FleetReport> {
  const endMs = attemptsEndMs(settings, clock.nowMs(), deadlineMs);
  const { count, keys } = await readFleet(fleet, settings, endMs);
  const given = tenants?.map((id) => ({ id, tenantId: tenantOf(id).tenantId }));
  const own = keys.filter(isOwn);
  const served = new Set(own.map(({ tenantId }) => tenantId));
  const findings = assessKeys(keys, given && new Set(given.map(({ tenantId }) => tenantId)));
  const needed = neededRepairs(keys);
  const plan = needed.slice(0, PLAN_STEPS_MAX);
  return {
    keys: count,
    own: own.length,
    tenants: served.size,
    ...(given === undefined ? {} : { tenantsWithoutKey: idsWithoutKey(given, served) }),
    counts: countsByKind(findings),
    findings: findings.slice(0, FINDINGS_MAX),
    plan,
    planHash: planHash(plan, needed.length),
  };
}

/** Those of the given tenants that have no key, each once and as it was given. */
function idsWithoutKey(
  given: readonly { readonly id: string; readonly tenantId: string }[],
  served: ReadonlySet<string>,
): string[] {
  return [...new Set(given.filter(({ tenantId }) => !served.has(tenantId)).map(({ id }) => id))];
}

/** With {@link TENANTS_LENGTH_MAX} besides, an answer stays below the 6 MB that the platform accepts. */
const FINDINGS_MAX = 1_000;

/** The most characters that the ids of the given tenants may have together. */
export const TENANTS_LENGTH_MAX = 4_000_000;

/** Has every kind, also those that were not found. */
function countsByKind(findings: readonly Finding[]): FleetReport['counts'] {
  const none = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0]));
  return { ...none, ...countsOf(findings.map(({ kind }) => kind)) } as FleetReport['counts'];
}
