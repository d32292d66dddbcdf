import { randomSource } from '../../../emulator/api/random-source.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/api/service.ts';
import { type CloudMachine, cloudMachine } from '../../../emulator/cloud/machine.ts';
import { kmsService } from '../../../emulator/kms/service.ts';
import { NO_STORE } from '../../../emulator/persistence/input-store.ts';
import { tagService } from '../../../emulator/tag/service.ts';
import { LOCAL_TOPICS } from '../../../local/cloud.ts';
import type { Clock } from '../../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../../shared/tencent/client.ts';
import { BEGINNING_MS } from '../../world/provisioning-world.ts';
import { type VirtualClock, virtualClock } from '../../world/virtual-clock.ts';

/** A cloud in virtual time that enforces the vendor's rate limit and counts throttled calls. */
export type BacklogWorld = {
  readonly machine: CloudMachine;
  readonly clock: VirtualClock;
  readonly counts: () => Counts;
};

export type Counts = {
  /** Calls of KMS, including refused ones. */
  readonly calls: number;
  /** Calls of the Tag service, including refused ones. */
  readonly tagCalls: number;
  /** Throttled calls of any action. */
  readonly throttles: number;
  readonly keys: number;
};

/** @param tagsMustExist The account knows no tenant's tag yet, and CreateKey refuses unknown tags. */
export function backlogWorld(seed: string, tagsMustExist = false): BacklogWorld {
  const clock = virtualClock();
  const machine = cloudMachine({
    services: [kmsService, tagService],
    account: LOCAL_ACCOUNT,
    topics: LOCAL_TOPICS,
    baseNowMs: () => BEGINNING_MS + clock.nowMs(),
    newId: randomSource(seed, 'ids').newId,
    random: randomSource(seed, 'faults').random,
    store: NO_STORE,
  });
  // With throttled calls that count, those without a rate limiter would hardly ever finish.
  machine.setSwitches({ cmkLimit: 10_000_000, tagsMustExist, throttledCallsCount: false });
  let [calls, tagCalls, throttles, keys] = [0, 0, 0, 0];
  machine.journal.onAdd(({ action, code }) => {
    if (kmsService.actions.has(action)) calls += 1;
    else tagCalls += 1;
    if (code === 'RequestLimitExceeded') throttles += 1;
    if (action === 'CreateKey' && code === null) keys += 1;
  });
  return { machine, clock, counts: () => ({ calls, tagCalls, throttles, keys }) };
}

/** The latency to the cloud, and back again. */
const WAY_MS = 10;

/** The same client with network latency. */
export function withLatency(clock: Clock): (client: TencentClient) => TencentClient {
  return ({ request }) => ({
    request: async (action, params, signal) => {
      await clock.sleep(WAY_MS);
      const answer = await request(action, params, signal).catch(async (error: unknown) => {
        await clock.sleep(WAY_MS);
        throw error;
      });
      await clock.sleep(WAY_MS);
      return answer;
    },
  });
}
