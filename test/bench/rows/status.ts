import type { Bench } from '../bench.ts';
import { interleave } from '../interleave.ts';
import type { Load, Spent } from '../processes/client-process.ts';
import type { CloudAccess } from '../processes/cloud-process.ts';
import { type Process, startProcess } from '../processes/start-process.ts';
import type { Row } from '../row.ts';

/** What the status of a request costs its caller. */
export const status: Bench = {
  name: 'status',
  about: 'One request to the HTTP API until its answer, with STATUS_STORE and without.',
  measure: async ({ isQuick }) => {
    const cloud = await startProcess<CloudAccess>('cloud');
    const rows: Row[] = [];
    for (const [what, kind] of KINDS) {
      const ours = await startClient(`${kind}, with a store`, cloud.hello);
      const without = await startClient(`${kind}, without a store`, cloud.hello);
      const count = isQuick ? 30 : 200;
      const contenders = {
        ours: () => timed(cloud, ours, count),
        without: () => timed(cloud, without, count),
      };
      await interleave(isQuick ? 1 : 3, contenders); // Warm-up.
      const figures = await interleave(isQuick ? 3 : 15, contenders);
      await Promise.all([ours.end(), without.end()]);
      const others = [{ name: 'without STATUS_STORE', figure: figures.without }];
      rows.push({ what, unit: 'ms', ours: figures.ours, others });
    }
    await cloud.end();
    return rows;
  },
};

const KINDS = [
  ['a request that is queued', 'queued'],
  ['a key that is made at once', 'made'],
] as const;

function startClient(name: string, access: CloudAccess): Promise<Process<string>> {
  return startProcess<string>('client', [name, JSON.stringify(access)]);
}

/** Milliseconds of each of so many requests, one after the other. */
async function timed(
  cloud: Process<CloudAccess>,
  client: Process<string>,
  count: number,
): Promise<number> {
  await cloud.ask('empty');
  const load: Load = { count, concurrency: 1 };
  const { wallMs } = await client.ask<Spent>(load);
  return wallMs / count;
}
