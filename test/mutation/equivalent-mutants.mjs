// @ts-check

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPiece } from '../edits/edit-by-symbol.mjs';

// Equivalent mutants, which no test can detect because they do not change the behaviour. A run of Stryker
// leaves them out. They are listed here to keep the comments of a test tool out of the code.

/**
 * @typedef {object} Row
 * @property {string} place The declaration, as in `edit-by-symbol.mjs`.
 * @property {string} code A whole expression or declarator in it that occurs exactly once.
 * @property {string} mutators The mutators to leave out in that code.
 * @property {string} reason
 */

/** @type {readonly Row[]} */
export const EQUIVALENT_MUTANTS = [
  {
    place: 'sumOf',
    code: 'seen.firstSeenAt < firstSeenAt',
    mutators: 'EqualityOperator',
    reason: 'Either of two equal times is correct.',
  },
  {
    place: 'sumOf',
    code: 'seen.lastSeenAt > lastSeenAt',
    mutators: 'EqualityOperator',
    reason: 'Either of two equal times is correct.',
  },
  {
    place: 'byPosition',
    code: 'one.firstSeenAt < other.firstSeenAt',
    mutators: 'EqualityOperator',
    reason: 'They are different here.',
  },
  {
    place: 'byPosition',
    code: 'one.id < other.id',
    mutators: 'EqualityOperator',
    reason: 'No two dead letters have the same id.',
  },
  {
    place: 'refusedBySchema',
    code: 'errors ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'The validator always has errors for a command that it refuses.',
  },
  {
    place: 'redriveDeadLetters',
    code: 'result ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'Every result is set by then, which the type does not express.',
  },
  {
    place: 'deadLettersInTime',
    code: "{ detail: 'no time for a dead letter' }",
    mutators: 'ObjectLiteral, StringLiteral',
    reason: 'Only the code of this error is reported.',
  },
  {
    place: 'runItems',
    code: 'settling: Promise<void>[] = []',
    mutators: 'ArrayDeclaration',
    reason: 'Promise.all ignores what is not a promise.',
  },
  {
    place: 'structuralFlaw',
    code: "name = ''",
    mutators: 'StringLiteral',
    reason: 'A match with a colon always has a name.',
  },
  {
    place: 'descriptionProblems > validate',
    code: 'validateKeyRequest.errors ?? []',
    mutators: 'ArrayDeclaration',
    reason: 'What is not an error has no sentence.',
  },
  {
    place: 'attemptUntilDecided',
    code: "outcome.kind !== 'retry'",
    mutators: 'ConditionalExpression',
    reason: 'No other outcome has inPlace.',
  },
  {
    place: 'isSource',
    code: "{ door, topic = '', partition = 0, offset = 0, messageId = '' } = value",
    mutators: 'StringLiteral',
    reason: 'Any text stands for a field that is not there; only its type is checked.',
  },
  {
    place: 'takeCauseRecord > causeOf',
    code: '{\n    return undefined; // Another program wrote it.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'takeCauseRecord > isCause',
    code: "{ cause, sentAt, sample, flows, okAt = sentAt, lastTenant = '' } = value",
    mutators: 'StringLiteral',
    reason: 'Any text stands for a field that is not there; only its type is checked.',
  },
  {
    place: 'fairEviction',
    code: "firstOf(groupsBySize.get(sizeMax)) ?? ''",
    mutators: 'StringLiteral',
    reason: 'Some group always has the largest number.',
  },
  {
    place: 'inTurn > oldestFirst',
    code: 'one.id < other.id',
    mutators: 'EqualityOperator',
    reason: 'No two requests have the same id.',
  },
  {
    place: 'planHeal > fewestFirst',
    code: 'one.cause.cause < other.cause.cause',
    mutators: 'EqualityOperator',
    reason: 'No two shares have the same cause.',
  },
  {
    place: 'planHeal > lostMsOf',
    code: 'sentMs < nowMs',
    mutators: 'EqualityOperator',
    reason: 'What was sent at this moment is leased, and not asked for.',
  },
  {
    place: 'planHeal > quotaShare',
    code: "cause.sentAt ?? ''",
    mutators: 'StringLiteral',
    reason: 'No other text is a time either.',
  },
  {
    place: 'healGauges > ageS',
    code: 'firstSeenMs < oldest',
    mutators: 'EqualityOperator',
    reason: 'Either of two equal times is correct.',
  },
  {
    place: 'healEvent > timeMsOf',
    code: "time = ''",
    mutators: 'StringLiteral',
    reason: 'No other text is a time either.',
  },
  {
    place: 'pagesOf',
    code: 'start < batch.entries.length',
    mutators: 'EqualityOperator',
    reason: 'A part without requests adds nothing.',
  },
  {
    place: 'readStatus',
    code: '{\n    return undefined; // It is not JSON.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'inTurn > turnsAfter',
    code: 'first <= 0',
    mutators: 'EqualityOperator',
    reason: 'Whoever begins with the first one goes through the same list.',
  },
  {
    place: 'inTurn > oldestFirst',
    code: '(a as number) < (b as number)',
    mutators: 'EqualityOperator',
    reason: 'They are different here.',
  },
  {
    place: 'fairEviction',
    code: 'to > sizeMax',
    mutators: 'EqualityOperator',
    reason: 'The same number is assigned again.',
  },
  {
    place: 'readBlock',
    code: '{\n    return undefined; // It is not JSON.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'readReport',
    code: '{\n    return undefined; // It is not JSON.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'levelOf',
    code: '{\n    return undefined; // Another program wrote it.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'publicKeyOf',
    code: '{\n    return undefined;\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'positionsIn',
    code: '{\n    return undefined; // Not JSON: the answer of a proxy.\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'ifReadable',
    code: '{\n    return undefined;\n  }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'url',
    code: "{\n        return; // The parser's own message repeats the value.\n      }",
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
  {
    place: 'CERTIFICATES',
    code: '{\n      return; // What OpenSSL says helps nobody.\n    }',
    mutators: 'BlockStatement',
    reason: 'A function that ends gives undefined too.',
  },
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The parts of Babel's syntax tree that are used here.
 *
 * @typedef {{ type: string, start?: number, end?: number, loc?: object, leadingComments?: object[] }} Node
 * @typedef {object} NodePath
 * @property {Node} node
 * @property {{ file: { opts: { filename: string } } }} hub
 * @property {(visitor: { enter: (path: NodePath) => void }) => void} traverse
 */

/**
 * Stryker asks an ignorer for each node whether to leave out all of its mutants. A row leaves out only
 * some mutators, which only a comment can express. So at the first node of each file, the program, these
 * comments are added to the tree, and no node is ignored.
 */
const ignorer = {
  /** @param {NodePath} path */
  shouldIgnore(path) {
    if (path.node.type === 'Program') addComments(path);
    return undefined;
  },
};

/** The plugin in Stryker's format. Stryker itself is installed only for a mutation run. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'equivalent-mutants', value: ignorer }];

/**
 * Found once for all files.
 *
 * @type {ReturnType<typeof foundRows> | undefined}
 */
let found;

/** @param {NodePath} program */
function addComments(program) {
  found ??= foundRows();
  const rows = found.filter(({ path }) => path === program.hub.file.opts.filename);
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
    // A comment applies to a whole line, which may have more code on it.
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

/** The current position of the code of each row. */
function foundRows() {
  return EQUIVALENT_MUTANTS.map(({ place, code, mutators, reason }) => {
    const { file, start, end } = findPiece(ROOT, place, code);
    return { path: join(ROOT, file), start, end, place, mutators, reason };
  });
}
