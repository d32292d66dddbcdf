import type { Bench, Options } from '../bench.ts';
import { figureOf } from '../figure.ts';
import type { Load, Spent } from '../processes/client-process.ts';
import type { CloudAccess } from '../processes/cloud-process.ts';
import { type Process, startProcess } from '../processes/start-process.ts';
import type { Budget, Row } from '../row.ts';

/** The cost of a request beyond its API call. */
export const request: Bench = {
  name: 'request',
  about: 'One provisioned request through the whole queue consumer, by concurrency.',
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
    rows.push(await freshRow(cloud, options));
    await Promise.all([cloud, ...clients.values()].map((process) => process.end()));
    return rows;
  },
};

const NAMES = ['ours', 'ours, published over HTTP', 'bare SDK', 'bare http.request'] as const;

async function rowsOf(
  concurrency: number,
  cloud: Process<CloudAccess>,
  clients: ReadonlyMap<string, Process<string>>,
  { isQuick }: Options,
): Promise<readonly Row[]> {
  const [warmUps, rounds] = isQuick ? [1, 3] : [4, 15];
  const load: Load = { count: isQuick ? 300 : 2_000, concurrency };
  const spent = emptySpent();
  // The first rounds are warm-up and are not counted.
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of inTurn(round)) {
      await cloud.ask('empty');
      const took = await clients.get(name)?.ask<Spent>(load);
      if (round >= 0 && took !== undefined) spent.get(name)?.push(took);
    }
  }
  const cpu = rowOf(`CPU time, concurrency ${concurrency}`, spent, load, cpuMsOf);
  const wall = rowOf(`wall time, concurrency ${concurrency}`, spent, load, ({ wallMs }) => wallMs);
  return [{ ...cpu, budget: beyondSdk(cpu) }, wall];
}

/** The cost in a new instance: few live long enough for all code to be compiled. */
async function freshRow(cloud: Process<CloudAccess>, { isQuick }: Options): Promise<Row> {
  const load: Load = { count: isQuick ? 100 : 1_000, concurrency: 16 };
  const spent = emptySpent();
  for (let round = 0; round < (isQuick ? 3 : 15); round += 1) {
    for (const name of inTurn(round)) {
      await cloud.ask('empty');
      const client = await startProcess<string>('client', [name, JSON.stringify(cloud.hello)]);
      spent.get(name)?.push(await client.ask<Spent>(load));
      await client.end();
    }
  }
  const what = `CPU time, first ${load.count} requests of an instance`;
  return rowOf(what, spent, load, cpuMsOf);
}

const emptySpent = () => new Map<string, Spent[]>(NAMES.map((name) => [name, []]));

const cpuMsOf = ({ cpuMs }: Spent) => cpuMs;

/** A different contender begins each round. */
function inTurn(round: number): readonly string[] {
  const first = Math.max(0, round) % NAMES.length;
  return [...NAMES.slice(first), ...NAMES.slice(0, first)];
}

function rowOf(
  what: string,
  spent: ReadonlyMap<string, readonly Spent[]>,
  { count }: Load,
  msOf: (took: Spent) => number,
): Row {
  const [ours, published, ...others] = NAMES.map((name) => ({
    name,
    figure: figureOf((spent.get(name) ?? []).map((took) => (msOf(took) * 1_000) / count)),
  }));
  if (ours === undefined || published === undefined) throw new Error('there are no contenders');
  return { what, unit: 'µs', ours: ours.figure, others: [...others, published] };
}

/** The cost beyond the SDK's own call is our work. */
function beyondSdk({ ours, others }: Row): Budget {
  const sdk = others.find(({ name }) => name === 'bare SDK')?.figure.median ?? 0;
  return { text: '≤ 1.25 times the SDK', isMet: ours.median <= 1.25 * sdk };
}
