import { describe, expect, test } from 'vitest';
import { jsonLine } from '../../cli/report/result.ts';
import { commandText } from '../../cli/report/style.ts';
import { hasCursor, paintFor } from '../../terminal/paint.ts';
import { progressLine } from '../../terminal/progress-line.ts';
import { safeOutput } from '../../terminal/safe-output.ts';
import { table } from '../../terminal/table.ts';
import {
  bar,
  chopped,
  columnsOf,
  cutToFit,
  labelled,
  printable,
  shortSpan,
  wrapped,
} from '../../terminal/text.ts';

describe('a text from outside', () => {
  test.each([
    ['acme/main', 'acme/main'],
    ['\u001b[31mred\r\n\t', '\\u001b[31mred\\u000d\\u000a\\u0009'],
    ['\u009b2J\u007f', '\\u009b2J\\u007f'],
    ['a\u202eb\u200bc\u2028\ufeff', 'a\\u202eb\\u200bc\\u2028\\ufeff'],
    ['\ud800x\u{e0001}', '\\ud800x\\u{e0001}'],
    ['密钥 é 🔑', '密钥 é 🔑'],
  ])('%j is printed as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('keeps its value in JSON, though nothing in the line can steer a terminal', () => {
    const answer = { text: '\u001b[2J\u009b2J\u007f\u2028\u202e\u{e0001}é密🔑' };
    const line = jsonLine(answer);
    expect(line).toBe('{"text":"\\u001b[2J\\u009b2J\\u007f\\u2028\\u202e\\udb40\\udc01é密🔑"}\n');
    expect(JSON.parse(line)).toEqual(answer);
  });
});

