import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/**
 * The sockets of one Kafka client, so that they can be closed at once. The client itself waits for the
 * answers to its requests, and then for the broker to close the connection too: a silent broker does
 * neither.
 */
export function kafkaSockets(): KafkaSockets {
  const open = new Set<Socket>();
  let isDestroyed = false;

  function destroyAll(): void {
    // The client takes an error for the end of a connection, and its requests fail.
    for (const socket of open) socket.destroy(new Error('the connection has been replaced'));
  }

  return {
    create: ({ host, port, ssl, onConnect }) => {
      const name = isIP(host) === 0 ? { servername: host } : {};
      const socket = ssl
        ? connectEncrypted({ host, port, ...name, ...ssl }, onConnect)
        : connectPlain({ host, port }, onConnect);
      socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      if (isDestroyed) destroyAll();
      return socket;
    },
    destroy: () => {
      isDestroyed = true;
      destroyAll();
    },
  };
}

export type KafkaSockets = {
  /** As the client's own factory, which cannot be imported. */
  readonly create: ISocketFactory;
  /** Closes the sockets, also those that the client still creates. */
  readonly destroy: () => void;
};

const KEEP_ALIVE_DELAY_MS = 60_000;
