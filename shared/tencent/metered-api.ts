import { isThrottle } from '../tenant-key/failures/is-throttle.ts';
import type { Clock } from '../tenant-key/ports.ts';
import type { TencentApi } from './call-tencent.ts';
import type { Meter } from './meter.ts';
import type { Pacer } from './pacer.ts';
import type { TencentClient } from './tencent-client.ts';

/** The same way to the cloud, but that a meter counts what goes over it. */
export function meteredApi<Api extends TencentApi>(api: Api, meter: Meter): Api {
  const { client, pace, clock } = api;
  return {
    ...api,
    client: meteredClient(client, meter, clock),
    pace: meteredPacer(pace, meter, clock),
  };
}

/** The same pacer; `meter` is told how long each turn was waited for, and of those that did not come. */
export function meteredPacer(pace: Pacer, meter: Meter, { nowMs }: Clock): Pacer {
  return {
    ...pace,
    turn: async (deadlineMs) => {
      const askedMs = nowMs();
      try {
        await pace.turn(deadlineMs);
      } catch (error) {
        meter.throttled();
        throw error;
      } finally {
        meter.paced(nowMs() - askedMs);
      }
    },
  };
}

function meteredClient(client: TencentClient, meter: Meter, { nowMs }: Clock): TencentClient {
  return {
    request: (action, params, signal) => {
      const sentMs = nowMs();
      meter.sent(action);
      // However a call ends, its signal is aborted, also when nobody waits for it any longer.
      signal.addEventListener('abort', () => meter.answered(nowMs() - sentMs), { once: true });
      return client.request(action, params, signal).catch((error: unknown) => {
        if (isRefusedAsTooMany(error)) meter.throttled();
        throw error;
      });
    },
  };
}

function isRefusedAsTooMany(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && isThrottle(code);
}
