import { afterEach, describe, expect, test } from 'vitest';
import { parseRequest } from '../../shared/tenant-key/parse.ts';

/** A request with more text after its names. */
const withMore = (more: string) =>
  `{"requestId":"r-1","tenantId":"acme","keyName":"main"${more === '' ? '' : `,${more}`}}`;

/** The result for a text: `valid`, or the code with the pointer of each problem. */
function verdictOf(text: string): string {
  const parsed = parseRequest(text);
  if (parsed.ok) return 'valid';
  const { code, problems } = parsed.failed;
  return [code, ...problems.map(({ pointer }) => pointer)].join(' ').trim();
}

type Row = readonly [name: string, text: string, fate: string];

const UNREADABLE = 'RequestUnreadable #';
const TOO_LARGE = 'RequestTooLarge #';

const PROTOTYPES: readonly Row[] = [
  ['__proto__', withMore('"__proto__":{"polluted":1}'), 'RequestInvalid #/__proto__'],
  ['__proto__ of null', withMore('"__proto__":null'), 'RequestInvalid #/__proto__'],
  ['__proto__ escaped', withMore('"__prot\\u006f__":{"polluted":1}'), 'RequestInvalid #/__proto__'],
  [
    'constructor.prototype',
    withMore('"constructor":{"prototype":{"polluted":1}}'),
    'RequestInvalid #/constructor',
  ],
  ['toString', withMore('"toString":"x"'), 'RequestInvalid #/toString'],
  ['hasOwnProperty', withMore('"hasOwnProperty":false'), 'RequestInvalid #/hasOwnProperty'],
  [
    '__proto__ in place of the names',
    '{"__proto__":{"requestId":"r-1","tenantId":"acme","keyName":"main"}}',
    'RequestInvalid #/requestId #/tenantId #/keyName #/__proto__',
  ],
  ['a tag __proto__', withMore('"tags":{"__proto__":"x"}'), 'valid'],
  [
    'a tag __proto__ that is an object',
    withMore('"tags":{"__proto__":{"polluted":"x"}}'),
    'RequestInvalid #/tags/__proto__',
  ],
  ['a tag constructor', withMore('"tags":{"constructor":"x"}'), 'valid'],
  [
    'tags inside a __proto__',
    withMore('"tags":{"__proto__":{"tenant-keys:tenant":"globex"}}'),
    'RequestInvalid #/tags/__proto__',
  ],
];

const REPEATED: readonly Row[] = [
  ['a name twice', withMore('"tenantId":"globex"'), UNREADABLE],
  ['a name twice, once escaped', withMore('"tenan\\u0074Id":"globex"'), UNREADABLE],
  ['a name twice, with a solidus escaped', withMore('"tags":{"a/b":"1","a\\/b":"2"}'), UNREADABLE],
  ['__proto__ twice', withMore('"__proto__":1,"__proto__":2'), UNREADABLE],
  ['a tag twice', withMore('"tags":{"env":"a","env":"a"}'), UNREADABLE],
  ['the empty name twice', withMore('"":1,"":2'), UNREADABLE],
  ['names that differ in case', withMore('"TenantId":"globex"'), 'RequestInvalid #/TenantId'],
  [
    'names that only look the same',
    withMore('"tеnantId":"globex"'), // The first e is Cyrillic.
    'RequestInvalid #/t%D0%B5nantId',
  ],
  [
    'names that are equal only when composed',
    withMore('"tags":{"\u00e9":"1","e\u0301":"2"}'),
    'RequestInvalid #/tags/%C3%A9 #/tags/e%CC%81',
  ],
];

const BYTES: readonly Row[] = [
  ['a replaced byte', withMore('"description":"\ufffd"'), UNREADABLE],
  ['a replaced byte outside of strings', `${withMore('')}\ufffd`, UNREADABLE],
  ['the replacement character, escaped', withMore('"description":"\\ufffd"'), 'valid'],
  ['half of a pair', withMore('"description":"\ud83d"'), UNREADABLE],
  ['half of a pair, escaped', withMore('"description":"\\ud83d"'), 'RequestInvalid #/description'],
  ['a pair, half of it escaped', withMore('"description":"\\ud83d\ude00"'), UNREADABLE],
  ['a pair, escaped', withMore('"description":"\\ud83d\\ude00"'), 'valid'],
  ['a byte order mark', `\ufeff${withMore('')}`, UNREADABLE],
  ['a byte order mark at the end', `${withMore('')}\ufeff`, UNREADABLE],
  [
    'bytes of UTF-16',
    [...withMore('')].map((deadLetter) => `\u0000${deadLetter}`).join(''),
    UNREADABLE,
  ],
  ['a nul at the end', `${withMore('')}\u0000`, UNREADABLE],
];

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

