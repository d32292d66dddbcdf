import { describe, expect, test } from 'vitest';
import type { Effect } from '../../emulator/faults/faults.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { CONFIG } from '../world/world-config.ts';

/** Every third message is not a request, and the quota lacks room for three of the others. */
const TEXTS = Array.from({ length: 18 }, (_, index) =>
  index % 3 === 0 ? `{"poison":${index}` : requestText(`t-${index}`),
);

const Records = TEXTS.map((msgBody, offset) => ({
  Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: 'key', msgBody },
}));

function newWorld(): OperatorWorld {
  return operatorWorld({ switches: { cmkLimit: 9 } });
}

function deliverBatch({ ports, clock }: OperatorWorld): Promise<unknown> {
  const invocation = invocationBy(clock, clock.nowMs() + 60_000);
  return clock.run(provisionEvent({ Records }, ports, CONFIG, invocation));
}

async function totalsOf(world: OperatorWorld) {
  const { TotalCount } = await world.call('ListKeyDetail', { Limit: 1 });
  const ids = (type: string) =>
    new Set(world.events().flatMap((event) => (event.type === type ? [event.id] : []))).size;
  return {
    keys: TotalCount,
    provisioned: ids('tenant-key.provisioned'),
    kept: ids('tenant-key.parked') + ids('tenant-key.waiting'),
    waiting: world.waiting().map(({ text }) => text),
  };
}

const sorted = (texts: readonly string[]) => [...texts].sort();

describe('when the topic of dead letters fails (P3)', () => {
  test.each<[string, Effect]>([
    ['is down', { http: 503 }],
    ['accepts dead letters, and its answers are lost', { lostAnswer: true }],
    ['accepts dead letters after the call has timed out', { lateMs: 5_000 }],
  ])('and %s, the batch is not acknowledged, and nothing is lost', async (_, effect) => {
    const calm = newWorld();
    await deliverBatch(calm);
    const expected = await totalsOf(calm);
    // Which requests find the quota used up depends on the order in which they run.
    expect(expected).toMatchObject({ keys: 9, provisioned: 9, kept: 9 });
    expect(expected.waiting).toHaveLength(9);

    const world = newWorld();
    world.fail('topics:publish:key-dead-letters', effect);
    for (let deliveries = 1; deliveries <= 3; deliveries += 1) {
      await expect(deliverBatch(world)).rejects.toThrow(
        'Processing stopped at TopicsUnavailable: the batch is delivered again.',
      );
    }
    world.machine.faults.clear();
    await deliverBatch(world);
    await world.clock.run(world.clock.sleep(10_000));
    const { waiting, ...counts } = await totalsOf(world);
    expect(counts).toEqual({ keys: 9, provisioned: 9, kept: 9 });
    expect(sorted(waiting)).toEqual(sorted(expected.waiting));
  });

  test('a redrive ends, leaves every dead letter as it was, and the next completes the work', async () => {
    const world = newWorld();
    await deliverBatch(world);
    const before = await totalsOf(world);
    const command = { command: 'redrive', selection: { codes: ['RequestUnreadable'] } };
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    expect(await operate(world, command)).toMatchObject({
      stoppedBy: 'TopicsUnavailable',
      results: [{ outcome: 'left', code: 'TopicsUnavailable' }],
      remaining: 5,
    });
    expect(await totalsOf(world)).toEqual(before);
    world.machine.faults.clear();
    expect(await operate(world, command)).toMatchObject({ remaining: 0 });
    expect(sorted((await totalsOf(world)).waiting)).toEqual(sorted(before.waiting));
  });
});
