// @ts-check

import { Detector, getDefaultOptions, MemoryStore, Statistic } from '@jscpd/core';
import { Tokenizer } from '@jscpd/tokenizer';

/**
 * Duplicated code, as jscpd finds it at 50 tokens. This uses only jscpd's engine: its other packages
 * read files and print, and depend on 120 more.
 *
 * @param {readonly import('../import-graph.mjs').SourceFile[]} sources
 */
export async function duplicatesIn(sources) {
  const options = { ...getDefaultOptions(), minTokens: 50 };
  const detector = new Detector(new Tokenizer(), new MemoryStore(), [], options);
  const statistic = new Statistic();
  for (const [event, listener] of Object.entries(statistic.subscribe())) {
    detector.on(/** @type {import('@jscpd/core').DetectorEvents} */ (event), listener);
  }
  const places = [];
  for (const { path, text } of sources) {
    for (const { duplicationA, duplicationB } of await detector.detect(path, text, 'typescript')) {
      places.push(`${placeOf(duplicationA)} and ${placeOf(duplicationB)}`);
    }
  }
  const { clones, duplicatedLines, percentage } = statistic.getStatistic().total;
  return { clones, duplicatedLines, percentage, places };
}

/** @param {import('@jscpd/core').IClone['duplicationA']} duplication */
function placeOf({ sourceId, start, end }) {
  return `${sourceId}:${start.line}-${end.line}`;
}
