import { fingerprintOf } from '../tenant-key/request.ts';
import type { Repair } from './fleet-command.ts';
import { isOwn, type SeenKey } from './seen-key.ts';

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
