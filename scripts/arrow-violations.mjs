// @ts-check

import { INNER_ARROWS, TOP_ARROWS } from './arrows.mjs';

/** @typedef {import('./import-graph.mjs').Import} Import */

/**
 * The imports that the tables of arrows forbid, each as a sentence.
 *
 * @param {readonly Import[]} imports
 * @returns {readonly string[]}
 */
export function arrowViolations(imports) {
  return imports.flatMap((one) => violationOf(one) ?? []);
}

/**
 * The unit that a file belongs to: a folder; or, in a folder with inner arrows, its subfolder or file.
 *
 * @param {string} path
 */
export function unitOf(path) {
  const [top = '', inner] = path.split('/');
  return top in INNER_ARROWS && inner !== undefined ? `${top}/${inner}` : top;
}

/** @param {Import} one */
function violationOf({ from, to }) {
  const [fromTop = '', fromInner = ''] = from.split('/');
  const [toTop = '', toInner = ''] = to.split('/');
  // package.json and other files at the root are not part of the architecture.
  if (!to.includes('/')) return undefined;
  if (fromTop !== toTop) {
    const allowed = TOP_ARROWS[fromTop];
    if (allowed?.includes(toTop) || allowed?.includes(to)) return undefined;
    return sentenceOf({ from, to }, fromTop, allowed);
  }
  const arrows = INNER_ARROWS[fromTop];
  if (arrows === undefined || fromInner === toInner) return undefined;
  const allowed = arrows[fromInner];
  if (allowed?.includes(toInner)) return undefined;
  return sentenceOf({ from, to }, `${fromTop}/${fromInner}`, allowed);
}

/**
 * @param {Import} one
 * @param {string} unit
 * @param {readonly string[] | undefined} allowed
 */
function sentenceOf({ from, to }, unit, allowed) {
  const rule =
    allowed === undefined
      ? `${unit} has no row in scripts/arrows.mjs`
      : `${unit} may import ${allowed.join(', ') || 'nothing'} (scripts/arrows.mjs)`;
  return `${from} imports ${to}, but ${rule}.`;
}
