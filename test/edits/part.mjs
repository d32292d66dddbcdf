// @ts-check

// The part of its work that a long suite does in one run: `.ci/run` takes another one each day.

/** @typedef {{ readonly part: number, readonly parts: number }} Part The part counts from 0. */

/**
 * Reads a part such as `2/4`; undefined if it is none.
 *
 * @param {string} text
 * @returns {Part | undefined}
 */
export function readPart(text) {
  const [, part = '0', parts = '0'] = /^([0-9]{1,3})\/([0-9]{1,3})$/.exec(text) ?? [];
  const isPart = Number(part) >= 1 && Number(part) <= Number(parts);
  return isPart ? { part: Number(part) - 1, parts: Number(parts) } : undefined;
}

/**
 * The items of a part. Those of all parts together are all items, each once.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {Part} part
 * @returns {readonly Item[]}
 */
export function itemsOf(items, { part, parts }) {
  return items.filter((_, index) => index % parts === part);
}
