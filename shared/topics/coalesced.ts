import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { TopicMessage, Topics } from './topics.ts';

/**
 * Publishes messages in batches: those that are published during a call to their topic are sent together in
 * the next one. The time to publish thus does not grow with the number of messages, and a single
 * message is sent at once. Messages that are published together stay together.
 *
 * When the topic refuses a batch, what was published together is sent alone, so that only the messages at
 * fault are refused.
 */
export function coalescedTopics(topics: Topics): Topics {
  const queues = new Map<string, Waiting[]>();

  function publish(
    topic: string,
    messages: readonly TopicMessage[],
    deadlineMs: number,
  ): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      queueOf(topic).push({ messages, deadlineMs, resolve, reject });
    });
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
    const messages = batch.flatMap((waiting) => waiting.messages);
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

/** Messages that were published together, and are not sent yet. */
type Waiting = {
  readonly messages: readonly TopicMessage[];
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** How much from the head of the queue forms one batch; at least what was published together. */
function batchSize(queue: readonly Waiting[]): number {
  let count = 0;
  let length = 0;
  const end = queue.findIndex(({ messages }, index) => {
    count += messages.length;
    for (const { value } of messages) length += value?.length ?? 0;
    return index > 0 && (count > MESSAGES_MAX || length > LENGTH_MAX);
  });
  return end === -1 ? queue.length : end;
}

/** The limits of one call, in messages and characters: brokers accept some MB, SCF at most 6 MB. */
const MESSAGES_MAX = 500;
const LENGTH_MAX = 1_000_000;
