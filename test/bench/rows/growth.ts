import type { Bench } from '../bench.ts';
import { counted, type Figure, figureOf } from '../figure.ts';
import type { Row } from '../row.ts';
import { grow } from '../worlds/grow.ts';

/** Whether the millionth request costs as much as the thousandth. */
export const growth: Bench = {
  name: 'growth',
  about: 'One instance handles requests in virtual time, on a cloud that keeps no state.',
  measure: async ({ isQuick }) => {
    const sizes = isQuick ? [40_000] : [100_000, 1_000_000];
    await grow(1_000); // Code that is loaded and compiled once is not growth.
    const { keptBytes } = await grow(1_000);
    const rows: Row[] = [];
    for (const size of sizes) {
      const grown = await grow(size);
      const [first, last] = [grown.cpuUs.slice(0, WINDOW), grown.cpuUs.slice(-WINDOW)];
      rows.push(timeRow(size, figureOf(last), figureOf(first)));
      rows.push(memoryRow(size, grown.keptBytes / 1_000, keptBytes / 1_000));
    }
    return rows;
  },
};

/** Thousands of requests that are compared at either end of a run. */
const WINDOW = 20;

/** Both ends are of one warmed-up run, so that garbage collection and load affect both. */
function timeRow(size: number, last: Figure, first: Figure): Row {
  return {
    what: `CPU time per request, last 20,000 of ${size.toLocaleString('en')}`,
    unit: 'µs',
    ours: last,
    others: [{ name: 'first 20,000', figure: first }],
    budget: { text: '≤ 1.1 times', isMet: last.median <= 1.1 * first.median },
  };
}

function memoryRow(size: number, keptKb: number, fewKb: number): Row {
  return {
    what: `heap retained after ${size.toLocaleString('en')} requests`,
    unit: 'kB',
    ours: counted(keptKb),
    others: [{ name: 'after 1,000', figure: counted(fewKb) }],
    budget: { text: `≤ ${FLAT_KB} kB more`, isMet: keptKb - fewKb <= FLAT_KB },
  };
}

/** Tolerance for garbage collection; one byte retained of each of a million requests would be 1,000 kB. */
const FLAT_KB = 500;
