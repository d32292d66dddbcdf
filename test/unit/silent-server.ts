import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that accepts connections, and answers nothing while it is silent. */
export type SilentServer = {
  readonly port: number;
  /** How many connections were made. */
  readonly connections: () => number;
  /** How many are open. */
  readonly open: () => number;
  /** What is sent from now on over the present connections gets no answer. */
  readonly hush: () => void;
  readonly close: () => Promise<void>;
};

/** @param answer Answers a connection until it is hushed; without one, none is ever answered. */
export async function startSilentServer(
  answer: (socket: Socket) => void = () => {},
): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.resume();
    answer(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => sockets.size,
    hush: () => {
      for (const socket of sockets) socket.removeAllListeners('data').on('data', () => {});
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers each HTTP request on a connection with this text. */
export function answersHttp(text: string, head = 'HTTP/1.1 200 OK'): (socket: Socket) => void {
  return (socket) => {
    socket.on('data', () =>
      socket.write(`${head}\r\ncontent-length: ${text.length}\r\n\r\n${text}`),
    );
  };
}
