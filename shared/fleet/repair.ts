import type { Refused } from '../generated/refused.ts';
import type { FleetPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { ANSWERS_BY_CODE } from '../tenant-key/failures/answers.ts';
import type { Failure } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { isOwnKey, type MarkerSettings } from '../tenant-key/marker.ts';
import { fingerprintOf } from '../tenant-key/request.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { attemptsEndMs, type ProvisioningSettings } from '../tenant-key/settings.ts';
import type { FailedRepair, Repair, RepairAnswer } from './generated/fleet-command.ts';
import { readFleet } from './reader.ts';
import { isOwn, markerTwins, type SeenKey, tenantOfAlias } from './seen-key.ts';

/**
 * Carries out the plan that a hash identifies, step by step, if the fleet still needs that plan. It ends
 * in time: the hash in the answer identifies what is left, for the next repair.
 *
 * Throws `ApiError` when the fleet cannot be read; nothing has been changed then.
 */
export async function repairFleet(
  hash: string,
  ports: FleetPorts,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Refused | RepairAnswer> {
  const endMs = attemptsEndMs(settings, ports.clock.nowMs(), deadlineMs);
  const { keys } = await readFleet(ports.fleet, settings, endMs);
  const needed = neededRepairs(keys);
  const steps = planOf(hash, needed);
  if (steps === undefined) return STALE;

  // A step that begins just before the end may use half of the reserve, so that it is completed.
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
    detail: 'The plan is done, or the keys need other repairs by now: check the fleet again.',
  },
};

/** The next check will not plan the step again. */
function isMoot({ code }: FailedRepair): boolean {
  return ANSWERS_BY_CODE.get(code)?.isMoot === true;
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
    const failure = await failureOfStep(step, ports, settings, endMs);
    if (failure?.cause === 'late') break;
    if (failure === undefined) repaired.push(step);
    else failed.push({ ...step, code: failure.code });
    if (failure?.isAccountWide) break;
  }
  return { repaired, failed };
}

/** Takes one step; undefined when it succeeds. */
async function failureOfStep(
  step: Repair,
  ports: FleetPorts,
  settings: ProvisioningSettings,
  endMs: number,
): Promise<Failure | undefined> {
  try {
    await withRetries(() => repairKey(step, ports, settings, endMs), ports, settings.retry, endMs);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error.code);
    throw error;
  }
}

/**
 * Sets the tag of its tenant on a key, and reads it back. May be repeated. Checks right before that the
 * key is still ours and its tenant's.
 *
 * Throws an `ApiError`: `KeyChanged` if nothing was changed, `TagsNotConfirmed` if the tag was set but
 * does not show. With any other code the tag may have been set or not.
 */
async function repairKey(
  { keyId, resourceId, tenantId }: Repair,
  { keys, tags }: Pick<FleetPorts, 'keys' | 'tags'>,
  settings: MarkerSettings,
  deadlineMs: number,
): Promise<void> {
  const key = await keys.describeKey(keyId, deadlineMs);
  const isSame = key.resourceId === resourceId && tenantOfAlias(key.alias) === tenantId;
  if (!isSame || !isOwnKey(key, settings)) {
    throw new ApiError('KeyChanged', { detail: 'the key is not the one that was checked' });
  }
  await tags.addTags(resourceId, [{ key: TENANT_TAG_KEY, value: tenantId }], deadlineMs);
  const present = await tags.readTags(resourceId, deadlineMs);
  if (present.some(({ key, value }) => key === TENANT_TAG_KEY && value === tenantId)) return;
  throw new ApiError('TagsNotConfirmed', { detail: "the tenant's tag does not show" });
}

/**
 * The steps that give each of our keys the tag of its tenant, by the ids of the keys. One whose marker another key
 * has too gets no tag, since the tag gives access: a person decides which of the two is ours.
 */
export function neededRepairs(keys: readonly SeenKey[]): readonly Repair[] {
  const twins = markerTwins(keys);
  return keys
    .filter(isOwn)
    .filter((key) => !twins.has(key))
    .filter(({ tenantId, tenantTag }) => tenantTag !== tenantId)
    .map(({ keyId, resourceId, tenantId, externalTenantId }) => ({
      ...{ keyId, resourceId, tenantId },
      ...(externalTenantId === undefined ? {} : { externalTenantId }),
    }))
    .sort((one, other) => (one.keyId < other.keyId ? -1 : 1));
}

/** The most steps of one plan. The next plan has the keys after them. */
export const PLAN_STEPS_MAX = 1_000;

/**
 * Identifies a plan: its steps, and how many steps are needed in all. If another step is needed by then,
 * or one of them no longer is, the hash is another.
 *
 * It is a chain of hashes, so that {@link planOf} can try every number of steps in one pass.
 */
export function planHash(steps: readonly Repair[], neededCount: number): string {
  return steps.reduce(chained, fingerprintOf(neededCount));
}

/** The steps that a hash identifies; undefined when the fleet does not need exactly that plan. */
export function planOf(hash: string, needed: readonly Repair[]): readonly Repair[] | undefined {
  let soFar = planHash([], needed.length);
  for (let count = 0; count <= PLAN_STEPS_MAX; count += 1) {
    if (soFar === hash) return needed.slice(0, count);
    const step = needed[count];
    if (step === undefined) return undefined;
    soFar = chained(soFar, step);
  }
  return undefined;
}

function chained(hash: string, step: Repair): string {
  return fingerprintOf([hash, step]);
}
