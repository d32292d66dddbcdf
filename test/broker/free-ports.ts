import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds ports that nothing listens on. They are below those that the system gives to connections, which
 * could otherwise take a port between the search and its use, and again while a broker is down.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

/** @see https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range begins at 32768) */
const LOWEST = 15_000;
const HIGHEST = 32_000;

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
