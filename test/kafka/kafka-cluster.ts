import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { TopicMessage } from '../../shared/topics/topics.ts';

/** A cluster that speaks the Kafka protocol, in memory, for as long as its process lives. */
export type KafkaCluster = {
  /** `host:port` */
  readonly broker: string;
  readonly read: (topic: string) => Promise<readonly TopicMessage[]>;
  readonly stop: () => Promise<void>;
};

const MISSING =
  'kcat is missing: install it (on Debian, `apt-get install kcat`) and run this again.';

/**
 * Starts the mock cluster of librdkafka within a `kcat` process. It makes the topics that somebody
 * asks for, and knows neither users nor disks.
 *
 * @see https://github.com/confluentinc/librdkafka/blob/master/src/rdkafka_mock.h
 */
export async function startKafkaCluster(): Promise<KafkaCluster> {
  const kcat = spawn(
    'kcat',
    ['-C', '-b', 'unused', '-t', 'boot', '-X', 'test.mock.num.brokers=1', '-d', 'mock'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(kcat, 'close').catch(() => undefined);
  const broker = await new Promise<string>((resolve, reject) => {
    kcat.once('error', (cause) => reject(new Error(MISSING, { cause })));
    kcat.once('close', () => reject(new Error('kcat ended before its cluster was up.')));
    createInterface(kcat.stderr).on('line', (line) => {
      const [, found] = /bootstrap\.servers=([\d.]+:\d+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    broker,
    read: (topic) => readTopic(broker, topic),
    stop: async () => {
      kcat.kill();
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
async function readTopic(broker: string, topic: string): Promise<readonly TopicMessage[]> {
  const { stdout } = await promisify(execFile)('kcat', [
    '-C',
    '-q',
    '-e',
    '-J',
    '-b',
    broker,
    '-t',
    topic,
  ]);
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
