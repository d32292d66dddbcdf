import { connect, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/**
 * The sockets of one Kafka client, so that all of them can be closed. The client forgets some of those
 * that it has opened to a broker that was restarted, and they would keep this process running. It also cuts
 * a broker at its first colon, so that the colons of an IPv6 address are hidden from it.
 *
 * @param brokers Each as `host:port`, with an IPv6 address in brackets.
 */
export function closableSockets(brokers: readonly string[]): ClosableSockets {
  const open = new Set<Socket>();
  let isClosed = false;

  return {
    seeds: brokers.map((broker) => broker.replace(/^\[.*\]/, (host) => host.replaceAll(':', '~'))),
    create: ({ host: seedHost, port, onConnect }) => {
      // What the brokers say of each other has no brackets.
      const host = seedHost.replace(/^\[(.*)\]$/, '$1').replaceAll('~', ':');
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
  /** The brokers as the client takes them. */
  readonly seeds: readonly string[];
  readonly create: ISocketFactory;
  /** Closes the sockets, also those that the client still creates. */
  readonly close: () => void;
};
