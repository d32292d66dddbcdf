import { isIP, connect as openTcp, type Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/**
 * The sockets of one Kafka client. The client has its own, with three flaws:
 *
 * - It cuts an address at its first colon, so that it cannot connect to an IPv6 address.
 * - It loses the reason why a certificate is not trusted.
 * - It cannot close them at once: it waits for the answers to its requests, and then for the broker to
 *   close the connection too. A silent broker does neither.
 *
 * @param brokers Each with its port; IPv6 addresses in brackets.
 */
export function kafkaSockets(brokers: readonly string[]): KafkaSockets {
  const open = new Set<Socket>();
  let isDestroyed = false;
  let untrusted: Error | undefined;

  function destroyAll(): void {
    // The client takes an error for the end of a connection, and its requests fail.
    for (const socket of open) socket.destroy(new Error('the connection has been replaced'));
  }

  return {
    seeds: brokers.map(seedOf),
    create: ({ host: seedHost, port, ssl, onConnect }) => {
      const host = hostOf(seedHost);
      const name = isIP(host) === 0 ? { servername: host } : {};
      const onOpen = () => {
        untrusted = undefined;
        onConnect();
      };
      const socket = ssl
        ? openTls({ host, port, ...name, ...ssl }, onOpen)
        : openTcp({ host, port }, onOpen);
      socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      socket.on('error', (error) => {
        if (isUntrusted(error)) untrusted = error;
      });
      if (isDestroyed) destroyAll();
      return socket;
    },
    untrusted: () => untrusted,
    destroy: () => {
      isDestroyed = true;
      destroyAll();
    },
  };
}

export type KafkaSockets = {
  /** The brokers as the client takes them. */
  readonly seeds: readonly string[];
  /** As the client's own factory, which cannot be imported. */
  readonly create: ISocketFactory;
  /** Why the last connection was not made, if the other side was not trusted. */
  readonly untrusted: () => Error | undefined;
  /** Closes the sockets, also those that the client still creates. */
  readonly destroy: () => void;
};

const KEEP_ALIVE_DELAY_MS = 60_000;

/** Hides the colons of an IPv6 address from the client. */
function seedOf(broker: string): string {
  return broker.replace(/^\[.*\]/, (address) => address.replaceAll(':', '~'));
}

/** The host behind {@link seedOf}. What the brokers say of each other has no brackets. */
function hostOf(seedHost: string): string {
  return seedHost.replace(/^\[(.*)\]$/, (_, address: string) => address.replaceAll('~', ':'));
}

/**
 * Whether the certificate of the other side, its issuer or its name is not trusted.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes
 */
export function isUntrusted(error: { readonly code?: unknown }): boolean {
  return typeof error.code === 'string' && CERTIFICATE_CODE.test(error.code);
}

const CERTIFICATE_CODE =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_|SELF_SIGNED_|UNABLE_TO_)/;
