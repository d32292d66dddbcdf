import type { LookupOptions } from 'node:dns';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { closableSockets } from '../../emulator/topics/kafka/sockets.ts';
import { isUntrusted, kafkaSockets } from '../../shared/topics/kafka-sockets.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** A server on this machine that accepts connections; its port. */
async function listen(
  host: string,
  onSocket: (socket: Socket) => void = (socket) => socket.end(),
): Promise<number> {
  server = createServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  }).listen(0, host);
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

describe('the sockets of a client', () => {
  async function openOne() {
    const port = await listen('127.0.0.1', () => {});
    const sockets = kafkaSockets([`127.0.0.1:${port}`]);
    const create = () =>
      sockets.create({ host: '127.0.0.1', port, onConnect: () => {}, ssl: undefined as never });
    const socket = create();
    await once(socket, 'connect');
    return { sockets, create, socket };
  }

  test('are closed at once, also those that are created afterwards, for a reason', async () => {
    const { sockets, create, socket } = await openOne();
    const failed = once(socket, 'error');
    sockets.destroy();
    expect(socket.destroyed).toBe(true);
    expect(await failed).toMatchObject([{ message: 'the connection has been replaced' }]);
    expect(create().destroyed).toBe(true);
  });

  test('say of a certificate that is not trusted, and of nothing else, until one is connected', async () => {
    const { sockets, create, socket } = await openOne();
    socket.emit('error', Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    expect(sockets.untrusted()).toBeUndefined();
    const expired = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' });
    socket.emit('error', expired);
    expect(sockets.untrusted()).toBe(expired);
    const next = create();
    await once(next, 'connect');
    expect(sockets.untrusted()).toBeUndefined();
    sockets.destroy();
  });

  test.each([
    ['localhost', true],
    ['127.0.0.1', false],
  ])('begin an encrypted connection to %s, with its name: %s', async (host, isNamed) => {
    let greet = (_: Buffer): void => {};
    const greeted = new Promise<Buffer>((resolve) => {
      greet = resolve;
    });
    const port = await listen('127.0.0.1', (socket) =>
      socket.once('data', (bytes) => greet(bytes)),
    );
    const { create } = kafkaSockets([`${host}:${port}`]);
    const socket = create({ host, port, onConnect: () => {}, ssl: { lookup } });
    socket.on('error', () => {});
    const hello = await greeted;
    socket.destroy();
    expect(hello[0]).toBe(22); // A handshake.
    expect(hello.includes(host)).toBe(isNamed);
    expect(hello.includes('127.0.0.1')).toBe(false);
  });
});

/** Every name is this machine. */
const lookup = (_: string, { all }: LookupOptions, found: (...answer: any) => void) =>
  all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

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
