import { afterEach, describe, expect, test } from 'vitest';
import { nodeSend } from '../../shared/node-send.ts';
import { httpTopics } from '../../shared/topics/http.ts';
import { wallClock } from '../wall-clock.ts';
import { answersHttp, type SilentServer, startSilentServer } from './silent-server.ts';

let server: SilentServer | undefined;
afterEach(() => server?.close());

/** Sends over a wall clock that leaps when it is told to. */
async function world(answer = answersHttp('[{}]')) {
  const started = await startSilentServer(answer);
  server = started;
  let wallMs = 1_000_000;
  const send = nodeSend(() => wallMs);
  const url = `http://127.0.0.1:${started.port}`;
  const get = async (timeMs = 5_000, bytesMax?: number) => {
    const signal = AbortSignal.timeout(timeMs);
    const limits = bytesMax === undefined ? {} : { bytesMax };
    const { status, text } = await send(url, { method: 'GET', headers: {}, signal, ...limits });
    return `${status} ${await text()}`;
  };
  return {
    ...{ server: started, url, send, get },
    leap: (byMs: number) => {
      wallMs += byMs;
    },
  };
}

test('requests in turn share one connection', async () => {
  const { server, get } = await world();
  expect([await get(), await get(), await get()]).toEqual(['200 [{}]', '200 [{}]', '200 [{}]']);
  expect(server.connections()).toBe(1);
});

test('a connection that is used often gathers no listeners', async () => {
  const { get } = await world();
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  for (let count = 0; count < 20; count += 1) await get();
  await wallClock.sleep(0); // Warnings come with the next turn of the event loop.
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

test.each([5_001, 86_400_000, -86_400_000])(
  'a connection that was kept while the wall clock moved by %i ms is not used',
  async (byMs) => {
    const { server, get, leap } = await world();
    await get();
    server.hush();
    leap(byMs);
    expect(await get()).toBe('200 [{}]');
    expect(server.connections()).toBe(2);
  },
);

test('after a request on a kept connection has failed, no other kept one is used', async () => {
  const { server, get } = await world();
  await Promise.all([get(), get(), get()]);
  expect(server.connections()).toBe(3);
  server.hush();
  await expect(get(200)).rejects.toThrow('aborted');
  expect(await get()).toBe('200 [{}]');
  expect(server.connections()).toBe(4);
});

test('a request that fails on a new connection leaves the kept ones open', async () => {
  const { server, get, url, send } = await world();
  await get();
  const dead = send('http://127.0.0.1:1', {
    ...{ method: 'GET', headers: {}, signal: AbortSignal.timeout(5_000) },
  });
  await expect(dead).rejects.toThrow('ECONNREFUSED');
  expect(url).toContain('127.0.0.1');
  await get();
  expect(server.connections()).toBe(1);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect with status %i is not followed',
  async (status) => {
    const head = `HTTP/1.1 ${status} Elsewhere\r\nlocation: http://127.0.0.1:1/`;
    const { get } = await world(answersHttp('', head));
    expect(await get()).toBe(`${status} `);
  },
);

test('a response with more bytes than allowed is refused, and its connection is closed', async () => {
  const { server, get } = await world(answersHttp('x'.repeat(1_001)));
  expect(await get(5_000, 1_001)).toHaveLength(1_005);
  await expect(get(5_000, 1_000)).rejects.toThrow('more than 1000 bytes');
  await get();
  expect(server.connections()).toBe(2);
});

test('a response that ends early is a failure', async () => {
  const { get } = await world((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nxx'));
  });
  await expect(get()).rejects.toThrow('aborted');
});

describe('topics over HTTP', () => {
  const publish = ({ url, send }: Awaited<ReturnType<typeof world>>, timeMs = 20_000) => {
    const topics = httpTopics(url, { clock: wallClock, send });
    return topics.publish('key-events', [{ value: 'x' }], wallClock.nowMs() + timeMs);
  };

  test('that were frozen publish without a lost try when the wall clock has leapt', async () => {
    const frozen = await world();
    await publish(frozen);
    frozen.server.hush();
    frozen.leap(3_600_000);
    await expect(publish(frozen, 2_000)).resolves.toBeUndefined();
  });

  test('lose one try at most when nothing shows that their connection died', async () => {
    const frozen = await world();
    await Promise.all([publish(frozen), publish(frozen)]);
    frozen.server.hush();
    await expect(publish(frozen)).resolves.toBeUndefined();
    expect(frozen.server.connections()).toBe(3);
  });
});
