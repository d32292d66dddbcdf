import type { Application } from '../application.ts';
import type { Found } from '../found.ts';

/** Sentences on what is otherwise than the file says, and is left as it is. Pure. */
export function warningsOf(application: Application, found: Found): readonly string[] {
  return [...topicWarnings(application, found), ...functionWarnings(application, found)];
}

function topicWarnings({ ckafka }: Application, found: Found): readonly string[] {
  return ckafka.topics.flatMap(({ name, partitions, replicas, retentionMs }) => {
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
    if (there.retentionMs > retentionMs) {
      sentences.push(
        `The topic ${name} keeps messages for ${there.retentionMs} ms and goes on so, or they would be deleted at once: the file says ${retentionMs}.`,
      );
    }
    return sentences;
  });
}

/** Whether the platform takes these away again, and how, is not documented. */
function functionWarnings({ functions }: Application, found: Found): readonly string[] {
  return functions.flatMap(({ name, vpc, deadLetter }) => {
    const there = found.function.get(name);
    const kept = [
      ...(vpc === undefined && there?.vpc.vpcId ? [`its network ${there.vpc.vpcId}`] : []),
      ...(deadLetter === undefined && there?.deadLetter.name
        ? [`its dead-letter queue ${there.deadLetter.name}`]
        : []),
    ];
    return kept.map(
      (what) =>
        `The function ${name} keeps ${what}: the file names none, and it is taken away in the console of SCF alone.`,
    );
  });
}