const DEPTHS: readonly Row[] = [
  ['seven levels in a field', withMore(`"x":${deep(7)}`), 'RequestInvalid #/x'],
  ['eight levels in a field', withMore(`"x":${deep(8)}`), UNREADABLE],
  ['16,000 levels', deep(16_000), UNREADABLE],
  ['16,000 levels in a field', withMore(`"x":${deep(16_000)}`), UNREADABLE],
  ['100,000 levels', deep(100_000), TOO_LARGE],
  ['100,000 openings', '['.repeat(100_000), TOO_LARGE],
  ['100,000 objects', '{"a":'.repeat(100_000), TOO_LARGE],
  ['6,000 objects that are not closed', '{"a":'.repeat(6_000), UNREADABLE],
];

const NUMBERS: readonly Row[] = [
  ['1e400', withMore('"description":1e400'), 'RequestInvalid #/description'],
  [
    '-1e400 as a name',
    '{"requestId":"r-1","tenantId":-1e400,"keyName":"main"}',
    'RequestInvalid #/tenantId',
  ],
  ['-0', withMore('"keyUsage":-0'), 'RequestInvalid #/keyUsage'],
  ['2^53 + 1', withMore('"tags":{"n":9007199254740993}'), 'RequestInvalid #/tags/n'],
  ['30,000 digits', withMore(`"x":${'9'.repeat(30_000)}`), 'RequestInvalid #/x'],
  ['1e400 in an unknown field', withMore('"x":[1e400,-0,9007199254740993]'), 'RequestInvalid #/x'],
  ['NaN', withMore('"x":NaN'), UNREADABLE],
  ['Infinity', withMore('"x":-Infinity'), UNREADABLE],
  ['a hexadecimal', withMore('"x":0x10'), UNREADABLE],
  ['a leading zero', withMore('"x":01'), UNREADABLE],
];

const CHARACTERS: readonly Row[] = [
  ['a change of writing direction', withMore('"description":"\u202eabc"'), 'valid'],
  ['an isolate that is not closed', withMore('"description":"\u2066abc"'), 'valid'],
  ['a line separator', withMore('"description":"a\u2028b"'), 'valid'],
  ['a line feed and a tab, escaped', withMore('"description":"a\\n\\tb"'), 'valid'],
  ['a line feed, not escaped', withMore('"description":"a\nb"'), UNREADABLE],
  ['a nul, escaped', withMore('"description":"\\u0000"'), 'RequestInvalid #/description'],
  ['a delete', withMore('"description":"\u007f"'), 'RequestInvalid #/description'],
  ['a next line', withMore('"description":"\u0085"'), 'RequestInvalid #/description'],
  ['colours', withMore('"description":"\\u001b[31m"'), 'RequestInvalid #/description'],
  [
    'a change of writing direction in a name',
    '{"requestId":"r-1","tenantId":"\u202eacme","keyName":"main"}',
    'RequestInvalid #/tenantId',
  ],
  [
    'a line feed after a name',
    '{"requestId":"r-1\\n","tenantId":"acme\\n","keyName":"main\\n"}',
    'RequestInvalid #/requestId #/tenantId #/keyName',
  ],
  // The sender receives the name of an unknown field, with control and invisible characters escaped.
  [
    'a change of writing direction in a field',
    withMore('"\u202ex":1'),
    'RequestInvalid #/%E2%80%AEx',
  ],
  [
    'an invisible character in a field',
    withMore('"tags\u200b":{}'),
    'RequestInvalid #/tags%E2%80%8B',
  ],
  ['colours in a field', withMore('"\\u001b[31m":1'), 'RequestInvalid #/%1B%5B31m'],
  ['a control of one byte in a field', withMore('"\u009b31m":1'), 'RequestInvalid #/%C2%9B31m'],
  ['a line separator in a field', withMore('"a\u2028b":1'), 'RequestInvalid #/a%E2%80%A8b'],
  ['half of a pair in a field', withMore('"\\ud83d":1'), 'RequestInvalid #/%EF%BF%BD'],
  ['an invisible pair in a field', withMore('"\u{e0041}":1'), 'RequestInvalid #/%F3%A0%81%81'],
  [
    'a change of writing direction in a tag',
    withMore('"tags":{"\u202e":"1"}'),
    'RequestInvalid #/tags/%E2%80%AE',
  ],
  [
    'a long field that is cut beside a pair',
    withMore(`"${'x'.repeat(62)}😀😀":1`),
    `RequestInvalid #/${'x'.repeat(62)}%F0%9F%98%80%E2%80%A6`,
  ],
];

afterEach(() => {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

describe('a hostile text is valid, or refused with the place of the problem (P9)', () => {
  const rows = [...PROTOTYPES, ...REPEATED, ...BYTES, ...DEPTHS, ...NUMBERS, ...CHARACTERS];

  test.each(rows)('%s', (_, text, expected) => {
    expect(verdictOf(text)).toBe(expected);
  });
});

test('a tag with the key __proto__ is an ordinary tag', () => {
  const parsed = parseRequest(withMore('"tags":{"__proto__":"x"}'));
  if (!parsed.ok) throw new Error('the request must be valid');
  expect(Object.entries(parsed.request.tags)).toEqual([['__proto__', 'x']]);
  expect(Object.getPrototypeOf(parsed.request.tags)).toBe(Object.prototype);
});
