import { describe, expect, test } from 'vitest';
import type { Line, Mutant } from './kept-results.mjs';
import {
  changedRanges,
  emptyReport,
  missedScores,
  reportText,
  scoresOf,
  untestedIn,
  withResults,
} from './report.mjs';

const mutant = (line: number, status: string, replacement = 'false'): Mutant => ({
  id: `${line}`,
  location: { start: { line }, end: { line } },
  mutatorName: 'ConditionalExpression',
  replacement,
  status,
  coveredBy: ['t#one'],
  killedBy: status === 'Killed' ? ['t#one'] : [],
});

const textOf = (lines: readonly Line[]) =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const FILE = 'shared/log.ts';
const TESTS: Line = { tests: [{ id: 't#one', name: 'one', fileName: 'test/unit/log.test.ts' }] };
const START: readonly Line[] = [TESTS, { planned: 3 }, { file: FILE, source: 'a' }];

describe('the results of a run that was broken off', () => {
  const text = textOf([
    ...START,
    { file: FILE, mutant: mutant(1, 'Killed') },
    { file: FILE, mutant: mutant(2, 'Survived') },
  ]);

  test('are a report from which Stryker continues', () => {
    expect(withResults(emptyReport(), text)).toEqual({
      schemaVersion: '1.0',
      thresholds: { high: 98, low: 95 },
      files: {
        [FILE]: {
          language: 'typescript',
          source: 'a',
          mutants: [mutant(1, 'Killed'), mutant(2, 'Survived')],
        },
      },
      testFiles: { 'test/unit/log.test.ts': { tests: [{ id: 't#one', name: 'one' }] } },
    });
  });

  test('count each once, and the last of them, also without the line that was cut', () => {
    const cut = `${text}{"file":"shared/log.ts","mut`;
    const report = withResults(withResults(emptyReport(), text), cut);
    expect(report).toEqual(withResults(emptyReport(), text));
    const again = withResults(
      report,
      textOf([...START, { file: FILE, mutant: mutant(2, 'Killed') }]),
    );
    expect(again.files[FILE]?.mutants.map(({ status }) => status)).toEqual(['Killed', 'Killed']);
  });

  test('are forgotten with another source of the file, and of no other file', () => {
    const before = withResults(emptyReport(), text.replaceAll(FILE, 'shared/config.ts') + text);
    const changed: Line[] = [
      { file: FILE, source: 'b' },
      { file: FILE, mutant: mutant(9, 'Killed') },
    ];
    const { files } = withResults(before, textOf(changed));
    expect(files[FILE]?.mutants).toEqual([mutant(9, 'Killed')]);
    expect(files['shared/config.ts']?.mutants).toHaveLength(2);
  });

  test('say how many mutants are left', () => {
    expect(untestedIn(text)).toBe(1);
    expect(untestedIn(textOf(START))).toBe(3);
    expect(untestedIn('')).toBe(0);
    const uncovered: Line = { file: FILE, mutant: mutant(3, 'NoCoverage') };
    expect(untestedIn(textOf([...START, uncovered]))).toBe(3);
  });
});

describe('the scores', () => {
  const report = withResults(
    emptyReport(),
    textOf([
      ...START,
      { file: FILE, mutant: mutant(7, 'NoCoverage', '{\n}') },
      { file: FILE, mutant: mutant(5, 'Survived', 'true') },
      { file: FILE, mutant: mutant(1, 'Killed') },
      { file: FILE, mutant: mutant(2, 'Timeout') },
      { file: FILE, mutant: mutant(3, 'RuntimeError') },
      { file: 'deploy/a.ts', source: 'a' },
      { file: 'deploy/a.ts', mutant: mutant(1, 'Killed') },
    ]),
  );

  test('are by file, with each survivor', () => {
    expect(reportText(scoresOf(report, () => true))).toBe(
      `${[
        ' 100.0 %  1 of 1  deploy/a.ts',
        '  50.0 %  2 of 4  shared/log.ts',
        '            line 5: ConditionalExpression → true',
        '            line 7: ConditionalExpression → { }, which no test runs',
        '  60.0 %  3 of 5  together',
      ].join('\n')}\n`,
    );
  });

  test('are of the wanted mutants alone, and files without any are left out', () => {
    const scores = scoresOf(report, (_, { location }) => location.start.line === 5);
    expect(reportText(scores)).toBe(
      `${[
        '   0.0 %  0 of 1  shared/log.ts',
        '            line 5: ConditionalExpression → true',
        '   0.0 %  0 of 1  together',
      ].join('\n')}\n`,
    );
    expect(reportText([])).toBe('       -  0 of 0  together\n');
  });

  const score = (file: string, noticed: number, survived: number) => ({
    ...{ file, noticed },
    survivors: Array.from({ length: survived }, (_, line) => mutant(line, 'Survived')),
  });
  const TABLE = [
    ['shared/tenant-key/', 95],
    ['', 75],
  ] as const;

  test.each([
    [
      'as good as they must be',
      [score('shared/tenant-key/a.ts', 95, 5), score('cli.ts', 75, 25)],
      [],
    ],
    [
      'missed by the files of a row together, which count for no other',
      [score('shared/tenant-key/a.ts', 40, 3), score('shared/tenant-key/b.ts', 54, 3)],
      ['The tests noticed less than 95 % of the mutants of shared/tenant-key/.'],
    ],
    [
      'missed by the others',
      [score('shared/tenant-key/a.ts', 95, 5), score('deploy/a.ts', 8, 3)],
      ['The tests noticed less than 75 % of the mutants of the other files.'],
    ],
    ['not missed by two survivors of a small change', [score('deploy/a.ts', 0, 2)], []],
  ])('are %s', (_, scores, missed) => {
    expect(missedScores(scores, TABLE)).toEqual(missed);
  });
});

test('the ranges of a change are the lines that it added or changed', () => {
  const diff = `diff --git a/shared/log.ts b/shared/log.ts
--- a/shared/log.ts
+++ b/shared/log.ts
@@ -3 +3 @@ function a() {
-  return 1;
+  return 2;
@@ -10,2 +9,0 @@
-gone
-gone
@@ -20,0 +18,3 @@
+new
+new
+new
diff --git a/deploy/gone.ts b/deploy/gone.ts
--- a/deploy/gone.ts
+++ /dev/null
@@ -1,2 +0,0 @@
-gone
-gone
diff --git a/functions/new.ts b/functions/new.ts
--- /dev/null
+++ b/functions/new.ts
@@ -0,0 +1,12 @@
+new
`;
  expect(changedRanges(diff)).toEqual([
    'shared/log.ts:3-3',
    'shared/log.ts:18-20',
    'functions/new.ts:1-12',
  ]);
});
