import { describe, expect, test } from 'vitest';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';

describe('a file of variables', () => {
  test.each([
    ['', {}],
    ['# A comment.\n\n   # Another.\n', {}],
    ['REGION=ap-guangzhou', { REGION: 'ap-guangzhou' }],
    ['  export REGION=ap-guangzhou  ', { REGION: 'ap-guangzhou' }],
    ['\uFEFFREGION=ap-guangzhou\r\nAUTH=cam\r\n', { REGION: 'ap-guangzhou', AUTH: 'cam' }],
    ['EMPTY=\nALSO=\'\'\nTHIRD=""', { EMPTY: '', ALSO: '', THIRD: '' }],
    ['EMPTY= # Nothing yet.', { EMPTY: '' }],
    ['URL=https://x/y#part # Where.', { URL: 'https://x/y#part' }],
    ['WORDS=one two  three', { WORDS: 'one two  three' }],
    [`QUOTED=' # "as" it is\\n ' # But not this.`, { QUOTED: ' # "as" it is\\n ' }],
    [`QUOTED="it's $HOME"`, { QUOTED: "it's $HOME" }],
    ['PAIR=a=b;c', { PAIR: 'a=b;c' }],
    ['__proto__=x', Object.fromEntries([['__proto__', 'x']])],
  ])('%j is read', (text, variables) => {
    expect(readDotEnv(text)).toEqual(variables);
    expect(Object.keys(readDotEnv(text))).toEqual(Object.keys(variables));
  });

  test.each([
    ['secret', '.env:1 is not NAME=value.'],
    ['A=1\n\nA=secret', '.env:3 sets A again.'],
    ["A='secret\nB=2", '.env:1 is not NAME=value.'],
    ['A="secret" more', '.env:1 is not NAME=value.'],
    ['A=sec"ret', '.env:1 is not NAME=value.'],
    [
      '1A=secret\nB: secret\nC =secret',
      '.env:1 is not NAME=value; .env:2 is not NAME=value; .env:3 is not NAME=value.',
    ],
  ])('%j is refused, and not repeated', (text, sentence) => {
    expect(() => readDotEnv(text)).toThrow(new Error(sentence));
  });

  test('is read in linear time, even a line made to be slow', () => {
    const line = `A=${' a'.repeat(50_000)}"`;
    expect(() => readDotEnv(line)).toThrow('.env:1 is not NAME=value.');
  });
});
