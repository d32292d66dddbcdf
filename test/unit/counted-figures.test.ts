import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { cloudPorts } from '../../functions/compose.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { backlogWorld } from '../bench/worlds/backlog-world.ts';
import { drainBacklog } from '../bench/worlds/drain-backlog.ts';
import { forgetfulClient } from '../bench/worlds/forgetful-client.ts';
import { ourConsumer } from '../bench/worlds/our-consumer.ts';
import { requestEvent } from '../bench/worlds/request-event.ts';
import { invocationBy } from '../world/invocation.ts';
import { machineClients } from '../world/machine-ports.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';
import { queueRequests, tenantIds } from '../world/queue-requests.ts';
import { CONFIG } from '../world/world-config.ts';

// Counts what `npm run bench` measures: a count is the same on any machine.

test('a request whose tag pairs exist costs one call of the cloud', async () => {
  const world = provisioningWorld();
  const tenants = tenantIds(100);
  for (let first = 0; first < tenants.length; first += 10) {
    const Tags = tenants
      .slice(first, first + 10)
      .map((tenant) => ({ TagKey: 'tenant-keys:tenant', TagValue: tenant }));
    await world.call('CreateTags', { Tags });
  }
  const before = world.calls().length;
  await queueRequests(world, tenants);
  expect(world.events()).toHaveLength(100);
  expect(world.calls().slice(before)).toEqual(Array(100).fill('CreateKey'));
});

test('a backlog takes one call of KMS per key, and none is throttled', async () => {
  const world = backlogWorld('counted');
  const consumers = [0, 1, 2].map((index) => ourConsumer(world, 33, `instance ${index}`));
  await drainBacklog(world, consumers, { requests: 3_000, batchLength: 100 });
  expect(world.counts()).toEqual({ calls: 3_000, tagCalls: 0, throttles: 0, keys: 3_000 });
});

test('nothing of handled requests stays in memory, however many they were', async () => {
  const { machine, clock } = backlogWorld('kept');
  const seen: WeakRef<object>[] = [];
  const cloud = forgetfulClient(clock);
  const clients = machineClients(machine, clock, {
    callsPerSecondMax: 100,
    random: () => 0,
    client: () => ({
      request: (action, params, signal) => {
        seen.push(new WeakRef(params), new WeakRef(signal));
        return cloud.request(action, params, signal);
      },
    }),
    topics: {
      publish: async (_, messages) => {
        for (const message of messages) seen.push(new WeakRef(message));
      },
      close: async () => {},
    },
  });
  const ports = cloudPorts(clients);
  for (let first = 0; first < 2_000; first += 500) {
    const event = requestEvent(first, 500);
    seen.push(new WeakRef(event));
    const invocation = invocationBy(clock, clock.nowMs() + 60_000);
    await clock.run(provisionEvent(event, ports, CONFIG, invocation));
  }
  expect(seen).toHaveLength(3 * 2_000 + 4);
  await collectGarbage();
  const kept = seen.filter((each) => each.deref() !== undefined);
  // A variable that is no longer read may still hold the last one.
  expect(kept.length).toBeLessThanOrEqual(10);
});

/** A WeakRef that was just created or read keeps its object alive until the end of the task. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  await new Promise(setImmediate);
  collect();
  await new Promise(setImmediate);
  collect();
}
