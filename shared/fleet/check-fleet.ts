import { attemptsEndMs, type ProvisioningSettings } from '../tenant-key/retry.ts';
import { assessKeys, FINDING_KINDS } from './assess-keys.ts';
import type { Finding, FindingKind, FleetReport } from './fleet-command.ts';
import type { FleetPorts } from './fleet-ports.ts';
import { readFleet } from './read-fleet.ts';
import { neededRepairs, PLAN_STEPS_MAX, planHash } from './repair-plan.ts';
import { isOwn } from './seen-key.ts';

/**
 * Compares tenants, keys and tags, and says what is wrong and what a repair would do. Only reads.
 *
 * Throws `ApiError` when the fleet cannot be read.
 *
 * @param tenants All that there are; without them nobody can tell which keys are orphans.
 */
export async function checkFleet(
  tenants: readonly string[] | undefined,
  { fleet, clock }: Pick<FleetPorts, 'fleet' | 'clock'>,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<FleetReport> {
  const endMs = attemptsEndMs(settings, clock.nowMs(), deadlineMs);
  const { count, keys } = await readFleet(fleet, settings.markerKeys, endMs);
  const given = tenants === undefined ? undefined : new Set(tenants);
  const own = keys.filter(isOwn);
  const served = new Set(own.map(({ tenantId }) => tenantId));
  const findings = assessKeys(keys, given);
  const needed = neededRepairs(keys);
  const plan = needed.slice(0, PLAN_STEPS_MAX);
  return {
    keys: count,
    own: own.length,
    tenants: served.size,
    ...(given === undefined
      ? {}
      : { tenantsWithoutKey: [...given].filter((tenant) => !served.has(tenant)) }),
    counts: countsOf(findings),
    findings: findings.slice(0, FINDINGS_MAX),
    plan,
    planHash: planHash(plan, needed.length),
  };
}

/** The most that an answer lists; with 100,000 tenants besides it stays under the 6 MB of the platform. */
const FINDINGS_MAX = 1_000;

function countsOf(findings: readonly Finding[]): Readonly<Record<FindingKind, number>> {
  const counts = new Map(FINDING_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<FindingKind, number>;
}
