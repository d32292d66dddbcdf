import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { listeners } from '../../async/listeners.ts';
import { pause, untilAborted } from '../../async/waiting.ts';
import type { ConsumedTopic, GroupOptions, RunPartition } from '../topic-engine.ts';
import type { TopicMessage } from '../topic-log.ts';
import { hasType, type KafkaClient, reasonOf } from './client.ts';
import type { ConsumerSessions } from './consumer-sessions.ts';
import { committedOffsets, startGroup } from './group-offsets.ts';
import { topicMessage } from './reader.ts';

type ConsumeOptions = GroupOptions & {
  readonly client: KafkaClient;
  readonly sessions: ConsumerSessions;
  readonly sessionMs: number;
  /** Receives the messages that are fetched, some of them more than once. */
  readonly onFetched: (messages: readonly TopicMessage[]) => void;
};

/** See `TopicEngine.consume`. After a failure, another member takes the place of the failed one. */
export async function consumeTopic(
  options: ConsumeOptions,
  run: RunPartition,
  signal: AbortSignal,
): Promise<void> {
  const { client, sessions, topic, onProblem } = options;
  let problem: string | undefined;
  let resetsBefore: number | undefined;
  while (!signal.aborted) {
    try {
      await sessions.run(signal, async (closing, resets) => {
        const isReset = resets !== (resetsBefore ?? resets);
        await startGroup(client, options, isReset);
        resetsBefore = resets;
        const onJoined = () => {
          problem = undefined;
        };
        await client.withKafka((kafka) => runMember({ ...options, kafka }, run, onJoined, closing));
      });
    } catch (error) {
      if (error instanceof FatalError) throw error.cause;
      const sentence = `The topic ${topic} at ${client.url} cannot be read: ${reasonOf(error)}.`;
      if (sentence !== problem) onProblem(sentence);
      problem = sentence;
      await pause(TRY_AGAIN_MS, signal);
    }
  }
}

const TRY_AGAIN_MS = 1_000;

/** A failure of the function that consumes a partition, which another member would not change. */
class FatalError extends Error {}

/**
 * The client fetches and sends heartbeats while partitions are consumed: a fetched batch is only put into
 * the buffer of its partition, and a partition with a full buffer is not fetched. So a consumer that
 * takes long stays a member, and partitions do not wait for each other.
 */
async function runMember(
  {
    kafka,
    client,
    topic,
    group,
    messagesAhead,
    sessionMs,
    onFetched,
  }: ConsumeOptions & { readonly kafka: Kafka },
  run: RunPartition,
  onJoined: () => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const consumer = kafka.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    sessionTimeout: sessionMs,
    rebalanceTimeout: sessionMs,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    retry: { ...RETRY, restartOnFailure: async () => false }, // Another member is started here.
  });
  let assigned = new Map<number, PartitionBuffer>();
  let leave = () => {};
  const running = new Set<Promise<void>>();
  const { promise: failed, reject: fail } = rejecting();

  function assign(partitions: readonly number[]): void {
    leave();
    const leaving = new AbortController();
    leave = () => leaving.abort();
    const closing = AbortSignal.any([signal, leaving.signal]);
    assigned = new Map(
      partitions.map((partition) => {
        const place = { topic, group, partition, messagesAhead };
        return [partition, partitionBuffer(consumer, place, fail, closing)];
      }),
    );
    for (const [partition, buffer] of assigned) {
      const consumed = run(buffer.topic, partition, closing);
      running.add(consumed);
      consumed
        .catch((cause: unknown) => fail(new FatalError('', { cause })))
        .finally(() => running.delete(consumed));
    }
  }

  async function receive({ batch }: EachBatchPayload): Promise<void> {
    const { partition } = batch;
    const buffer = assigned.get(partition);
    if (buffer === undefined) return;
    const messages = batch.messages.map((message) => topicMessage(partition, message));
    const first = Number(batch.firstOffset());
    if (!(await buffer.isNext(first, () => committedOffsets(client, group, topic)))) return;
    onFetched(messages);
    buffer.add(messages);
  }

  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    onJoined();
    assign(payload.memberAssignment[topic] ?? []);
  });
  try {
    const joining = (async () => {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        partitionsConsumedConcurrently: 8,
        eachBatch: receive,
      });
    })();
    await untilAborted(Promise.race([joining.then(() => failed), failed]), signal);
  } finally {
    leave();
    await untilAborted(
      Promise.all([consumer.disconnect().catch(() => {}), Promise.allSettled(running)]),
      AbortSignal.timeout(LEAVE_MS_MAX),
    );
  }
}

