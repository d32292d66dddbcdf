import { connect, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/**
 * The sockets of one Kafka client, so that all of them can be closed. The client forgets some of those
 * that it has opened to a broker that was restarted, and they would keep this process running.
 */
export function closableSockets(): ClosableSockets {
  const open = new Set<Socket>();
  let isClosed = false;

  return {
    create: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      if (isClosed) socket.destroy();
      return socket;
    },
    close: () => {
      isClosed = true;
      for (const socket of open) socket.destroy();
    },
  };
}

export type ClosableSockets = {
  readonly create: ISocketFactory;
  /** Closes the sockets, also those that the client still creates. */
  readonly close: () => void;
};
