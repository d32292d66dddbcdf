import type { Refused } from '../dead-letters/command.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Failure } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { isOwnKey, type MarkerKeys } from '../tenant-key/marker.ts';
import { fingerprintOf } from '../tenant-key/request.ts';
import { attemptsEndMs, type ProvisioningSettings, withRetries } from '../tenant-key/retry.ts';
import type { Repair, RepairAnswer } from './command.ts';
import { type FleetPorts, isOwn, readFleet, type SeenKey, tenantOfAlias } from './read.ts';

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

/** What would mend the tags of our keys, by their ids: each key gets the tag of its tenant. */
export function neededRepairs(keys: readonly SeenKey[]): readonly Repair[] {
  return keys
    .filter(isOwn)
    .filter(({ tenantId, tenantTag }) => tenantTag !== tenantId)
    .map(({ keyId, resourceId, tenantId }) => ({ keyId, resourceId, tenantId }))
    .sort((one, other) => (one.keyId < other.keyId ? -1 : 1));
}

/** The most that one plan does; the keys after it have their turn with the next. */
export const PLAN_STEPS_MAX = 1_000;

/**
 * Stands for the first steps of all that are needed, and for how many those are: whatever else comes
 * to be needed, or no longer is, makes it another.
 *
 * It is a chain, so that {@link planOf} can try every number of steps in one pass.
 */
export function planHash(steps: readonly Repair[], neededCount: number): string {
  return steps.reduce(chained, fingerprintOf(neededCount));
}

/** The steps that a hash stands for; undefined when they are not, or not alone, needed any more. */
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

/**
 * Puts the tag of its tenant on a key, and sees to it that it is there. May be repeated. Whether the
 * key is still ours, and its tenant's, is asked right before.
 *
 * Throws an `ApiError`: with `KeyChanged` nothing was touched, with `TagsNotConfirmed` the tag was set
 * but does not show, and with any other the tag may have been set or not.
 */
export async function repairKey(
  { keyId, resourceId, tenantId }: Repair,
  { keys, tags }: Pick<FleetPorts, 'keys' | 'tags'>,
  markerKeys: MarkerKeys,
  deadlineMs: number,
): Promise<void> {
  const key = await keys.describeKey(keyId, deadlineMs);
  const isSame = key.resourceId === resourceId && tenantOfAlias(key.alias) === tenantId;
  if (!isSame || !isOwnKey(key, markerKeys)) {
    throw new ApiError('KeyChanged', { detail: 'the key is not the one that was checked' });
  }
  await tags.addTags(resourceId, [{ key: TENANT_TAG_KEY, value: tenantId }], deadlineMs);
  const present = await tags.readTags(resourceId, deadlineMs);
  if (present.some(({ key, value }) => key === TENANT_TAG_KEY && value === tenantId)) return;
  throw new ApiError('TagsNotConfirmed', { detail: "the tenant's tag does not show" });
}
