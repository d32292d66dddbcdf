// @ts-check

import { posix } from 'node:path';
import { unitOf } from '../arrow-violations.mjs';
import { cyclesOf, importsOf, mutualPairsOf, sourceFiles } from '../import-graph.mjs';
import { duplicatesIn } from './duplicates.mjs';

/** A smaller file with one importer beside it could be a part of that importer. */
const SMALL_LINES_MAX = 59;

/** @typedef {Awaited<ReturnType<typeof sourceFigures>>} SourceFigures */

/**
 * The figures of the hand-written sources of a project that need no run.
 *
 * @param {string} root
 */
export async function sourceFigures(root) {
  const sources = sourceFiles(root);
  const imports = importsOf(sources);
  const sizes = sources
    .map(({ path, text }) => ({ path, lines: linesOf(text) }))
    .sort((one, other) => one.lines - other.lines);
  const longest = sizes.at(-1);
  if (longest === undefined) throw new Error(`There are no sources in ${root}.`);
  return {
    files: sizes.length,
    medianLines: quantile(sizes, 0.5),
    p90Lines: quantile(sizes, 0.9),
    longest,
    smallBesideImporter: smallBesideImporter(sizes, imports),
    cycles: cyclesOf(imports),
    mutualFolders: mutualPairsOf(imports, unitOf),
    duplicates: await duplicatesIn(sources),
  };
}

/** @typedef {{ readonly path: string, readonly lines: number }} Size */

/** @param {string} text */
function linesOf(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/**
 * By the nearest rank.
 *
 * @param {readonly Size[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  return sorted[Math.ceil(sorted.length * share) - 1]?.lines ?? 0;
}

/**
 * The small files with exactly one importer, which is in the same folder.
 *
 * @param {readonly Size[]} sizes
 * @param {readonly import('../import-graph.mjs').Import[]} imports
 */
function smallBesideImporter(sizes, imports) {
  return sizes
    .filter(({ path, lines }) => {
      if (lines > SMALL_LINES_MAX) return false;
      const [importer, another] = imports.filter(({ to }) => to === path);
      if (importer === undefined || another !== undefined) return false;
      return posix.dirname(importer.from) === posix.dirname(path);
    })
    .map(({ path }) => path)
    .sort();
}
