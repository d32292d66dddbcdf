import { Kafka, logLevel } from 'kafkajs';
import type { CkafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { deliverPartition } from '../../emulator/scf/ckafka-trigger.ts';
import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import { kafkaEngine } from '../../emulator/topics/kafka/engine.ts';
import type { StartOffset } from '../../emulator/topics/topic-engine.ts';

export type TriggerPumpOptions = {
  /** `host:port,host:port` */
  readonly brokers: string;
  readonly topic: string;
  /** Runs the function; rejects when the function throws. */
  readonly invoke: (event: CkafkaEvent) => Promise<unknown>;
  readonly maxMsgNum?: number;
  readonly sessionMs?: number;
  readonly start?: StartOffset;
  /** Runs between the end of an invocation and its commit. */
  readonly beforeCommit?: () => Promise<void>;
};

export type TriggerPump = {
  /** Leaves the group after the current batch. */
  readonly stop: () => Promise<void>;
};

/** Pumps of one topic share its partitions. */
const GROUP = 'provision-keys';

/**
 * Whenever a member joins or leaves, the mock cluster waits for the others a second less than this. It
 * waits three seconds for the first member, which must not count as dead meanwhile.
 */
const SESSION_MS = 4_000;

const SWITCHES = {
  ckafkaLimitsAreRetries: true,
  ckafkaRetryDelayMs: 50,
  ckafkaSkipsAfterRetries: false,
  ckafkaWindowMsMax: 0,
};

/** The trigger of the local cloud on brokers, with a function of the test's. */
export async function startTriggerPump(options: TriggerPumpOptions): Promise<TriggerPump> {
  const { brokers, topic, invoke, maxMsgNum = 100, beforeCommit = async () => {} } = options;
  const { consume } = await kafkaEngine({
    brokers: brokers.split(','),
    names: () => [],
    madeIn: () => ({ has: () => false, add() {}, remove() {} }),
    warn() {},
    sessionMs: options.sessionMs ?? SESSION_MS,
  });
  const stopping = new AbortController();
  const settings = { consumerGroup: GROUP, maxMsgNum, windowMs: 0, retriesMax: 0 };
  const running = consume(
    {
      topic,
      group: GROUP,
      start: options.start ?? 'earliest',
      messagesAhead: maxMsgNum,
      onProblem() {},
    },
    (consumed, ...rest) =>
      deliverPartition(
        {
          ...settings,
          topic: consumed,
          switches: () => SWITCHES,
          invoke: (event) => invoke(event).then(beforeCommit).then(succeed, fail),
        },
        ...rest,
      ),
    stopping.signal,
  );
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

const END = { functionName: GROUP, requestId: '', durationMs: 0 };

const succeed = (): InvokeResult => ({ ...END, ok: true, value: null });

const fail = (error: Error): InvokeResult => {
  return { ...END, ok: false, code: 430, errorMessage: error.message };
};

/** The number of messages that the pumps of a topic have settled, over all partitions. */
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
