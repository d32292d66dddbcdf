import type { Application } from './application.ts';
import type { Found } from './found.ts';

/** Sentences on what is otherwise than the file says, and is left as it is. Pure. */
export function warningsOf({ ckafka }: Application, found: Found): readonly string[] {
  return ckafka.topics.flatMap(({ name, partitions, replicas }) => {
    const there = found.topic.get(name);
    if (there === undefined) return [];
    const sentences: string[] = [];
    if (there.partitions > partitions) {
      sentences.push(
        `The topic ${name} has ${there.partitions} partitions and keeps them, as no topic can have fewer: the file says ${partitions}.`,
      );
    }
    if (there.replicas !== replicas) {
      sentences.push(
        `The topic ${name} keeps its ${there.replicas} replicas: the file says ${replicas}, which holds for a new topic alone.`,
      );
    }
    return sentences;
  });
}
