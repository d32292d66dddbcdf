import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Passes connections on to a port, and can stop doing so without a word to either side. */
export type Gate = {
  /** From now on nothing passes, and no connection ends: the cable is cut. */
  readonly cut: () => void;
  /** What is connected from now on passes. The connections from before the cut end. */
  readonly join: () => void;
  /** Ends every connection, and refuses new ones, as a port does that nothing listens on. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
};

/** Makes a gate at `port` to `target`, which is still shut. */
export function gateTo(port: number, target: number): Gate {
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut) return void near.pause();
    const far = connect(target, '127.0.0.1');
    keep(far);
    near.setNoDelay().pipe(far.setNoDelay()).pipe(near);
    // A side that ends ends the other, unless the cable is cut: then nobody hears of it.
    near.on('close', () => !isCut && far.destroy());
    far.on('close', () => !isCut && near.destroy());
  });
  return {
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    join: () => {
      isCut = false;
      endAll();
    },
    shut: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      endAll();
      await closed;
    },
    open: async () => {
      if (server.listening) return;
      const listening = once(server, 'listening');
      server.listen(port, '127.0.0.1');
      await listening;
    },
  };
}
