import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { KEY_DEAD_LETTERS } from '../../shared/topics/topics.ts';
import type { TopicMessage } from '../topics/topic-log.ts';
import { callLocalCloud } from './call-local-cloud.ts';

/** The messages of a topic from the one that `from` counts, in the order in which they came. */
export function messagesFrom(
  url: string,
  topic: string,
  from: number,
): Promise<readonly TopicMessage[]> {
  return callLocalCloud(url, `GET /topics/${topic}/messages?from=${from}`);
}

/** The letters that were parked from the message on that `from` counts, and still are. */
export async function lettersSince(url: string, from: number): Promise<readonly DeadLetter[]> {
  const table = new Map<string | null, string | null>();
  const messages = await messagesFrom(url, KEY_DEAD_LETTERS, from);
  for (const { key, value } of messages) table.set(key, value);
  return [...table.values()].flatMap((value) => (value === null ? [] : [JSON.parse(value)]));
}

/** How many messages a topic has. */
export async function messageCount(url: string, topic: string): Promise<number> {
  const { topics } = await callLocalCloud<About>(url, 'GET /');
  return topics.find(({ name }) => name === topic)?.messages ?? 0;
}

type About = { readonly topics: readonly { readonly name: string; readonly messages: number }[] };
