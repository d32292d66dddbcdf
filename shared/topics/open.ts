import { ApiError } from '../tenant-key/api-error.ts';
import { type HttpTopicsOptions, httpTopicReader, httpTopics } from './http.ts';
import { kafkaTopics } from './kafka.ts';
import { kafkaTopicReader } from './kafka-reader.ts';
import type { TopicMessage, TopicReader, Topics, TopicsAddress } from './topics.ts';

/** Opens the topics at an address for reading. Nothing is connected before the first reading. */
export function openTopicReader(
  address: TopicsAddress,
  { clock, send }: HttpTopicsOptions,
): TopicReader {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopicReader(address.brokers, clock);
    case 'http':
      return httpTopicReader(address.base, { clock, send });
  }
}

/** Opens the topics at an address. Nothing is connected before the first message. */
export function openTopics(address: TopicsAddress, { clock, send }: HttpTopicsOptions): Topics {
  switch (address.engine) {
    case 'kafka':
      return kafkaTopics(address.brokers, clock);
    case 'http':
      return httpTopics(address.base, { clock, send });
  }
}

/** The most that goes out in one call: brokers take some MB, SCF's own limit of a batch is 6. */
const MESSAGES_MAX = 500;
const LENGTH_MAX = 1_000_000;

type Waiting = {
  readonly message: TopicMessage;
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers messages: while one call to a topic is under way, those that come meanwhile wait, and go
 * out together in the next. So the time that telling takes does not grow with the number of messages,
 * and one alone goes out at once.
 *
 * A call that the topic refuses is made again for each of its messages alone, so that the refusal
 * meets only whom it is for.
 */
export function coalescedTopics(topics: Topics): Topics {
  const lines = new Map<string, Waiting[]>();

  function publish(
    topic: string,
    messages: readonly TopicMessage[],
    deadlineMs: number,
  ): Promise<void> {
    const told = messages.map(
      (message) =>
        new Promise<void>((resolve, reject) => {
          lineOf(topic).push({ message, deadlineMs, resolve, reject });
        }),
    );
    return Promise.all(told).then(() => undefined);
  }

  function lineOf(topic: string): Waiting[] {
    const known = lines.get(topic);
    if (known !== undefined) return known;
    const line: Waiting[] = [];
    lines.set(topic, line);
    // Whoever tells several things at once has told them all by the next microtask.
    queueMicrotask(() => void drain(topic, line));
    return line;
  }

  async function drain(topic: string, line: Waiting[]): Promise<void> {
    while (line.length > 0) await send(topic, line.splice(0, fitting(line)));
    lines.delete(topic);
  }

  async function send(topic: string, waiting: readonly Waiting[]): Promise<void> {
    const deadlineMs = Math.max(...waiting.map((one) => one.deadlineMs));
    const messages = waiting.map(({ message }) => message);
    await topics.publish(topic, messages, deadlineMs).then(
      () => waiting.forEach(({ resolve }) => void resolve()),
      (error: unknown) => sendAgain(topic, waiting, error),
    );
  }

  async function sendAgain(
    topic: string,
    waiting: readonly Waiting[],
    error: unknown,
  ): Promise<void> {
    const isRefused = error instanceof ApiError && error.code === 'TopicRefused';
    if (!isRefused || waiting.length === 1) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    for (const one of waiting) await send(topic, [one]);
  }

  return { publish, close: topics.close };
}

/** How many of those in line go out together; at least one. */
function fitting(line: readonly Waiting[]): number {
  let length = 0;
  const end = line.findIndex(({ message }, index) => {
    length += message.value?.length ?? 0;
    return index > 0 && (index >= MESSAGES_MAX || length > LENGTH_MAX);
  });
  return end === -1 ? line.length : end;
}
