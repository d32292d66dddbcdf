import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from './invocation.ts';
import type { ProvisioningWorld } from './provisioning-world.ts';
import { CONFIG } from './world-config.ts';

const BATCH_LENGTH = 50;
const TIME_MS = 60_000;

/** Sends a request for the key `main` of each tenant to the queue consumer, in CKafka batches. */
export async function queueRequests(
  world: ProvisioningWorld,
  tenantIds: readonly string[],
): Promise<void> {
  const { ports, clock } = world;
  const Records = tenantIds.map((tenantId, offset) => {
    const msgBody = JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main' });
    return { Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: tenantId, msgBody } };
  });
  for (let start = 0; start < Records.length; start += BATCH_LENGTH) {
    const event = { Records: Records.slice(start, start + BATCH_LENGTH) };
    const invocation = invocationBy(clock, clock.nowMs() + TIME_MS);
    await clock.run(provisionEvent(event, ports, CONFIG, invocation));
  }
}

/** `t-1` and so on. */
export function tenantIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `t-${index + 1}`);
}
