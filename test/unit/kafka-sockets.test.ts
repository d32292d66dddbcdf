import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { closableSockets } from '../../emulator/topics/kafka/sockets.ts';
import { isUntrusted, kafkaSockets } from '../../shared/topics/kafka-sockets.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** A server on this machine that accepts connections; its port. */
async function listen(host: string): Promise<number> {
  server = createServer((socket) => socket.end()).listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Sockets = Pick<ReturnType<typeof kafkaSockets>, 'seeds' | 'create'>;

/** Connects as the Kafka client does, which cuts a broker at its first colon. */
async function connectTo({ seeds, create }: Sockets): Promise<string | undefined> {
  const [seed = ''] = seeds;
  const [host = '', port] = seed.split(':');
  const plain = create({
    ...{ host, port: Number(port), onConnect: () => {} },
    ssl: undefined as never, // As without TLS: the types of the client require an object.
  });
  await once(plain, 'connect');
  const { remoteAddress } = plain;
  plain.destroy();
  return remoteAddress;
}

describe('the brokers of a client', () => {
  test.each([
    ['127.0.0.1', (port: number) => `127.0.0.1:${port}`],
    ['::1', (port: number) => `[::1]:${port}`],
  ])('may be at %s', async (host, brokerAt) => {
    const broker = brokerAt(await listen(host));
    expect(await connectTo(kafkaSockets([broker]))).toBe(host);
    expect(await connectTo(closableSockets([broker]))).toBe(host);
  });

  test('are all tried, and keep their names', async () => {
    const { seeds } = kafkaSockets(['a.example:1', '[2001:db8::5]:9092']);
    expect(seeds).toEqual(['a.example:1', '[2001~db8~~5]:9092']);
  });
});

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', true],
  ['CERT_HAS_EXPIRED', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', true],
  ['HOSTNAME_MISMATCH', true],
  ['ECONNREFUSED', false],
  ['EPROTO', false],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false],
  [undefined, false],
  [61, false],
])('the code %s is about the certificate of the other side: %s', (code, expected) => {
  expect(isUntrusted({ code })).toBe(expected);
});
