import { closeSync } from 'node:fs';
import { join } from 'node:path';
import type { MadeTopics } from '../topics/kafka/control.ts';
import { checkedText, headerOf, parseCheckedLines } from './checked-lines.ts';
import { readPrivateFile, replacePrivateFile } from './private-file.ts';

/**
 * Remembers which topics of a Kafka cluster this cloud made: in a file of the directory, or without one
 * until the process ends. Another cluster may have topics of the same names, which it did not make.
 *
 * @param clusterId The id that the cluster has from its creation.
 */
export function madeTopics(directory: string | undefined, clusterId: string): MadeTopics {
  const path = directory === undefined ? undefined : join(directory, 'made-topics');
  const byCluster = path === undefined ? {} : readMade(path);
  const names = new Set(byCluster[clusterId]);

  function write(): void {
    if (path === undefined) return;
    const text = JSON.stringify({ ...byCluster, [clusterId]: [...names] });
    closeSync(replacePrivateFile(path, checkedText(HEADER, [text]).content));
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

const HEADER = headerOf('made-topics');

function readMade(path: string): Readonly<Record<string, readonly string[]>> {
  const content = readPrivateFile(path);
  if (content === undefined) return {};
  const { texts, end } = parseCheckedLines(content, HEADER, { path, remedy: REMEDY });
  const [text] = texts;
  if (text === undefined || texts.length > 1 || end === 'torn') {
    throw new Error(`${path} is damaged: ${REMEDY}.`);
  }
  return JSON.parse(text);
}

const REMEDY = 'delete it, and the local cloud leaves the topics that it made on the brokers';
