import { type TopicInput, type TopicLog, type TopicOptions, topicLog } from './topic-log.ts';

/** The topics of the local cloud. */
export type Topics = {
  readonly names: readonly string[];
  readonly get: (name: string) => TopicLog | undefined;
  readonly repeat: (input: TopicInput) => void;
  readonly clear: () => void;
};

const PARTITION_COUNTS: ReadonlyMap<string, number> = new Map([
  ['key-requests', 3],
  ['key-events', 1],
  ['key-dead-letters', 1],
  ['key-quota', 1],
]);

export function localTopics(options: TopicOptions): Topics {
  const topics = new Map<string, TopicLog>();
  for (const [name, count] of PARTITION_COUNTS) topics.set(name, topicLog(name, count, options));

  function repeat(input: TopicInput): void {
    const topic = topics.get(input.topic);
    if (topic === undefined) throw new Error(`there is no topic ${input.topic}`);
    topic.repeat(input);
  }

  return {
    names: [...topics.keys()],
    get: (name) => topics.get(name),
    repeat,
    clear: () => {
      for (const topic of topics.values()) topic.clear();
    },
  };
}
