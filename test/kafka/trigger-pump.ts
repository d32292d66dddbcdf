import { type EachBatchPayload, Kafka, logLevel } from 'kafkajs';
import { type CkafkaEvent, ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';

export type TriggerPumpOptions = {
  /** `host:port,host:port` */
  readonly brokers: string;
  readonly topic: string;
  /** Runs the function; rejects when the function throws. */
  readonly invoke: (event: CkafkaEvent) => Promise<unknown>;
  readonly maxMsgNum?: number;
  /** Stands between the end of an invocation and its commit. */
  readonly beforeCommit?: () => Promise<void>;
};

export type TriggerPump = {
  /** Leaves the group, after the batch in hand. */
  readonly stop: () => Promise<void>;
};

/** Pumps of one topic share its partitions. */
const GROUP = 'provision-keys';

/**
 * The cluster waits a second less than that for its members whenever one joins or leaves a group. It
 * waits three for the first, which must not be taken for dead meanwhile.
 */
const SESSION_MS = 4_000;

/**
 * Does over a real wire what the CKafka trigger of the platform does: hands the messages of a topic to
 * a function, per partition in order and a batch at a time, and commits a batch only after the function
 * ended well. On a throw the whole batch comes again.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
export async function startTriggerPump(options: TriggerPumpOptions): Promise<TriggerPump> {
  const { brokers, topic, invoke, maxMsgNum = 100, beforeCommit = async () => {} } = options;
  const consumer = clientOf(brokers).consumer({
    groupId: GROUP,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: SESSION_MS,
    heartbeatInterval: 100,
    maxWaitTimeInMs: 50,
    retry: { retries: 1_000, initialRetryTime: 50, maxRetryTime: 200 },
  });

  async function deliver(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary } = payload;
    const { partition } = batch;
    for (let start = 0; start < batch.messages.length; start += maxMsgNum) {
      const messages = batch.messages.slice(start, start + maxMsgNum).map((message) => ({
        offset: Number(message.offset),
        key: message.key?.toString() ?? null,
        value: message.value?.toString() ?? null,
      }));
      await heartbeat();
      if (!payload.isRunning()) return;
      await invoke(ckafkaEvent(topic, partition, messages));
      await beforeCommit();
      const last = messages.at(-1)!.offset;
      const partitions = [{ partition, offset: String(last + 1) }];
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
      resolveOffset(String(last));
    }
  }

  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 3,
    eachBatch: deliver,
  });
  return { stop: () => consumer.disconnect() };
}

/** Of all partitions together: how many messages the pumps of a topic have settled. */
export async function committedCount(brokers: string, topic: string): Promise<number> {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  try {
    const [found] = await admin.fetchOffsets({ groupId: GROUP, topics: [topic] });
    const offsets = found?.partitions.map(({ offset }) => Math.max(0, Number(offset))) ?? [];
    return offsets.reduce((sum, offset) => sum + offset, 0);
  } finally {
    await admin.disconnect();
  }
}

function clientOf(brokers: string): Kafka {
  return new Kafka({
    clientId: 'ckafka-trigger',
    brokers: brokers.split(','),
    connectionTimeout: 1_000,
    retry: { retries: 1_000, initialRetryTime: 50, maxRetryTime: 200 },
    logLevel: logLevel.NOTHING, // Its failures are what the tests are about.
  });
}
