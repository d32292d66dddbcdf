import { createHash } from 'node:crypto';
import { worldOf } from './find-fault.ts';
import { simulate } from './simulate.ts';

/** A digest of everything that happened in the world of a seed. */
export async function traceOf(seed: number): Promise<string> {
  const { scenario, chooser } = worldOf(seed);
  const { machine, invocations, log } = await simulate(scenario, chooser, seed);
  const topics = machine.topics.names.map((name) => machine.topics.get(name)?.read(0, 100_000));
  const all = [machine.journal.list(), topics, invocations, log, chooser.faults()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
