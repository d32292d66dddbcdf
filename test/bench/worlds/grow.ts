import { cloudPorts } from '../../../functions/compose.ts';
import { provisionEvent } from '../../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../../world/invocation.ts';
import { machineClients } from '../../world/machine-ports.ts';
import { CONFIG } from '../../world/world-config.ts';
import { backlogWorld } from './backlog-world.ts';
import { forgetfulClient } from './forgetful-client.ts';
import { requestEvent } from './request-event.ts';
import { SINK } from './sink.ts';

export type Grown = {
  /** CPU time per request, for each thousand requests. */
  readonly cpuUs: readonly number[];
  /** Heap retained after garbage collection. */
  readonly keptBytes: number;
};

const BATCH_LENGTH = 1_000;
const LEAD_IN = 20_000;
const CALLS_PER_SECOND = 100;
const TIME_MS = 60_000;

/**
 * Has one instance of the queue consumer handle this many requests, in virtual time and on a cloud that
 * keeps no state.
 *
 * @param requests A multiple of 1,000.
 */
export async function grow(requests: number): Promise<Grown> {
  const { machine, clock } = backlogWorld('growth');
  const client = forgetfulClient(clock);
  const clients = machineClients(machine, clock, {
    callsPerSecondMax: CALLS_PER_SECOND,
    random: () => 0,
    client: () => client,
    topics: SINK,
  });
  const ports = cloudPorts(clients);
  const config = { ...CONFIG, kmsCallsPerSecondMax: CALLS_PER_SECOND };
  const handle = async (first: number, count: number) => {
    const cpuUs: number[] = [];
    for (let from = first; from < first + count; from += BATCH_LENGTH) {
      const event = requestEvent(from, BATCH_LENGTH);
      const before = process.cpuUsage();
      const invocation = invocationBy(clock, clock.nowMs() + TIME_MS);
      await clock.run(provisionEvent(event, ports, config, invocation));
      const { user, system } = process.cpuUsage(before);
      cpuUs.push((user + system) / BATCH_LENGTH);
    }
    return cpuUs;
  };
  const heapBytes = usedHeap();
  // A forced collection discards compiled code, which would slow down only the first requests.
  await handle(0, LEAD_IN);
  const cpuUs = await handle(LEAD_IN, requests);
  return { cpuUs, keptBytes: usedHeap() - heapBytes };
}

/** Collects twice, since the first collection may release objects that only the second frees. */
function usedHeap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
