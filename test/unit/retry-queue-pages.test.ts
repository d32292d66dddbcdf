import { describe, expect, test } from 'vitest';
import { pagesOf } from '../../shared/retry-queue/pages.ts';
import type { Batch } from '../../shared/retry-queue/plan.ts';
import { causeWith, entryWith } from '../world/queue-entries.ts';

const batchOf = (count: number): Batch => ({
  cause: causeWith(),
  entries: Array.from({ length: count }, (_, index) => entryWith(`${index}`)),
  ...{ isTrial: false, isJudged: true },
});

/** How many requests of each batch are in each page, in order. */
function sizesOf(...counts: readonly number[]): readonly string[] {
  const batches = counts.map(batchOf);
  const sizes = new Map<string, number>();
  for (const { batch, page } of pagesOf(batches)) {
    const name = `${batches.indexOf(batch)} in ${page}`;
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return [...sizes].map(([name, size]) => `${size} of ${name}`);
}

describe('the pages in which requests are sent in again', () => {
  test.each<[string, readonly number[], readonly string[]]>([
    ['are none without requests', [0], []],
    ['have several batches as long as all of them fit', [60, 40], ['60 of 0 in 0', '40 of 1 in 0']],
    ['begin anew rather than divide a batch', [60, 41], ['60 of 0 in 0', '41 of 1 in 1']],
    ['begin with the first batch, however large it is', [100], ['100 of 0 in 0']],
    [
      'divide a larger batch after each hundred, and go on in its last page',
      [250, 50, 1],
      ['100 of 0 in 0', '100 of 0 in 1', '50 of 0 in 2', '50 of 1 in 2', '1 of 2 in 3'],
    ],
  ])('%s', (_, counts, sizes) => {
    expect(sizesOf(...counts)).toEqual(sizes);
  });

  test('have the requests in their order', () => {
    const planned = pagesOf([batchOf(101)]);
    expect(planned.map(({ entry }) => entry.id)).toEqual(batchOf(101).entries.map(({ id }) => id));
  });
});
