import type { Bench } from '../bench.ts';
import { counted, type Figure, figureOf } from '../figure.ts';
import type { Row } from '../row.ts';
import { grow } from '../worlds/grow.ts';

/** Whether the millionth request costs what the thousandth did. */
export const growth: Bench = {
  name: 'growth',
  about: 'One instance, request after request, in virtual time on a cloud that forgets.',
  measure: async ({ isQuick }) => {
    const sizes = isQuick ? [40_000] : [100_000, 1_000_000];
    await grow(1_000); // What is loaded and compiled once is no growth.
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

/** Thousands of requests at either end of a run. */
const WINDOW = 20;

/** Both ends are of one run, which has been warmed up, so that garbage and machine weigh on both. */
function timeRow(size: number, last: Figure, first: Figure): Row {
  return {
    what: `time of the processor a request, the last 20,000 of ${size.toLocaleString('en')}`,
    unit: 'µs',
    ours: last,
    others: [{ name: 'the first 20,000', figure: first }],
    budget: { text: '≤ 1.1 times', isMet: last.median <= 1.1 * first.median },
  };
}

function memoryRow(size: number, keptKb: number, fewKb: number): Row {
  return {
    what: `heap kept after ${size.toLocaleString('en')}`,
    unit: 'kB',
    ours: counted(keptKb),
    others: [{ name: 'after 1,000', figure: counted(fewKb) }],
    budget: { text: `≤ ${FLAT_KB} kB more`, isMet: keptKb - fewKb <= FLAT_KB },
  };
}

/** What a collector may leave lying about; a single byte kept of each request would be a thousand. */
const FLAT_KB = 500;
