import { Worker } from 'node:worker_threads';
import type { Errand } from '../../simulation/worker.ts';
import type { Bench } from '../bench.ts';
import { figureOf } from '../figure.ts';
import { atLeast } from '../row.ts';

/** How fast the simulation runs through its worlds. */
export const simulator: Bench = {
  name: 'simulator',
  about: 'Seeded worlds of `npm run test:simulation`, on one core.',
  measure: async ({ isQuick }) => {
    const worlds: number[] = [];
    for (let run = 0; run < (isQuick ? 2 : 7); run += 1) {
      worlds.push(await worldsPerSecond(1 + run * 5_000, isQuick ? 300 : 3_000));
    }
    const ours = figureOf(worlds);
    const budget = atLeast(ours.median, 500, '/s');
    return [{ what: 'simulated worlds, with faults', unit: '/s', ours, others: [], budget }];
  },
};

async function worldsPerSecond(first: number, count: number): Promise<number> {
  const startMs = performance.now();
  const workerData: Errand = { kind: 'seeds', first, count, foundMax: 1 };
  await new Promise((resolve, reject) => {
    // As in test/simulation/run.mjs: most of a world's objects are garbage when it ends.
    const resourceLimits = { maxYoungGenerationSizeMb: 64 };
    const url = new URL('./worker.mjs', import.meta.url);
    const worker = new Worker(url, { workerData, resourceLimits });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return (count / (performance.now() - startMs)) * 1_000;
}
