import { expect, test } from 'vitest';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { plannedState } from '../../shared/tenant-key/plan.ts';

const MAIN = 'acme_main' as KeyAlias;
const TAGS = [{ key: 'env', value: 'prod' }];
const PLANNED_KEY = { alias: MAIN, fingerprint: 'f-1', tags: TAGS, isNew: true };

test('a forecast begins with the keys that there are, and knows of no plan', () => {
  const plannedSoFar = plannedState({ used: 3, limit: 4 });
  expect(plannedSoFar.fingerprintAt(MAIN)).toBeUndefined();
  expect(plannedSoFar.unplannedTags(TAGS)).toEqual(TAGS);
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('a key that a plan makes holds its name, makes its tags known, and counts', () => {
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

test('a key that a plan adopts counts already', () => {
  const plannedSoFar = plannedState({ used: 3, limit: 4 });
  plannedSoFar.add({ ...PLANNED_KEY, isNew: false });
  expect(plannedSoFar.fingerprintAt(MAIN)).toBe('f-1');
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('a quota that was lowered below the keys that there are is full', () => {
  expect(plannedState({ used: 5, limit: 4 }).isFull()).toBe(true);
});

test.each([{}, { used: 9 }, { limit: 0 }])('of a quota of %j nothing is foretold', (quota) => {
  const plannedSoFar = plannedState(quota);
  plannedSoFar.add(PLANNED_KEY);
  expect(plannedSoFar.isFull()).toBe(false);
  expect(plannedSoFar.quota()).toBeUndefined();
});

test('two tags are one only when name and value are the same', () => {
  const plannedSoFar = plannedState({});
  plannedSoFar.add({ ...PLANNED_KEY, tags: [{ key: 'a', value: 'b:c' }] });
  const others = [
    { key: 'a:b', value: 'c' },
    { key: 'A', value: 'b:c' },
  ];
  expect(plannedSoFar.unplannedTags([{ key: 'a', value: 'b:c' }, ...others])).toEqual(others);
});
