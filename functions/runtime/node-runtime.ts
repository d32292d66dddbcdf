import type { Runtime } from '../../shared/invocation/runtime.ts';
import { nodeClock } from '../../shared/node-clock.ts';

/** The runtime of a deployed function: the one place where its time, chance and process come in. */
export function nodeRuntime(): Runtime {
  return {
    clock: nodeClock,
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
