import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { functionInvoker } from '../../cli/invocation/invoker.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';

let server: Server;

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Answers each Invoke with the next of these results, and with the last one from then on. */
async function startPlatform(results: readonly object[]): Promise<() => number> {
  let calls = 0;
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      const Result = results[Math.min(calls, results.length - 1)];
      calls += 1;
      response.end(JSON.stringify({ Response: { Result, RequestId: 'of the call' } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return () => calls;
}

/** A clock on which waiting takes no time. */
function skippingClock(): Clock & { readonly sleptMs: () => number } {
  let sleptMs = 0;
  return {
    ...nodeClock,
    nowMs: () => sleptMs,
    sleep: async (delayMs) => {
      sleptMs += delayMs;
    },
    sleptMs: () => sleptMs,
  };
}

function invoke(clock: Clock): Promise<object> {
  const { port } = server.address() as AddressInfo;
  const connection = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'ap-guangzhou',
    namespace: 'default',
  };
  const credentials = { secretId: 'id', secretKey: 'key' };
  return functionInvoker(connection, credentials, clock)('redrive', { command: 'quota' });
}

const DONE = { RetMsg: '{"parked":0}', ErrMsg: '', InvokeResult: 0 };

const failed = (statusCode: number, errorMessage: string) => ({
  RetMsg: '',
  ErrMsg: JSON.stringify({ errorCode: -1, errorMessage, requestId: 'r-1', statusCode }),
  FunctionRequestId: 'r-1',
  InvokeResult: -1,
});

const EXCEEDED = 'Function [redrive] concurrency exceeded reserved quota 256 MB';

test.each([429, 432])('a command is sent again after a %i, and gets its answer', async (status) => {
  const busy = failed(status, EXCEEDED);
  const calls = await startPlatform([busy, busy, busy, DONE]);
  const clock = skippingClock();
  expect(await invoke(clock)).toEqual({ parked: 0 });
  expect([calls(), clock.sleptMs()]).toEqual([4, 250 + 500 + 1_000]);
});

test('a command gives up when its function was busy for ten seconds', async () => {
  const calls = await startPlatform([failed(432, EXCEEDED)]);
  const clock = skippingClock();
  await expect(invoke(clock)).rejects.toMatchObject({
    code: 'FunctionBusy',
    message: `FunctionBusy: ${EXCEEDED}`,
    kmsRequestId: 'r-1',
  });
  expect(calls()).toBe(8);
  expect(clock.sleptMs()).toBe(9_750);
});

test.each([
  [433, 'Invoking task timed out after 60 seconds'],
  [434, 'MemoryLimitReached'],
])(
  'a command is not sent again after a %i, as the function may have acted',
  async (status, message) => {
    const calls = await startPlatform([failed(status, message)]);
    await expect(invoke(skippingClock())).rejects.toMatchObject({
      code: 'FunctionFailed',
      message: `FunctionFailed: ${message}`,
    });
    expect(calls()).toBe(1);
  },
);
