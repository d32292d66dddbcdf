import { once } from 'node:events';
import { createServer, Agent as HttpAgent, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { keptConnections } from '../../shared/kept-connections.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Two idle connections to a server that answers whole, or breaks off at `/cut`. */
async function twoIdle() {
  let wallMs = 1_000_000;
  const { agent, beforeRequest } = keptConnections(HttpAgent, () => wallMs);
  const started = createServer((asked, response) => {
    if (asked.url === '/cut') {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('begun', () => response.socket?.destroy());
    } else response.end('whole');
  }).listen(0, '127.0.0.1');
  server = started;
  await once(started, 'listening');
  const { port } = started.address() as AddressInfo;

  function ask(path: string): Promise<void> {
    return new Promise((resolve) => {
      const asked = request({ host: '127.0.0.1', port, path, agent }, (response) => {
        response.on('error', () => {}).resume();
      });
      asked.on('error', () => {}).once('close', () => setImmediate(resolve));
      asked.end();
    });
  }
  await Promise.all([ask('/'), ask('/')]);
  const idle = () =>
    Object.values(agent.freeSockets)
      .flatMap((sockets = []) => sockets)
      .filter(({ destroyed }) => !destroyed).length;
  expect(idle()).toBe(2);
  return {
    ...{ ask, idle, beforeRequest },
    pass: (ms: number) => {
      wallMs += ms;
    },
  };
}

test('a request that succeeds on a kept connection leaves the other ones', async () => {
  const { ask, idle } = await twoIdle();
  await ask('/');
  expect(idle()).toBe(2);
});

test('a response that is cut off on a kept connection closes the other ones, which may be dead too', async () => {
  const { ask, idle } = await twoIdle();
  await ask('/cut');
  expect(idle()).toBe(0);
});

test.each([
  [5_000, 2],
  [5_001, 0],
  [-5_001, 0],
])(
  'when the wall clock has moved by %i ms before a request, %i connections are kept',
  async (ms, kept) => {
    const { idle, pass, beforeRequest } = await twoIdle();
    beforeRequest();
    pass(ms);
    beforeRequest();
    expect(idle()).toBe(kept);
  },
);
