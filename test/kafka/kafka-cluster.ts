import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import type { TopicMessage } from '../../shared/topics/topics.ts';

/** A cluster with the Kafka protocol, in the memory of its process. */
export type KafkaCluster = {
  /** `host:port,host:port` */
  readonly brokers: string;
  readonly read: (topic: string) => Promise<readonly TopicMessage[]>;
  /** Closes every connection, and refuses new ones. The brokers keep their messages. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  /** The next requests of this kind, in this number, are answered with an error. */
  readonly fail: (api: Api, code: number, times: number) => Promise<void>;
  /** The next request of this kind takes effect at once, and is answered after this delay. */
  readonly answerLate: (api: Api, delayMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type ClusterOptions = {
  readonly brokerCount?: number;
  /** The number of partitions by topic. Other topics are created on first use, with four. */
  readonly topics?: Readonly<Record<string, number>>;
};

/** @see https://kafka.apache.org/protocol#protocol_api_keys */
const API_KEYS = { produce: 0, fetch: 1, listOffsets: 2, metadata: 3 } as const;

export type Api = keyof typeof API_KEYS;

/**
 * Starts the mock cluster of librdkafka. It has neither users nor disks.
 *
 * @see https://github.com/confluentinc/librdkafka/blob/master/src/rdkafka_mock.h
 */
export async function startKafkaCluster({
  brokerCount = 1,
  topics = {},
}: ClusterOptions = {}): Promise<KafkaCluster> {
  const specs = Object.entries(topics).map((pair) => pair.join(':'));
  const cluster = spawn(inject('mockCluster'), [String(brokerCount), ...specs], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(cluster, 'close');
  const lines = createInterface(cluster.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  const brokers = await nextLine();

  let last = Promise.resolve();
  /** Commands are answered in their order, so each waits for the previous one. */
  function command(...words: readonly (string | number)[]): Promise<void> {
    const line = words.join(' ');
    last = last.then(async () => {
      cluster.stdin.write(`${line}\n`);
      const answer = await nextLine();
      if (answer !== 'ok') throw new Error(`The cluster answers "${line}" with: ${answer}`);
    });
    return last;
  }

  return {
    brokers,
    read: (topic) => readTopic(brokers, topic),
    down: () => command('down', -1),
    up: () => command('up', -1),
    fail: (api, code, times) => command('fail', API_KEYS[api], code, times),
    answerLate: (api, delayMs) => command('late', 1, API_KEYS[api], delayMs),
    stop: async () => {
      cluster.stdin.end();
      await gone;
    },
  };
}

type KcatMessage = {
  readonly key: string | null;
  readonly payload: string | null;
  readonly headers?: readonly string[];
};

/** Every message of a topic from its beginning, as an independent client sees it. */
async function readTopic(brokers: string, topic: string): Promise<readonly TopicMessage[]> {
  const { stdout } = await promisify(execFile)(
    'kcat',
    ['-C', '-q', '-e', '-J', '-X', 'fetch.wait.max.ms=10', '-b', brokers, '-t', topic],
    { maxBuffer: 100_000_000 },
  );
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { key, payload, headers = [] } = JSON.parse(line) as KcatMessage;
      return { ...(key !== null && { key }), value: payload, headers: pairs(headers) };
    });
}

/** kcat prints headers as name, value, name, value. */
function pairs(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name, index) => (index % 2 === 0 ? [[name, names[index + 1] ?? '']] : [])),
  );
}
