import type { InvokeResult } from '../../emulator/scf/invoke-result.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { isCauseRecordKey } from '../../shared/dead-letters/record-key.ts';
import type { DeployedCloud } from './deployed-cloud.ts';
import { runCkafkaTrigger } from './run-ckafka-trigger.ts';

export type RunningTrigger = {
  /** How many messages of the topic are acknowledged. */
  readonly acknowledged: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts to push the messages of the topic of requests into the queue consumer. */
export function startTrigger({ cloud, host }: DeployedCloud): RunningTrigger {
  const topic = cloud.topics.get('key-requests')!;
  const consumerGroup = 'provision-keys';
  const stopping = new AbortController();
  const trigger = {
    ...{ topic, consumerGroup, maxMsgNum: 100, windowMs: 20, retriesMax: 10_000 },
    invoke: (event: object) => host.invoke('provision-keys', event),
    switches: cloud.switches,
  };
  const ended = runCkafkaTrigger(trigger, stopping.signal);
  return {
    acknowledged: () => {
      const partitions = Array.from({ length: topic.partitionCount }, (_, index) => index);
      return partitions.reduce(
        (sum, partition) => sum + topic.committedOffset(consumerGroup, partition),
        0,
      );
    },
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/** Has heal run as its timer would, so many minutes from now: the functions read the real clock, and the timer's. */
export function healIn(minutes: number, { host }: DeployedCloud): Promise<InvokeResult> {
  const Time = new Date(Date.now() + minutes * 60_000).toISOString();
  const timer = { Type: 'Timer', TriggerName: 'every-minute', Message: 'heal' };
  return host.invoke('heal', { ...timer, Time });
}

/** The unsettled dead letters, each as its last record. */
export function unsettled({ cloud }: DeployedCloud): readonly DeadLetter[] {
  const records = new Map<string, string | null>();
  const log = cloud.topics.get('key-dead-letters')!.read(0, Number.MAX_SAFE_INTEGER);
  for (const { key, value } of log) if (key !== null) records.set(key, value);
  const deadLetters = Array.from(records).flatMap(([key, value]) =>
    value === null || isCauseRecordKey(key) ? [] : [JSON.parse(value) as DeadLetter],
  );
  return [...new Map(deadLetters.map((each) => [each.id, each])).values()];
}
