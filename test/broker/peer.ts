import { createInterface } from 'node:readline';
import { startJava } from './java-process.ts';
import type { KafkaProgram } from './kafka-program.ts';

/** Kafka's own client: it writes what others would, and sees what they see. */
export type Peer = {
  /**
   * Writes records, with settings of its producer such as `compression.type`.
   *
   * @param transaction The name of a transaction that begins with them, and stays open.
   */
  readonly write: (
    topic: string,
    records: readonly PeerRecord[],
    options?: {
      readonly settings?: Readonly<Record<string, string>>;
      readonly transaction?: string;
    },
  ) => Promise<readonly PeerPlace[]>;
  /** Ends a transaction. */
  readonly commit: (transaction: string) => Promise<void>;
  readonly abort: (transaction: string) => Promise<void>;
  /** Reads a topic from its beginning to its end; by default without what transactions have not committed. */
  readonly read: (
    topic: string,
    isolation?: 'read_committed' | 'read_uncommitted',
  ) => Promise<readonly PeerReading[]>;
  /** Adds a user for the SCRAM mechanisms. */
  readonly addUser: (user: string, password: string) => Promise<void>;
  /** Ends at once. Transactions that are open stay so. */
  readonly stop: () => Promise<void>;
};

export type PeerPlace = { readonly partition: number; readonly offset: number };

export type PeerRecord = {
  readonly key?: string;
  readonly value: string | null;
  readonly partition?: number;
};

export type PeerReading = PeerPlace & {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

/** Starts the peer. Its commands run one after the other. */
export function startPeer(program: KafkaProgram, brokers: string): Peer {
  const java = startJava(program, 256, ['Peer', brokers], ['-XX:TieredStopAtLevel=1']);
  const answers = createInterface({ input: java.child.stdout! })[Symbol.asyncIterator]();

  let last: Promise<unknown> = Promise.resolve();
  function send(command: object): Promise<unknown> {
    const answer = last
      .catch(() => {})
      .then(async () => {
        java.child.stdin!.write(`${JSON.stringify(command)}\n`);
        const { value, done } = await answers.next();
        if (done) throw new Error(`Kafka's own client has ended: ${java.log()}`);
        const { answer, error } = JSON.parse(value) as { answer?: unknown; error?: string };
        if (error !== undefined) throw new Error(`Kafka's own client fails with: ${error}`);
        return answer;
      });
    last = answer;
    return answer;
  }

  return {
    write: async (topic, records, { settings = {}, transaction } = {}) =>
      (await send({
        command: 'write',
        ...{ topic, records, settings, transaction },
      })) as readonly PeerPlace[],
    commit: async (transaction) => void (await send({ command: 'end', transaction, commit: true })),
    abort: async (transaction) => void (await send({ command: 'end', transaction, commit: false })),
    read: async (topic, isolation = 'read_committed') =>
      (await send({ command: 'read', topic, isolation })) as readonly PeerReading[],
    addUser: async (user, password) => void (await send({ command: 'addUser', user, password })),
    stop: java.kill,
  };
}
