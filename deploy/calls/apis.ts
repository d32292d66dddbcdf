import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/index.js';
import { ckafka } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/index.js';
import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/index.js';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/index.js';
import { kmsClient } from '../../shared/kms/client.ts';
import { tagClient } from '../../shared/tag/client.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentApi } from '../../shared/tencent/call.ts';
import {
  type Credentials,
  type TencentClient,
  tencentClient,
} from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';

/** The products that deploying calls (scf, cam, ckafka), and those that a doctor asks besides. */
export type DeployApis = {
  readonly [Product in 'scf' | 'cam' | 'ckafka' | 'sts' | 'kms' | 'tag']: TencentApi;
};

export type DeployApisOptions = {
  readonly region: string;
  /** Where every product is called instead of Tencent's own hosts; such as `http://127.0.0.1:4700`. */
  readonly endpoint?: string | undefined;
  readonly readCredentials: () => Credentials;
  readonly clock: Clock;
};

/** Clients of the official SDK that keep to the vendor's limits. */
export function deployApis(options: DeployApisOptions): DeployApis {
  const { clock } = options;
  const settings = { ...options, timeoutMs: TIMEOUT_MS };
  const apiOf = (client: TencentClient): TencentApi => ({
    client: rateLimitedClient(client, CALLS_PER_SECOND_MAX, clock),
    rateLimiter: UNLIMITED_RATE,
    clock,
    timeoutMs: TIMEOUT_MS,
  });
  return {
    scf: apiOf(tencentClient(scf.v20180416.Client, settings)),
    cam: apiOf(tencentClient(cam.v20190116.Client, settings)),
    ckafka: apiOf(tencentClient(ckafka.v20190819.Client, settings)),
    sts: apiOf(tencentClient(sts.v20180813.Client, settings)),
    kms: apiOf(kmsClient(settings)),
    tag: apiOf(tagClient(settings)),
  };
}

/** Long enough for a bundle to be sent. */
const TIMEOUT_MS = 30_000;

/**
 * Most actions of these products take 20 calls a second, and none of those that come in numbers takes
 * fewer but CreateRole: it takes 2, and what is beyond that is refused and tried again. A tenth is
 * left over, since calls bunch on their way.
 *
 * @see https://cloud.tencent.com/document/product/583/18581 (UpdateFunctionCode: 20 a second)
 * @see https://www.tencentcloud.com/document/product/598/33561 (CreateRole: 2 a second)
 */
const CALLS_PER_SECOND_MAX = 18;

/**
 * A client that sends at most `callsPerSecondMax` calls of each action in any second, as the vendor's
 * limits are by action. The first may go at once: a pace of equal gaps would make whoever has few to
 * make wait for nothing.
 */
export function rateLimitedClient(
  client: TencentClient,
  callsPerSecondMax: number,
  clock: Clock,
): TencentClient {
  const turns = new Map<string, () => Promise<void>>();
  return {
    request: async (action, params, signal) => {
      const turn = turns.get(action) ?? limiterFor(callsPerSecondMax, clock);
      turns.set(action, turn);
      await turn();
      return client.request(action, params, signal);
    },
  };
}

/** Waits until a second has passed since the call that is a whole share before. */
function limiterFor(callsPerSecondMax: number, clock: Clock): () => Promise<void> {
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
