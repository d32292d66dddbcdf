import { describe, expect, test } from 'vitest';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import type { HttpRequest } from '../../shared/http/message.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { machinePorts } from '../world/machine-ports.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

// A topic that is deployed with more partitions than one: each is one batch at a time, with an instance of its
// own.
const PARTITIONS = 3;
const CALLS_PER_SECOND = 10;
const BATCH_LENGTH = 100;
const LIMIT_MS = 60_000;

/** How many requests the flood has: at the rate of an instance they take a minute. */
const FLOOD = 600;
const OTHERS = ['globex', 'initech', 'umbrella', 'hooli', 'stark', 'wayne'];
/** When each of the others asks for a key: while the flood comes in, and long after it. */
const ASKED_MS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 90].map((seconds) => seconds * 1_000);

const config = { ...CONFIG, kmsCallsPerSecondMax: CALLS_PER_SECOND };

/** Puts a request into the queue over the HTTP API, as for a caller who does not wait. */
async function post(
  { ports, clock }: ProvisioningWorld,
  tenantId: string,
  keyName: string,
): Promise<void> {
  const request: HttpRequest = {
    ...{ method: 'POST', path: `/v1/tenants/${tenantId}/keys`, query: new Map() },
    headers: new Map([['prefer', 'respond-async']]),
    bodyText: JSON.stringify({ requestId: `r-${keyName}`, keyName }),
  };
  const api = { ...ports, authenticate: LET_IN };
  const invocation = invocationBy(clock, clock.nowMs() + 10_000);
  const { status } = await serveHttp(request, api, CONFIG, invocation);
  expect(status).toBe(202);
}

/** The trigger of one partition: batch after batch, and a minute's wait after one that failed. */
async function consume(
  { machine, clock }: ProvisioningWorld,
  partition: number,
  goesOn: () => boolean,
): Promise<void> {
  const random = () => 0.5;
  const ports = machinePorts(machine, clock, { callsPerSecondMax: CALLS_PER_SECOND, random });
  const queue = machine.topics.get('key-requests')!;
  for (let offset = 0; goesOn(); ) {
    const messages = queue.readPartition(partition, offset, BATCH_LENGTH);
    const Records = messages.map(({ value, ...place }) => ({
      Ckafka: { topic: 'key-requests', partition, offset: place.offset, msgBody: value },
    }));
    const invocation = invocationBy(clock, clock.nowMs() + LIMIT_MS);
    const done = provisionEvent({ Records }, ports, config, invocation);
    await done.then(
      () => {
        offset += messages.length;
        return clock.sleep(100);
      },
      () => clock.sleep(60_000),
    );
  }
}

/** For each request of the others: its partition, and how long it took until its key was announced. */
async function flooded() {
  const topics = new Map([...LOCAL_TOPICS, ['key-requests', PARTITIONS]] as const);
  const world = provisioningWorld({ callsPerSecondMax: 100, topics });
  const { clock, machine } = world;
  world.fail('CreateKey', { delayMs: 5 });
  machine.setSwitches({ cmkLimit: 10_000 });
  let going = 1 + OTHERS.length;

  async function flood(): Promise<void> {
    await Promise.all(
      Array.from({ length: FLOOD }, (_, number) => post(world, 'acme', `k-${number}`)),
    );
    going -= 1;
  }

  async function ask(tenantId: string): Promise<void> {
    for (const timeMs of ASKED_MS) {
      await clock.sleep(timeMs - clock.nowMs());
      await post(world, tenantId, `k-${timeMs}`);
    }
    await clock.sleep(2 * LIMIT_MS);
    going -= 1;
  }

  const triggers = Array.from({ length: PARTITIONS }, (_, partition) =>
    consume(world, partition, () => going > 0),
  );
  await clock.run(Promise.all([flood(), ...OTHERS.map(ask), ...triggers]));

  const announcedMs = new Map(
    machine.topics
      .get('key-events')!
      .read(0, 10_000)
      .map(({ value, timestampMs }) => [JSON.parse(value!).subject as string, timestampMs]),
  );
  const asked = machine.topics.get('key-requests')!.read(0, 10_000);
  expect(asked).toHaveLength(FLOOD + OTHERS.length * ASKED_MS.length);
  const all = asked.map(({ value, partition, timestampMs }) => {
    const { tenantId, keyName } = JSON.parse(value!);
    const askedMs = timestampMs;
    const tookMs = (announcedMs.get(`${tenantId}/${keyName}`) ?? Infinity) - askedMs;
    return { tenantId, partition, askedMs, tookMs };
  });
  const floodedPartition = all.find(({ tenantId }) => tenantId === 'acme')!.partition;
  const others = all.filter(({ tenantId }) => tenantId !== 'acme');
  return {
    throttled: machine.journal.list().filter(({ code }) => code === 'RequestLimitExceeded'),
    elsewhere: others.filter(({ partition }) => partition !== floodedPartition),
    behind: others.filter(({ partition }) => partition === floodedPartition),
  };
}

describe('a tenant that floods the queue', () => {
  test('does not delay other partitions, and does not use up their calls', async () => {
    const { elsewhere, throttled } = await flooded();
    expect(throttled).toEqual([]);
    expect(new Set(elsewhere.map(({ tenantId }) => tenantId)).size).toBeGreaterThanOrEqual(2);
    expect(Math.max(...elsewhere.map(({ tookMs }) => tookMs))).toBeLessThan(2_000);
  });

  test('delays other tenants in its own partition only until its requests are done', async () => {
    const { behind } = await flooded();
    expect(behind.length).toBeGreaterThanOrEqual(ASKED_MS.length);
    const floodMs = (FLOOD / CALLS_PER_SECOND) * 1_000;
    for (const { tookMs } of behind) expect(tookMs).toBeLessThan(floodMs + 10_000);
    const latest = behind.reduce((one, other) => (one.askedMs > other.askedMs ? one : other));
    expect(latest.tookMs).toBeLessThan(2_000);
  });
});
