import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';

/**
 * A client that sends at most `callsPerSecondMax` calls of each action in any second, as the vendor's
 * limits are by action. The first may go at once: a pace of equal gaps would make whoever has few to
 * make wait for nothing.
 */
export function pacedByAction(
  client: TencentClient,
  callsPerSecondMax: number,
  clock: Clock,
): TencentClient {
  const turns = new Map<string, () => Promise<void>>();
  return {
    request: async (action, params, signal) => {
      const turn = turns.get(action) ?? turnTaker(callsPerSecondMax, clock);
      turns.set(action, turn);
      await turn();
      return client.request(action, params, signal);
    },
  };
}

/** Waits until a second has passed since the call that is a whole share before. */
function turnTaker(callsPerSecondMax: number, clock: Clock): () => Promise<void> {
  const sentMs: number[] = [];
  let line: Promise<void> = Promise.resolve();

  async function step(): Promise<void> {
    const [oldestMs] = sentMs.length < callsPerSecondMax ? [] : sentMs;
    if (oldestMs !== undefined) {
      const dueMs = oldestMs + 1_000;
      // A timer may also fire a little early, so one sleep need not be enough.
      for (let nowMs = clock.nowMs(); nowMs < dueMs; nowMs = clock.nowMs()) {
        await clock.sleep(Math.ceil(dueMs - nowMs));
      }
      sentMs.shift();
    }
    sentMs.push(clock.nowMs());
  }

  return () => {
    line = line.then(step);
    return line;
  };
}
