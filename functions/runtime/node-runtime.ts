import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '../../shared/invocation/runtime.ts';

/** The runtime of a deployed function: the one place where time, chance and the process come in. */
export function nodeRuntime(): Runtime {
  return {
    clock: {
      nowMs: () => performance.now(),
      sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal }).catch(ignoreAbort),
    },
    wallMs: Date.now,
    random: Math.random,
    send: fetch,
    readCredentials: () => ({
      secretId: process.env.TENCENTCLOUD_SECRETID,
      secretKey: process.env.TENCENTCLOUD_SECRETKEY,
      token: process.env.TENCENTCLOUD_SESSIONTOKEN,
    }),
    log: (line) => process.stdout.write(`${line}\n`),
  };
}

/** A sleep that is cut short has ended, which is all that its sleeper wants to know. */
function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
