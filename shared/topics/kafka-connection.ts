import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import { chainOf, isLoginCutOff, type KafkaError } from './kafka-failure.ts';
import { isUntrusted, type KafkaSockets, kafkaSockets } from './kafka-sockets.ts';
import type { KafkaAddress } from './topics.ts';

/**
 * Keeps one connected Kafka client. It is replaced when a call gets no answer, since the client would send
 * the next request to the same broker: it neither forgets a broker that is silent, nor learns from another
 * one that there is a new leader. The new client asks the next broker of the list first.
 *
 * The list is shuffled, so that not all instances depend on the same broker.
 */
export function kafkaConnection<Client extends KafkaClient>(
  address: KafkaAddress,
  { clock, random }: KafkaOptions,
  { open, keptAfter }: KafkaOpening<Client>,
): KafkaConnection<Client> {
  let brokers = shuffled(address.brokers, random);
  let kept: Kept<Client> | undefined;

  function openNext(): Kept<Client> {
    const sockets = kafkaSockets(brokers);
    return { sockets, client: open(address, sockets) };
  }

  function replace({ client, sockets }: Kept<Client>): void {
    kept = undefined; // The next call opens another one.
    brokers = [...brokers.slice(1), ...brokers.slice(0, 1)];
    sockets.destroy();
    client.then((opened) => opened.disconnect()).catch(() => {}); // Nothing waits for it.
  }

  return {
    use: async (call) => {
      kept ??= openNext();
      const used = kept;
      let isOpen = false;
      try {
        return await bounded(clock, async () => {
          const client = await used.client;
          isOpen = true;
          return call(client);
        });
      } catch (thrown) {
        const failure = causeOf(thrown, used.sockets);
        const isKept = isOpen && keptAfter(failure);
        // Another call may have replaced it already.
        if (kept === used && !isKept) replace(used);
        throw failure;
      }
    },
    brokerCount: address.brokers.length,
    close: async () => {
      const closed = kept;
      kept = undefined;
      if (closed === undefined) return;
      // A silent broker keeps the client from closing, so it has as long as an answer takes.
      const disconnected = closed.client.then((opened) => opened.disconnect()).catch(() => {});
      await within(KAFKA_WAIT_MS, clock, async () => disconnected);
      closed.sockets.destroy();
    },
  };
}

export type KafkaOptions = {
  readonly clock: Clock;
  /** A number from 0 up to and excluding 1. */
  readonly random: () => number;
};

export type KafkaOpening<Client> = {
  /** Opens a client with these sockets. It asks the first broker of theirs first. */
  readonly open: (address: KafkaAddress, sockets: KafkaSockets) => Promise<Client>;
  /** Whether the client is used again after such a failure of a call. */
  readonly keptAfter: (failure: unknown) => boolean;
};

export type KafkaConnection<Client> = {
  /**
   * Makes one call with the client, which it connects first if need be. Throws what the call throws, and
   * an error if there is no answer in time.
   */
  readonly use: <Answer>(call: (client: Client) => Promise<Answer>) => Promise<Answer>;
  readonly brokerCount: number;
  readonly close: () => Promise<void>;
};

type KafkaClient = { readonly disconnect: () => Promise<void> };

type Kept<Client> = { readonly client: Promise<Client>; readonly sockets: KafkaSockets };

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

/**
 * How long a Kafka client waits for a connection or an answer. It starts anew with each step of a call,
 * such as to connect and to send.
 */
export const KAFKA_WAIT_MS = 3_000;

/** The client gives some steps no time limit, such as those of authentication. */
const CALL_MS_MAX = 2 * KAFKA_WAIT_MS;

/** A call with a limit of its own, whatever the client waits for. */
async function bounded<Answer>(clock: Clock, call: () => Promise<Answer>): Promise<Answer> {
  const made = await within(CALL_MS_MAX, clock, async () => ({ answer: await call() }));
  if (made !== undefined) return made.answer;
  throw retriableError(`no broker answered within ${CALL_MS_MAX} ms`, SILENCE);
}

/**
 * Makes a call again until it succeeds. While brokers are silent it is repeated until the signal is aborted.
 * After other failures that may pass it is repeated a few times. A broker whose certificate is not trusted is
 * asked once. Throws the last failure.
 */
export async function untilAnswered<Client, Answer>(
  { use, brokerCount }: Pick<KafkaConnection<Client>, 'use' | 'brokerCount'>,
  { clock, signal, onFailure = () => {} }: AnswerOptions,
  call: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  for (let failures = 0; ; ) {
    try {
      return await use(call);
    } catch (failure) {
      onFailure(failure);
      failures += isSilence(failure) ? 0 : 1;
      if (signal.aborted || failures >= triesMaxAfter(failure, brokerCount)) throw failure;
      await clock.sleep(Math.min(DELAY_MS_MIN * 2 ** (failures - 1), DELAY_MS_MAX));
    }
  }
}

type AnswerOptions = Pick<KafkaOptions, 'clock'> & {
  readonly signal: AbortSignal;
  /** Receives each failure, also those after which the call is made again. */
  readonly onFailure?: (failure: unknown) => void;
};

function triesMaxAfter(failure: unknown, brokerCount: number): number {
  const root = rootOf(failure);
  if (isSilence(failure)) return Number.POSITIVE_INFINITY;
  if (isUntrusted(root)) return brokerCount;
  return root.retriable === true || isLoginCutOff(root) ? TRIES_MAX : 1;
}

/**
 * With the delays between them, some three seconds. The queue delivers again what an election outlasts; more
 * tries would use up the time of the messages behind it, which would be parked.
 */
const TRIES_MAX = 6;
const DELAY_MS_MIN = 100;
const DELAY_MS_MAX = 1_000;

/** An error after which a call is made again. */
export function retriableError(message: string, name = 'Error'): Error {
  return Object.assign(new Error(message), { name, retriable: true });
}

const SILENCE = 'SilenceError';

/** The errors that mean that nothing came from a broker. A call that waits behind such a one has the last. */
const SILENCES: ReadonlySet<string> = new Set([
  SILENCE,
  'KafkaJSRequestTimeoutError',
  'KafkaJSLockTimeout',
]);

function isSilence(failure: unknown): boolean {
  const { name = '' } = rootOf(failure);
  return SILENCES.has(name);
}

/** The client loses why a connection was not made, which is neither an answer nor silence. */
function causeOf(failure: unknown, { untrusted }: KafkaSockets): unknown {
  const isOfConnection = rootOf(failure).type === undefined && !isSilence(failure);
  return (isOfConnection ? untrusted() : undefined) ?? failure;
}

/**
 * Whether a client can be used after a failure: a broker has answered, since no other failure has a type.
 * But a client goes on asking for a topic that is gone or closed to its user, and then publishes to no
 * other topic either.
 */
export function isUsableAfter(failure: unknown): boolean {
  const { type } = rootOf(failure);
  return type !== undefined && !OF_THE_TOPIC.has(type);
}

const OF_THE_TOPIC: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
]);

/** The first cause of a failure. */
function rootOf(failure: unknown): KafkaError {
  return chainOf(failure).at(-1) ?? {};
}
