import { describe, expect, test } from 'vitest';
import type { Repair } from '../../shared/fleet/generated/fleet-command.ts';
import { PLAN_STEPS_MAX, planHash, planOf } from '../../shared/fleet/repair.ts';

/** Steps for keys whose ids have this prefix. */
function steps(count: number, deadLetter = 'k'): readonly Repair[] {
  return Array.from({ length: count }, (_, n) => {
    const keyId = `${deadLetter}${String(n).padStart(5, '0')}`;
    return { keyId, resourceId: `creatorUin/1/${keyId}`, tenantId: `t-${n}` };
  });
}

describe('a hash identifies its plan', () => {
  test.each([0, 1, 7, 1_000])('when all of its %i steps are still needed', (count) => {
    const needed = steps(count);
    expect(planOf(planHash(needed, count), needed)).toEqual(needed);
  });

  test('when more are needed than a plan may have', () => {
    const needed = steps(1_500);
    const plan = needed.slice(0, 1_000);
    expect(PLAN_STEPS_MAX).toBe(1_000);
    expect(planOf(planHash(plan, 1_500), needed)).toEqual(plan);
  });

  test('after its first steps were taken, by the hash of the others', () => {
    const needed = steps(1_500).slice(600);
    const left = needed.slice(0, 400);
    expect(planOf(planHash(left, 900), needed)).toEqual(left);
  });

  test('after all of its steps were taken, though others are needed', () => {
    expect(planOf(planHash([], 500), steps(500))).toEqual([]);
  });
});

describe('a plan is stale', () => {
  const plan = steps(5);
  const hash = planHash(plan, 5);
  const [first, ...others] = plan;
  const rows: readonly (readonly [name: string, needed: readonly Repair[]])[] = [
    ['when a step is no longer needed', others],
    ['when the last step is no longer needed', plan.slice(0, 4)],
    ['when a step before it is needed too', [...steps(1, 'a'), ...plan]],
    ['when a step after it is needed too', [...plan, ...steps(1, 'z')]],
    ['when a key has another tenant', [{ ...first!, tenantId: 'globex' }, ...others]],
    ['when another key needs the same', [{ ...first!, keyId: 'k' }, ...others]],
    ['when nothing is needed', []],
  ];
  test.each(rows)('%s', (_, needed) => {
    expect(planOf(hash, needed)).toBeUndefined();
  });

  test('when it has more steps than a plan may have', () => {
    expect(planOf(planHash(steps(1_001), 1_001), steps(1_001))).toBeUndefined();
  });

  test('when the hash is not one', () => {
    expect(planOf('A'.repeat(43), steps(1_200))).toBeUndefined();
  });
});
