import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MadeTopics } from '../topics/kafka/control.ts';

/**
 * Remembers which topics of a Kafka cluster this cloud made: in a file of the directory, or without one
 * until the process ends. Another cluster may have topics of the same names, which it did not make.
 *
 * @param clusterId The id that the cluster has from its creation.
 */
export function madeTopics(directory: string | undefined, clusterId: string): MadeTopics {
  const path = directory === undefined ? undefined : join(directory, 'made-topics.json');
  const byCluster = path === undefined ? {} : readMade(path);
  const names = new Set(byCluster[clusterId]);

  function write(): void {
    if (path === undefined) return;
    const text = JSON.stringify({ ...byCluster, [clusterId]: [...names] });
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
  }

  return {
    has: (name) => names.has(name),
    add: (name) => {
      names.add(name);
      write();
    },
    remove: (name) => {
      if (names.delete(name)) write();
    },
  };
}

function readMade(path: string): Readonly<Record<string, readonly string[]>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `${path} is damaged: delete it, and the local cloud leaves the topics that it made on the brokers.`,
      { cause },
    );
  }
}
