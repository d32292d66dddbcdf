import { describe, expect, test } from 'vitest';
import { jsonText, parseText } from '../../shared/tenant-key/json.ts';

const unreadable = (detail: string) => ({
  ok: false,
  code: 'RequestUnreadable',
  problems: [{ pointer: '#', detail }],
});

describe('a text (P9)', () => {
  test.each<[string, string, unknown]>([
    ['an object', '{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['a value that is no object', ' 42 ', 42],
    ['the same name in two objects', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a name as a value', '{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['brackets and colons in strings', '{"{\\"":"]:[","b":"\\\\"}', { '{"': ']:[', b: '\\' }],
    ['eight levels', '[[[[[[[[1]]]]]]]]', [[[[[[[[1]]]]]]]]],
    ['a pair of surrogates', '"\\ud83d\\ude00"', '😀'],
  ])('may be %s', (_, text, value) => {
    expect(parseText(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['empty', ''],
    ['a word', 'hello'],
    ['cut short', '{"requestId":"r-1"'],
    ['two values', '{} {}'],
    ['JavaScript', "{tenantId:'acme'}"],
    ['JSON with a comment', '{} // done'],
    ['JSON with a comma too many', '{"a":1,}'],
    ['NaN', 'NaN'],
  ])('that is %s is not JSON', (_, text) => {
    expect(parseText(text)).toEqual(unreadable('The text is not JSON.'));
  });

  test.each([
    ['two equal values', '{"a":1,"a":1}'],
    ['two different values', '{"a":1,"b":2,"a":3}'],
    ['an escape', '{"tenantId":"acme","tenant\\u0049d":"other"}'],
    ['nesting', '{"tags":{"x":"1","x":"2"}}'],
    ['a list between', '{"a":[{"a":1}],"a":2}'],
    ['spaces before the colon', '{"a" :1,"a"\n:2}'],
  ])('must not have a name twice, in spite of %s', (_, text) => {
    expect(parseText(text)).toEqual(unreadable('An object has the same name twice.'));
  });

  test.each([
    ['a replaced byte', '{"a":"\uFFFD"}'],
    ['half of a pair', '{"a":"\ud800"}'],
  ])('with %s was not UTF-8', (_, text) => {
    const detail = 'The text has damaged bytes, or the character U+FFFD.';
    expect(parseText(text)).toEqual(unreadable(detail));
  });

  test('must not begin with a byte order mark', () => {
    expect(parseText('\uFEFF{}')).toEqual(unreadable('The text begins with a byte order mark.'));
  });

  test('must not nest deeper than eight levels', () => {
    const problem = unreadable('The text nests deeper than 8 levels.');
    expect(parseText('[[[[[[[[[1]]]]]]]]]')).toEqual(problem);
    expect(parseText(`${'['.repeat(16_000)}${']'.repeat(16_000)}`)).toEqual(problem);
  });

  test.each([
    ['characters', 'x'.repeat(32_769)],
    ['bytes', `"${'密'.repeat(10_923)}"`],
  ])('must not be larger than 32,768 %s', (_, text) => {
    expect(parseText(text)).toEqual({
      ok: false,
      code: 'RequestTooLarge',
      problems: [{ pointer: '#', detail: 'The request is larger than 32768 bytes.' }],
    });
  });
});

describe('a value as JSON text', () => {
  const nested = (depth: number) => {
    let value: unknown = null;
    for (let level = 0; level < depth; level += 1) value = [value];
    return value;
  };

  test.each([
    [{ a: [1, 'b', null] }, '{"a":[1,"b",null]}'],
    ['text', '"text"'],
    [undefined, 'null'],
    [nested(200_000), 'The message nests too deeply to be kept as JSON.'],
  ])('row %# is text that can be kept', (value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  test('fails for a value that no JSON event can contain', () => {
    expect(() => jsonText(1n)).toThrow(TypeError);
  });
});
