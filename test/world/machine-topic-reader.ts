import { replyAfter, replyWithoutEffect } from '../../emulator/cloud/answer-call.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { TopicMessage } from '../../emulator/topics/topic-log.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { pagedReader } from '../../shared/topics/http.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';

/** How long a page takes. */
const LATENCY_MS = 20;

/** Few, so that a short world has several pages. */
const PAGE_RECORDS_MAX = 50;

/** Reads topics of the emulated cloud in the same process, under the faults that are set for them. */
export function machineTopicReader(machine: CloudMachine, clock: Clock): TopicReader {
  return pagedReader(async function* (topic, signal) {
    const log = machine.topics.get(topic);
    if (log === undefined) throw new Error('there is no such topic');
    const end = log.size();
    for (let from = 0; from < end; ) {
      const limit = Math.min(PAGE_RECORDS_MAX, end - from);
      const effect = machine.faults.effectOn(`topics:read:${topic}`) ?? {};
      await clock.sleep(LATENCY_MS + (effect.delayMs ?? 0));
      signal.throwIfAborted();
      const reply = replyWithoutEffect(effect) ?? replyAfter(effect, 200, log.read(from, limit));
      if (reply.kind !== 'answer') throw new Error(`a fault made it ${reply.kind}`);
      const page = reply.body as readonly TopicMessage[];
      if (page.length === 0) return; // The cloud has been reset.
      yield page.map(({ headers: _, ...record }) => record);
      from += page.length;
    }
  }, clock);
}
