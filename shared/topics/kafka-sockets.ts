import { isIP, connect as openTcp } from 'node:net';
import { connect as openTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/**
 * The connections of a Kafka client, and the brokers that it may try. The client has its own, with two
 * flaws: it cuts an address at its first colon, so that it cannot connect to an IPv6 address, and it tries
 * a broker again whose certificate is not trusted, until the caller's time is over.
 *
 * @param brokers Each with its port; IPv6 addresses in brackets.
 * @param onUntrusted Receives the error of each connection whose certificate is not trusted.
 */
export function brokerSockets(
  brokers: readonly string[],
  onUntrusted: (error: Error) => void,
): BrokerSockets {
  const untrusted = new Set<string>();

  return {
    brokers: async () => brokers.map(seedOf).filter((seed) => !untrusted.has(seed)),
    socketFactory: ({ host: seedHost, port, ssl, onConnect }) => {
      const host = hostOf(seedHost);
      const servername = isIP(host) === 0 ? { servername: host } : {};
      const socket = ssl
        ? openTls({ host, port, ...servername, ...ssl }, onConnect)
        : openTcp({ host, port }, onConnect);
      socket.on('error', (error) => {
        if (!isUntrusted(error)) return;
        untrusted.add(`${seedHost}:${port}`);
        onUntrusted(error);
      });
      return socket.setKeepAlive(true, KEEP_ALIVE_DELAY_MS);
    },
  };
}

type BrokerSockets = {
  /** The brokers that are left to try, as the client takes them. With none left, it gives up. */
  readonly brokers: () => Promise<string[]>;
  readonly socketFactory: ISocketFactory;
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
