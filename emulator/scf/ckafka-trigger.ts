import type { Switches } from '../api/switches.ts';
import { pause, untilAborted } from '../async/waiting.ts';
import { type BatchSource, type CkafkaEvent, ckafkaEvent, nextBatch } from './ckafka-batch.ts';
import type { FailureCode, InvokeResult } from './invoke-result.ts';

/** The names are the platform's settings of a trigger. */
export type CkafkaTrigger = Omit<BatchSource, 'switches'> & {
  readonly invoke: (event: CkafkaEvent) => Promise<InvokeResult>;
  /** How often a failed batch is delivered again; the setting `retry`. */
  readonly retriesMax: number;
  readonly switches: () => TriggerSwitches;
  /** Called with a batch that is skipped after its last retry: the function has lost it. */
  readonly onSkipped?: (event: CkafkaEvent) => void;
};

type TriggerSwitches = Pick<
  Switches,
  'ckafkaLimitsAreRetries' | 'ckafkaRetryDelayMs' | 'ckafkaSkipsAfterRetries' | 'ckafkaWindowMsMax'
>;

/**
 * Delivers the messages of one partition to a function: in order, one batch at a time, and a failed
 * batch again as a whole. An offset is committed only after its batch was
 * settled, so a batch in progress when `signal` aborts is delivered again later. Resolves soon
 * after `signal` aborts.
 *
 * @see https://cloud.tencent.com/document/product/583/17530
 */
export async function deliverPartition(
  trigger: CkafkaTrigger,
  partition: number,
  signal: AbortSignal,
): Promise<void> {
  const { topic, consumerGroup } = trigger;
  while (!signal.aborted) {
    const batch = await nextBatch(trigger, partition, signal);
    const last = batch.at(-1);
    if (last === undefined || signal.aborted) continue;
    // After a reset of the topic, this offset belongs to another message or to none.
    const isThere = () => topic.readPartition(partition, last.offset, 1)[0] === last;
    const isDue = () => !signal.aborted && isThere();
    const event = ckafkaEvent(topic.name, partition, batch);
    const settled = await deliver(trigger, event, isDue, signal);
    if (settled) await topic.commitOffset(consumerGroup, { partition, offset: last.offset + 1 });
  }
}

/**
 * Delivers a batch until it succeeds or is skipped; returns false if it is no longer due before
 * that.
 */
async function deliver(
  { invoke, retriesMax, switches, onSkipped }: CkafkaTrigger,
  event: CkafkaEvent,
  isDue: () => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  let retries = 0;
  let backoffs = 0;
  while (isDue()) {
    const result = await untilAborted(invoke(event), signal);
    if (result === undefined || result.ok || !isDue()) return isDue();
    const { ckafkaRetryDelayMs, ckafkaSkipsAfterRetries } = switches();
    if (!usesUpRetry(result.code, switches())) {
      await pause(Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** backoffs), signal);
      backoffs += 1;
      continue;
    }
    if (retries >= retriesMax && ckafkaSkipsAfterRetries) {
      onSkipped?.(event);
      return true;
    }
    await pause(ckafkaRetryDelayMs, signal);
    retries += 1;
  }
  return false;
}

/**
 * Whether a failure uses up a retry. After a fault of the platform (500) the batch is delivered again,
 * with exponential backoff, until it succeeds. The vendor's pages disagree on a batch that was refused
 * because all instances were busy (432).
 *
 * @see https://cloud.tencent.com/document/product/583/41138 (432 is a retry; 2025-06-30)
 * @see https://cloud.tencent.com/document/product/876/41138 (432 is like 500; an older copy)
 */
function usesUpRetry(code: FailureCode, { ckafkaLimitsAreRetries }: TriggerSwitches): boolean {
  return code === 432 ? ckafkaLimitsAreRetries : code !== 500;
}

const BACKOFF_MS_MIN = 100;

const BACKOFF_MS_MAX = 10_000;