const HEARTBEAT_MS = 1_000;
/** Heartbeats are sent between fetches, and a partition is fetched again after as long. */
const FETCH_WAIT_MS = 250;
/** Some six seconds: a broker that restarts meanwhile keeps the member. */
const RETRY = { retries: 8, initialRetryTime: 200, maxRetryTime: 1_000 };
/** A broker that does not answer must not delay the end. */
const LEAVE_MS_MAX = 3_000;

type Rejecting = { readonly promise: Promise<never>; readonly reject: (error: unknown) => void };

function rejecting(): Rejecting {
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, onReject) => {
    reject = onReject;
  });
  promise.catch(() => {}); // It may fail after nobody waits for it any more.
  return { promise, reject };
}

type PartitionPlace = {
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly messagesAhead: number;
};

type PartitionBuffer = {
  /** What `run` reads and commits. */
  readonly topic: ConsumedTopic;
  readonly add: (messages: readonly TopicMessage[]) => void;
  /**
   * Whether a fetched batch follows what was committed. While the client joins a group again, it may
   * still deliver a batch that it fetched before, and would then continue after it. The client is
   * sent back once: it moves on by itself where the brokers do not have that offset any more.
   */
  readonly isNext: (
    firstOffset: number,
    readCommitted: () => Promise<ReadonlyMap<number, number>>,
  ) => Promise<boolean>;
};

function partitionBuffer(
  consumer: Consumer,
  { topic: name, partition, messagesAhead }: PartitionPlace,
  fail: (error: unknown) => void,
  signal: AbortSignal,
): PartitionBuffer {
  const here = [{ topic: name, partitions: [partition] }];
  const { add: onChange, notify } = listeners<void>();
  let messages: readonly TopicMessage[] = [];
  let committed = 0;
  let isChecked = false;
  consumer.resume(here); // The client remembers that an earlier assignment was paused.

  async function commitOffset(_group: string, { offset }: { readonly offset: number }) {
    try {
      await consumer.commitOffsets([{ topic: name, partition, offset: String(offset) }]);
    } catch (error) {
      // The client joins again by itself, and the batch is delivered again.
      if (!hasType(error, REJOINS)) fail(error);
      await untilAborted(new Promise(() => {}), signal);
      return;
    }
    committed = offset;
    messages = messages.filter((message) => message.offset >= offset);
    if (messages.length < messagesAhead && !signal.aborted) consumer.resume(here);
  }

  return {
    topic: {
      name,
      readPartition: (_, from, limit) => {
        const start = messages.findIndex(({ offset }) => offset >= from);
        return start === -1 ? [] : messages.slice(start, start + limit);
      },
      committedOffset: () => committed,
      commitOffset,
      onChange,
    },
    add: (more) => {
      const end = messages.at(-1)?.offset ?? -1;
      messages = [...messages, ...more.filter(({ offset }) => offset > end)];
      if (messages.length >= messagesAhead) consumer.pause(here);
      notify();
    },
    isNext: async (firstOffset, readCommitted) => {
      if (isChecked) return true;
      isChecked = true;
      const offset = (await readCommitted()).get(partition);
      if (offset === undefined || offset === firstOffset) return true;
      consumer.seek({ topic: name, partition, offset: String(offset) });
      return false;
    },
  };
}

const REJOINS: ReadonlySet<string> = new Set([
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'UNKNOWN_MEMBER_ID',
]);
