import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { TopicMessage, Topics } from './topics.ts';

/**
 * Publishes messages in batches: those that arrive during a call to their topic are sent together in
 * the next one. The time to publish thus does not grow with the number of messages, and a single
 * message is sent at once.
 *
 * When the topic refuses a batch, each message of it is sent alone, so that only the message at fault
 * is refused.
 */
export function coalescedTopics(topics: Topics): Topics {
  const queues = new Map<string, Waiting[]>();

  function publish(
    topic: string,
    messages: readonly TopicMessage[],
    deadlineMs: number,
  ): Promise<void> {
    const published = messages.map(
      (message) =>
        new Promise<void>((resolve, reject) => {
          queueOf(topic).push({ message, deadlineMs, resolve, reject });
        }),
    );
    return Promise.all(published).then(() => undefined);
  }

  function queueOf(topic: string): Waiting[] {
    const known = queues.get(topic);
    if (known !== undefined) return known;
    const queue: Waiting[] = [];
    queues.set(topic, queue);
    // By the next microtask, all messages that are published together are in the queue.
    queueMicrotask(() => void drain(topic, queue));
    return queue;
  }

  async function drain(topic: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await send(topic, queue.splice(0, batchSize(queue)));
    queues.delete(topic);
  }

  async function send(topic: string, batch: readonly Waiting[]): Promise<void> {
    const deadlineMs = Math.max(...batch.map((waiting) => waiting.deadlineMs));
    const messages = batch.map(({ message }) => message);
    await topics.publish(topic, messages, deadlineMs).then(
      () => batch.forEach(({ resolve }) => void resolve()),
      (error: unknown) => sendAlone(topic, batch, error),
    );
  }

  async function sendAlone(
    topic: string,
    batch: readonly Waiting[],
    error: unknown,
  ): Promise<void> {
    const isRefused = error instanceof ApiError && failureOf(error.code).cause === 'unpublishable';
    if (!isRefused || batch.length === 1) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const waiting of batch) await send(topic, [waiting]);
  }

  return { publish, close: topics.close };
}

/** A message that is not sent yet. */
type Waiting = {
  readonly message: TopicMessage;
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** How many messages from the head of the queue form one batch; at least one. */
function batchSize(queue: readonly Waiting[]): number {
  let length = 0;
  const end = queue.findIndex(({ message }, index) => {
    length += message.value?.length ?? 0;
    return index > 0 && (index >= MESSAGES_MAX || length > LENGTH_MAX);
  });
  return end === -1 ? queue.length : end;
}

/** The limits of one call, in messages and characters: brokers accept some MB, SCF at most 6 MB. */
const MESSAGES_MAX = 500;
const LENGTH_MAX = 1_000_000;
