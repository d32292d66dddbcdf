import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { machinePorts } from '../world/machine-ports.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

/** What serverless.yml gives the one instance of the queue consumer. */
const BATCH_LENGTH = 300;
const TIMEOUT_MS = 60_000;
const RATES = { callsPerSecondMax: 93, tagCallsPerSecondMax: 16 };
const config = { ...CONFIG, kmsCallsPerSecondMax: 93, tagCallsPerSecondMax: 16 };

const BATCH = {
  Records: Array.from({ length: BATCH_LENGTH }, (_, offset) => ({
    Ckafka: {
      ...{ topic: 'key-requests', partition: 0, offset },
      msgBody: JSON.stringify({ requestId: 'r', tenantId: `t-${offset}`, keyName: 'main' }),
    },
  })),
};

const newWorld = (tagsMustExist: boolean) =>
  provisioningWorld({ switches: { cmkLimit: 1_000, tagsMustExist } });

/** A new instance of the consumer, whose calls take 40 ms. */
function instanceOf(
  { machine, clock }: ProvisioningWorld,
  request: (own: TencentClient['request']) => TencentClient['request'] = (own) => own,
) {
  const ports = machinePorts(machine, clock, {
    ...RATES,
    random: () => 0.5,
    client: ({ request: own }) => {
      const answering = request(own);
      return { request: (...call) => clock.sleep(40).then(() => answering(...call)) };
    },
  });
  return () =>
    provisionEvent(BATCH, ports, config, invocationBy(clock, clock.nowMs() + TIMEOUT_MS));
}

const ofType = (world: ProvisioningWorld, type: string) =>
  new Set(
    world
      .events()
      .filter((event) => event.type === type)
      .map(({ subject }) => subject),
  );

describe('the one instance of the queue consumer, with a whole batch', () => {
  test('has the numbers of serverless.yml', () => {
    const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
    const [, own = ''] = /^ {4}provision-keys:\n([\s\S]*?)\n\n/m.exec(text) ?? [];
    for (const line of [
      'timeout: 60',
      'instancesMax: 1 ',
      'kmsCallsPerSecondMax: 93',
      'tagCallsPerSecondMax: 16',
    ]) {
      expect(own).toContain(line);
    }
    expect(text).toContain(`maxMsgNum: ${BATCH_LENGTH} `);
  });

  test.each([
    [false, 5],
    [true, 25],
  ])(
    'provisions it well within its time, if tags must exist first: %s (P8)',
    async (tagsMustExist, secondsMax) => {
      const world = newWorld(tagsMustExist);
      const { clock } = world;
      expect(await clock.run(instanceOf(world)())).toEqual({ provisioned: BATCH_LENGTH });
      process.stdout.write(`300 messages took ${(clock.nowMs() / 1_000).toFixed(1)} s\n`);
      expect(clock.nowMs()).toBeLessThan(secondsMax * 1_000);
      expect(world.calls().length).toBe(tagsMustExist ? 488 : BATCH_LENGTH);
    },
  );

  test('settles it within its time though every call is throttled (P8)', async () => {
    const world = newWorld(false);
    world.fail('CreateKey', { error: 'RequestLimitExceeded' });
    const outcome = await world.clock.run(instanceOf(world)());
    expect(outcome).toEqual({ waiting: BATCH_LENGTH });
    expect(world.clock.nowMs()).toBeLessThan(TIMEOUT_MS);
    expect(world.deadLetters()).toHaveLength(BATCH_LENGTH);
  });

  test.each([1, 93, 150, 299])(
    'loses nothing if it dies after %i calls: the batch is delivered to another (P1, P3)',
    async (callsMax) => {
      const world = newWorld(false);
      let calls = 0;
      // Whoever asks after its death gets no answer, and nothing that it would do next happens.
      const dying = instanceOf(world, (own) => (...call) => {
        calls += 1;
        return calls > callsMax ? new Promise(() => {}) : own(...call);
      });
      void dying();
      await world.clock.run(world.clock.sleep(5_000));
      const { size: before } = ofType(world, 'tenant-key.provisioned');
      expect(before).toBeLessThan(BATCH_LENGTH);
      expect(await world.clock.run(instanceOf(world)())).toEqual({ provisioned: BATCH_LENGTH });
      expect(ofType(world, 'tenant-key.provisioned').size).toBe(BATCH_LENGTH);
      const { TotalCount } = await world.call('ListKeys', { Limit: 1 });
      expect(TotalCount).toBe(BATCH_LENGTH);
    },
  );
});
