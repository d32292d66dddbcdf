import type { Bench, Options } from '../bench.ts';
import { figureOf } from '../figure.ts';
import type { Load, Spent } from '../processes/client-process.ts';
import type { CloudAccess } from '../processes/cloud-process.ts';
import { type Process, startProcess } from '../processes/start-process.ts';
import type { Budget, Row } from '../row.ts';

/** What a request costs beyond the call that it cannot do without. */
export const request: Bench = {
  name: 'request',
  about: 'One provisioned request through the whole queue door, by how many are under way at once.',
  measure: async (options) => {
    const cloud = await startProcess<CloudAccess>('cloud');
    const clients = new Map<string, Process<string>>();
    for (const name of NAMES) {
      const args = [name, JSON.stringify(cloud.hello)];
      clients.set(name, await startProcess<string>('client', args));
    }
    const rows: Row[] = [];
    for (const concurrency of [1, 16, 64]) {
      rows.push(...(await rowsOf(concurrency, cloud, clients, options)));
    }
    await Promise.all([cloud, ...clients.values()].map((process) => process.end()));
    return rows;
  },
};

const NAMES = ['ours', 'ours, told over HTTP', 'bare SDK', 'bare http.request'] as const;

async function rowsOf(
  concurrency: number,
  cloud: Process<CloudAccess>,
  clients: ReadonlyMap<string, Process<string>>,
  { isQuick }: Options,
): Promise<readonly Row[]> {
  const rounds = isQuick ? 3 : 15;
  const load: Load = { count: isQuick ? 300 : 2_000, concurrency };
  const spent = new Map<string, Spent[]>(NAMES.map((name) => [name, []]));
  // The first round of all is for the compiler, and counts for nobody.
  for (let round = -1; round < rounds; round += 1) {
    const first = Math.max(0, round) % NAMES.length;
    for (const name of [...NAMES.slice(first), ...NAMES.slice(0, first)]) {
      await cloud.ask('empty');
      const took = await clients.get(name)?.ask<Spent>(load);
      if (round >= 0 && took !== undefined) spent.get(name)?.push(took);
    }
  }
  const figure = (name: string, msOf: (took: Spent) => number) =>
    figureOf((spent.get(name) ?? []).map((took) => (msOf(took) * 1_000) / load.count));
  const row = (what: string, msOf: (took: Spent) => number): Row => {
    const [ours, told, ...others] = NAMES.map((name) => ({ name, figure: figure(name, msOf) }));
    if (ours === undefined || told === undefined) throw new Error('there are no contenders');
    return {
      what: `${what}, ${concurrency} at once`,
      unit: 'µs',
      ours: ours.figure,
      others: [...others, told],
    };
  };
  const cpu = row('time of the processor', ({ cpuMs }) => cpuMs);
  return [{ ...cpu, budget: beyondSdk(cpu) }, row('time', ({ wallMs }) => wallMs)];
}

/** What is beyond the SDK's own call is our work. */
function beyondSdk({ ours, others }: Row): Budget {
  const sdk = others.find(({ name }) => name === 'bare SDK')?.figure.median ?? 0;
  return { text: '≤ 1.25 times the SDK', isMet: ours.median <= 1.25 * sdk };
}
