import type { Refused } from '../dead-letters/command.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Failure } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { attemptsEndMs, type ProvisioningSettings, withRetries } from '../tenant-key/retry.ts';
import type { Repair, RepairAnswer } from './fleet-command.ts';
import type { FleetPorts } from './fleet-ports.ts';
import { readFleet } from './read-fleet.ts';
import { repairKey } from './repair-key.ts';
import { neededRepairs, planHash, planOf } from './repair-plan.ts';

/**
 * Carries out the plan that a hash stands for, step by step in its order, if the fleet as it is now
 * still asks for that plan. It ends in time: what is left then has a hash of its own, by which the next
 * repair goes on.
 *
 * Throws `ApiError` when the fleet cannot be read; nothing was changed then.
 */
export async function repairFleet(
  hash: string,
  ports: FleetPorts,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Refused | RepairAnswer> {
  const endMs = attemptsEndMs(settings, ports.clock.nowMs(), deadlineMs);
  const { keys } = await readFleet(ports.fleet, settings.markerKeys, endMs);
  const needed = neededRepairs(keys);
  const steps = planOf(hash, needed);
  if (steps === undefined) return STALE;

  // What the last step needs is taken from what is kept back, so that it is not left halfway.
  const limits = { beginMsMax: endMs, endMs: (endMs + deadlineMs) / 2 };
  const { repaired, failed } = await applySteps(steps, ports, settings, limits);
  const settled = new Set([...repaired, ...failed.filter(isMoot)].map(({ keyId }) => keyId));
  const left = steps.filter(({ keyId }) => !settled.has(keyId));
  return {
    repaired,
    failed,
    remaining: steps.length - repaired.length - failed.length,
    planHash: planHash(left, needed.length - settled.size),
  };
}

const STALE: Refused = {
  refused: {
    code: 'PlanStale',
    detail: 'That plan is done, or the keys need other repairs by now: check the fleet again.',
  },
};

type FailedRepair = RepairAnswer['failed'][number];

/** The next check will not plan the step again. */
function isMoot({ code }: FailedRepair): boolean {
  return code === 'KeyChanged';
}

type Limits = { readonly beginMsMax: number; readonly endMs: number };

/** An outage ends it early, and so does the end of the time. */
async function applySteps(
  steps: readonly Repair[],
  ports: FleetPorts,
  settings: ProvisioningSettings,
  { beginMsMax, endMs }: Limits,
): Promise<Pick<RepairAnswer, 'repaired' | 'failed'>> {
  const repaired: Repair[] = [];
  const failed: FailedRepair[] = [];
  for (const step of steps) {
    if (ports.clock.nowMs() > beginMsMax) break;
    const failure = await failureAt(step, ports, settings, endMs);
    if (failure?.end === 'yield') break;
    if (failure === undefined) repaired.push(step);
    else failed.push({ ...step, code: failure.code });
    if (failure?.end === 'hold') break;
  }
  return { repaired, failed };
}

/** Takes one step; says how it failed, if it did. */
async function failureAt(
  step: Repair,
  ports: FleetPorts,
  { markerKeys, retry }: ProvisioningSettings,
  endMs: number,
): Promise<Failure | undefined> {
  try {
    await withRetries(() => repairKey(step, ports, markerKeys, endMs), ports, retry, endMs);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error.code);
    throw error;
  }
}
