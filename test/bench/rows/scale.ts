import { randomSource } from '../../../emulator/api/random-source.ts';
import { fleetPorts } from '../../../functions/compose.ts';
import { fleetWorld } from '../../world/fleet-world.ts';
import { machineClients } from '../../world/machine-ports.ts';
import { SETTINGS } from '../../world/provisioning-world.ts';
import type { Bench } from '../bench.ts';
import { counted } from '../figure.ts';
import type { Row } from '../row.ts';
import { backlogWorld, withLatency } from '../worlds/backlog-world.ts';
import { drainBacklog } from '../worlds/drain-backlog.ts';
import { ourConsumer } from '../worlds/our-consumer.ts';

/** The figures of `docs/scale.md`, with the settings of `serverless.yml`. */
export const scale: Bench = {
  name: 'scale',
  about:
    'As deployed: one instance with at most 93 calls and 16 tag changes a second. In virtual time.',
  measure: async ({ isQuick }) => [
    ...(await queueRows('known tags', false, isQuick ? 1_000 : 20_000)),
    ...(await queueRows('unknown tags', true, isQuick ? 500 : 5_000)),
    await checkRow(isQuick ? 2_000 : 57_000, 4),
    await checkRow(isQuick ? 2_000 : 57_000, 16),
  ],
};

/** Of `provision-keys` in serverless.yml. */
const INSTANCES = 1;
const BATCH_LENGTH = 300;
const MEMORY_GB = 0.25;

async function queueRows(
  tags: string,
  tagsMustExist: boolean,
  requests: number,
): Promise<readonly Row[]> {
  const world = backlogWorld(`scale, ${tags}`, tagsMustExist);
  const consumers = Array.from({ length: INSTANCES }, (_, index) =>
    ourConsumer(world, 93, `${tags} ${index}`, 16),
  );
  const { seconds, counts } = await drainBacklog(world, consumers, {
    requests,
    batchLength: BATCH_LENGTH,
  });
  const gbSeconds = (INSTANCES * seconds * MEMORY_GB * 1_000_000) / counts.keys;
  const row = (what: string, unit: Row['unit'], value: number): Row => ({
    what: `${requests.toLocaleString('en')} requests with ${tags}, ${what}`,
    unit,
    ours: counted(value),
    others: [],
  });
  return [
    row('keys created', '/s', counts.keys / seconds),
    row('throttled calls', 'calls', counts.throttles),
    row('cost of a million keys', 'GB-s', gbSeconds),
  ];
}

/** How long the nightly fleet check takes; its timeout is 300 seconds. */
async function checkRow(keys: number, callsPerSecondMax: number): Promise<Row> {
  const world = fleetWorld({ switches: { cmkLimit: keys } });
  for (let index = 0; index < keys; index += 1) await world.plantOwn(`t${index}_main`);
  const { machine, clock } = world;
  const { random } = randomSource('scale', 'jitter');
  const client = withLatency(clock);
  const clients = machineClients(machine, clock, { callsPerSecondMax, random, client });
  const startMs = clock.nowMs();
  const ports = fleetPorts(clients, SETTINGS.retry);
  const report = await world.ask({ command: 'check' }, FAR_MS, ports);
  if (!('keys' in report) || report.keys !== keys) throw new Error('not all keys were read');
  return {
    what: `fleet check of ${keys.toLocaleString('en')} keys at ${callsPerSecondMax} calls/s`,
    unit: 's',
    ours: counted((clock.nowMs() - startMs) / 1_000),
    others: [],
  };
}

const FAR_MS = 3_600_000;
