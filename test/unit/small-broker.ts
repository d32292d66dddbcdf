import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A call of a client, as a broker reads it. */
export type BrokerCall = {
  readonly name: string;
  readonly clientId: string;
  /** What follows the head. */
  readonly body: Buffer;
};

export type BrokerOptions = {
  readonly topic: string;
  /** The error codes of the answers to `Produce`, in turn; 0, none, after them. */
  readonly produceErrors?: readonly number[];
  /** The error code of the topic. */
  readonly topicError?: number;
  /** The offset after the last record of the partition. */
  readonly high?: number;
  /** The answers to `Fetch`, in turn; the last one is repeated. */
  readonly fetched?: readonly Buffer[];
};

export type SmallBroker = {
  readonly port: number;
  readonly calls: readonly BrokerCall[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** How many are open. */
  readonly open: () => number;
  readonly close: () => void;
};

/** The APIs that it knows, each up to one version. Another one is refused. */
const APIS: ReadonlyMap<number, { readonly name: string; readonly version: number }> = new Map([
  [0, { name: 'Produce', version: 3 }],
  [1, { name: 'Fetch', version: 4 }],
  [2, { name: 'ListOffsets', version: 2 }],
  [3, { name: 'Metadata', version: 4 }],
  [17, { name: 'SaslHandshake', version: 1 }],
  [18, { name: 'ApiVersions', version: 0 }],
  [36, { name: 'SaslAuthenticate', version: 0 }],
]);

/**
 * Starts a broker of one topic with one partition on this machine. It speaks as much of Kafka's protocol as
 * publishing and reading need.
 *
 * @see https://kafka.apache.org/protocol
 */
export async function startSmallBroker(options: BrokerOptions): Promise<SmallBroker> {
  const calls: BrokerCall[] = [];
  const sockets = new Set<Socket>();
  const produceErrors = [...(options.produceErrors ?? [])];
  let connections = 0;
  let fetches = 0;

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    let left = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      left = Buffer.concat([left, bytes]);
      // Not Kafka's protocol: an encrypted connection begins like this.
      if (left.length >= 4 && left.readInt32BE() > LENGTH_MAX) socket.destroy();
      while (left.length >= 4 && left.length >= 4 + left.readInt32BE()) {
        const end = 4 + left.readInt32BE();
        socket.write(answerTo(left.subarray(4, end)));
        left = left.subarray(end);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  function answerTo(request: Buffer): Buffer {
    const [api, version] = [request.readInt16BE(), request.readInt16BE(2)];
    const bodyAt = 10 + request.readInt16BE(8);
    const body = request.subarray(bodyAt);
    const known = APIS.get(api);
    const name = known?.name ?? `API ${api}`;
    calls.push({ name, clientId: String(request.subarray(10, bodyAt)), body });
    const isKnown = known !== undefined && version <= known.version;
    const answer = [request.subarray(4, 8), isKnown ? bodyOf(name, body) : UNSUPPORTED];
    return Buffer.concat([int32(4 + (answer[1]?.length ?? 0)), ...answer]);
  }

  function bodyOf(name: string, body: Buffer): Buffer {
    const { topic, topicError = 0, high = 0, fetched = [] } = options;
    const ofPartition = (...rest: readonly Buffer[]) =>
      Buffer.concat([int32(1), text(topic), int32(1), int32(0), ...rest]);
    switch (name) {
      case 'ApiVersions': {
        const rows = [...APIS].map(([key, { version }]) =>
          Buffer.concat([int16(key), int16(0), int16(version)]),
        );
        return Buffer.concat([int16(0), int32(rows.length), ...rows]);
      }
      case 'SaslHandshake':
        return Buffer.concat([int16(0), int32(1), text('PLAIN')]);
      case 'SaslAuthenticate':
        return Buffer.concat([int16(0), NO_TEXT, int32(0)]);
      case 'Metadata': {
        const brokers = [int32(1), int32(7), text('127.0.0.1'), int32(port), NO_TEXT];
        const partition = [int16(0), int32(0), int32(7), int32(1), int32(7), int32(1), int32(7)];
        const topics = [int32(1), int16(topicError), text(topic), Buffer.alloc(1), int32(1)];
        return Buffer.concat([int32(0), ...brokers, NO_TEXT, int32(7), ...topics, ...partition]);
      }
      case 'Produce': {
        const placed = [int16(produceErrors.shift() ?? 0), int64(0), int64(-1)];
        return Buffer.concat([ofPartition(...placed), int32(0)]);
      }
      case 'ListOffsets': {
        const offset = body.readBigInt64BE(body.length - 8) === BEGINNING ? 0 : high;
        return Buffer.concat([int32(0), ofPartition(int16(0), int64(-1), int64(offset))]);
      }
      default: {
        fetches += 1;
        return fetched[Math.min(fetches, fetched.length) - 1] ?? Buffer.alloc(0);
      }
    }
  }

  return {
    port,
    calls,
    connections: () => connections,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const LENGTH_MAX = 1_048_576;

/** The time that stands for the first offset of a partition. */
const BEGINNING = -2n;

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
}

const NO_TEXT = int16(-1);

/** The error code of a version that the broker does not know. */
const UNSUPPORTED = int16(35);
