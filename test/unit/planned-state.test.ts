import { expect, test } from 'vitest';
import type { KeyAlias, TenantId } from '../../shared/tenant-key/key.ts';
import { plannedState } from '../../shared/tenant-key/plan.ts';

const MAIN = 'acme_main' as KeyAlias;
const TAGS = [{ key: 'env', value: 'prod' }];
const ACME = 'acme' as TenantId;
const PLANNED_KEY = { tenantId: ACME, alias: MAIN, fingerprint: 'f-1', tags: TAGS, isNew: true };

test('begins with the existing keys and without plans', () => {
  const plannedSoFar = plannedState({ used: 3, limit: 4 });
  expect(plannedSoFar.fingerprintAt(MAIN)).toBeUndefined();
  expect(plannedSoFar.unplannedTags(TAGS)).toEqual(TAGS);
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('a key that a plan creates takes its alias, its tags and a place in the quota', () => {
  const plannedSoFar = plannedState({ used: 3, limit: 4 });
  plannedSoFar.add(PLANNED_KEY);
  expect(plannedSoFar.fingerprintAt(MAIN)).toBe('f-1');
  expect(plannedSoFar.fingerprintAt('acme_spare' as KeyAlias)).toBeUndefined();
  expect(plannedSoFar.unplannedTags([...TAGS, { key: 'env', value: 'test' }])).toEqual([
    { key: 'env', value: 'test' },
  ]);
  expect(plannedSoFar.isFull()).toBe(true);
  expect(plannedSoFar.quota()).toEqual({ usedAfter: 4, limit: 4 });
});

test('a key that a plan adopts is counted already', () => {
  const plannedSoFar = plannedState({ used: 3, limit: 4 });
  plannedSoFar.add({ ...PLANNED_KEY, isNew: false });
  expect(plannedSoFar.fingerprintAt(MAIN)).toBe('f-1');
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('the keys of a tenant are known once they were counted, and grow with the plans', () => {
  const plannedSoFar = plannedState({});
  plannedSoFar.add(PLANNED_KEY);
  expect(plannedSoFar.tenantKeys(ACME)).toBeUndefined();
  plannedSoFar.setTenantKeys(ACME, 3);
  plannedSoFar.add(PLANNED_KEY);
  plannedSoFar.add({ ...PLANNED_KEY, isNew: false });
  plannedSoFar.add({ ...PLANNED_KEY, tenantId: 'globex' as TenantId });
  expect(plannedSoFar.tenantKeys(ACME)).toBe(4);
});

test('a quota that was lowered below the number of keys is full', () => {
  expect(plannedState({ used: 5, limit: 4 }).isFull()).toBe(true);
});

test.each([{}, { used: 9 }, { limit: 0 }])('nothing is planned of a quota of %j', (quota) => {
  const plannedSoFar = plannedState(quota);
  plannedSoFar.add(PLANNED_KEY);
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toBeUndefined();
});

test('tags are equal only when name and value are', () => {
  const plannedSoFar = plannedState({});
  plannedSoFar.add({ ...PLANNED_KEY, tags: [{ key: 'a', value: 'b:c' }] });
  const others = [
    { key: 'a:b', value: 'c' },
    { key: 'A', value: 'b:c' },
  ];
  expect(plannedSoFar.unplannedTags([{ key: 'a', value: 'b:c' }, ...others])).toEqual(others);
});
