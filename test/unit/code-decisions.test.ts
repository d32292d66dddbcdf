import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../../scripts/import-graph.mjs';
import { ANSWERS_BY_CODE } from '../../shared/tenant-key/failures/answers.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import { codeDecisions } from './code-decisions.ts';
import { COMMON_CODES } from './common-codes.ts';
import { DECLARED_CODES } from './declared-codes.ts';

/** The tables, in which alone a code stands for a decision. */
const TABLES: readonly RegExp[] = [
  /^shared\/tenant-key\/failures\//,
  /^deploy\/calls\/codes\.ts$/,
  /^deploy\/doctor\/codes\.ts$/,
  /^cli\/invocation\/explanations\.ts$/,
];

const CODES = [
  ...[...FAILURES.keys(), ...ANSWERS_BY_CODE.keys(), ...COMMON_CODES, ...DECLARED_CODES],
];

/** The emulator produces codes, and the client library reads them from the contract: neither is a part of the product. */
const sources = sourceFiles(fileURLToPath(new URL('../../', import.meta.url))).filter(
  ({ path }) => !/^(?:emulator|client)\//.test(path),
);

const decisions = codeDecisions(sources, CODES);
const isTable = (path: string) => TABLES.some((table) => table.test(path));

describe('an error code', () => {
  test('decides nothing outside the tables', () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(decisions.filter(({ path }) => !isTable(path))).toEqual([]);
  });

  test.each(TABLES)('decides in the table %s', (table) => {
    expect(decisions.filter(({ path }) => table.test(path))).not.toEqual([]);
  });
});

/** What the check says of a source that is added to those of the project. */
function decisionsOf(text: string): readonly string[] {
  const planted = { path: 'planted.ts', text };
  const constants = sources.filter(({ path }) => path.endsWith('/failure.ts'));
  return codeDecisions([...constants, planted], CODES)
    .filter(({ path }) => path === planted.path)
    .map((decision) => decision.text);
}

describe('the check sees a decision by', () => {
  test.each([
    ['a comparison', "if (code === 'NoAnswer') stop();", "code === 'NoAnswer'"],
    ['a comparison the other way round', "f('NoAnswer' !== code);", "'NoAnswer' !== code"],
    ['a constant', 'f(code === QUOTA_USED_UP);', 'code === QUOTA_USED_UP'],
    ['one of two codes', "f(code === (a ? 'KeyGone' : other));", "a ? 'KeyGone' : other"],
    ['a case', "switch (code) { case 'KeyGone': stop(); }", "case 'KeyGone': stop();"],
    ['a method', "f(code.startsWith('ResourceNotFound'));", "code.startsWith('ResourceNotFound')"],
    ['a family', "f(code.startsWith('LimitExceeded.'));", "code.startsWith('LimitExceeded.')"],
    ['a list', "f(['InternalError'].includes(code));", "['InternalError']"],
    ['a set', "const FINAL = new Set(['A', 'NoTurn']);", "['A', 'NoTurn']"],
    ['a map', "const TEXTS = new Map([['NoTurn', 'late']]);", "['NoTurn', 'late']"],
    ['a list of pairs', "const ROWS = [['NoTurn', 'late']];", "['NoTurn', 'late']"],
    ['a member of a record', "const TEXTS = { NoTurn: 'late' };", "NoTurn: 'late'"],
    ['a key', "f(TEXTS['KeyConflict']);", "TEXTS['KeyConflict']"],
    ['a pattern', 'f(/^(?:AuthFailure|NoTurn)/.test(code));', '/^(?:AuthFailure|NoTurn)/'],
    ['a pattern with a dot', 'f(/^AuthFailure\\.Token/.test(code));', '/^AuthFailure\\.Token/'],
    ['a text for a pattern', "f(new RegExp('AuthFailure'));", "new RegExp('AuthFailure')"],
    ['a template', 'f(message.startsWith(`NoTurn: `));', '`NoTurn: `'],
  ])('%s', (_, text, found) => {
    expect(decisionsOf(text)).toEqual([found]);
  });

  test('one that is planted in any source of the project', () => {
    const others = sources.filter(({ path }) => !isTable(path));
    const bug = "\nexport const isConflict = (code: string) => code === 'KeyConflict';\n";
    const planted = others.map(({ path, text }) => ({ path, text: text + bug }));
    const found = codeDecisions(planted, CODES);
    expect(found.map(({ path }) => path)).toEqual(others.map(({ path }) => path));
    expect(new Set(found.map(({ text }) => text))).toEqual(new Set(["code === 'KeyConflict'"]));
  });
});

test.each([
  ['thrown', "throw new ApiError(isLate ? 'NoAnswer' : 'NotConnected', { detail });"],
  ['returned', "const refuse = (a: boolean) => { return a ? 'LetterCut' : undefined; };"],
  ['the value of a property', "const answer = { code: 'KeyGone', keyId };"],
  ['the name of a class', "class Late extends Error { override readonly name = 'NoAnswer'; }"],
  ['the value of a map', "const STATES = new Map([['Disabled', 'KeyDisabled']]);"],
  ['a default', "function report(openedBy = 'DeadlineExceeded') { return openedBy; }"],
  ['passed to a function', "refused('KeyConflict');"],
  ['an argument of a command', "nextCommand(['list', '--code', QUOTA_USED_UP]);"],
  ['a type', "type Code = 'LetterCut' | 'LetterUnsealed';"],
  ['a name alone', "const x = code === 'NoSuchCode' || name === 'Enabled';"],
])('a code may be %s', (_, text) => {
  expect(decisionsOf(text)).toEqual([]);
});
