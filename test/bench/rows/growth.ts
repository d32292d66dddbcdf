import type { Bench } from '../bench.ts';
import { counted, type Figure, figureOf } from '../figure.ts';
import type { Row } from '../row.ts';
import { type Grown, grow } from '../worlds/grow.ts';

/** Whether the millionth request costs what the thousandth did. */
export const growth: Bench = {
  name: 'growth',
  about: 'One instance, request after request, in virtual time on a cloud that forgets.',
  measure: async ({ isQuick }) => {
    const sizes = isQuick ? [20_000] : [10_000, 100_000, 1_000_000];
    await grow(isQuick ? 5_000 : 50_000); // For the compiler.
    const few: Grown[] = [];
    const many: (readonly [number, Grown])[] = [];
    // Few before and after many, so that what else the machine does meets both.
    for (const size of [...sizes, undefined]) {
      for (let run = 0; run < (isQuick ? 2 : 5); run += 1) few.push(await grow(FEW));
      if (size !== undefined) many.push([size, await grow(size)]);
    }
    const cpuUs = figureOf(few.map((grown) => grown.cpuUs));
    const keptKb = figureOf(few.map((grown) => grown.keptBytes / 1_000));
    return [
      ...many.map(([size, grown]) => timeRow(size, grown.cpuUs, cpuUs)),
      ...many.map(([size, grown]) => memoryRow(size, grown.keptBytes / 1_000, keptKb)),
    ];
  },
};

const FEW = 1_000;

function timeRow(size: number, cpuUs: number, few: Figure): Row {
  return {
    what: `time of the processor a request, of ${size.toLocaleString('en')}`,
    unit: 'µs',
    ours: counted(cpuUs),
    others: [{ name: `of ${FEW.toLocaleString('en')}`, figure: few }],
    budget: { text: '≤ 1.1 times', isMet: cpuUs <= 1.1 * few.median },
  };
}

function memoryRow(size: number, keptKb: number, few: Figure): Row {
  return {
    what: `heap kept after ${size.toLocaleString('en')}`,
    unit: 'kB',
    ours: counted(keptKb),
    others: [{ name: `after ${FEW.toLocaleString('en')}`, figure: few }],
    budget: { text: `≤ ${FLAT_KB} kB more`, isMet: keptKb - few.median <= FLAT_KB },
  };
}

/** What a collector may leave lying about; a single byte kept of each request would be a thousand. */
const FLAT_KB = 500;
