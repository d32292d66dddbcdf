import process from 'node:process';
import { startLocalCloud } from '../../../emulator/local-cloud.ts';

// A local cloud in a process of its own: it tells its parent how to call it, and then what it is asked.

const cloud = await startLocalCloud({ port: 0, seed: 'bench' });
const { url, secretId, secretKey, token } = cloud;

process.on('message', async (question: CloudQuestion) => {
  if (question === 'memory') {
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
    return;
  }
  await ask('POST', '/reset');
  // Nothing but the work is to be measured: no limit is met, and no tag has to be made known.
  await ask('PUT', '/switches', { cmkLimit: 10_000_000, rateLimits: false, tagsMustExist: false });
  process.send?.(0);
});
process.on('disconnect', () => process.exit());
process.send?.({ url, secretId, secretKey, token } satisfies CloudAccess);

async function ask(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${url}${path}`, { method, body: JSON.stringify(body) ?? null });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.arrayBuffer();
}

/** How to call the cloud. */
export type CloudAccess = {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
};

/** What a parent may ask: how large its heap is in bytes, or that it becomes empty. */
export type CloudQuestion = 'memory' | 'empty';
