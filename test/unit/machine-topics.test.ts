import { describe, expect, test } from 'vitest';
import type { Effect } from '../../emulator/faults/faults.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';

describe('a topic of a simulated world under a fault', () => {
  /** The publisher's result, and the number of messages then and later. */
  async function publishUnder(effect: Effect) {
    const { ports, machine, clock, fail } = provisioningWorld();
    fail('topics:publish:key-events', effect);
    const size = () => machine.topics.get('key-events')?.size();
    const deadlineMs = clock.nowMs() + 1_000;
    const publishing = ports.topics.publish('key-events', [{ value: 'x' }], deadlineMs);
    const result = await clock.run(
      publishing.then(
        () => 'done',
        (error) => error.code,
      ),
    );
    const [at, atOnce] = [clock.nowMs(), size()];
    await clock.run(clock.sleep(10_000));
    return [result, at, atOnce, size()];
  }

  test.each<[Effect, string, number, number, number]>([
    [{}, 'done', 20, 1, 1],
    [{ http: 503 }, 'TopicsUnavailable', 20, 0, 0],
    [{ http: 413 }, 'TopicRefused', 20, 0, 0],
    [{ notJson: true }, 'TopicsUnavailable', 20, 0, 0],
    [{ lateMs: 500 }, 'TopicsUnavailable', 20, 0, 1],
    [{ lostAnswer: true }, 'TopicsUnavailable', 20, 1, 1],
    [{ truncate: true }, 'TopicsUnavailable', 20, 1, 1],
    [{ delayMs: 100 }, 'done', 120, 1, 1],
    [{ delayMs: 5_000 }, 'TopicsUnavailable', 1_000, 1, 1],
    [{ http: 503, delayMs: 100 }, 'TopicsUnavailable', 120, 0, 0],
  ])('%o: %s after %i ms, with %i message then and %i later', async (effect, ...expected) => {
    expect(await publishUnder(effect)).toEqual(expected);
  });
});
