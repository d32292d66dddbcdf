import process from 'node:process';
import { cosClient } from '../../../deploy/calls/cos.ts';
import { startLocalCloud } from '../../../local/cloud.ts';
import { nodeClock } from '../../../shared/node-clock.ts';
import { nodeSend } from '../../../shared/node-send.ts';
import { BENCH_BUCKET } from '../worlds/bench-bucket.ts';

// A local cloud in a process of its own. It sends its parent its address and credentials, then answers
// questions.

const cloud = await startLocalCloud({ port: 0, seed: 'bench' });
const { url, secretId, secretKey, token } = cloud;
await makeBucket();

process.on('message', async (question: CloudQuestion) => {
  if (question === 'memory') {
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
    return;
  }
  await ask('POST', '/reset');
  // Without limits and without tags that must be created first, only the workload is measured.
  await ask('PUT', '/switches', { cmkLimit: 10_000_000, rateLimits: false, tagsMustExist: false });
  process.send?.(0);
});
process.on('disconnect', () => process.exit());
process.send?.({ url, secretId, secretKey, token } satisfies CloudAccess);

async function makeBucket(): Promise<void> {
  const cos = cosClient({
    ...{ region: cloud.region, endpoint: url, clock: nodeClock, wallMs: Date.now },
    send: nodeSend(Date.now),
    readCredentials: () => ({ secretId, secretKey }),
  });
  await cos.request('PutBucket', { Bucket: BENCH_BUCKET }, new AbortController().signal);
}

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

/** A parent may ask for the size of the heap in bytes, or for the cloud to be emptied. */
export type CloudQuestion = 'memory' | 'empty';