describe('an output', () => {
  const outputOf = (isTTY: boolean) => {
    const written: string[] = [];
    const output = safeOutput({ write: (text) => written.push(text), isTTY, columns: 70 }, {});
    return { output, shown: () => written.join('') };
  };

  test.each([
    ['plain 密钥\nand another line\n', 'plain 密钥\nand another line\n'],
    ['a\u001b[2Jb\u009b2J\r\u0007\t\n', 'a\\u001b[2Jb\\u009b2J\\u000d\\u0007\\u0009\n'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u202egnp.exe\u2066\u200b\ufeff', '\\u202egnp.exe\\u2066\\u200b\\ufeff'],
    ['\u001b[32mdone\u001b[0m', '\\u001b[32mdone\\u001b[0m'],
  ])('writes %j as %j, on a terminal too', (text, shown) => {
    for (const isTTY of [false, true]) {
      const { output, shown: written } = outputOf(isTTY);
      output.write(text);
      expect(written()).toBe(shown);
    }
  });

  test('has the colours of its own paint, and no others', () => {
    const { output, shown } = outputOf(true);
    const red = output.paint('red', 'a\u001b[0mb');
    output.write(`\u001b[31mx ${red} \u001b[32mdone\u001b[0m\n`);
    expect(shown()).toBe(
      '\\u001b[31mx \u001b[31ma\\u001b[0mb\u001b[0m \\u001b[32mdone\\u001b[0m\n',
    );
  });

  test('rewrites a line, whose text is as safe as any', () => {
    const { output, shown } = outputOf(true);
    output.rewriteLine('1 of 2\u0007');
    output.rewriteLine('');
    expect(shown()).toBe('\r\u001b[K1 of 2\\u0007\r\u001b[K');
    expect([output.isTTY, output.columns]).toEqual([true, 70]);
    expect(safeOutput({ write: () => {} }, {})).not.toHaveProperty('columns');
  });
});

describe('columns', () => {
  test.each<[string, number]>([
    ['', 0],
    ['abc', 3],
    ['密钥', 4],
    ['한글', 4],
    ['\u1112\u1161\u11ab', 2], // One syllable of three letters.
    ['ＡＢ', 4],
    ['ｱﾊﾟ', 3],
    ['é…·─°', 5], // Ambiguous characters are narrow.
    ['e\u0301', 1],
    ['🔑', 2],
    ['❤️', 2],
    ['👍🏽', 2],
    ['🇨🇳', 2],
    ['1️⃣', 2],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test.each([
    ['abcdefghij', 10, 'middle', 'abcdefghij'],
    ['abcdefghij', 9, 'middle', 'abcd…ghij'],
    ['abcdefghij', 6, 'middle', 'abc…ij'],
    ['abcdefghij', 6, 'start', '…fghij'],
    ['abcdefghij', 6, 'end', 'abcde…'],
    ['abcdefghij', 1, 'middle', '…'],
    ['密钥密钥密钥', 8, 'middle', '密钥…钥'],
    ['密钥密钥密钥', 8, 'end', '密钥密…'],
    ['e\u0301e\u0301e\u0301e\u0301e\u0301', 4, 'middle', 'e\u0301e\u0301…e\u0301'],
    ['👍🏽👍🏽👍🏽', 4, 'end', '👍🏽…'],
    ['👍🏽👍🏽👍🏽', 4, 'start', '…👍🏽'],
    ['🇨🇳🇨🇳🇨🇳', 5, 'middle', '🇨🇳…🇨🇳'],
  ] as const)('%s in %i, cut at its %s, is %s', (text, columns, cut, shown) => {
    expect(cutToFit(text, columns, cut)).toBe(shown);
  });

  test('sentences break between words, and texts anywhere', () => {
    expect(wrapped('one two three-and-more four', 8)).toEqual([
      'one two',
      'three-and-more',
      'four',
    ]);
    expect(wrapped('', 8)).toEqual(['']);
    expect(chopped('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(chopped('a密钥', 2)).toEqual(['a', '密', '钥']);
    expect(chopped('密', 1)).toEqual(['密']);
    expect(chopped('', 4)).toEqual(['']);
    expect(chopped('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301']);
    expect(chopped('a🇨🇳👍🏽1️⃣b', 3)).toEqual(['a🇨🇳', '👍🏽', '1️⃣b']);
  });

  test('the sentence of a label is wrapped in its own column', () => {
    const text = labelled(
      [
        ['a', 'one two three'],
        ['label', 'four'],
      ],
      15,
    );
    expect(text).toBe('a      one two\n       three\nlabel  four\n');
  });
});

describe('a table', () => {
  const columns = [
    { head: 'id', isWhole: true },
    { head: 'name' },
    { head: 'count', align: 'right' },
  ] as const;
  const draw = (rows: readonly string[][], width: number) =>
    table(columns, rows, width, paintFor(false));

  test('has columns as wide as their cells, when there is room', () => {
    expect(
      draw(
        [
          ['1', 'acme', '5'],
          ['22', 'é', '12345'],
        ],
        80,
      ),
    ).toBe('id  name  count\n1   acme      5\n22  é     12345\n');
  });

  test('is cut where it is widest, and never where it must be whole', () => {
    expect(draw([['0123456789', 'abcdefghijklmnop', '5']], 30)).toBe(
      'id          name         count\n0123456789  abcde…lmnop      5\n',
    );
    expect(draw([['0123456789', 'abcdefghijklmnop', '5']], 3)).toBe(
      'id          name   count\n0123456789  ab…op      5\n',
    );
  });

  test('lines up with wide and combining characters', () => {
    const rows = [
      ['1', '密钥/main', '1'],
      ['2', 'cafe\u0301', '22'],
      ['3', '🇨🇳 👍🏽', '333'],
      ['4', 'plain', '4'],
    ];
    const lines = draw(rows, 80).trimEnd().split('\n');
    expect(lines).toEqual([
      'id  name       count',
      '1   密钥/main      1',
      '2   cafe\u0301          22',
      '3   🇨🇳 👍🏽        333',
      '4   plain          4',
    ]);
    expect(new Set(lines.map(columnsOf))).toEqual(new Set([20]));
  });

  test('lines up where such cells are cut', () => {
    const names = ['密钥密钥密钥密钥密钥', 'e\u0301'.repeat(20), '👍🏽'.repeat(10), 'a'.repeat(20)];
    const lines = draw(
      names.map((name) => ['1', name, '1']),
      18,
    );
    expect(new Set(lines.trimEnd().split('\n').map(columnsOf))).toEqual(new Set([18]));
    expect(lines).toContain('\n1   密…密钥      1\n');
    expect(lines).toContain('\n1   👍🏽…👍🏽👍🏽      1\n');
  });

  test('without rows is its head', () => {
    expect(draw([], 80)).toBe('id  name  count\n');
  });
});

describe('colours', () => {
  test.each<[string, boolean, Record<string, string>, boolean]>([
    ['a terminal', true, {}, true],
    ['a file', false, {}, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
    ['another terminal', true, { TERM: 'xterm-256color' }, true],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['NO_COLOR, whatever it is', true, { NO_COLOR: '0' }, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['FORCE_COLOR without a terminal', false, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR in a dumb terminal', true, { FORCE_COLOR: '3', TERM: 'dumb' }, true],
    ['FORCE_COLOR against NO_COLOR', false, { FORCE_COLOR: 'true', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, false],
    ['an empty FORCE_COLOR', false, { FORCE_COLOR: '' }, false],
    ['an empty FORCE_COLOR and NO_COLOR', true, { FORCE_COLOR: '', NO_COLOR: '1' }, false],
  ])('with %s', (_, isTerminal, env, isColored) => {
    const text = paintFor(isTerminal, env)('red', 'red');
    expect(text).toBe(isColored ? '\u001b[31mred\u001b[0m' : 'red');
  });

  test.each<[boolean | undefined, Record<string, string>, boolean]>([
    [true, {}, true],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '1' }, false],
    [undefined, {}, false],
  ])('are not asked for whether the cursor can be moved: %j with %j', (isTerminal, env, can) => {
    expect(hasCursor(isTerminal, env)).toBe(can);
  });
});

test.each([
  [0, '0s'],
  [-5, '0s'],
  [59.9, '59s'],
  [60, '1m'],
  [3_599, '59m'],
  [7_200, '2h'],
  [86_400 * 400, '400d'],
])('%i seconds are %s', (seconds, span) => {
  expect(shortSpan(seconds)).toBe(span);
});

test('a bar is full only when all is done', () => {
  expect([0, 1, 999, 1_000, 2_000].map((part) => bar(part, 1_000, 12))).toEqual([
    '[----------]',
    '[----------]',
    '[#########-]',
    '[##########]',
    '[##########]',
  ]);
});

describe('the line of progress', () => {
  const started = () => {
    const written: string[] = [];
    let [nowMs, tick, isStopped] = [0, () => {}, false];
    const line = progressLine({
      rewriteLine: (text) => written.push(text),
      nowMs: () => nowMs,
      every: (_, call) => {
        tick = call;
        return () => {
          isStopped = true;
        };
      },
    });
    const pass = (seconds: number) => {
      nowMs += seconds * 1_000;
      tick();
    };
    return { line, written, pass, isStopped: () => isStopped };
  };

  test('is redrawn in place, and erased at the end', () => {
    const { line, written, pass, isStopped } = started();
    pass(1);
    line.update(120, 480);
    pass(89);
    line.end();
    expect(written).toEqual([
      'waiting for the function  1s',
      '[#########-----------------------------] 120 of 480  1m 30s',
      '',
    ]);
    expect(isStopped()).toBe(true);
  });

  test('does not show when the command takes less than a second', () => {
    const { line, written } = started();
    line.update(1, 2);
    line.end();
    expect(written).toEqual([]);
  });
});

describe('a command to be copied', () => {
  test.each<[readonly string[], number, string]>([
    [['quota', 'show'], 80, '  tenant-keys quota show\n'],
    [
      ['quota', 'show', '--endpoint', 'http://127.0.0.1:4700', '--region', 'ap-tokyo'],
      60,
      '  tenant-keys quota show --endpoint http://127.0.0.1:4700 \\\n    --region ap-tokyo\n',
    ],
    [
      ['dead-letters', 'plan', '--tenant', "it's; $(rm)", '--all'],
      80,
      "  tenant-keys dead-letters plan --tenant 'it'\\''s; $(rm)' --all\n",
    ],
    [
      ['dead-letters', 'plan', '--all', '--id', 'dl_abc'],
      80,
      '  tenant-keys dead-letters plan --all --id dl_abc\n',
    ],
  ])('%j in %i columns', (words, width, text) => {
    expect(commandText('tenant-keys', words, width)).toBe(text);
  });

  test('begins with the program that was run', () => {
    const words = ['dead-letters', 'list', '--code', 'LimitExceeded.CmkLimitExceeded'];
    expect(commandText('npx tenant-keys', words, 70)).toBe(
      '  npx tenant-keys dead-letters list \\\n    --code LimitExceeded.CmkLimitExceeded\n',
    );
  });
});
