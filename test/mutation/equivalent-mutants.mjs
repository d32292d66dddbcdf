// @ts-check

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPiece } from '../edits/edit-by-symbol.mjs';

// Mutants that no test can notice, since the code does the same with them. A run of Stryker leaves them
// out. They are listed here and not in comments of the code, which is about something else.

/**
 * @typedef {object} Row
 * @property {string} place The declaration, as in `edit-by-symbol.mjs`.
 * @property {string} code A whole expression or declarator of it that stands there once.
 * @property {string} mutators The mutators that are left out within that code.
 * @property {string} reason
 */

/** @type {readonly Row[]} */
export const EQUIVALENT_MUTANTS = [
  {
    place: 'mergeDeadLetter',
    code: 'known.firstSeenAt < firstSeenAt',
    mutators: 'EqualityOperator',
    reason: 'Of two equal times, either is right.',
  },
  {
    place: 'mergeDeadLetter',
    code: 'known.lastSeenAt > lastSeenAt',
    mutators: 'EqualityOperator',
    reason: 'Of two equal times, either is right.',
  },
  {
    place: 'byPosition',
    code: 'positionOf(one) < positionOf(other)',
    mutators: 'EqualityOperator',
    reason: 'No two dead letters have the same position.',
  },
  {
    place: 'refusedBySchema',
    code: 'errors ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'The validator never refuses a command without errors.',
  },
  {
    place: 'redriveDeadLetters',
    code: 'result ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'Every result is known by then, which the type does not say.',
  },
  {
    place: 'deadLettersInTime',
    code: "{ detail: 'no time for a dead letter' }",
    mutators: 'ObjectLiteral, StringLiteral',
    reason: 'Only the code of this error is reported.',
  },
  {
    place: 'adopt',
    code: "proof.kind === 'ours'",
    mutators: 'ConditionalExpression',
    reason: 'No other proof has a fingerprint.',
  },
  {
    place: 'handleBatch',
    code: 'settling: Promise<void>[] = []',
    mutators: 'ArrayDeclaration',
    reason: 'Promise.all passes over what is no promise.',
  },
  {
    place: 'structuralFlaw',
    code: "name = ''",
    mutators: 'StringLiteral',
    reason: 'A match with a colon always has a name.',
  },
  {
    place: 'byteProblems > problemsOf',
    code: 'validateKeyRequest.errors ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'What is no error has no sentence.',
  },
  {
    place: 'settle',
    code: "next.kind !== 'retry'",
    mutators: 'ConditionalExpression',
    reason: 'No other outcome has inPlace.',
  },
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What of Babel's syntax tree is used here.
 *
 * @typedef {{ type: string, start?: number, end?: number, loc?: object, leadingComments?: object[] }} Node
 * @typedef {object} NodePath
 * @property {Node} node
 * @property {{ file: { opts: { filename: string } } }} hub
 * @property {(visitor: { enter: (path: NodePath) => void }) => void} traverse
 */

/**
 * An ignorer of Stryker is asked for each node whether all mutants of it shall be left out. A row names
 * mutators as well, which only a comment can do. So the first node of each file, the whole program, is
 * the occasion to put these comments into the tree, and no node is ignored.
 */
const ignorer = {
  /** @param {NodePath} path */
  shouldIgnore(path) {
    if (path.node.type === 'Program') addComments(path);
    return undefined;
  },
};

/** The plugin, as Stryker wants it exported; its package is installed for a mutation run alone. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'equivalent-mutants', value: ignorer }];

/** @param {NodePath} program */
function addComments(program) {
  const rows = foundRows().filter(({ path }) => path === program.hub.file.opts.filename);
  for (const { start, end, place, mutators, reason } of rows) {
    /** @type {Node | undefined} */
    let left;
    /** @type {Node | undefined} */
    let next;
    program.traverse({
      enter({ node }) {
        if (left === undefined && node.start === start && node.end === end) left = node;
        if (left !== undefined && Number(node.start) >= end) next ??= node;
      },
    });
    if (left === undefined) throw new Error(`No whole expression of ${place}: ${mutators}`);
    addComment(left, `disable next-line ${mutators}: ${reason}`);
    // A comment holds for a line, and more of the code may stand on it.
    if (next !== undefined) addComment(next, `restore next-line ${mutators}`);
  }
}

/**
 * @param {Node} node
 * @param {string} directive
 */
function addComment(node, directive) {
  const comment = { type: 'CommentBlock', value: ` Stryker ${directive} `, loc: node.loc };
  node.leadingComments = [...(node.leadingComments ?? []), comment];
}

/** Where the code of each row stands now. */
function foundRows() {
  return EQUIVALENT_MUTANTS.map(({ place, code, mutators, reason }) => {
    const { file, start, end } = findPiece(ROOT, place, code);
    return { path: join(ROOT, file), start, end, place, mutators, reason };
  });
}
