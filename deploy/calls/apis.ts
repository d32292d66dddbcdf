import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/index.js';
import { ckafka } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ckafka/index.js';
import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/index.js';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/index.js';
import { kmsClient } from '../../shared/kms/client.ts';
import { nodeSend } from '../../shared/node-send.ts';
import { tagClient } from '../../shared/tag/client.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentApi } from '../../shared/tencent/call.ts';
import {
  type Credentials,
  type TencentClient,
  tencentClient,
} from '../../shared/tencent/client.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { cosClient } from './cos.ts';

/** The products that a deployment calls (scf, cam, ckafka, cos), and those that only the doctor calls. */
export type DeployApis = {
  readonly [Product in 'scf' | 'cam' | 'ckafka' | 'cos' | 'sts' | 'kms' | 'tag']: TencentApi;
};

type DeployApisOptions = {
  readonly region: string;
  /** Replaces Tencent's own hosts for every product; such as `http://127.0.0.1:4700`. */
  readonly endpoint?: string | undefined;
  readonly readCredentials: () => Credentials;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
};

/** Clients of the official SDK that stay within the vendor's rate limits. */
export function deployApis(options: DeployApisOptions): DeployApis {
  const { clock, region, endpoint, readCredentials, wallMs } = options;
  const settings = { region, endpoint, readCredentials, clock, timeoutMs: TIMEOUT_MS };
  const cos = { region, endpoint, readCredentials, clock, wallMs, send: nodeSend(wallMs) };
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
    cos: apiOf(cosClient(cos)),
    sts: apiOf(tencentClient(sts.v20180813.Client, settings)),
    kms: apiOf(kmsClient(settings)),
    tag: apiOf(tagClient(settings)),
  };
}

/** Long enough to upload a bundle. */
const TIMEOUT_MS = 30_000;

/**
 * Most actions of these products allow 20 calls a second. Of the actions that a deployment calls often,
 * only CreateRole allows fewer (2): calls beyond that are throttled and retried. A tenth of the limit
 * is left unused, since the network may deliver calls closer together than they were sent.
 *
 * @see https://cloud.tencent.com/document/product/583/18581 (UpdateFunctionCode: 20 a second)
 * @see https://www.tencentcloud.com/document/product/598/33561 (CreateRole: 2 a second)
 */
const CALLS_PER_SECOND_MAX = 18;

/**
 * A client that sends at most `callsPerSecondMax` calls of each action in any second, as the vendor
 * limits each action by itself. It allows a burst at the start: equal gaps between calls would delay
 * a small deployment for no reason.
 */
export function rateLimitedClient(
  client: TencentClient,
  callsPerSecondMax: number,
  clock: Clock,
): TencentClient {
  const limiters = new Map<string, () => Promise<void>>();
  return {
    request: async (action, params, signal) => {
      const acquire = limiters.get(action) ?? slidingSecond(callsPerSecondMax, clock);
      limiters.set(action, acquire);
      await acquire();
      return client.request(action, params, signal);
    },
  };
}

/** Resolves, in the order of the calls, once fewer than `callsPerSecondMax` lie in the last second. */
function slidingSecond(callsPerSecondMax: number, clock: Clock): () => Promise<void> {
  const sentMs: number[] = [];
  let queue: Promise<void> = Promise.resolve();

  async function acquire(): Promise<void> {
    const [oldestMs] = sentMs.length < callsPerSecondMax ? [] : sentMs;
    if (oldestMs !== undefined) {
      const dueMs = oldestMs + 1_000;
      // A timer may fire a little early, so one sleep may not be enough.
      for (let nowMs = clock.nowMs(); nowMs < dueMs; nowMs = clock.nowMs()) {
        await clock.sleep(Math.ceil(dueMs - nowMs));
      }
      sentMs.shift();
    }
    sentMs.push(clock.nowMs());
  }

  return () => {
    queue = queue.then(acquire);
    return queue;
  };
}
