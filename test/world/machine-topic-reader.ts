import { replyAfter, replyWithoutEffect } from '../../emulator/cloud/answer-call.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { TopicLog, TopicMessage } from '../../emulator/topics/topic-log.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { pagedReader } from '../../shared/topics/paged-reader.ts';
import type { TopicReader, TopicRecord } from '../../shared/topics/topics.ts';
import type { Compaction } from './compaction.ts';

/** How long a page takes. */
const LATENCY_MS = 20;

/** Few, so that a short world has several pages. */
const PAGE_RECORDS_MAX = 50;

/**
 * Reads topics of the emulated cloud in the same process, under the faults that are set for them.
 *
 * @param compaction Leaves out the records that it has removed.
 * @param pageRecordsMax By default few.
 */
export function machineTopicReader(
  machine: CloudMachine,
  clock: Clock,
  compaction?: Compaction,
  pageRecordsMax = PAGE_RECORDS_MAX,
): TopicReader {
  function logOf(topic: string): TopicLog {
    const log = machine.topics.get(topic);
    if (log === undefined) {
      throw new ApiError('TopicMissing', { detail: 'there is no such topic', topic });
    }
    return log;
  }

  /** Reads up to `end`, at most one page at a time; ends earlier when the cloud has been reset. */
  async function* pagesUntil(
    topic: string,
    start: number,
    end: number,
    read: (from: number, limit: number) => readonly TopicMessage[],
    signal: AbortSignal,
  ): AsyncGenerator<readonly TopicRecord[]> {
    for (let from = start; from < end; ) {
      const limit = Math.min(pageRecordsMax, end - from);
      const effect = machine.faults.effectOn(`topics:read:${topic}`) ?? {};
      await clock.sleep(LATENCY_MS + (effect.delayMs ?? 0));
      signal.throwIfAborted();
      const reply = replyWithoutEffect(effect) ?? replyAfter(effect, 200, read(from, limit));
      if (reply.kind !== 'answer') throw new Error(`a fault made it ${reply.kind}`);
      const page = reply.body as readonly TopicMessage[];
      if (page.length === 0) return;
      yield page
        .filter((message) => compaction?.isRemoved(topic, message) !== true)
        .map(({ headers: _, ...record }) => record);
      from += page.length;
    }
  }

  return pagedReader(
    {
      pages: async function* (topic, start, signal) {
        const log = logOf(topic);
        // In order of arrival, of which this is at most the number that was read: the last ones may be gone.
        const from = [...start.values()].reduce((sum, offset) => sum + offset, 0);
        for await (const page of pagesUntil(topic, from, log.size(), log.read, signal)) {
          yield page.filter(({ partition, offset }) => offset >= (start.get(partition) ?? 0));
        }
      },
      pagesAt: async function* (topic, runs, signal) {
        const log = logOf(topic);
        for (const { partition, low, high } of runs) {
          const read = (from: number, limit: number) => log.readPartition(partition, from, limit);
          yield* pagesUntil(topic, low, high, read, signal);
        }
      },
    },
    clock,
  );
}
