import { expect, test } from 'vitest';
import type { KeyAlias } from '../../shared/tenant-key/key.ts';
import { openForecast } from '../../shared/tenant-key/plan.ts';

const MAIN = 'acme_main' as KeyAlias;
const TAGS = [{ key: 'env', value: 'prod' }];
const LEFT = { alias: MAIN, fingerprint: 'f-1', tags: TAGS, isNew: true };

test('a forecast begins with the keys that there are, and knows of no plan', () => {
  const forecast = openForecast({ used: 3, limit: 4 });
  expect(forecast.fingerprintAt(MAIN)).toBeUndefined();
  expect(forecast.unheardOf(TAGS)).toEqual(TAGS);
  expect(forecast.isFull()).toBe(false);
  expect(forecast.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('a key that a plan makes holds its name, makes its tags known, and counts', () => {
  const forecast = openForecast({ used: 3, limit: 4 });
  forecast.add(LEFT);
  expect(forecast.fingerprintAt(MAIN)).toBe('f-1');
  expect(forecast.fingerprintAt('acme_spare' as KeyAlias)).toBeUndefined();
  expect(forecast.unheardOf([...TAGS, { key: 'env', value: 'test' }])).toEqual([
    { key: 'env', value: 'test' },
  ]);
  expect(forecast.isFull()).toBe(true);
  expect(forecast.quota()).toEqual({ usedAfter: 4, limit: 4 });
});

test('a key that a plan adopts counts already', () => {
  const forecast = openForecast({ used: 3, limit: 4 });
  forecast.add({ ...LEFT, isNew: false });
  expect(forecast.fingerprintAt(MAIN)).toBe('f-1');
  expect(forecast.isFull()).toBe(false);
  expect(forecast.quota()).toEqual({ usedAfter: 3, limit: 4 });
});

test('a quota that was lowered below the keys that there are is full', () => {
  expect(openForecast({ used: 5, limit: 4 }).isFull()).toBe(true);
});

test.each([{}, { used: 9 }, { limit: 0 }])('of a quota of %j nothing is foretold', (quota) => {
  const forecast = openForecast(quota);
  forecast.add(LEFT);
  expect(forecast.isFull()).toBe(false);
  expect(forecast.quota()).toBeUndefined();
});

test('two tags are one only when name and value are the same', () => {
  const forecast = openForecast({});
  forecast.add({ ...LEFT, tags: [{ key: 'a', value: 'b:c' }] });
  const others = [
    { key: 'a:b', value: 'c' },
    { key: 'A', value: 'b:c' },
  ];
  expect(forecast.unheardOf([{ key: 'a', value: 'b:c' }, ...others])).toEqual(others);
});
