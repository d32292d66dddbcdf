import { describe, expect, test } from 'vitest';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';

describe('a file of variables', () => {
  test.each([
    ['', {}],
    ['# A comment with B=1.\n\n   # Another.\n', {}],
    ['REGION=ap-guangzhou', { REGION: 'ap-guangzhou' }],
    ['  export REGION=ap-guangzhou  ', { REGION: 'ap-guangzhou' }],
    ['\uFEFFREGION=ap-guangzhou\r\nAUTH=cam\r\n', { REGION: 'ap-guangzhou', AUTH: 'cam' }],
    ['EMPTY=\nALSO=\'\'\nTHIRD=""\nexport FOURTH=', { EMPTY: '', ALSO: '', THIRD: '', FOURTH: '' }],
    ["URL='https://x/y#part' # Where it's.", { URL: 'https://x/y#part' }],
    ['WORDS= one two  three', { WORDS: 'one two  three' }],
    [`QUOTED=' # "as" it is\\n ' # But A=1.`, { QUOTED: ' # "as" it is\\n ' }],
    [`QUOTED="it's $HOME \`\t"`, { QUOTED: "it's $HOME `\t" }],
    ["PAIR='a=b;c'", { PAIR: 'a=b;c' }],
    ['A=\\n\nB=x\u00A0\nC=日本', { A: '\\n', B: 'x\u00A0', C: '日本' }],
  ])('%j is read', (text, variables) => {
    expect(readDotEnv(text).variables).toEqual(variables);
    expect([...readDotEnv(text).lineOf.keys()]).toEqual(Object.keys(variables));
  });

  test('has the line of each variable', () => {
    expect(readDotEnv('# A\n\nA=1\r\n\nB=').lineOf).toEqual(
      new Map([
        ['A', 3],
        ['B', 5],
      ]),
    );
  });

  const HASH = 'has # outside quotes: quote the value, or move the comment to a line of its own';
  const QUOTE = 'has a quote or a backtick in an unquoted value';

  test.each([
    ['secret', 'is not NAME=value'],
    ['=secret', 'is not NAME=value'],
    ['B: secret', 'is not NAME=value'],
    ['C =secret', 'has a space before =: remove it'],
    ['  export C  = secret', 'has a space before =: remove it'],
    ['1A=secret', 'is not NAME=value'],
    ['A.B=secret', 'is not NAME=value'],
    ['Ä=secret', 'is not NAME=value'],
    ['\tA=secret', 'is not NAME=value'],
    ['\t', 'is not NAME=value'],
    ['export  A=secret', 'is not NAME=value'],
    ['export\tA=secret', 'is not NAME=value'],
    ['\u00A0A=secret', 'is not NAME=value'],
    ["A='secret", 'has a quote that is not closed on its line'],
    ['A="secret', 'has a quote that is not closed on its line'],
    ['A="secret" more', 'has text after the closing quote'],
    ['A="secret"# more', 'has text after the closing quote'],
    ["A='secret''more'", 'has text after the closing quote'],
    ['A="secret\\"more"', 'has text after the closing quote'],
    ['A="secret\\nmore"', 'has a backslash in double quotes: use single quotes'],
    ["A='secret\\'", 'has a backslash before the closing quote'],
    ['A=sec"ret', QUOTE],
    ["A=sec'ret'", QUOTE],
    ['A=`secret`', QUOTE],
    ['A=secret # more', HASH],
    ['A=secret#more', HASH],
    ['A=#secret', HASH],
    ['A= # secret', HASH],
    ['A=secret=', 'has = in an unquoted value'],
    ['A=\tsecret', 'has a tab outside quotes'],
    ['A=secret\t', 'has a tab outside quotes'],
    ['A= ', 'has spaces and no value: remove the spaces'],
    ['A=   ', 'has spaces and no value: remove the spaces'],
    ['__proto__=secret', 'sets __proto__, which is no name of a variable'],
  ])('the line %j is refused, and not repeated', (line, problem) => {
    expect(() => readDotEnv(`FIRST=1\n${line}\nLAST=2`)).toThrow(new Error(`.env:2 ${problem}.`));
  });

  test('has all its lines reported at once', () => {
    expect(() => readDotEnv('A=1\nB: secret\nA=secret\n')).toThrow(
      new Error('.env:2 is not NAME=value; .env:3 sets A again.'),
    );
  });

  const ADVICE = 'save the file as UTF-8 with LF or CRLF at the end of each line.';

  test.each([
    ['\r', 'U+000D'],
    ['\v', 'U+000B'],
    ['\f', 'U+000C'],
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028'],
    ['\u2029', 'U+2029'],
    ['\u001B', 'U+001B'],
    ['\uFEFF', 'U+FEFF'],
    ['\r\r\n', 'U+000D'],
  ])('with %j is refused, even in a comment', (character, code) => {
    const sentence = `.env:2 has the character ${code}, which some programs take for a line end or ignore: ${ADVICE}`;
    for (const line of [`A=1${character}B=2`, `# it${character}B=2`, `A='1${character}2'`]) {
      expect(() => readDotEnv(`FIRST=1\n${line}`)).toThrow(new Error(sentence));
    }
  });

  const LINES = 'A=1\nKEY=sécret\n';

  test.each([
    ['UTF-16 LE', Buffer.from(LINES, 'utf16le'), 'has a NUL'],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${LINES}`, 'utf16le'), 'is not UTF-8'],
    ['UTF-16 BE', Buffer.from(LINES, 'utf16le').swap16(), 'has a NUL'],
    ['UTF-16 BE with a mark', Buffer.from(`\uFEFF${LINES}`, 'utf16le').swap16(), 'is not UTF-8'],
    ['UTF-32 LE', Buffer.from(Uint32Array.from(LINES, (c) => c.charCodeAt(0)).buffer), 'has a NUL'],
  ])('in %s is refused', (_, bytes, problem) => {
    expect(() => readDotEnv(bytes.toString('utf8'))).toThrow(
      new Error(`.env:1 ${problem}: ${ADVICE}`),
    );
  });

  test.each([
    ['Latin-1', Buffer.from(LINES, 'latin1')],
    ['GBK', Buffer.from([...Buffer.from('A=1\nB='), 0xd6, 0xd0])],
    ['UTF-8 that is cut', Buffer.from('A=1\nB=é').subarray(0, -1)],
  ])('in %s is refused at the line that shows it', (_, bytes) => {
    expect(() => readDotEnv(bytes.toString('utf8'))).toThrow(
      new Error(`.env:2 is not UTF-8: ${ADVICE}`),
    );
  });

  test('is read in linear time, even a line made to be slow', () => {
    for (const line of [`A=${' a'.repeat(50_000)}"`, `A='${' #'.repeat(50_000)}' a`]) {
      expect(() => readDotEnv(line)).toThrow('.env:1 has ');
    }
    expect(() => readDotEnv(`${' '.repeat(100_000)}A`)).toThrow('.env:1 is not NAME=value.');
  });
});
