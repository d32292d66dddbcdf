import { type CkafkaTrigger, runCkafkaTrigger } from '../scf/ckafka-trigger.ts';
import type { TopicLog } from '../topics/topic-log.ts';
import { fieldsOf, namesOf } from './json-fields.ts';
import type { News } from './news.ts';

type WatchedTrigger = Omit<CkafkaTrigger, 'consumerGroup' | 'onSkipped'> & {
  readonly functionName: string;
  readonly tell: (news: News) => void;
};

/** Runs a trigger until `signal` aborts, and tells what is published and what is given up. */
export async function runQueueDoor(door: WatchedTrigger, signal: AbortSignal): Promise<void> {
  const { functionName, topic, tell } = door;
  const leave = tellRequests(topic, tell);
  const trigger = {
    ...door,
    consumerGroup: functionName,
    onSkipped: () => {
      const reason = 'A batch was given up after its last retry.';
      tell({ kind: 'failure', functionName, reason });
    },
  };
  try {
    await runCkafkaTrigger(trigger, signal);
  } finally {
    leave();
  }
}

function tellRequests(topic: TopicLog, tell: (news: News) => void): () => void {
  let seen = topic.size();
  return topic.onChange(() => {
    if (topic.size() < seen) seen = 0; // There was a reset.
    const messages = topic.read(seen, topic.size() - seen);
    seen += messages.length;
    for (const { value } of messages) {
      tell({ kind: 'request', door: 'queue', ...namesOf(fieldsOf(value ?? '')) });
    }
  });
}
