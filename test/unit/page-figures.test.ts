import { expect, test } from 'vitest';
import { figures } from '../../local/page/figures.ts';

test('figures have a value for each second, and count calls within it alone', () => {
  let nowMs = 1_700_000_000_999;
  const lastMinutes = figures(() => nowMs);
  for (const code of [null, 'RequestLimitExceeded', 'RequestLimitExceeded.UinLimitExceeded', 'X']) {
    lastMinutes.countCall({ code });
  }
  lastMinutes.sample(12, 200);
  nowMs += 1_000;
  lastMinutes.sample(13, 300);
  expect(lastMinutes.curves()).toEqual({
    times: [1_700_000_000, 1_700_000_001],
    calls: [4, 0],
    throttled: [2, 0],
    keys: [12, 13],
    keyLimit: [200, 300],
  });
});

test('figures keep the last seconds', () => {
  const lastMinutes = figures(() => 0, 2);
  for (const keys of [1, 2, 3]) lastMinutes.sample(keys, 200);
  expect(lastMinutes.curves().keys).toEqual([2, 3]);
});
