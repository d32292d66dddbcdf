import { replyAfter, replyWithoutEffect } from '../cloud/answer-call.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import type { ReadRange, TopicEngine, TopicSummary } from '../topics/topic-engine.ts';
import type { TopicMessage } from '../topics/topic-log.ts';
import { messageBytes, parseMessages } from '../topics/topics.ts';
import { jsonOf, type Route, type RouteResult, refusal, type Visit } from './route.ts';

/** Topics over HTTP, for clients without the Kafka protocol. */
export function topicRoutes(
  machine: CloudMachine,
  { names, find, append, read }: TopicEngine,
): readonly Route[] {
  async function onTopic(
    name: string,
    handle: (topic: TopicSummary) => RouteResult | Promise<RouteResult>,
  ): Promise<RouteResult> {
    const topic = await find(name);
    if (topic !== undefined) return handle(topic);
    const known = names().join(', ') || 'none yet';
    return refusal(`There is no topic ${JSON.stringify(name)}; there are ${known}.`, 404);
  }

  async function underFaults(action: string, run: () => Promise<unknown>): Promise<RouteResult> {
    const effect = machine.faults.effectOn(action) ?? {};
    const reply = replyWithoutEffect(effect);
    if (reply === undefined) return { reply: replyAfter(effect, 200, await run()) };
    if (reply.kind !== 'none') return { reply };
    return { reply, late: { afterMs: effect.lateMs ?? 0, run: machine.unlessReset(run) } };
  }

  function publishMessages({ name, body }: Visit): Promise<RouteResult> {
    return onTopic(name, () => {
      const parsed = parseMessages(jsonOf(body));
      if (!parsed.ok) return refusal(parsed.problem);
      const limit = machine.messageBytesMax(name);
      if (parsed.value.some((message) => messageBytes(message) > limit)) {
        return refusal(`A message of ${name} may have ${limit} bytes.`, 413);
      }
      return underFaults(`topics:publish:${name}`, () => append(name, parsed.value));
    });
  }

  function readMessages({ name, query }: Visit): Promise<RouteResult> {
    return onTopic(name, (topic) => {
      const range = rangeOf(query, topic);
      if (typeof range === 'string') return refusal(range);
      return underFaults(`topics:read:${name}`, async () => {
        const messages = await read(name, range);
        return messages.slice(0, countWithin(messages, range.size));
      });
    });
  }

  const path = '/topics/:name/messages';
  return [
    { method: 'GET', path, handle: readMessages },
    { method: 'POST', path, handle: publishMessages },
  ];
}

type Range = ReadRange & { readonly size: number };

/** Parses which messages are requested, or says in one sentence what is wrong. */
function rangeOf(query: URLSearchParams, topic: TopicSummary): Range | string {
  const from = countOf(query, 'from', 0);
  const limit = countOf(query, 'limit', MESSAGES_MAX);
  if (from === undefined) return 'from must be a whole number from 0 up.';
  if (limit === undefined || limit > MESSAGES_MAX) {
    return `limit must be a whole number from 0 to ${MESSAGES_MAX}.`;
  }
  const size = countOf(query, 'size', Number.POSITIVE_INFINITY);
  if (size === undefined) return 'size must be a whole number from 0 up.';
  if (!query.has('partition')) return { from, limit, size };
  const partition = countOf(query, 'partition', 0);
  if (partition === undefined || partition >= topic.partitionCount) {
    return `partition must be a whole number below ${topic.partitionCount}.`;
  }
  return { from, limit, size, partition };
}

/** The most messages in one answer. */
const MESSAGES_MAX = 10_000;

function countOf(query: URLSearchParams, name: string, fallback: number): number | undefined {
  const text = query.get(name);
  if (text === null) return fallback;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** How many of the first messages have keys and values of `size` characters together; at least one. */
function countWithin(messages: readonly TopicMessage[], size: number): number {
  let length = 0;
  const count = messages.findIndex(({ key, value }, index) => {
    length += (key?.length ?? 0) + (value?.length ?? 0);
    return index > 0 && length > size;
  });
  return count === -1 ? messages.length : count;
}
